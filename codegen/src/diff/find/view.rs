//! A schema with all its parts: references are followed and `allOf` is merged.

use std::collections::{BTreeMap, HashSet};

use indexmap::IndexMap;

use super::nodes::Nodes;
use crate::diff::value::{ValueKind, ValueType};

use crate::document::{Document, Located, Node, Value, cut};

/// A schema with all its parts.
#[derive(Clone)]
pub(crate) struct View<'d> {
    /// The parts, the outermost first.
    pub(crate) parts: Vec<Located<'d>>,
}

/// The values of all parts under one key.
pub(crate) struct Said<'d> {
    /// The place of the first value.
    pub(crate) first: String,
    pub(crate) nodes: Nodes<'d>,
}

/// Returns the node at a pointer.
pub(crate) fn located<'d>(document: &'d Document, pointer: &str) -> Option<Located<'d>> {
    Some(Located::new(document.root().pointer(pointer)?, pointer))
}

impl<'d> View<'d> {
    /// Returns the schema at these places, which describe one value together.
    pub(crate) fn of(document: &'d Document, places: &[Located<'d>]) -> Self {
        let mut parts = Vec::new();
        let mut seen = HashSet::new();
        // A list replaces recursion, because schemas can have thousands of levels.
        let mut open: Vec<Located<'d>> = places.iter().rev().cloned().collect();
        while let Some(place) = open.pop() {
            let target = document.follow(&place);
            if !seen.insert(target.pointer.clone()) {
                continue;
            }
            let listed = |key| target.child(key).map(|list| list.items());
            let mut below = listed("allOf").unwrap_or_default();
            let alone = ["oneOf", "anyOf"].into_iter().filter_map(listed);
            below.extend(alone.filter(|branches| branches.len() == 1).flatten());
            open.extend(below.into_iter().rev());
            parts.push(target);
        }
        View { parts }
    }

    /// Returns the different values of the parts under a key.
    pub(crate) fn all(&self, key: &str) -> Vec<Located<'d>> {
        let values = self.parts.iter().filter_map(|part| part.child(key));
        let mut known = Nodes::default();
        values.filter(|at| known.insert(at.node)).collect()
    }

    /// Returns the values of the parts under each key that `wanted` accepts.
    pub(crate) fn by_key(&self, wanted: impl Fn(&str) -> bool) -> BTreeMap<&'d str, Said<'d>> {
        let mut all: BTreeMap<&str, Said<'_>> = BTreeMap::new();
        for part in &self.parts {
            for (key, node) in part.node.entries().filter(|(key, _)| wanted(key)) {
                let said = all.entry(key).or_insert_with(|| Said {
                    first: part.child(key).map_or_else(String::new, |at| at.pointer),
                    nodes: Nodes::default(),
                });
                said.nodes.insert(node);
            }
        }
        all
    }

    /// Returns the first value under a key.
    pub(crate) fn first(&self, key: &str) -> Option<Located<'d>> {
        self.parts.iter().find_map(|part| part.child(key))
    }

    /// Returns the first text under a key.
    pub(crate) fn text(&self, key: &str) -> Option<&'d str> {
        self.parts.iter().find_map(|part| part.node.text(key))
    }

    /// Returns the first place where a key is `true`.
    pub(crate) fn is_true(&self, key: &str) -> Option<Located<'d>> {
        let part = self.parts.iter().find(|part| part.node.is_true(key))?;
        part.child(key)
    }

    /// Returns the properties by their names, each with every place that describes it.
    pub(crate) fn properties(&self) -> IndexMap<&'d str, Vec<Located<'d>>> {
        let mut all: IndexMap<&str, Vec<Located<'_>>> = IndexMap::new();
        for part in &self.parts {
            for (name, property) in part.child("properties").iter().flat_map(Located::entries) {
                all.entry(name).or_default().push(property);
            }
        }
        all
    }

    /// Returns the required properties, each with the place that requires it.
    pub(crate) fn required(&self) -> BTreeMap<&'d str, String> {
        let lists = self.parts.iter().filter_map(|part| part.child("required"));
        let mut all: BTreeMap<&str, String> = lists
            .flat_map(|list| list.items())
            .filter_map(|item| Some((item.node.as_str()?, item.pointer)))
            .collect();
        for properties in self
            .parts
            .iter()
            .filter_map(|part| part.child("properties"))
        {
            let marked = properties.node.entries();
            for (name, _) in marked.filter(|(_, property)| property.is_true("x-required")) {
                let place = properties.child(name).map(|place| place.pointer);
                all.entry(name)
                    .or_insert_with(|| format!("{}/x-required", place.unwrap_or_default()));
            }
        }
        all
    }

    /// Returns the alternatives, if there are several.
    pub(crate) fn branches(&self) -> Option<Vec<Located<'d>>> {
        self.parts.iter().find_map(|part| {
            ["oneOf", "anyOf"].iter().find_map(|key| {
                let branches = part.child(key)?.items();
                (branches.len() > 1).then_some(branches)
            })
        })
    }

    /// Returns the kind of value.
    pub(crate) fn value_kind(&self) -> ValueKind {
        let has = |key: &str| self.parts.iter().any(|part| part.node.get(key).is_some());
        if self.text("format") == Some("text-or-number") {
            ValueKind::TextOrNumber
        } else if let Some(written) = self.text("type") {
            ValueKind::of_keyword(written)
        } else if has("properties") || has("additionalProperties") || has("required") {
            ValueKind::Object
        } else if has("enum") {
            ValueKind::String
        } else if has("items") {
            ValueKind::Array
        } else if self.branches().is_some() {
            ValueKind::OneOf
        } else {
            ValueKind::Anything
        }
    }

    /// Returns the kind of value and its format.
    pub(crate) fn value_type(&self) -> ValueType {
        ValueType {
            kind: self.value_kind(),
            format: self.text("format").map(cut),
        }
    }
}

/// Returns whether two places hold the same text in the same order and no reference. The comparison
/// of such places finds nothing.
pub(crate) fn is_written_alike(base: &[Located<'_>], head: &[Located<'_>]) -> bool {
    fn same(a: &Node, b: &Node) -> bool {
        match (&a.value, &b.value) {
            (Value::Map(x), Value::Map(y)) => {
                x.len() == y.len()
                    && x.iter().zip(y).all(|((key, old), (name, new))| {
                        key == name && key != "$ref" && same(&old.node, &new.node)
                    })
            }
            (Value::List(x), Value::List(y)) => {
                x.len() == y.len() && x.iter().zip(y).all(|(x, y)| same(x, y))
            }
            (x, y) => x == y,
        }
    }
    matches!((base, head), ([a], [b]) if same(a.node, b.node))
}
