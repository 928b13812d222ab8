//! Finds the operations that a change reaches.
//!
//! The users of a pair are the users of its parents. Pairs with the same users share one set.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use crate::diff::change::Owner;
use crate::diff::find::comparison::{Comparison, Pair};
use crate::diff::ways::Ways;

/// The number of operations that are named with one change.
pub(crate) const MOST_OPERATIONS: usize = 100;

/// The operations that a change reaches.
#[derive(Debug, Default, Clone)]
pub(crate) struct Reach {
    users: Rc<Users>,
    /// Whether some user requires the value, in the base and in the head.
    pub(crate) required: (bool, bool),
}

/// The operations that use a pair.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Users {
    operations: Operations,
    ways: Ways,
    /// Whether every request writes it as plain text: in a parameter or a form.
    plain_text: bool,
}

/// A set of operations by the positions of their names, one bit each.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Operations(Vec<u64>);

impl Operations {
    fn insert(&mut self, position: usize) {
        let word = position / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (position % 64);
    }

    fn iter(&self) -> impl Iterator<Item = usize> {
        let words = self.0.iter().enumerate();
        words.flat_map(|(at, word)| {
            let bits = (0..64).filter(move |bit| word >> bit & 1 == 1);
            bits.map(move |bit| at * 64 + bit)
        })
    }

    fn count(&self) -> usize {
        let ones = self.0.iter().map(|word| word.count_ones() as usize);
        ones.sum()
    }

    fn join(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (own, other) in self.0.iter_mut().zip(&other.0) {
            *own |= other;
        }
    }
}

impl Users {
    fn is_empty(&self) -> bool {
        self.operations.0.is_empty() && self.ways.is_empty()
    }

    fn enter(&mut self, position: usize, ways: Ways, plain_text: bool) {
        self.operations.insert(position);
        self.join_ways(ways, plain_text);
    }

    fn join(&mut self, other: &Self) {
        self.operations.join(&other.operations);
        self.join_ways(other.ways, other.plain_text);
    }

    fn join_ways(&mut self, ways: Ways, plain_text: bool) {
        self.plain_text = match (self.ways.has(Ways::SENT), ways.has(Ways::SENT)) {
            (true, true) => self.plain_text && plain_text,
            (_, sent) => self.plain_text || sent && plain_text,
        };
        self.ways = self.ways.and(ways);
    }
}

impl Reach {
    /// Returns the directions of the value.
    pub(crate) fn ways(&self) -> Ways {
        self.users.ways
    }

    /// Returns whether every request writes it as plain text.
    pub(crate) fn plain_text(&self) -> bool {
        self.users.plain_text
    }

    /// Adds what another change of the same thing reaches.
    pub(crate) fn join(&mut self, other: Reach) {
        self.required.0 |= other.required.0;
        self.required.1 |= other.required.1;
        join(&mut self.users, &other.users);
    }
}

/// Adds the users of another set. Equal sets are shared.
fn join(users: &mut Rc<Users>, other: &Rc<Users>) {
    if users.is_empty() {
        *users = Rc::clone(other);
    } else if !Rc::ptr_eq(users, other) && users != other {
        Rc::make_mut(users).join(other);
    }
}

/// The users of every pair, and the names of the operations.
pub(crate) struct Reaches {
    users: Vec<Rc<Users>>,
    /// The positions of operations among the names.
    positions: Vec<usize>,
    /// The ids of the operations, sorted.
    names: Vec<String>,
    /// The names of the operations of each set, once they are asked for.
    named: HashMap<*const Users, (Rc<Users>, Arc<[String]>)>,
}

