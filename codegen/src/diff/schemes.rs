//! Compares the security schemes: what they carry, and what is said of them.

use std::collections::{BTreeSet, HashMap, HashSet};

use indexmap::IndexMap;

use super::access::carried;
use super::finding::{Facts, Finding, Owner};
use super::kind::Kind;
use super::pool::Pool;
use super::remarks::{self, same};
use super::schemas::located;
use super::view::follow;
use super::walk::Walk;
use crate::document::{Document, Node, cut};
use crate::model::Located;

/// A security scheme by its name.
type Schemes<'d> = IndexMap<&'d str, Located<'d>>;

/// Compares the security schemes.
pub(super) fn compare(walk: &mut Walk<'_>) {
    fn list(document: &Document) -> Schemes<'_> {
        let all = located(document, "/components/securitySchemes").map(|at| at.entries());
        all.unwrap_or_default().into_iter().collect()
    }
    let (old, new) = (list(walk.base), list(walk.head));
    let users = Users::of(walk);
    let come: Vec<_> = new
        .iter()
        .filter(|(name, _)| !old.contains_key(*name))
        .collect();
    let mut pool = Pool::new(come.len(), |at| [carried(walk.head, come[at].0)]);
    for (name, at) in old.iter().filter(|(name, _)| !new.contains_key(*name)) {
        match pool.take_first([carried(walk.base, name)], |_| true) {
            Some(same) => {
                let (other, there) = come[same];
                let kind = Kind::SecuritySchemeRenamed;
                users.found(walk, kind, (name, Some(at)), (other, Some(there)));
            }
            None => {
                let kind = Kind::SecuritySchemeRemoved;
                users.found(walk, kind, (name, Some(at)), ("", None));
            }
        }
    }
    for (name, at) in pool.left().map(|at| come[at]) {
        users.found(
            walk,
            Kind::SecuritySchemeAdded,
            ("", None),
            (name, Some(at)),
        );
    }
    for (name, at) in &old {
        let Some(there) = new.get(name) else {
            continue;
        };
        let (at, there) = (follow(walk.base, at), follow(walk.head, there));
        if carried(walk.base, name) != carried(walk.head, name) {
            let kind = Kind::SecuritySchemeChanged;
            users.found(walk, kind, (name, Some(&at)), (name, Some(&there)));
        } else {
            described(walk, &at, &there);
        }
    }
}

/// Compares what is said of two schemes that carry the same.
fn described(walk: &mut Walk<'_>, at: &Located<'_>, there: &Located<'_>) {
    remarks::thing(walk, Owner::Document, at, there);
    remarks::others(
        walk,
        Owner::Document,
        at,
        there,
        &["type", "scheme", "in", "name", "bearerFormat"],
    );
    if !same(at, there, "bearerFormat") {
        let finding = Finding::both(
            Kind::DocumentationChanged,
            Owner::Document,
            &at.pointer,
            &there.pointer,
        );
        walk.found(finding.between(None, "bearerFormat".to_owned()));
    }
}

/// The operations that ask for each scheme.
struct Users<'d> {
    /// Those that say so themselves, by their numbers.
    own: HashMap<&'d str, BTreeSet<usize>>,
    /// The schemes that all others ask for.
    usual: HashSet<&'d str>,
    /// The pair that stands for all others; nothing if there are none.
    others: Option<usize>,
}

impl<'d> Users<'d> {
    fn of(walk: &mut Walk<'d>) -> Self {
        let numbers = walk.operations.iter().enumerate();
        let numbers: HashMap<&str, usize> = numbers.map(|(at, id)| (id.as_str(), at)).collect();
        let mut own: HashMap<&str, BTreeSet<usize>> = HashMap::new();
        let (mut usual, mut others) = (HashSet::new(), BTreeSet::new());
        fn names(list: &Node) -> impl Iterator<Item = &str> {
            let items = list.items().iter();
            items.flat_map(|item| item.entries().map(|(name, _)| name))
        }
        for document in [walk.base, walk.head] {
            usual.extend(document.root().get("security").into_iter().flat_map(names));
            for operation in super::operations::all(document) {
                let Some(number) = numbers.get(cut(&operation.id).as_str()) else {
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
        }
        let others = (!others.is_empty()).then(|| walk.users(others, None));
        Self { own, usual, others }
    }

    /// Enters a finding about a scheme, which reaches the operations that use it.
    fn found(
        &self,
        walk: &mut Walk<'_>,
        kind: Kind,
        old: (&str, Option<&Located<'_>>),
        new: (&str, Option<&Located<'_>>),
    ) {
        let told = |document: &Document, (name, at): (&str, Option<&Located<'_>>)| {
            at.map(|_| {
                if kind == Kind::SecuritySchemeRenamed {
                    name.to_owned()
                } else {
                    carried(document, name)
                }
            })
        };
        let (before, after) = (told(walk.base, old), told(walk.head, new));
        let names = [old.0, new.0];
        let own = names.iter().filter_map(|name| self.own.get(name));
        let own: BTreeSet<usize> = own.flatten().copied().collect();
        let is_usual = names.iter().any(|name| self.usual.contains(name));
        let others = self.others.filter(|_| is_usual);
        let owner = if own.is_empty() && others.is_none() {
            Owner::Document
        } else {
            Owner::Pair(walk.users(own, others))
        };
        walk.found(Finding {
            kind,
            base: old.1.map(|at| at.pointer.clone()),
            head: new.1.map(|at| at.pointer.clone()),
            before,
            after,
            owner,
            facts: Facts::Nothing,
        });
    }
}
