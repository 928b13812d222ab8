//! The objects of a document, found in one walk, each with its kind, its place and what a
//! reference in its stead leads to. The rules read this list instead of walking again.

use std::collections::HashMap;

use super::objects::ObjectKind;
use crate::document::{Document, Node, unescape};

/// An object of the document.
#[derive(Debug)]
pub(super) struct Site<'d> {
    pub(super) kind: ObjectKind,
    pub(super) node: &'d Node,
    /// JSON pointer.
    pub(super) pointer: String,
    /// The key that led to it; for the entries of a mapping or list, the key of that.
    pub(super) via: &'static str,
    /// The object it stands in, by number; the root is its own.
    pub(super) parent: usize,
    /// The number after its last descendant.
    pub(super) end: usize,
    /// Where `$ref` leads in the end.
    pub(super) target: Target,
}

/// What an object is in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// Itself: it is no reference.
    Itself,
    /// The object of this number.
    Other(usize),
    /// Nothing: the reference is broken, and reported as such.
    Nothing,
}

impl<'d> Site<'d> {
    /// The last token of the pointer: the name of a component, property, path.
    pub(super) fn name(&self) -> String {
        let token = self.pointer.rsplit('/').next().unwrap_or_default();
        unescape(token).into_owned()
    }

    /// The pointer of something below it.
    pub(super) fn below(&self, key: &str) -> String {
        format!("{}/{}", self.pointer, crate::document::pointer_token(key))
    }

    /// Whether it is a schema with a name of its own.
    pub(super) fn is_named_schema(&self) -> bool {
        self.kind == ObjectKind::Schema && self.via == "schemas"
    }

    /// The `$ref` in its stead.
    pub(super) fn reference(&self) -> Option<&'d str> {
        if self.kind.can_be_reference() {
            self.node.text("$ref")
        } else {
            None
        }
    }
}

/// All objects of a document, each before what it contains.
#[derive(Debug)]
pub(super) struct Sites<'d> {
    pub(super) document: &'d Document,
    pub(super) all: Vec<Site<'d>>,
    numbers: HashMap<*const Node, usize>,
}

impl<'d> Sites<'d> {
    pub(super) fn new(document: &'d Document, all: Vec<Site<'d>>) -> Self {
        let numbers = all
            .iter()
            .enumerate()
            .map(|(number, site)| (std::ptr::from_ref(site.node), number))
            .collect();
        Sites {
            document,
            all,
            numbers,
        }
    }

    /// The object of a number.
    pub(super) fn at(&self, number: usize) -> &Site<'d> {
        &self.all[number]
    }

    /// The number of a node, where it is an object that the walk found.
    pub(super) fn number(&self, node: &Node) -> Option<usize> {
        self.numbers.get(&std::ptr::from_ref(node)).copied()
    }

    /// The numbers of all objects of a kind.
    pub(super) fn of(&self, kind: ObjectKind) -> impl Iterator<Item = usize> {
        (0..self.all.len()).filter(move |number| self.at(*number).kind == kind)
    }

    /// The object itself, or what the reference in its stead leads to; nothing if that is broken.
    pub(super) fn resolve(&self, number: usize) -> Option<usize> {
        match self.at(number).target {
            Target::Itself => Some(number),
            Target::Other(target) => Some(target),
            Target::Nothing => None,
        }
    }

    /// The object below a key.
    pub(super) fn child(&self, number: usize, key: &str) -> Option<usize> {
        self.number(self.at(number).node.get(key)?)
    }

    /// The object below a key, or what the reference in its stead leads to.
    pub(super) fn resolved_child(&self, number: usize, key: &str) -> Option<usize> {
        self.resolve(self.child(number, key)?)
    }

    /// The objects of the list or mapping below a key.
    pub(super) fn children(&self, number: usize, key: &str) -> Vec<usize> {
        let Some(node) = self.at(number).node.get(key) else {
            return Vec::new();
        };
        let listed = node.items().iter();
        let mapped = node.entries().map(|(_, node)| node);
        listed
            .chain(mapped)
            .filter_map(|node| self.number(node))
            .collect()
    }

    /// The entries of the mapping below a key.
    pub(super) fn entries(&self, number: usize, key: &str) -> Vec<(&'d str, usize)> {
        let Some(node) = self.at(number).node.get(key) else {
            return Vec::new();
        };
        node.entries()
            .filter_map(|(key, node)| Some((key, self.number(node)?)))
            .collect()
    }

    /// Objects of a kind directly below another one.
    pub(super) fn direct(&self, number: usize, kind: ObjectKind) -> Vec<usize> {
        let mut found = Vec::new();
        let mut below = number + 1;
        while below < self.at(number).end {
            if self.at(below).kind == kind {
                found.push(below);
            }
            below = self.at(below).end;
        }
        found
    }

    /// The schemas directly below a schema.
    pub(super) fn direct_schemas(&self, number: usize) -> Vec<usize> {
        self.direct(number, ObjectKind::Schema)
    }
}
