//! The place of a reader in the tree that it builds.

use super::pointer_token;
use crate::problem::Reading;

/// The limit of nesting for a document.
///
/// Every later stage walks the tree by recursion, some of them (typify in a debug build) with
/// large frames: this many levels fit the 2 MiB stack of a spawned thread with room to spare.
pub(crate) const MAX_DEPTH: usize = 100;

/// The limit of the keys that lead to a place, in bytes of all together.
///
/// The pointer of every place below a key holds the key. Without a limit, one long key makes all of
/// them long.
pub(crate) const LONGEST_PLACE: usize = 4_096;

/// The keys and indexes from the root to the place of a reader.
#[derive(Debug, Default)]
pub(super) struct Path {
    steps: Vec<PathStep>,
    /// Bytes of all keys together.
    length: usize,
}

#[derive(Debug)]
enum PathStep {
    Key(String),
    Index(usize),
}

impl Path {
    /// Goes below a key.
    ///
    /// # Errors
    /// A key that makes the place longer than [`LONGEST_PLACE`]; the path stays where it is.
    pub(super) fn push_key(&mut self, key: &str) -> Result<(), Reading> {
        let limit = LONGEST_PLACE;
        if self.length + key.len() > limit {
            return Err(Reading::LongPlace { limit });
        }
        self.length += key.len();
        self.steps.push(PathStep::Key(key.to_owned()));
        Ok(())
    }

    pub(super) fn push_index(&mut self, index: usize) {
        self.steps.push(PathStep::Index(index));
    }

    pub(super) fn pop(&mut self) {
        if let Some(PathStep::Key(key)) = self.steps.pop() {
            self.length -= key.len();
        }
    }

    /// Returns the JSON pointer of the place.
    pub(super) fn pointer(&self) -> String {
        self.steps.iter().fold(String::new(), |mut pointer, step| {
            pointer.push('/');
            match step {
                PathStep::Key(key) => pointer.push_str(&pointer_token(key)),
                PathStep::Index(index) => pointer.push_str(&index.to_string()),
            }
            pointer
        })
    }

    /// Returns the pointer of a key at this place.
    pub(super) fn pointer_to(&self, key: &str) -> String {
        format!("{}/{}", self.pointer(), pointer_token(key))
    }
}
