//! The objects of a document, found in one walk: each with its kind, its place and the target of its
//! reference. The rules read this list instead of walking again.

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
    /// The key of the object. The entries of a mapping or list have the key of the mapping or list.
    pub(super) via: &'static str,
    /// The number of the object around this one. The root is around itself.
    pub(super) parent: usize,
    /// The number after its last descendant.
    pub(super) end: usize,
    /// The object at the end of the references.
    pub(super) target: Target,
}

/// The end of the references of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// The object itself, which is no reference.
    Itself,
    /// The object of this number.
    Other(usize),
    /// No object: the reference is broken, and its problem is reported.
    Nothing,
}

impl<'d> Site<'d> {
    /// Returns the last key of the pointer, such as the name of a component, property or path.
    pub(super) fn name(&self) -> String {
        let token = self.pointer.rsplit('/').next().unwrap_or_default();
        unescape(token).into_owned()
    }

    /// Returns the pointer of a key of the object.
    pub(super) fn below(&self, key: &str) -> String {
        format!("{}/{}", self.pointer, crate::document::pointer_token(key))
    }

    /// Returns whether the object is a schema under `components/schemas`.
    pub(super) fn is_named_schema(&self) -> bool {
        self.kind == ObjectKind::Schema && self.via == "schemas"
    }

    /// Returns the text of `$ref`.
    pub(super) fn reference(&self) -> Option<&'d str> {
        if self.kind.can_be_reference() {
            self.node.text("$ref")
        } else {
            None
        }
    }
}

/// All objects of a document, each before the objects inside it.
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

    /// Returns the object of a number.
    pub(super) fn at(&self, number: usize) -> &Site<'d> {
        &self.all[number]
    }

    /// Returns the number of a node that is an object.
    pub(super) fn number(&self, node: &Node) -> Option<usize> {
        self.numbers.get(&std::ptr::from_ref(node)).copied()
    }

    /// Returns the numbers of all objects of a kind.
    pub(super) fn of(&self, kind: ObjectKind) -> impl Iterator<Item = usize> {
        (0..self.all.len()).filter(move |number| self.at(*number).kind == kind)
    }

    /// Returns the number of the object at the end of the references. Returns `None` for a broken
    /// reference.
    pub(super) fn resolve(&self, number: usize) -> Option<usize> {
        match self.at(number).target {
            Target::Itself => Some(number),
            Target::Other(target) => Some(target),
            Target::Nothing => None,
        }
    }

    /// Returns the object below a key.
    pub(super) fn child(&self, number: usize, key: &str) -> Option<usize> {
        self.number(self.at(number).node.get(key)?)
    }

    /// Returns the number of the object below a key, with its references followed.
    pub(super) fn resolved_child(&self, number: usize, key: &str) -> Option<usize> {
        self.resolve(self.child(number, key)?)
    }

    /// Returns the objects of the list or mapping below a key.
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

    /// Returns the entries of the mapping below a key.
    pub(super) fn entries(&self, number: usize, key: &str) -> Vec<(&'d str, usize)> {
        let Some(node) = self.at(number).node.get(key) else {
            return Vec::new();
        };
        node.entries()
            .filter_map(|(key, node)| Some((key, self.number(node)?)))
            .collect()
    }

    /// Returns the objects of a kind directly below another object.
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

    /// Returns the schemas directly below a schema.
    pub(super) fn direct_schemas(&self, number: usize) -> Vec<usize> {
        self.direct(number, ObjectKind::Schema)
    }
}
