//! Where a reader stands in the tree that it builds.

use super::pointer_token;

/// The limit of nesting for a document.
///
/// Every later stage walks the tree by recursion, some of them (typify in a debug build) with
/// large frames: this many levels fit the 2 MiB stack of a spawned thread with room to spare.
pub(crate) const MAX_DEPTH: usize = 100;

/// The keys and indexes from the root to where a reader stands.
#[derive(Debug, Default)]
pub(super) struct Path(Vec<Step>);

#[derive(Debug)]
enum Step {
    Key(String),
    Index(usize),
}

impl Path {
    pub(super) fn push_key(&mut self, key: &str) {
        self.0.push(Step::Key(key.to_owned()));
    }

    pub(super) fn push_index(&mut self, index: usize) {
        self.0.push(Step::Index(index));
    }

    pub(super) fn pop(&mut self) {
        self.0.pop();
    }

    /// The place as a JSON pointer.
    pub(super) fn pointer(&self) -> String {
        self.0.iter().fold(String::new(), |mut pointer, step| {
            pointer.push('/');
            match step {
                Step::Key(key) => pointer.push_str(&pointer_token(key)),
                Step::Index(index) => pointer.push_str(&index.to_string()),
            }
            pointer
        })
    }

    /// The place of a key that the reader has not gone into yet.
    pub(super) fn pointer_to(&self, key: &str) -> String {
        format!("{}/{}", self.pointer(), pointer_token(key))
    }
}
