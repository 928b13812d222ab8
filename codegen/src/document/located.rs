//! Nodes of a document with their places.

use super::{Node, Span, Value, pointer_token};

/// A node and its JSON pointer.
#[derive(Debug, Clone)]
pub(crate) struct Located<'d> {
    pub(crate) node: &'d Node,
    pub(crate) pointer: String,
}

impl<'d> Located<'d> {
    /// Returns a node with its pointer.
    pub(crate) fn new(node: &'d Node, pointer: impl Into<String>) -> Self {
        Self {
            node,
            pointer: pointer.into(),
        }
    }

    /// Returns the schema of any JSON, as if it stood at a pointer.
    pub(crate) fn anything(pointer: impl Into<String>) -> Self {
        static ANYTHING: Node = Node {
            value: Value::Bool(true),
            span: Span::new(1, 1),
        };
        Self::new(&ANYTHING, pointer)
    }

    /// Returns the value under a key.
    pub(crate) fn child(&self, key: &str) -> Option<Self> {
        Some(Self::new(self.node.get(key)?, self.below(key)))
    }

    /// Returns the pointer of the value under a key.
    fn below(&self, key: &str) -> String {
        if key.contains(['~', '/']) {
            [&self.pointer, "/", &pointer_token(key)].concat()
        } else {
            [&self.pointer, "/", key].concat()
        }
    }

    /// Returns the items of a list. Any other node has none.
    pub(crate) fn items(&self) -> Vec<Self> {
        let numbered = self.node.items().iter().enumerate();
        numbered
            .map(|(number, item)| Self::new(item, format!("{}/{number}", self.pointer)))
            .collect()
    }

    /// Returns the keys and values of a mapping. Any other node has none.
    pub(crate) fn entries(&self) -> Vec<(&'d str, Self)> {
        let entries = self.node.entries();
        entries
            .map(|(key, node)| (key, Self::new(node, self.below(key))))
            .collect()
    }
}
