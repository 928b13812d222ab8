//! Equality of nodes, in which the order of keys does not count.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::document::{Located, Node, Value, equal};

/// The size of a set from which the nodes are found by their digests.
const FEW: usize = 8;

/// A set of nodes in which no two are equal.
#[derive(Default)]
pub(crate) struct Nodes<'d> {
    all: Vec<&'d Node>,
    /// The positions of the nodes by their digests, if there are more than a few.
    sorted: HashMap<u64, Vec<usize>>,
}

impl<'d> Nodes<'d> {
    pub(crate) fn of(nodes: impl IntoIterator<Item = &'d Node>) -> Self {
        let mut set = Self::default();
        for node in nodes {
            set.insert(node);
        }
        set
    }

    /// Adds a node. Returns whether the set had no equal node.
    pub(crate) fn insert(&mut self, node: &'d Node) -> bool {
        if self.contains(node) {
            return false;
        }
        let at = self.all.len();
        self.all.push(node);
        match at {
            0..FEW => {}
            FEW => {
                for (at, node) in self.all.iter().enumerate() {
                    self.sorted.entry(digest(node)).or_default().push(at);
                }
            }
            _ => self.sorted.entry(digest(node)).or_default().push(at),
        }
        true
    }

    /// Returns whether the set has an equal node.
    pub(crate) fn contains(&self, node: &Node) -> bool {
        if self.all.len() <= FEW {
            return self.all.iter().any(|known| equal(known, node));
        }
        let candidates = self.sorted.get(&digest(node));
        let mut candidates = candidates.into_iter().flatten();
        candidates.any(|at| equal(self.all[*at], node))
    }

    /// Returns whether two sets have equal nodes.
    pub(crate) fn same(&self, other: &Nodes<'_>) -> bool {
        self.all.len() == other.all.len() && self.all.iter().all(|node| other.contains(node))
    }
}

/// Returns whether two lists without duplicates have equal values in any order.
pub(crate) fn same_all(base: &[Located<'_>], head: &[Located<'_>]) -> bool {
    let [base, head] = [base, head].map(|list| list.iter().map(|at| at.node));
    base.len() == head.len() && (base.len() == 0 || Nodes::of(base).same(&Nodes::of(head)))
}

/// Returns a hash that is the same for equal nodes.
pub(crate) fn digest(node: &Node) -> u64 {
    let mut hasher = DefaultHasher::new();
    match &node.value {
        Value::Null => 0_u8.hash(&mut hasher),
        Value::Bool(value) => value.hash(&mut hasher),
        Value::Number(text) => (1_u8, text).hash(&mut hasher),
        Value::Text(text) => (2_u8, text).hash(&mut hasher),
        Value::List(items) => {
            3_u8.hash(&mut hasher);
            for item in items {
                digest(item).hash(&mut hasher);
            }
        }
        Value::Map(map) => {
            let entries = map.iter().map(|(key, entry)| {
                let mut hasher = DefaultHasher::new();
                (key, digest(&entry.node)).hash(&mut hasher);
                hasher.finish()
            });
            // A sum does not depend on the order.
            let sum = entries.fold(0_u64, u64::wrapping_add);
            (4_u8, sum).hash(&mut hasher);
        }
    }
    hasher.finish()
}
