//! Puts what was gathered in other files into the tree of a document.

use std::collections::{BTreeMap, BTreeSet};

use super::super::objects::{self, Kind};
use super::super::{Entry, Node, Span, Value, pointer_token};
use super::address::Address;
use super::{Joiner, above, names};

impl Joiner<'_> {
    /// Gives everything that was copied its place in the tree, and every reference its new text.
    pub(super) fn place(&mut self, root: &mut Node) {
        let mut moved = std::mem::take(&mut self.moved);
        let outer: BTreeSet<&(Kind, Address)> =
            moved.keys().filter(|key| !is_below(key, &moved)).collect();
        let is_taken = |kind: Kind, name: &str| {
            let section = kind.section().unwrap_or_default();
            let names = root.get("components").and_then(|all| all.get(section));
            names.is_some_and(|names| names.get(name).is_some())
        };
        let mut placed = Vec::new();
        for ((kind, address), (name, is_renamed)) in names::names(&outer, is_taken) {
            let section = kind.section().unwrap_or_default();
            let pointer = format!("/components/{section}/{}", pointer_token(&name));
            if is_renamed {
                let own = names::name(address, 0);
                self.names.insert(pointer.clone(), own);
            }
            self.note(address.clone(), &pointer);
            let place = moved.get(&(*kind, address.clone())).map(|entry| entry.key);
            let line = place.map(|place| (place.line, place.column));
            placed.push((
                address.path.clone(),
                line,
                section,
                name,
                (*kind, address.clone()),
            ));
        }
        // The order is that of the files, and in a file that of its lines.
        placed.sort_unstable();
        objects::visit(root, Kind::Document, &mut |node, kind| {
            self.rewrite(node, kind);
        });
        for (_, _, section, name, key) in placed {
            let Some(mut entry) = moved.remove(&key) else {
                continue;
            };
            objects::visit(&mut entry.node, key.0, &mut |node, kind| {
                self.rewrite(node, kind);
            });
            let section = section_mut(root, section, entry.key);
            if let Some(names) = section.and_then(Node::map_mut) {
                names.insert(name, entry);
            }
        }
    }

    /// Rewrites the references of an object as references in the one tree.
    fn rewrite(&mut self, node: &mut Node, kind: Kind) {
        if kind.section().is_some()
            && let Some(reference) = node.get_mut("$ref")
            && let Some(written) = reference.as_str().map(str::to_owned)
        {
            self.rewrite_text(reference, &written, kind);
        }
        let mapping = match kind {
            Kind::Schema => node.get_mut("discriminator"),
            _ => None,
        };
        if let Some(mapping) = mapping.and_then(|discriminator| discriminator.get_mut("mapping")) {
            objects::each(mapping, &mut |value| {
                if let Some(written) = self.reader.mapped(value) {
                    self.rewrite_text(value, &written, kind);
                }
            });
        }
    }

    fn rewrite_text(&mut self, reference: &mut Node, written: &str, kind: Kind) {
        let file = reference.span.file;
        if file == 0 && written.starts_with('#') {
            return;
        }
        let address = self.reader.find(written, reference.span);
        let pointer = address.and_then(|address| match self.reader.is_own(&address) {
            true => Some(address.pointer),
            false => self.pointer(kind, &address),
        });
        let path = self.reader.source.path(file);
        reference.value = Value::Text(match pointer {
            // A reference is percent-decoded, a pointer is not.
            Some(pointer) => format!("#{}", pointer.replace('%', "%25")),
            // The document itself may have something at the place that another file lacks.
            None if written.starts_with('#') => format!("{path}{written}"),
            None => return,
        });
    }
}

/// Returns whether something that is copied is a part of something else that is.
fn is_below(key: &(Kind, Address), moved: &BTreeMap<(Kind, Address), Entry>) -> bool {
    let (kind, address) = key;
    above(&address.pointer).skip(1).any(|(prefix, rest)| {
        let (path, pointer) = (address.path.clone(), prefix.to_owned());
        let outer = Address { path, pointer };
        Kind::NAMED.iter().any(|named| {
            let section = named.section().unwrap_or_default();
            moved.contains_key(&(*named, outer.clone()))
                && objects::at(&format!("/components/{section}/outer{rest}")) == Some(*kind)
        })
    })
}

/// Returns a section of `components`, which is added where there is none.
fn section_mut<'n>(root: &'n mut Node, section: &str, place: Span) -> Option<&'n mut Node> {
    let mut node = root;
    for key in ["components", section] {
        if node.get(key).is_none() {
            node.set(key, Value::Map(Default::default()), place);
        }
        node = node.get_mut(key)?;
    }
    Some(node)
}
