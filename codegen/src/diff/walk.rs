//! The comparison under way: which places stand for each other, what was found, who is reached.
//!
//! A pair of schemas is compared once, however many operations use it; who uses it is asked
//! afterwards, along the links, for those pairs in which something was found.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::kind::Kind;
use super::view::follow;
use crate::document::Document;
use crate::model::Located;

/// Which way a value travels; a set of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Ways(u8);

impl Ways {
    /// With requests.
    pub const SENT: Ways = Ways(1);
    /// With answers of success.
    pub const RECEIVED: Ways = Ways(2);
    /// With answers of failure.
    pub const FAILED: Ways = Ways(4);

    /// Whether all of these are among them.
    pub fn has(self, way: Ways) -> bool {
        self.0 & way.0 == way.0
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Ways) -> Ways {
        Ways(self.0 | other.0)
    }

    /// The names of the ways.
    pub fn names(self) -> Vec<&'static str> {
        let all = [
            (Ways::SENT, "request"),
            (Ways::RECEIVED, "response"),
            (Ways::FAILED, "failure"),
        ];
        let named = all.into_iter().filter(|(way, _)| self.has(*way));
        named.map(|(_, name)| name).collect()
    }
}

/// What was found, before it is judged.
#[derive(Debug, Clone)]
pub(super) struct Finding {
    pub(super) kind: Kind,
    /// Pointer in the base, where the thing is there.
    pub(super) base: Option<String>,
    /// Pointer in the head, where the thing is there.
    pub(super) head: Option<String>,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
    pub(super) owner: Owner,
    pub(super) facts: Facts,
}

/// What a finding belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// A pair of schemas.
    Pair(usize),
    /// Operations of this number, in this way.
    Operation(usize, Ways),
    /// The document as a whole.
    Document,
}

/// What a judgement needs beyond the kind; of each, the base's and the head's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Facts {
    Nothing,
    /// Whether the enum keeps unknown values.
    Open(bool, bool),
    /// A property with another name: whether it must be there, whether the other name is an alias.
    Renamed {
        required: (bool, bool),
        alias: (bool, bool),
    },
    /// `null`: whether the value is a list or a mapping.
    Null {
        collection: bool,
    },
    /// The kind of value and its format.
    Types(Typed, Typed),
    /// Whether a credential of the other side is still taken.
    Credentials(Accepted, Accepted),
}

/// A kind of value and its format.
pub(super) type Typed = (String, Option<String>);

/// What the other side's security requirements mean for a client of this side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Accepted {
    /// Every credential of this side is taken.
    All,
    /// Some are.
    Some,
    /// None is.
    None,
}

/// Places that stand for each other.
#[derive(Clone)]
pub(super) struct Pair<'d> {
    pub(super) base: Vec<Located<'d>>,
    pub(super) head: Vec<Located<'d>>,
    /// Who refers to it: a pair, and whether it must be there, in the base and in the head.
    parents: Vec<(usize, (bool, bool))>,
    /// The operations that begin with it.
    roots: Vec<(usize, Ways)>,
}

/// Whom a finding reaches.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Reach {
    pub(super) operations: BTreeSet<usize>,
    pub(super) ways: Ways,
    /// Whether somewhere the value must be there, in the base and in the head.
    pub(super) strict: (bool, bool),
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
    ) -> usize {
        let child = self.pair(base, head);
        let parents = &mut self.pairs[child].parents;
        if child != parent && !parents.contains(&(parent, required)) {
            parents.push((parent, required));
        }
        child
    }

    /// A pair that an operation begins with.
    pub(super) fn root(
        &mut self,
        operation: usize,
        way: Ways,
        base: &Located<'d>,
        head: &Located<'d>,
    ) {
        let pair = self.pair(std::slice::from_ref(base), std::slice::from_ref(head));
        let roots = &mut self.pairs[pair].roots;
        if !roots.contains(&(operation, way)) {
            roots.push((operation, way));
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
                let mut seen = HashSet::from([number]);
                let mut open = vec![number];
                while let Some(number) = open.pop() {
                    for (operation, ways) in &self.pairs[number].roots {
                        reach.operations.insert(*operation);
                        reach.ways = reach.ways.and(*ways);
                    }
                    let parents = self.pairs[number].parents.iter();
                    open.extend(
                        parents
                            .map(|(parent, _)| *parent)
                            .filter(|p| seen.insert(*p)),
                    );
                }
            }
        }
        reach
    }
}

impl Finding {
    /// A finding about something that is on both sides.
    pub(super) fn both(kind: Kind, owner: Owner, base: &str, head: &str) -> Self {
        Self {
            kind,
            base: Some(base.to_owned()),
            head: Some(head.to_owned()),
            before: None,
            after: None,
            owner,
            facts: Facts::Nothing,
        }
    }

    /// A finding about something that is only in the head.
    pub(super) fn added(kind: Kind, owner: Owner, head: &str) -> Self {
        Self {
            base: None,
            ..Self::both(kind, owner, "", head)
        }
    }

    /// A finding about something that is only in the base.
    pub(super) fn removed(kind: Kind, owner: Owner, base: &str) -> Self {
        Self {
            head: None,
            ..Self::both(kind, owner, base, "")
        }
    }

    /// What it was and what it is.
    pub(super) fn between(
        mut self,
        before: impl Into<Option<String>>,
        after: impl Into<Option<String>>,
    ) -> Self {
        self.before = before.into();
        self.after = after.into();
        self
    }

    pub(super) fn with(mut self, facts: Facts) -> Self {
        self.facts = facts;
        self
    }
}

impl Facts {
    /// The facts with the sides swapped.
    pub(super) fn mirror(&self) -> Facts {
        match self.clone() {
            Facts::Open(base, head) => Facts::Open(head, base),
            Facts::Renamed { required, alias } => Facts::Renamed {
                required: (required.1, required.0),
                alias: (alias.1, alias.0),
            },
            Facts::Types(base, head) => Facts::Types(head, base),
            Facts::Credentials(base, head) => Facts::Credentials(head, base),
            same => same,
        }
    }
}
