//! Nodes of the document with their places.

use crate::document::{Node, pointer_token};

/// A node and its JSON pointer.
#[derive(Clone)]
pub(crate) struct Located<'d> {
    pub(crate) node: &'d Node,
    pub(crate) pointer: String,
}

impl<'d> Located<'d> {
    pub(crate) fn new(node: &'d Node, pointer: impl Into<String>) -> Self {
        Self {
            node,
            pointer: pointer.into(),
        }
    }

    pub(crate) fn child(&self, key: &str) -> Option<Self> {
        Some(Self::new(self.node.get(key)?, self.below(key)))
    }

    /// The pointer of what stands under a key.
    fn below(&self, key: &str) -> String {
        if key.contains(['~', '/']) {
            [&self.pointer, "/", &pointer_token(key)].concat()
        } else {
            [&self.pointer, "/", key].concat()
        }
    }

    pub(crate) fn items(&self) -> Vec<Self> {
        let numbered = self.node.items().iter().enumerate();
        numbered
            .map(|(number, item)| Self::new(item, format!("{}/{number}", self.pointer)))
            .collect()
    }

    pub(crate) fn entries(&self) -> Vec<(&'d str, Self)> {
        let entries = self.node.entries();
        entries
            .map(|(key, node)| (key, Self::new(node, self.below(key))))
            .collect()
    }
}
