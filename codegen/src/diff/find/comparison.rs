//! The comparison under way: which places stand for each other, what was found, who uses what.
//!
//! Two places that stand for each other are compared once, however many operations and schemas use
//! them; who uses them is asked afterwards, along the links, for those in which something was found.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use indexmap::IndexSet;

use super::swapped::{self, Swap};
use super::view::{follow, is_written_alike};
use crate::diff::change::{Change, Owner};
use crate::diff::ways::Ways;
use crate::document::Document;
use crate::model::Located;

/// Places that stand for each other: those of a schema, or of a parameter, a body, an answer.
pub(crate) struct Pair<'d> {
    pub(crate) base: Vec<Located<'d>>,
    pub(crate) head: Vec<Located<'d>>,
    /// Whether it is a schema, which is compared when its turn comes.
    is_schema: bool,
    /// Who refers to it: a pair, and whether it must be there, in the base and in the head.
    pub(crate) parents: IndexSet<(usize, (bool, bool))>,
    /// The operations that begin with it, and whether its values are written as bare text there.
    pub(crate) roots: IndexSet<(usize, Ways, bool)>,
}

/// What refers to a parameter, a body, an answer or a header.
#[derive(Clone, Copy)]
pub(crate) enum User {
    /// An operation, in this way; `true` if the values are written as bare text.
    Operation(usize, Ways, bool),
    /// Something else that is compared once.
    Pair(usize),
}

/// Pointers of schemas, by the numbers of changes.
pub(crate) type SchemasByChange = BTreeMap<usize, Vec<String>>;

/// The state of a comparison.
pub(crate) struct Comparison<'d> {
    pub(crate) base: &'d Document,
    pub(crate) head: &'d Document,
    pub(crate) pairs: Vec<Pair<'d>>,
    /// What was found, each once.
    pub(crate) changes: Vec<Change>,
    /// What else the changes of these numbers belong to.
    pub(crate) again: Vec<(usize, Owner)>,
    /// The schemas that came with a change or went with it, by the number of the change.
    pub(crate) brought: SchemasByChange,
    /// The numbers of the changes, by the hashes of what makes them one.
    numbers: HashMap<u64, Vec<usize>>,
    /// Ids of the operations by number: the head's where there is one.
    pub(crate) operations: Vec<String>,
    /// What became of places that refer to another schema than before, by both schemas.
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
            again: Vec::new(),
            brought: SchemasByChange::new(),
            numbers: HashMap::new(),
            operations: Vec::new(),
            swaps: HashMap::new(),
            known: HashMap::new(),
            next: 0,
        }
    }

    /// Enters a change. One that is known only reaches more.
    pub(crate) fn add(&mut self, change: Change) {
        let mut hasher = DefaultHasher::new();
        change.key().hash(&mut hasher);
        let numbers = self.numbers.entry(hasher.finish()).or_default();
        let mut alike = numbers.iter();
        match alike.find(|number| self.changes[**number].key() == change.key()) {
            Some(known) => self.again.push((*known, change.owner)),
            None => {
                numbers.push(self.changes.len());
                self.changes.push(change);
            }
        }
    }

    /// Enters changes.
    pub(crate) fn extend(&mut self, changes: impl IntoIterator<Item = Change>) {
        for change in changes {
            self.add(change);
        }
    }

    /// The pair of these schemas; it is compared later, once.
    pub(crate) fn pair(&mut self, base: &[Located<'d>], head: &[Located<'d>]) -> usize {
        let resolve = |document: &'d Document, places: &[Located<'d>]| -> Vec<Located<'d>> {
            places.iter().map(|place| follow(document, place)).collect()
        };
        let (base, head) = (resolve(self.base, base), resolve(self.head, head));
        self.enter(base, head, true).0
    }

    /// The number of a pair, and whether it is new.
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

    /// Enters two things that are no schemas and stand for each other. Returns the number of their
    /// pair if they are to be compared now, and nothing if they have been.
    pub(crate) fn thing(
        &mut self,
        user: User,
        base: &Located<'d>,
        head: &Located<'d>,
    ) -> Option<usize> {
        let (number, is_new) = self.enter(vec![base.clone()], vec![head.clone()], false);
        match user {
            User::Operation(operation, way, bare) => {
                self.pairs[number].roots.insert((operation, way, bare));
            }
            User::Pair(parent) if parent != number => {
                self.pairs[number].parents.insert((parent, (true, true)));
            }
            User::Pair(_) => {}
        }
        is_new.then_some(number)
    }

    /// Enters what stands for operations that use something together, and for those of other such
    /// pairs. Returns its number.
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

    /// A schema that another pair contains.
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

    /// Returns what became of a place that refers to another schema than before.
    fn swap(&mut self, base: &Located<'d>, head: &Located<'d>) -> Option<Swap> {
        let (old, new) = swapped::targets((self.base, base), (self.head, head))?;
        let swap = self.swaps.entry((old.pointer.clone(), new.pointer.clone()));
        let swap = swap.or_insert_with(|| swapped::swap((self.base, &old), (self.head, &new)));
        Some(swap.clone())
    }

    /// The next pair of schemas that was not compared yet.
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
