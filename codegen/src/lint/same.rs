//! Comparison of schemas by the values that they describe.

use std::collections::HashSet;

use super::facts::Facts;
use crate::document::{Node, equal_by};

/// Keywords that only speak to readers.
const PROSE: &[&str] = &[
    "title",
    "description",
    "example",
    "externalDocs",
    "deprecated",
    "xml",
];

/// A comparison of schemas, in which pairs already under comparison count as the same.
pub(super) struct Sameness<'f, 'd> {
    facts: &'f Facts<'d>,
    pairs: HashSet<(usize, usize)>,
}

impl<'f, 'd> Sameness<'f, 'd> {
    pub(super) fn new(facts: &'f Facts<'d>) -> Self {
        Sameness {
            facts,
            pairs: HashSet::new(),
        }
    }

    /// Returns whether two schemas describe the same values. A list of pairs takes the place of
    /// recursion, because references may go through thousands of schemas.
    pub(super) fn same(&mut self, a: usize, b: usize) -> bool {
        let mut open = vec![(a, b)];
        while let Some((a, b)) = open.pop() {
            let sites = &self.facts.sites;
            // A broken reference is reported as such.
            let (Some(a), Some(b)) = (sites.resolve(a), sites.resolve(b)) else {
                continue;
            };
            if a != b
                && self.pairs.insert((a, b))
                && !self.same_values(sites.at(a).node, sites.at(b).node, &mut open)
            {
                return false;
            }
        }
        true
    }

    fn same_values(&self, a: &Node, b: &Node, open: &mut Vec<(usize, usize)>) -> bool {
        let told = |node: &'_ Node| {
            let entries = node.entries().map(|(key, _)| key);
            let keys = entries.filter(|key| !PROSE.contains(key) && !key.starts_with("x-"));
            keys.map(str::to_owned).collect::<HashSet<String>>()
        };
        let keys = told(a);
        keys == told(b)
            && keys.iter().all(|key| match (a.get(key), b.get(key)) {
                (Some(a), Some(b)) => self.alike(a, b, open),
                _ => false,
            })
    }

    /// Returns whether two values are equal. Schemas among them are left for later.
    fn alike(&self, a: &Node, b: &Node, open: &mut Vec<(usize, usize)>) -> bool {
        let sites = &self.facts.sites;
        equal_by(a, b, &mut |a, b| {
            let pair = sites.number(a).zip(sites.number(b))?;
            open.push(pair);
            Some(true)
        })
    }
}