impl Reaches {
    pub(crate) fn of(found: &Comparison<'_>) -> Self {
        let mut names = found.operations.clone();
        names.sort_unstable();
        names.dedup();
        let position = |id| names.binary_search(id).unwrap_or_default();
        let positions: Vec<usize> = found.operations.iter().map(position).collect();
        let mut users: Vec<Rc<Users>> = vec![Rc::default(); found.pairs.len()];
        for circle in circles(&found.pairs) {
            let mut all: Rc<Users> = Rc::default();
            for number in &circle {
                let pair = &found.pairs[*number];
                // Pairs of the circle itself have no users yet.
                for (parent, _) in &pair.parents {
                    join(&mut all, &users[*parent]);
                }
                for (operation, ways, plain_text) in &pair.roots {
                    Rc::make_mut(&mut all).enter(positions[*operation], *ways, *plain_text);
                }
            }
            for number in circle {
                users[number] = Rc::clone(&all);
            }
        }
        Self {
            users,
            positions,
            names,
            named: HashMap::new(),
        }
    }

    /// Returns what an owner reaches.
    pub(crate) fn reach(&self, found: &Comparison<'_>, owner: Owner) -> Reach {
        match owner {
            Owner::Document => Reach::default(),
            Owner::Operation(number, ways) => {
                let mut users = Users::default();
                users.enter(self.positions[number], ways, false);
                Reach {
                    users: Rc::new(users),
                    required: (false, false),
                }
            }
            Owner::Pair(number) => {
                let pair = &found.pairs[number];
                let begins = !pair.roots.is_empty();
                let parents = pair.parents.iter().map(|(_, required)| required);
                let required = parents.fold((begins, begins), |all, one| {
                    (all.0 || one.0, all.1 || one.1)
                });
                Reach {
                    users: Rc::clone(&self.users[number]),
                    required,
                }
            }
        }
    }

    /// Returns the number of operations and the names of the first ones.
    pub(crate) fn operations(&mut self, reach: &Reach) -> (usize, Arc<[String]>) {
        let operations = &reach.users.operations;
        let named = self.named.entry(Rc::as_ptr(&reach.users));
        let (_, named) = named.or_insert_with(|| {
            let first = operations.iter().take(MOST_OPERATIONS);
            let names = first.map(|at| self.names[at].clone());
            (Rc::clone(&reach.users), names.collect())
        });
        (operations.count(), Arc::clone(named))
    }
}

/// Returns groups of pairs that use each other, users first, by Tarjan's algorithm without
/// recursion.
fn circles(pairs: &[Pair<'_>]) -> Vec<Vec<usize>> {
    let mut found = Vec::new();
    let mut numbers: Vec<Option<usize>> = vec![None; pairs.len()];
    let mut least = vec![0; pairs.len()];
    let mut is_waiting = vec![false; pairs.len()];
    let (mut waiting, mut next) = (Vec::new(), 0);
    for start in 0..pairs.len() {
        let mut open = Vec::new();
        if numbers[start].is_none() {
            open.push((start, 0));
        }
        while let Some((pair, edge)) = open.last_mut() {
            let pair = *pair;
            if *edge == 0 {
                (numbers[pair], least[pair]) = (Some(next), next);
                next += 1;
                waiting.push(pair);
                is_waiting[pair] = true;
            }
            let parent = pairs[pair].parents.get_index(*edge);
            *edge += 1;
            match parent.map(|(parent, _)| (*parent, numbers[*parent])) {
                Some((parent, None)) => open.push((parent, 0)),
                Some((parent, Some(number))) if is_waiting[parent] => {
                    least[pair] = least[pair].min(number);
                }
                Some(_) => {}
                None => {
                    open.pop();
                    if let Some((above, _)) = open.last() {
                        least[*above] = least[*above].min(least[pair]);
                    }
                    if numbers[pair] == Some(least[pair]) {
                        let first = waiting.iter().rposition(|other| *other == pair);
                        let circle = waiting.split_off(first.unwrap_or_default());
                        for number in &circle {
                            is_waiting[*number] = false;
                        }
                        found.push(circle);
                    }
                }
            }
        }
    }
    found
}
