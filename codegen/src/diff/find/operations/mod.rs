//! Matches the operations of both documents and compares them.

mod answers;
mod bodies;
pub(super) mod operation;
mod parameters;
pub(super) mod security;

use std::collections::{HashMap, HashSet};

use crate::diff::change::{Change, Owner};
use crate::diff::find::comparison::Comparison;
use crate::diff::find::remarks;
use crate::diff::kind::Kind;
use crate::diff::ways::Ways;
use crate::document::{METHODS, cut};
use operation::{LocatedOperation, all};
use security::Defaults;

/// Compares the operations of both documents.
pub(crate) fn compare(found: &mut Comparison<'_>) {
    let (base, head) = (all(found.base), all(found.head));
    let pairs = matches(&base, &head);
    let kept: HashSet<usize> = pairs.iter().map(|(old, _)| *old).collect();
    for (number, operation) in base.iter().enumerate() {
        if !kept.contains(&number) {
            let at = found.operations.len();
            found.operations.push(cut(&operation.id));
            found.add(
                Change::removed(
                    Kind::OperationRemoved,
                    Owner::Operation(at, Ways::default()),
                    &operation.at.pointer,
                )
                .between(operation.method_and_path(), None),
            );
        }
    }
    let old: HashMap<usize, usize> = pairs.into_iter().map(|(old, new)| (new, old)).collect();
    let defaults = Defaults::of(found);
    for (new, after) in head.iter().enumerate() {
        let number = found.operations.len();
        found.operations.push(cut(&after.id));
        match old.get(&new) {
            None => found.add(
                Change::added(
                    Kind::OperationAdded,
                    Owner::Operation(number, Ways::default()),
                    &after.at.pointer,
                )
                .between(None, after.method_and_path()),
            ),
            Some(old) => pair(found, &defaults, number, &base[*old], after),
        }
    }
}

/// Returns the pairs of operations, which match by id, else by method and path.
fn matches(base: &[LocatedOperation<'_>], head: &[LocatedOperation<'_>]) -> Vec<(usize, usize)> {
    let ids: HashMap<&str, usize> = head
        .iter()
        .enumerate()
        .map(|(at, o)| (o.id.as_str(), at))
        .collect();
    let routes: HashMap<String, usize> = head
        .iter()
        .enumerate()
        .map(|(at, o)| (o.route(), at))
        .collect();
    let mut pairs = Vec::new();
    let mut taken = vec![false; head.len()];
    let mut left = Vec::new();
    for (old, operation) in base.iter().enumerate() {
        match ids.get(operation.id.as_str()) {
            Some(new) => {
                taken[*new] = true;
                pairs.push((old, *new));
            }
            None => left.push(old),
        }
    }
    for old in left {
        if let Some(new) = routes.get(&base[old].route()).filter(|new| !taken[**new]) {
            taken[*new] = true;
            pairs.push((old, *new));
        }
    }
    pairs
}

const KNOWN: &[&str] = &[
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "security",
    "x-idempotent",
];

fn pair<'d>(
    found: &mut Comparison<'d>,
    defaults: &Defaults<'d>,
    number: usize,
    base: &LocatedOperation<'d>,
    head: &LocatedOperation<'d>,
) {
    let owner = Owner::Operation(number, Ways::default());
    let about = |kind| Change::both(kind, owner, &base.at.pointer, &head.at.pointer);
    if base.route() != head.route() {
        found.add(
            about(Kind::OperationMoved).between(base.method_and_path(), head.method_and_path()),
        );
    }
    if base.id != head.id {
        found.add(about(Kind::OperationRenamed).between(base.id.clone(), head.id.clone()));
    }
    match (
        base.at.node.is_true("x-idempotent"),
        head.at.node.is_true("x-idempotent"),
    ) {
        (false, true) => found.add(about(Kind::IdempotentSet)),
        (true, false) => found.add(about(Kind::IdempotentUnset)),
        _ => {}
    }
    remarks::thing(found, owner, &base.at, &head.at);
    remarks::others(found, owner, &base.at, &head.at, KNOWN);
    if base.item.pointer != base.at.pointer {
        let keys: Vec<&str> = METHODS.iter().copied().chain(["parameters"]).collect();
        remarks::thing(found, owner, &base.item, &head.item);
        remarks::others(found, owner, &base.item, &head.item, &keys);
    }
    security::requirements(found, defaults, number, &base.at, &head.at);
    parameters::compare(found, number, base, head);
    bodies::bodies(found, number, &base.at, &head.at);
    answers::responses(found, number, &base.at, &head.at);
}
