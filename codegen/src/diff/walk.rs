//! The comparison under way: which places stand for each other, what was found, who is reached.
//!
//! A pair of schemas is compared once, however many operations use it; who uses it is asked
//! afterwards, along the links, for those pairs in which something was found.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::finding::{Finding, Owner, Ways};
use super::swapped;
use super::view::{alike, follow};
use crate::document::Document;
use crate::model::Located;

/// Places that stand for each other.
#[derive(Clone)]
pub(super) struct Pair<'d> {
    pub(super) base: Vec<Located<'d>>,
    pub(super) head: Vec<Located<'d>>,
    /// Who refers to it: a pair, and whether it must be there, in the base and in the head.
    parents: Vec<(usize, (bool, bool))>,
    /// The operations that begin with it, and whether its values are written as bare text there.
    roots: Vec<(usize, Ways, bool)>,
}

/// Whom a finding reaches.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Reach {
    pub(super) operations: BTreeSet<usize>,
    pub(super) ways: Ways,
    /// Whether somewhere the value must be there, in the base and in the head.
    pub(super) strict: (bool, bool),
    /// Whether wherever it is sent it is written as bare text: in a parameter, in a form.
    pub(super) bare: bool,
}

/// The state of a comparison.
pub(super) struct Walk<'d> {
    pub(super) base: &'d Document,
    pub(super) head: &'d Document,
    pub(super) pairs: Vec<Pair<'d>>,
    pub(super) findings: Vec<Finding>,
    /// Ids of the operations by number: the head's where there is one.
    pub(super) operations: Vec<String>,
    known: HashMap<(String, String), usize>,
    next: usize,
}

impl<'d> Walk<'d> {
    pub(super) fn new(base: &'d Document, head: &'d Document) -> Self {
        Self {
            base,
            head,
            pairs: Vec::new(),
            findings: Vec::new(),
            operations: Vec::new(),
            known: HashMap::new(),
            next: 0,
        }
    }

    /// Enters a finding.
    pub(super) fn found(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// The pair of these places; it is compared later, once.
    pub(super) fn pair(&mut self, base: &[Located<'d>], head: &[Located<'d>]) -> usize {
        let resolve = |document: &'d Document, places: &[Located<'d>]| -> Vec<Located<'d>> {
            places.iter().map(|place| follow(document, place)).collect()
        };
        let (base, head) = (resolve(self.base, base), resolve(self.head, head));
        let key = |places: &[Located<'d>]| match places {
            [only] => only.pointer.clone(),
            several => {
                let pointers: Vec<_> = several.iter().map(|p| p.pointer.as_str()).collect();
                pointers.join(" ")
            }
        };
        let number = self.pairs.len();
        let known = *self.known.entry((key(&base), key(&head))).or_insert(number);
        if known == number {
            self.pairs.push(Pair {
                base,
                head,
                parents: Vec::new(),
                roots: Vec::new(),
            });
        }
        known
    }

    /// A pair that another one contains.
    pub(super) fn link(
        &mut self,
        parent: usize,
        base: &[Located<'d>],
        head: &[Located<'d>],
        required: (bool, bool),
    ) {
        if alike(base, head) || !swapped::compare(self, Owner::Pair(parent), base, head) {
            return;
        }
        let child = self.pair(base, head);
        let parents = &mut self.pairs[child].parents;
        if child != parent && !parents.contains(&(parent, required)) {
            parents.push((parent, required));
        }
    }

    /// A pair that an operation begins with; `bare` if its values are written as bare text.
    pub(super) fn root(
        &mut self,
        (operation, way, bare): (usize, Ways, bool),
        base: &Located<'d>,
        head: &Located<'d>,
    ) {
        let (base, head) = (std::slice::from_ref(base), std::slice::from_ref(head));
        let owner = Owner::Operation(operation, way);
        if alike(base, head) || !swapped::compare(self, owner, base, head) {
            return;
        }
        let pair = self.pair(base, head);
        let roots = &mut self.pairs[pair].roots;
        if !roots.contains(&(operation, way, bare)) {
            roots.push((operation, way, bare));
        }
    }

    /// The next pair that was not compared yet.
    pub(super) fn next(&mut self) -> Option<usize> {
        let number = self.next;
        (number < self.pairs.len()).then(|| {
            self.next += 1;
            number
        })
    }

    /// Whom an owner reaches.
    pub(super) fn reach(&self, owner: Owner) -> Reach {
        let mut reach = Reach::default();
        match owner {
            Owner::Document => {}
            Owner::Operation(number, ways) => {
                reach.operations.insert(number);
                reach.ways = ways;
            }
            Owner::Pair(number) => {
                let first = &self.pairs[number];
                reach.strict = first.parents.iter().fold(
                    (!first.roots.is_empty(), !first.roots.is_empty()),
                    |strict, (_, required)| (strict.0 || required.0, strict.1 || required.1),
                );
                let mut bare = None;
                let mut seen = HashSet::from([number]);
                let mut open = vec![number];
                while let Some(number) = open.pop() {
                    for (operation, ways, text) in &self.pairs[number].roots {
                        reach.operations.insert(*operation);
                        reach.ways = reach.ways.and(*ways);
                        if *ways == Ways::SENT {
                            bare = Some(bare.unwrap_or(true) && *text);
                        }
                    }
                    let parents = self.pairs[number].parents.iter();
                    open.extend(
                        parents
                            .map(|(parent, _)| *parent)
                            .filter(|p| seen.insert(*p)),
                    );
                }
                reach.bare = bare.unwrap_or_default();
            }
        }
        reach
    }
}

impl Reach {
    /// Adds those whom another finding about the same thing reaches.
    pub(super) fn join(&mut self, other: Reach) {
        self.bare = match (self.ways.has(Ways::SENT), other.ways.has(Ways::SENT)) {
            (true, true) => self.bare && other.bare,
            (_, sent) => self.bare || sent && other.bare,
        };
        self.operations.extend(other.operations);
        self.ways = self.ways.and(other.ways);
        self.strict.0 |= other.strict.0;
        self.strict.1 |= other.strict.1;
    }
}
