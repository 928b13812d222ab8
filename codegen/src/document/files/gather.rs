//! Gathers what a document refers to in other files.

use std::collections::BTreeSet;

use super::super::objects::{self, Kind};
use super::super::version::Version;
use super::super::{Entry, Node, Span, Value, pointer_token, unescape};
use super::address::Address;
use super::{Joiner, names};
use crate::problem::Reference;

/// The most references from one path item to another in a row.
const LONGEST_CHAIN: usize = 32;

impl Joiner<'_> {
    /// Reads every file, and copies what the document refers to.
    pub(super) fn gather(&mut self, root: &mut Node, version: Version) {
        let with_local = version == Version::Later;
        for pointer in ["/paths", "/components"] {
            self.inline(root, pointer, false);
        }
        for key in keys(root, "/components") {
            self.inline(root, &format!("/components/{key}"), false);
        }
        for path in keys(root, "/paths") {
            self.inline(root, &format!("/paths/{path}"), with_local);
        }
        self.replace_components(root);
        let mut found = Vec::new();
        objects::visit(root, Kind::Document, &mut |node, kind| {
            self.collect(node, kind, &mut found);
        });
        while let Some((kind, address, at)) = found.pop() {
            let key = (kind, address);
            if self.moved.contains_key(&key) || self.pointer(kind, &key.1).is_some() {
                continue;
            }
            let Some(mut entry) = self.reader.copy(&key.1, at) else {
                continue;
            };
            objects::visit(&mut entry.node, kind, &mut |node, kind| {
                self.collect(node, kind, &mut found);
            });
            self.moved.insert(key, entry);
        }
    }

    /// Puts what a mapping refers to in the place of the reference, as often as there is one. The
    /// keys beside it stay.
    fn inline(&mut self, root: &mut Node, pointer: &str, with_local: bool) {
        let mut chain = Vec::new();
        let mut known = BTreeSet::new();
        while let Some(node) = root.pointer(pointer)
            && let Some(reference) = node.get("$ref").cloned()
            && let Some(written) = reference.as_str()
            && let Some(address) = self.reader.find(written, reference.span)
        {
            chain.push(written.to_owned());
            if !known.insert(address.clone()) || chain.len() > LONGEST_CHAIN {
                let circle = Reference::Cycle { references: chain };
                self.reader.unresolved.insert(reference.span, circle);
                return;
            }
            let target = if !self.reader.is_own(&address) {
                self.reader.copy(&address, reference.span)
            } else if with_local {
                self.reader.copy_of(root, &address.pointer, reference.span)
            } else {
                return;
            };
            let Some(target) = target else { return };
            let Value::Map(map) = target.node.value else {
                let finding = Reference::WrongKind {
                    reference: written.to_owned(),
                    expected: "a mapping",
                    found: target.node.kind(),
                };
                self.reader.unresolved.insert(reference.span, finding);
                return;
            };
            self.note(address, pointer);
            let Some(entry) = entry_mut(root, pointer) else {
                return;
            };
            entry.node.take("$ref");
            let Some(own) = entry.node.map_mut() else {
                return;
            };
            if own.is_empty() {
                entry.key = target.key;
            }
            for (key, entry) in map {
                own.entry(key).or_insert(entry);
            }
        }
    }

    /// Replaces components that only refer to other files by what stands there. Of several that refer
    /// to one place, the one of the same name is replaced, or else the first by name.
    fn replace_components(&mut self, root: &mut Node) {
        let mut aliases = Vec::new();
        for section in keys(root, "/components") {
            for key in keys(root, &format!("/components/{section}")) {
                let pointer = format!("/components/{section}/{key}");
                if let Some((address, _)) = self.alias(root, &pointer) {
                    let is_other = pointer_token(&names::name(&address, 0)) != key;
                    aliases.push((is_other, pointer));
                }
            }
        }
        aliases.sort_unstable();
        for (_, pointer) in aliases {
            let Some(kind) = objects::at(&pointer) else {
                continue;
            };
            while let Some((address, at)) = self.alias(root, &pointer) {
                if self.pointer(kind, &address).is_some() {
                    break;
                }
                let Some(target) = self.reader.copy(&address, at) else {
                    break;
                };
                self.note(address, &pointer);
                if let Some(entry) = entry_mut(root, &pointer) {
                    *entry = target;
                }
            }
        }
    }

    /// Returns the place in another file that an object refers to and says nothing else, and the
    /// place of the reference.
    fn alias(&mut self, root: &Node, pointer: &str) -> Option<(Address, Span)> {
        let node = root.pointer(pointer)?;
        let reference = node.get("$ref").filter(|_| node.entries().count() == 1)?;
        let address = self.reader.find(reference.as_str()?, reference.span)?;
        let is_other = !self.reader.is_own(&address);
        is_other.then_some((address, reference.span))
    }

    /// Collects the places in other files that an object refers to.
    fn collect(&mut self, node: &Node, kind: Kind, found: &mut Vec<(Kind, Address, Span)>) {
        let mut written: Vec<(String, Span)> = Vec::new();
        if kind.section().is_some()
            && let Some(reference) = node.get("$ref")
        {
            let text = reference.as_str().map(str::to_owned);
            written.extend(text.map(|text| (text, reference.span)));
        }
        for (_, value) in mapping(node, kind).into_iter().flat_map(Node::entries) {
            let text = self.reader.mapped(value);
            written.extend(text.map(|text| (text, value.span)));
        }
        for (text, at) in written {
            if at.file == 0 && text.starts_with('#') {
                continue;
            }
            let address = self.reader.find(&text, at);
            let other = address.filter(|address| !self.reader.is_own(address));
            found.extend(other.map(|address| (kind, address, at)));
        }
    }
}

/// Returns the mapping of the discriminator of a schema.
fn mapping(node: &Node, kind: Kind) -> Option<&Node> {
    let discriminator = node.get("discriminator").filter(|_| kind == Kind::Schema)?;
    discriminator.get("mapping")
}

/// Returns the keys of a mapping, as tokens of a pointer.
fn keys(root: &Node, pointer: &str) -> Vec<String> {
    let entries = root.pointer(pointer).into_iter().flat_map(Node::entries);
    entries.map(|(key, _)| pointer_token(key)).collect()
}

fn entry_mut<'n>(root: &'n mut Node, pointer: &str) -> Option<&'n mut Entry> {
    let mut tokens = pointer.split('/').skip(1).map(unescape);
    let first = tokens.next()?;
    let mut entry = root.map_mut()?.get_mut(first.as_ref())?;
    for token in tokens {
        entry = entry.node.map_mut()?.get_mut(token.as_ref())?;
    }
    Some(entry)
}
