//! Other files: what a document refers to becomes a part of its one tree.
//!
//! A component that only refers to another file is replaced by what stands there. Anything else that
//! a reference leads to becomes a component of its own. The tree, and so the code, is that of the
//! same document in one file. Each value keeps its place, which names its file.

mod address;
mod gather;
mod names;
mod placing;
mod reader;

use std::collections::{BTreeMap, HashMap};

use address::Address;
use reader::Reader;

use super::objects::{self, Kind};
use super::version::{self, Version};
use super::{Entry, Node, Span, parse};
use crate::problem::{Problem, Reference};
use crate::source::Source;

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
}

/// Returns a pointer and those above it, each with the rest that leads back to it.
fn above(pointer: &str) -> impl Iterator<Item = (&str, &str)> {
    let ends = pointer.rmatch_indices('/').map(|(at, _)| at);
    std::iter::once(pointer.len())
        .chain(ends)
        .map(|end| pointer.split_at(end))
}
