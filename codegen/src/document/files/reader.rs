//! The files of a document: read when a reference leads to them, and copied in part.

use std::collections::HashMap;

use super::super::path::MAX_DEPTH;
use super::super::{Entry, LONGEST, Node, Span, Value, parse, pointer_token};
use super::address::{self, Address};
use crate::place::Place;
use crate::problem::{Outside, Problem, Reading, Reference};
use crate::source::Source;

/// The most files that a document may have.
const MOST_FILES: usize = 4_096;

/// The levels of `components` above a component.
const LEVELS_ABOVE: usize = 3;

/// The bytes that a value takes beside its text.
const BYTES_OF_A_VALUE: usize = 32;

pub(super) struct Reader<'r> {
    pub(super) source: Source,
    read: &'r mut dyn FnMut(&str) -> Result<String, String>,
    /// The trees of other files by their numbers. A file that is not YAML or JSON has none.
    trees: HashMap<usize, Option<Node>>,
    /// The references that lead nowhere, by the place of their text.
    pub(super) unresolved: HashMap<Span, Reference>,
    /// The problems of files that leave them readable.
    pub(super) problems: Vec<Problem>,
    /// The problems that leave the document unreadable.
    pub(super) fatal: Vec<Problem>,
    /// The bytes that have been copied. The limit grows with the texts.
    copied: usize,
}

impl<'r> Reader<'r> {
    pub(super) fn new(
        source: Source,
        read: &'r mut dyn FnMut(&str) -> Result<String, String>,
    ) -> Self {
        Self {
            source,
            read,
            trees: HashMap::new(),
            unresolved: HashMap::new(),
            problems: Vec::new(),
            fatal: Vec::new(),
            copied: 0,
        }
    }

    /// Returns whether a place is in the document itself.
    pub(super) fn is_own(&self, address: &Address) -> bool {
        address.path == self.source.path(0)
    }

    /// Returns the place that a reference leads to, or notes why it leads nowhere. A place in the
    /// document itself is not looked for.
    pub(super) fn find(&mut self, written: &str, at: Span) -> Option<Address> {
        match self.try_find(written, at.file) {
            Ok(address) => address,
            Err(finding) => {
                self.unresolved.insert(at, finding);
                None
            }
        }
    }

    fn try_find(&mut self, written: &str, file: u32) -> Result<Option<Address>, Reference> {
        let Some(address) = address::resolve(&self.source, file, written)? else {
            return Ok(None);
        };
        if self.is_own(&address) {
            return Ok(Some(address));
        }
        let reference = || written.to_owned();
        let external = |why| Reference::External {
            reference: reference(),
            why,
        };
        let number = self.number(&address.path).map_err(external)?;
        let Some(tree) = self.tree(number) else {
            // The file itself has a problem.
            return Ok(None);
        };
        match tree.pointer(&address.pointer) {
            Some(_) => Ok(Some(address)),
            None => Err(Reference::Missing {
                reference: reference(),
                meant: None,
            }),
        }
    }

    /// Returns the number of a file that has a text.
    fn number(&mut self, path: &str) -> Result<usize, Outside> {
        let number = match self.source.number(path) {
            Some(number) => number,
            None if self.source.count() >= MOST_FILES => {
                return Err(Outside::TooMany { limit: MOST_FILES });
            }
            None if self.source.length() > LONGEST => {
                return Err(Outside::TooLong { limit: LONGEST });
            }
            None => {
                let text = (self.read)(path);
                self.source.add(path.to_owned(), text)
            }
        };
        match self.source.body(file(number)) {
            Ok(_) => Ok(number),
            Err(reason) => Err(Outside::Unread {
                reason: reason.to_owned(),
            }),
        }
    }

    fn tree(&mut self, number: usize) -> Option<&Node> {
        if !self.trees.contains_key(&number) {
            let tree = match parse(&self.source, file(number)) {
                Ok((tree, problems)) => {
                    self.problems.extend(problems);
                    Some(tree)
                }
                Err(problem) => {
                    self.fatal.push(problem);
                    None
                }
            };
            self.trees.insert(number, tree);
        }
        self.trees.get(&number)?.as_ref()
    }

    /// Returns a copy of what stands at a place of another file, with the place of its key.
    pub(super) fn copy(&mut self, address: &Address, at: Span) -> Option<Entry> {
        let number = self.source.number(&address.path)?;
        let tree = self.trees.remove(&number)?;
        let copy = tree
            .as_ref()
            .and_then(|tree| self.copy_of(tree, &address.pointer, at));
        self.trees.insert(number, tree);
        copy
    }

    /// Returns a copy of what stands at a pointer of a tree, with the place of its key.
    pub(super) fn copy_of(&mut self, root: &Node, pointer: &str, at: Span) -> Option<Entry> {
        let node = root.pointer(pointer)?;
        let key = match pointer.rsplit_once('/') {
            Some((parent, token)) => root.pointer(parent)?.step(token)?.0,
            None => None,
        };
        let finding = if node.height() + LEVELS_ABOVE > MAX_DEPTH {
            Reading::TooDeep { limit: MAX_DEPTH }
        } else {
            self.copied = self.copied.saturating_add(weight(node));
            let limit = BYTES_OF_A_VALUE * (10_000 + self.source.length());
            if self.copied <= limit {
                return Some(Entry {
                    key: key.unwrap_or(node.span),
                    node: node.clone(),
                });
            }
            Reading::Repetition
        };
        let problem = Problem::new(finding, Place::new(pointer, at));
        if !self.fatal.contains(&problem) {
            self.fatal.push(problem);
        }
        None
    }

    /// Returns the reference that a value of a discriminator's mapping is. A name alone is one where
    /// its own file has a component of that name.
    pub(super) fn mapped(&mut self, value: &Node) -> Option<String> {
        let written = value.as_str()?;
        let ends = [".yaml", ".yml", ".json"];
        if written.contains(['#', '/']) || ends.iter().any(|end| written.ends_with(end)) {
            return Some(written.to_owned());
        }
        let number = usize::try_from(value.span.file).ok().filter(|at| *at > 0)?;
        let pointer = format!("/components/schemas/{}", pointer_token(written));
        self.tree(number)?.pointer(&pointer)?;
        Some(format!("#{}", pointer.replace('%', "%25")))
    }
}

fn file(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Returns the bytes of a value and of those in it.
fn weight(node: &Node) -> usize {
    let below = match &node.value {
        Value::Null | Value::Bool(_) => 0,
        Value::Number(text) | Value::Text(text) => text.len(),
        Value::List(items) => items.iter().map(weight).sum(),
        Value::Map(map) => {
            let entries = map.iter();
            entries
                .map(|(key, entry)| key.len() + weight(&entry.node))
                .sum()
        }
    };
    BYTES_OF_A_VALUE + below
}
