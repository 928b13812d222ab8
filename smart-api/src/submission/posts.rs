//! The invoices that are being posted, those whose post may have arrived, and those that arrived
//! lately. None of them is posted again by accident.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::Client;

/// The number of arrived invoices that are remembered. The oldest is forgotten first.
const ARRIVED: usize = 1_000;

/// The posts of a client and its clones, by the names of their invoices.
#[derive(Default)]
pub(super) struct Posts(Mutex<States>);

/// Returns the posts of a client, which its clones share.
pub(super) fn posts_of(client: &Client) -> Arc<Posts> {
    client.transport().shared()
}

/// The id of a post, valid within this process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PostId(pub(super) u64);

#[derive(Default)]
struct States {
    by_name: HashMap<String, State>,
    /// The invoices that arrived, the latest last.
    arrived: VecDeque<Arrived>,
}

/// An invoice that has arrived.
struct Arrived {
    name: String,
    post: PostId,
    /// The number of entries that the invoice had before the post.
    entries: usize,
}

#[derive(Default)]
struct State {
    /// True if a guard holds the invoice and may post it.
    reserved: bool,
    /// The posts that may have arrived.
    in_doubt: Vec<PostId>,
}

/// The reason why an invoice cannot be reserved or posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Blocked {
    /// Another guard holds it.
    Reserved,
    /// The invoice was posted, and the post may have arrived.
    InDoubt,
    /// The invoice was reserved despite an earlier post, and that post is no longer in doubt.
    Settled,
}

impl Posts {
    /// Reserves all of the invoices, or none. The post `despite` does not block them, although it
    /// may have arrived.
    ///
    /// # Errors
    /// Returns the reason that blocks one of them.
    pub(super) fn reserve(
        self: &Arc<Self>,
        names: Vec<String>,
        despite: Option<PostId>,
    ) -> Result<PostGuard, Blocked> {
        let mut states = self.states();
        for name in &names {
            match states.by_name.get(name) {
                Some(state) if state.reserved => return Err(Blocked::Reserved),
                Some(_) if despite.is_none() => return Err(Blocked::InDoubt),
                _ => {}
            }
        }
        for name in &names {
            states.by_name.entry(name.clone()).or_default().reserved = true;
        }
        drop(states);
        Ok(PostGuard {
            posts: Arc::clone(self),
            names,
            despite,
        })
    }

    /// Remembers a post that may have arrived, perhaps one of another process.
    pub(super) fn doubt(&self, names: impl Iterator<Item = String>, post: PostId) {
        let mut states = self.states();
        for name in names {
            states.by_name.entry(name).or_default().doubt(post);
        }
    }

    /// Ends the doubt about a post.
    pub(super) fn end_doubt(&self, names: impl Iterator<Item = String>, post: PostId) {
        let mut states = self.states();
        for name in names {
            states.change(&name, |state| state.in_doubt.retain(|one| *one != post));
        }
    }

    /// Forgets a post that has not arrived, or whose claim was cancelled or rejected since.
    pub(super) fn forget(&self, names: impl Iterator<Item = String>, post: PostId) {
        let names: Vec<String> = names.collect();
        self.end_doubt(names.iter().cloned(), post);
        let mut states = self.states();
        let arrived = &mut states.arrived;
        arrived.retain(|one| one.post != post || !names.contains(&one.name));
    }

    /// Returns the number of entries that an invoice had before the post that arrived. Only the
    /// latest posts are remembered.
    pub(super) fn entries_before(&self, name: &str) -> Option<usize> {
        let states = self.states();
        let mut latest = states.arrived.iter().rev();
        latest.find_map(|one| (one.name == name).then_some(one.entries))
    }

    fn states(&self) -> MutexGuard<'_, States> {
        // No code that holds this lock can leave the states half changed.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl States {
    /// Changes a state, and removes it if it holds nothing any more.
    fn change(&mut self, name: &str, change: impl FnOnce(&mut State)) {
        if let Some(state) = self.by_name.get_mut(name) {
            change(state);
            if !state.reserved && state.in_doubt.is_empty() {
                self.by_name.remove(name);
            }
        }
    }
}

impl State {
    fn doubt(&mut self, post: PostId) {
        if !self.in_doubt.contains(&post) {
            self.in_doubt.push(post);
        }
    }
}

/// Invoices that stay reserved until the guard is dropped.
pub(super) struct PostGuard {
    posts: Arc<Posts>,
    names: Vec<String>,
    despite: Option<PostId>,
}

impl PostGuard {
    /// Begins a post. From now on it is in doubt, until its outcome is known. It replaces the post
    /// in `despite`, and stands for both.
    ///
    /// # Errors
    /// Returns the reason that has blocked one of the invoices since they were reserved.
    pub(super) fn begin(&self, post: PostId) -> Result<(), Blocked> {
        let mut states = self.posts.states();
        for name in &self.names {
            let in_doubt = states.by_name.get(name).map(|state| &state.in_doubt);
            let in_doubt = in_doubt.map_or(&[][..], Vec::as_slice);
            match self.despite {
                None if !in_doubt.is_empty() => return Err(Blocked::InDoubt),
                Some(despite) if !in_doubt.contains(&despite) => return Err(Blocked::Settled),
                _ => {}
            }
        }
        for name in &self.names {
            states.change(name, |state| {
                state.in_doubt.retain(|one| Some(*one) != self.despite);
                state.doubt(post);
            });
        }
        Ok(())
    }

