//! Matches things of both sides by their keys.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

/// The number of candidates that are looked at for one thing.
const MOST: usize = 64;

/// The things of one side that have no partner yet, by their keys.
pub(crate) struct Pool<K> {
    free: Vec<bool>,
    by_key: HashMap<K, VecDeque<usize>>,
}

impl<K: Hash + Eq> Pool<K> {
    /// Returns a pool in which all things are free.
    pub(crate) fn new<I: IntoIterator<Item = K>>(
        count: usize,
        mut keys: impl FnMut(usize) -> I,
    ) -> Self {
        let mut by_key: HashMap<K, VecDeque<usize>> = HashMap::new();
        for at in 0..count {
            for key in keys(at) {
                by_key.entry(key).or_default().push_back(at);
            }
        }
        Self {
            free: vec![true; count],
            by_key,
        }
    }

    /// Returns the same things under other keys.
    pub(crate) fn sorted_anew<L: Hash + Eq, I: IntoIterator<Item = L>>(
        self,
        mut keys: impl FnMut(usize) -> I,
    ) -> Pool<L> {
        let free = self.free;
        let mut pool = Pool::new(free.len(), |at| {
            free[at].then(|| keys(at)).into_iter().flatten()
        });
        pool.free = free;
        pool
    }

    /// Takes the thing that [`Pool::first`] returns.
    pub(crate) fn take_first(
        &mut self,
        keys: impl IntoIterator<Item = K>,
        fits: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let found = self.first(keys, fits)?;
        self.free[found] = false;
        Some(found)
    }

    /// Returns the first free thing that has one of the keys and fits. Things under the rarest keys
    /// are looked at first, and only a limited number.
    pub(crate) fn first(
        &mut self,
        keys: impl IntoIterator<Item = K>,
        fits: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let mut known = Vec::new();
        for key in keys {
            let Some(listed) = self.by_key.get_mut(&key) else {
                continue;
            };
            while listed.front().is_some_and(|at| !self.free[*at]) {
                listed.pop_front();
            }
            known.push((listed.len(), key));
        }
        known.sort_by_key(|(count, _)| *count);
        let listed = known.iter().filter_map(|(_, key)| self.by_key.get(key));
        let free = listed.flatten().take(MOST).filter(|at| self.free[**at]);
        let mut candidates: Vec<usize> = free.copied().collect();
        candidates.sort_unstable();
        candidates.dedup();
        candidates.into_iter().find(|at| fits(*at))
    }

    /// Returns the free things in their order.
    pub(crate) fn left(&self) -> impl Iterator<Item = usize> {
        let all = self.free.iter().enumerate();
        all.filter(|(_, free)| **free).map(|(at, _)| at)
    }
}
