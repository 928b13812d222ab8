//! Other files: what a document refers to becomes a part of its one tree.
//!
//! A component that only refers to another file is replaced by what stands there. Anything else that
//! a reference leads to becomes a component of its own. The tree, and so the code, is that of the
//! same document in one file. Each value keeps its place, which names its file.

mod address;
mod names;
mod reader;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use address::Address;
use reader::Reader;

use super::objects::{self, Kind};
use super::version::{self, Version};
use super::{Entry, Node, Span, Value, parse, pointer_token};
use crate::problem::{Problem, Reference};
use crate::source::Source;

/// The most references from one path item to another in a row.
const LONGEST_CHAIN: usize = 32;

/// A document with what it refers to in other files.
pub(super) struct Joined {
    pub(super) root: Node,
    /// The problems of other files that leave them readable.
    pub(super) problems: Vec<Problem>,
    pub(super) outside: OutsideReferences,
}

/// What became of the references to other files.
#[derive(Debug, Clone, Default)]
pub(super) struct OutsideReferences {
    /// Those that lead nowhere, by the place of their text.
    pub(super) unresolved: HashMap<Span, Reference>,
    /// The names that components have in their own files, where they got another one.
    pub(super) names: HashMap<String, String>,
}

impl Source {
    /// Adds every file that the document refers to, directly or through other files.
    ///
    /// `read` gets the path of a file from the folder of the document, without any `..`, and returns
    /// its text, or why it cannot be read. What leads out of that folder by its text is never asked
    /// for; a link may still lead out of it.
    #[must_use]
    pub fn with_files(self, mut read: impl FnMut(&str) -> Result<String, String>) -> Self {
        let Ok((mut root, _)) = parse(&self, 0) else {
            return self;
        };
        let Ok(version) = version::read(&root) else {
            return self;
        };
        let mut joiner = Joiner::new(self, &mut read);
        joiner.gather(&mut root, version);
        joiner.reader.source
    }
}

/// Brings what a document refers to in other files into its tree.
///
/// # Errors
/// Files that cannot be read as YAML or JSON, and files that unfold into far more than is written.
pub(super) fn join(
    mut root: Node,
    version: Version,
    source: &Source,
) -> Result<Joined, Vec<Problem>> {
    let mut absent = |_: &str| Err("the file is not among those of the document".to_owned());
    let mut joiner = Joiner::new(source.clone(), &mut absent);
    joiner.gather(&mut root, version);
    if !joiner.reader.fatal.is_empty() {
        return Err(joiner.reader.fatal);
    }
    joiner.place(&mut root);
    let mut problems = std::mem::take(&mut joiner.reader.problems);
    for place in problems.iter_mut().flat_map(|problem| &mut problem.places) {
        let path = joiner.reader.source.path(place.span.file).to_owned();
        let pointer = std::mem::take(&mut place.pointer);
        let address = Address { path, pointer };
        let found = joiner.end(&address, |_| true);
        place.pointer = found.unwrap_or(address.pointer);
    }
    let names = joiner.names;
    let unresolved = joiner.reader.unresolved;
    let outside = OutsideReferences { unresolved, names };
    Ok(Joined {
        root,
        problems,
        outside,
    })
}

struct Joiner<'r> {
    reader: Reader<'r>,
    /// The pointers in the tree at which places of other files stand.
    ends: HashMap<Address, Vec<String>>,
    /// What becomes a component of its own.
    moved: BTreeMap<(Kind, Address), Entry>,
    names: HashMap<String, String>,
}

impl<'r> Joiner<'r> {
    fn new(source: Source, read: &'r mut dyn FnMut(&str) -> Result<String, String>) -> Self {
        Self {
            reader: Reader::new(source, read),
            ends: HashMap::new(),
            moved: BTreeMap::new(),
            names: HashMap::new(),
        }
    }

    /// Reads every file, and copies what the document refers to.
    fn gather(&mut self, root: &mut Node, version: Version) {
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

    /// Notes where a place of another file stands in the tree. The first of each kind counts.
    fn note(&mut self, address: Address, pointer: &str) {
        let kind = objects::at(pointer);
        let known = self.ends.entry(address).or_default();
        if known.iter().all(|known| objects::at(known) != kind) {
            known.push(pointer.to_owned());
        }
    }

    /// Returns the pointer at which an object of another file stands in the tree.
    fn pointer(&self, kind: Kind, address: &Address) -> Option<String> {
        self.end(address, |pointer| objects::at(pointer) == Some(kind))
    }

    /// Returns the pointer at which a place of another file stands in the tree: below the nearest
    /// place above it that is known.
    fn end(&self, address: &Address, is_right: impl Fn(&str) -> bool) -> Option<String> {
        let mut found = above(&address.pointer).filter_map(|(prefix, rest)| {
            let (path, pointer) = (address.path.clone(), prefix.to_owned());
            let ends = self.ends.get(&Address { path, pointer })?;
            let mut pointers = ends.iter().map(|end| format!("{end}{rest}"));
            pointers.find(|pointer| is_right(pointer))
        });
        found.next()
    }

    /// Gives everything that was copied its place in the tree, and every reference its new text.
    fn place(&mut self, root: &mut Node) {
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
            placed.push((section, name, (*kind, address.clone())));
        }
        placed.sort_unstable();
        objects::visit(root, Kind::Document, &mut |node, kind| {
            self.rewrite(node, kind);
        });
        for (section, name, key) in placed {
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

/// Returns the mapping of the discriminator of a schema.
fn mapping(node: &Node, kind: Kind) -> Option<&Node> {
    let discriminator = node.get("discriminator").filter(|_| kind == Kind::Schema)?;
    discriminator.get("mapping")
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

/// Returns a pointer and those above it, each with the rest that leads back to it.
fn above(pointer: &str) -> impl Iterator<Item = (&str, &str)> {
    let ends = pointer.rmatch_indices('/').map(|(at, _)| at);
    std::iter::once(pointer.len())
        .chain(ends)
        .map(|end| pointer.split_at(end))
}

/// Returns the keys of a mapping, as tokens of a pointer.
fn keys(root: &Node, pointer: &str) -> Vec<String> {
    let entries = root.pointer(pointer).into_iter().flat_map(Node::entries);
    entries.map(|(key, _)| pointer_token(key)).collect()
}

fn entry_mut<'n>(root: &'n mut Node, pointer: &str) -> Option<&'n mut Entry> {
    let mut tokens = pointer.split('/').skip(1).map(super::unescape);
    let first = tokens.next()?;
    let mut entry = root.map_mut()?.get_mut(first.as_ref())?;
    for token in tokens {
        entry = entry.node.map_mut()?.get_mut(token.as_ref())?;
    }
    Some(entry)
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