    /// Ends a post that has arrived. Each invoice is remembered with the number of entries that it
    /// had before the post.
    pub(super) fn arrived(self, post: PostId, entries_before: impl Iterator<Item = usize>) {
        let mut states = self.posts.states();
        for (name, entries) in self.names.iter().zip(entries_before) {
            states.change(name, |state| state.in_doubt.retain(|one| *one != post));
            let name = name.clone();
            states.arrived.push_back(Arrived {
                name,
                post,
                entries,
            });
        }
        let more = states.arrived.len().saturating_sub(ARRIVED);
        states.arrived.drain(..more);
    }

    /// Ends a post that has not arrived. The post in `despite` is in doubt again.
    pub(super) fn not_arrived(self, post: PostId) {
        let mut states = self.posts.states();
        for name in &self.names {
            states.change(name, |state| {
                state.in_doubt.retain(|one| *one != post);
                self.despite.into_iter().for_each(|post| state.doubt(post));
            });
        }
    }
}

impl Drop for PostGuard {
    fn drop(&mut self) {
        let mut states = self.posts.states();
        for name in &self.names {
            states.change(name, |state| state.reserved = false);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{ARRIVED, Blocked, PostGuard, PostId, Posts};

    fn names(of: &str) -> impl Iterator<Item = String> {
        of.split(' ').map(str::to_owned)
    }

    const ONE: PostId = PostId(1);
    const TWO: PostId = PostId(2);
    const THREE: PostId = PostId(3);

    fn reserve(
        posts: &Arc<Posts>,
        of: &str,
        despite: Option<PostId>,
    ) -> Result<PostGuard, Blocked> {
        posts.reserve(names(of).collect(), despite)
    }

    #[test]
    fn all_are_reserved_or_none() {
        let posts = Arc::new(Posts::default());
        let b = reserve(&posts, "b", None).ok().unwrap();
        assert_eq!(
            reserve(&posts, "a b", Some(ONE)).err(),
            Some(Blocked::Reserved)
        );
        let a = reserve(&posts, "a", None).ok().unwrap();
        drop((a, b));
        assert!(reserve(&posts, "a b", None).is_ok());
        assert!(posts.states().by_name.is_empty());
    }

    #[test]
    fn what_was_posted_is_in_doubt_until_that_post_is_settled() {
        let posts = Arc::new(Posts::default());
        let guard = reserve(&posts, "a b", None).ok().unwrap();
        guard.begin(ONE).unwrap();
        drop(guard);
        posts.end_doubt(names("a b"), PostId(7));
        assert_eq!(reserve(&posts, "a", None).err(), Some(Blocked::InDoubt));
        posts.end_doubt(names("a b"), ONE);
        assert!(posts.states().by_name.is_empty());
    }

    #[test]
    fn the_next_post_stands_for_the_one_before() {
        let posts = Arc::new(Posts::default());
        posts.doubt(names("a"), ONE);
        let refused = reserve(&posts, "a", Some(ONE)).ok().unwrap();
        refused.begin(TWO).unwrap();
        refused.not_arrived(TWO);
        assert_eq!(reserve(&posts, "a", None).err(), Some(Blocked::InDoubt));
        let lost = reserve(&posts, "a", Some(ONE)).ok().unwrap();
        lost.begin(TWO).unwrap();
        drop(lost);
        posts.end_doubt(names("a"), ONE);
        assert_eq!(reserve(&posts, "a", None).err(), Some(Blocked::InDoubt));
        let guard = reserve(&posts, "a", Some(TWO)).ok().unwrap();
        guard.begin(THREE).unwrap();
        guard.arrived(THREE, [5].into_iter());
        assert!(posts.states().by_name.is_empty());
        assert_eq!(posts.entries_before("a"), Some(5));
        posts.forget(names("a"), TWO);
        assert_eq!(posts.entries_before("a"), Some(5));
        posts.forget(names("a"), THREE);
        assert_eq!(posts.entries_before("a"), None);
    }

    #[test]
    fn a_change_of_doubt_blocks_an_invoice_that_is_reserved() {
        let posts = Arc::new(Posts::default());
        let guard = reserve(&posts, "a", None).ok().unwrap();
        posts.doubt(names("a"), ONE);
        assert_eq!(guard.begin(TWO), Err(Blocked::InDoubt));
        drop(guard);
        assert_eq!(reserve(&posts, "a", None).err(), Some(Blocked::InDoubt));
        let again = reserve(&posts, "a", Some(ONE)).ok().unwrap();
        posts.end_doubt(names("a"), ONE);
        assert_eq!(again.begin(TWO), Err(Blocked::Settled));
        drop(again);
        assert!(posts.states().by_name.is_empty());
    }

    #[test]
    fn what_arrived_is_remembered_for_a_while() {
        let posts = Arc::new(Posts::default());
        for number in 0..=ARRIVED {
            let guard = reserve(&posts, &number.to_string(), None).ok().unwrap();
            guard.arrived(ONE, [number].into_iter());
        }
        assert_eq!(posts.entries_before("0"), None);
        assert_eq!(posts.entries_before("1"), Some(1));
        assert_eq!(posts.states().arrived.len(), ARRIVED);
    }
}
