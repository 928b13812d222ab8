//! Compares the security schemes.

use std::collections::{BTreeSet, HashMap, HashSet};

use indexmap::IndexMap;

use super::comparison::Comparison;
use super::operations::operation::all;
use super::operations::security::credential;
use super::pool::Pool;
use super::remarks::{self, same};
use super::view::located;
use crate::diff::change::{Change, Details, Owner};
use crate::diff::kind::Kind;
use crate::document::{Document, Located, Node, cut};

/// The security schemes by name.
type Schemes<'d> = IndexMap<&'d str, Located<'d>>;

/// Compares the security schemes.
pub(crate) fn compare(found: &mut Comparison<'_>) {
    fn list(document: &Document) -> Schemes<'_> {
        let all = located(document, "/components/securitySchemes").map(|at| at.entries());
        all.unwrap_or_default().into_iter().collect()
    }
    let (old, new) = (list(found.base), list(found.head));
    let users = SchemeUsers::of(found);
    let come: Vec<_> = new
        .iter()
        .filter(|(name, _)| !old.contains_key(*name))
        .collect();
    let mut pool = Pool::new(come.len(), |at| [credential(found.head, come[at].0)]);
    for (name, at) in old.iter().filter(|(name, _)| !new.contains_key(*name)) {
        match pool.take_first([credential(found.base, name)], |_| true) {
            Some(same) => {
                let (other, there) = come[same];
                let kind = Kind::SecuritySchemeRenamed;
                users.add(found, kind, (name, Some(at)), (other, Some(there)));
            }
            None => {
                let kind = Kind::SecuritySchemeRemoved;
                users.add(found, kind, (name, Some(at)), ("", None));
            }
        }
    }
    for (name, at) in pool.left().map(|at| come[at]) {
        users.add(
            found,
            Kind::SecuritySchemeAdded,
            ("", None),
            (name, Some(at)),
        );
    }
    for (name, at) in &old {
        let Some(there) = new.get(name) else {
            continue;
        };
        let (at, there) = (found.base.follow(at), found.head.follow(there));
        if credential(found.base, name) != credential(found.head, name) {
            let kind = Kind::SecuritySchemeChanged;
            users.add(found, kind, (name, Some(&at)), (name, Some(&there)));
        } else {
            described(found, &at, &there);
        }
    }
}

/// Compares the descriptions of two schemes that send the same credential.
fn described(found: &mut Comparison<'_>, at: &Located<'_>, there: &Located<'_>) {
    remarks::thing(found, Owner::Document, at, there);
    remarks::others(
        found,
        Owner::Document,
        at,
        there,
        &["type", "scheme", "in", "name", "bearerFormat"],
    );
    if !same(at, there, "bearerFormat") {
        let change = Change::both(
            Kind::DocumentationChanged,
            Owner::Document,
            &at.pointer,
            &there.pointer,
        );
        found.add(change.between(None, "bearerFormat".to_owned()));
    }
}

/// The operations that require each scheme, in the base and in the head.
struct SchemeUsers<'d>([SideUsers<'d>; 2]);

/// The operations of one document.
struct SideUsers<'d> {
    /// The operations that name a scheme themselves, by their numbers.
    own: HashMap<&'d str, BTreeSet<usize>>,
    /// The default schemes of all other operations.
    defaults: HashSet<&'d str>,
    /// The pair that stands for all other operations.
    others: usize,
}

impl<'d> SchemeUsers<'d> {
    fn of(found: &mut Comparison<'d>) -> Self {
        let numbers = found.operations.iter().enumerate();
        let numbers: HashMap<String, usize> = numbers.map(|(at, id)| (id.clone(), at)).collect();
        Self([found.base, found.head].map(|document| SideUsers::of(found, document, &numbers)))
    }

    /// Adds a change of a scheme, which reaches the operations that use it.
    fn add(
        &self,
        found: &mut Comparison<'_>,
        kind: Kind,
        old: (&str, Option<&Located<'_>>),
        new: (&str, Option<&Located<'_>>),
    ) {
        let in_words = |document: &Document, (name, at): (&str, Option<&Located<'_>>)| {
            at.map(|_| {
                if kind == Kind::SecuritySchemeRenamed {
                    name.to_owned()
                } else {
                    credential(document, name)
                }
            })
        };
        let (before, after) = (in_words(found.base, old), in_words(found.head, new));
        let sides = self.0.iter().zip([old.0, new.0]);
        let own = sides.clone().filter_map(|(side, name)| side.own.get(name));
        let own: BTreeSet<usize> = own.flatten().copied().collect();
        let others = sides.filter(|(side, name)| side.defaults.contains(name));
        let others: Vec<usize> = others.map(|(side, _)| side.others).collect();
        let owner = if own.is_empty() && others.is_empty() {
            Owner::Document
        } else {
            Owner::Pair(found.users(own, others))
        };
        found.add(Change {
            kind,
            base: old.1.map(|at| at.pointer.clone()),
            head: new.1.map(|at| at.pointer.clone()),
            before,
            after,
            owner,
            details: Details::Nothing,
        });
    }
}

impl<'d> SideUsers<'d> {
    fn of(
        found: &mut Comparison<'d>,
        document: &'d Document,
        numbers: &HashMap<String, usize>,
    ) -> Self {
        fn names(list: &Node) -> impl Iterator<Item = &str> {
            let items = list.items().iter();
            items.flat_map(|item| item.entries().map(|(name, _)| name))
        }
        let mut own: HashMap<&str, BTreeSet<usize>> = HashMap::new();
        let mut others = BTreeSet::new();
        for operation in all(document) {
            let Some(number) = numbers.get(&cut(&operation.id)) else {
                continue;
            };
            match operation.at.node.get("security") {
                Some(list) => names(list).for_each(|name| {
                    own.entry(name).or_default().insert(*number);
                }),
                None => {
                    others.insert(*number);
                }
            }
        }
        let defaults = document.root().get("security").into_iter();
        let defaults: HashSet<&str> = match others.is_empty() {
            true => HashSet::new(),
            false => defaults.flat_map(names).collect(),
        };
        Self {
            own,
            defaults,
            others: found.users(others, []),
        }
    }
}
