//! The state of the comparison of two documents: the pairs and the changes.
//!
//! A pair is compared once, however many operations and schemas use it. `judge` follows the links
//! to the operations afterwards.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use indexmap::IndexSet;

use super::swapped::{self, Swap};
use super::view::is_written_alike;
use crate::diff::change::{Change, Owner};
use crate::diff::ways::Ways;
use crate::document::{Document, Located};

/// Places of both documents that are compared with each other.
pub(crate) struct Pair<'d> {
    pub(crate) base: Vec<Located<'d>>,
    pub(crate) head: Vec<Located<'d>>,
    /// Whether the pair is a schema, which waits for its comparison.
    is_schema: bool,
    /// The pairs that refer to it, and whether they require it in the base and in the head.
    pub(crate) parents: IndexSet<(usize, (bool, bool))>,
    /// The operations that use it directly, and whether they write its values as plain text.
    pub(crate) roots: IndexSet<(usize, Ways, bool)>,
}

/// The user of a parameter, a body, an answer or a header.
#[derive(Clone, Copy)]
pub(crate) enum User {
    /// An operation with a direction. The flag is true if values are written as plain text.
    Operation(usize, Ways, bool),
    /// Another pair.
    Pair(usize),
}

/// Pointers of schemas by the numbers of changes.
pub(crate) type SchemasByChange = BTreeMap<usize, Vec<String>>;

/// The state of the comparison of two documents.
pub(crate) struct Comparison<'d> {
    pub(crate) base: &'d Document,
    pub(crate) head: &'d Document,
    pub(crate) pairs: Vec<Pair<'d>>,
    /// The changes, each once.
    pub(crate) changes: Vec<Change>,
    /// Further owners of changes, with the numbers of the changes.
    pub(crate) further_owners: Vec<(usize, Owner)>,
    /// The schemas that came or went with a change, by its number.
    pub(crate) moved_schemas: SchemasByChange,
    /// The numbers of the changes by the hashes of their keys.
    numbers: HashMap<u64, Vec<usize>>,
    /// The ids of the operations by number. An id of the head comes first.
    pub(crate) operations: Vec<String>,
    /// The results for places that refer to another schema than before, by both schemas.
    swaps: HashMap<(String, String), Swap>,
    known: HashMap<(String, String, bool), usize>,
    next: usize,
}

impl<'d> Comparison<'d> {
    pub(crate) fn new(base: &'d Document, head: &'d Document) -> Self {
        Self {
            base,
            head,
            pairs: Vec::new(),
            changes: Vec::new(),
            further_owners: Vec::new(),
            moved_schemas: SchemasByChange::new(),
            numbers: HashMap::new(),
            operations: Vec::new(),
            swaps: HashMap::new(),
            known: HashMap::new(),
            next: 0,
        }
    }

    /// Adds a change. A known change gets one more owner.
    pub(crate) fn add(&mut self, change: Change) {
        let mut hasher = DefaultHasher::new();
        change.key().hash(&mut hasher);
        let numbers = self.numbers.entry(hasher.finish()).or_default();
        let mut same = numbers.iter();
        match same.find(|number| self.changes[**number].key() == change.key()) {
            Some(known) => self.further_owners.push((*known, change.owner)),
            None => {
                numbers.push(self.changes.len());
                self.changes.push(change);
            }
        }
    }

    /// Adds changes.
    pub(crate) fn extend(&mut self, changes: impl IntoIterator<Item = Change>) {
        for change in changes {
            self.add(change);
        }
    }

    /// Returns the pair of these schemas, which waits for its comparison.
    pub(crate) fn pair(&mut self, base: &[Located<'d>], head: &[Located<'d>]) -> usize {
        let resolve = |document: &'d Document, places: &[Located<'d>]| -> Vec<Located<'d>> {
            places.iter().map(|place| document.follow(place)).collect()
        };
        let (base, head) = (resolve(self.base, base), resolve(self.head, head));
        self.enter(base, head, true).0
    }

    /// Returns the number of a pair, and whether the pair is new.
    fn enter(
        &mut self,
        base: Vec<Located<'d>>,
        head: Vec<Located<'d>>,
        is_schema: bool,
    ) -> (usize, bool) {
        let key = |places: &[Located<'d>]| match places {
            [only] => only.pointer.clone(),
            several => {
                let pointers: Vec<_> = several.iter().map(|p| p.pointer.as_str()).collect();
                pointers.join(" ")
            }
        };
        let number = self.pairs.len();
        let known = self.known.entry((key(&base), key(&head), is_schema));
        let known = *known.or_insert(number);
        if known == number {
            self.pairs.push(Pair {
                base,
                head,
                is_schema,
                parents: IndexSet::new(),
                roots: IndexSet::new(),
            });
        }
        (known, known == number)
    }

    /// Pairs two things that are not schemas. Returns the number of the pair if it is new.
    pub(crate) fn thing(
        &mut self,
        user: User,
        base: &Located<'d>,
        head: &Located<'d>,
    ) -> Option<usize> {
        let (number, is_new) = self.enter(vec![base.clone()], vec![head.clone()], false);
        match user {
            User::Operation(operation, way, plain_text) => {
                self.pairs[number]
                    .roots
                    .insert((operation, way, plain_text));
            }
            User::Pair(parent) if parent != number => {
                self.pairs[number].parents.insert((parent, (true, true)));
            }
            User::Pair(_) => {}
        }
        is_new.then_some(number)
    }

    /// Adds a pair without places that stands for several users. Returns its number.
    pub(crate) fn users(
        &mut self,
        operations: impl IntoIterator<Item = usize>,
        others: impl IntoIterator<Item = usize>,
    ) -> usize {
        let roots = operations.into_iter();
        self.pairs.push(Pair {
            base: Vec::new(),
            head: Vec::new(),
            is_schema: false,
            parents: others.into_iter().map(|at| (at, (true, true))).collect(),
            roots: roots.map(|number| (number, Ways::SENT, false)).collect(),
        });
        self.pairs.len() - 1
    }

    /// Pairs two schemas that another pair contains.
    pub(crate) fn link(
        &mut self,
        parent: usize,
        base: &[Located<'d>],
        head: &[Located<'d>],
        required: (bool, bool),
    ) {
        if is_written_alike(base, head) {
            return;
        }
        if let ([old], [new]) = (base, head)
            && let Some(swap) = self.swap(old, new)
        {
            self.extend(swap.change(Owner::Pair(parent), &old.pointer, &new.pointer));
            if !swap.is_compared {
                return;
            }
        }
        let child = self.pair(base, head);
        if child != parent {
            self.pairs[child].parents.insert((parent, required));
        }
    }

    /// Returns the result for a place that refers to another schema than before.
    fn swap(&mut self, base: &Located<'d>, head: &Located<'d>) -> Option<Swap> {
        let (old, new) = swapped::targets((self.base, base), (self.head, head))?;
        let swap = self.swaps.entry((old.pointer.clone(), new.pointer.clone()));
        let swap = swap.or_insert_with(|| swapped::swap((self.base, &old), (self.head, &new)));
        Some(swap.clone())
    }

    /// Returns the next pair of schemas that waits for its comparison.
    pub(crate) fn next(&mut self) -> Option<usize> {
        while let Some(pair) = self.pairs.get(self.next) {
            self.next += 1;
            if pair.is_schema {
                return Some(self.next - 1);
            }
        }
        None
    }
}
