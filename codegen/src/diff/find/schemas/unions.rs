//! Compares the alternatives of two schemas.

use std::collections::HashSet;

use super::pair::SchemaPair;
use crate::diff::change::Change;
use crate::diff::find::comparison::Comparison;
use crate::diff::find::nodes::digest;
use crate::diff::find::pool::Pool;
use crate::diff::find::view::{View, located};
use crate::diff::kind::Kind;
use crate::diff::value::ValueKind;
use crate::document::{Document, Located};

/// Compares the alternatives of two schemas that both have some.
pub(crate) fn compare<'d>(found: &mut Comparison<'d>, pair: &SchemaPair<'_, 'd>) {
    if pair.base.value_kind() == ValueKind::TextOrNumber {
        return;
    }
    let old = pair.base.branches().unwrap_or_default();
    let new = pair.head.branches().unwrap_or_default();
    let (matched, left) = matches((found.base, &old), (found.head, &new));
    let (own_base, own_head) = pair.places();
    for (branch, hit) in old.iter().zip(&matched) {
        match hit {
            Some(hit) => {
                let (a, b) = (branch.clone(), new[*hit].clone());
                found.link(pair.number, &[a], &[b], (true, true));
            }
            None => {
                let name = branch_name(found.base, branch);
                let kind = Kind::UnionVariantRemoved;
                let change = Change::both(kind, pair.owner, &branch.pointer, own_head);
                found.add(change.between(name, None));
            }
        }
    }
    for branch in left.into_iter().map(|at| &new[at]) {
        let name = branch_name(found.head, branch);
        let kind = Kind::UnionVariantAdded;
        let change = Change::both(kind, pair.owner, own_base, &branch.pointer);
        found.add(change.between(None, name));
    }
    let order: Vec<usize> = matched.iter().flatten().copied().collect();
    if !order.is_sorted() {
        let kind = Kind::UnionReordered;
        found.add(Change::both(kind, pair.owner, own_base, own_head));
    }
}

type Branches<'b, 'd> = (&'d Document, &'b [Located<'d>]);

/// Returns the alternative of the head for each alternative of the base, and the rest of the head.
/// Alternatives match by reference, else by value, else by kind of value or a common property.
fn matches<'d>(
    (base, old): Branches<'_, 'd>,
    (head, new): Branches<'_, 'd>,
) -> (Vec<Option<usize>>, Vec<usize>) {
    let mut matched: Vec<Option<usize>> = vec![None; old.len()];
    let reference = |at: &Located<'_>| at.node.get("$ref").map(|_| digest(at.node));
    let said = |document: &'d Document, at: &Located<'d>| Some(digest(document.follow(at).node));
    let mut pool = Pool::new(new.len(), |at| reference(&new[at]));
    for (branch, hit) in old.iter().zip(&mut matched) {
        *hit = pool.take_first(reference(branch), |_| true);
    }
    let mut pool = pool.sorted_anew(|at| said(head, &new[at]));
    for (branch, hit) in old.iter().zip(&mut matched) {
        *hit = hit.or_else(|| pool.take_first(said(base, branch), |_| true));
    }
    let mut pool = pool.sorted_anew(|at| traits(head, &new[at]));
    for (branch, hit) in old.iter().zip(&mut matched) {
        *hit = hit.or_else(|| pool.take_first(traits(base, branch), |_| true));
    }
    (matched, pool.left().collect())
}

/// Returns the kind of value of an alternative, and the names of the properties of an object.
fn traits<'d>(document: &'d Document, branch: &Located<'d>) -> Vec<(ValueKind, Option<&'d str>)> {
    let view = View::of(document, std::slice::from_ref(branch));
    match view.value_kind() {
        ValueKind::Object => {
            let properties = view.properties();
            let names = properties.keys();
            names.map(|name| (ValueKind::Object, Some(*name))).collect()
        }
        kind => vec![(kind, None)],
    }
}

fn branch_name(document: &Document, branch: &Located<'_>) -> String {
    let target = document.follow(branch);
    match target.pointer.strip_prefix("/components/schemas/") {
        Some(name) if !name.contains('/') => name.to_owned(),
        _ => {
            let node = document.root().pointer(&branch.pointer);
            let place = node.map(|node| Located::new(node, branch.pointer.clone()));
            View::of(document, place.as_slice())
                .value_type()
                .to_string()
        }
    }
}

/// The one alternative that both sides have, where one side has no other.
pub(crate) struct Narrowed<'d> {
    /// The changes of the alternatives that only one side has.
    pub(crate) changes: Vec<Change>,
    /// The common alternative, in the base and in the head.
    pub(crate) base: Located<'d>,
    pub(crate) head: Located<'d>,
}

/// Returns the one alternative that both sides have, where one side has no other.
pub(crate) fn narrowed<'d>(
    (base, head): (&'d Document, &'d Document),
    pair: &SchemaPair<'_, 'd>,
) -> Option<Narrowed<'d>> {
    let (many, document, one, other) = match (pair.base.branches(), pair.head.branches()) {
        (Some(many), None) => (many, base, pair.head, head),
        (None, Some(many)) => (many, head, pair.base, base),
        _ => return None,
    };
    let target = |branch: &Located<'d>| document.follow(branch).pointer;
    let parts: HashSet<&str> = one.parts.iter().map(|part| part.pointer.as_str()).collect();
    let is_left = |branch: &&Located<'d>| parts.contains(target(branch).as_str());
    let kept = many.iter().find(is_left)?;
    let same = located(other, &target(kept))?;
    let is_removal = pair.base.branches().is_some();
    let (own_base, own_head) = pair.places();
    let others = many.iter().filter(|branch| branch.pointer != kept.pointer);
    let changes = others.map(|branch| {
        let name = branch_name(document, branch);
        if is_removal {
            let kind = Kind::UnionVariantRemoved;
            Change::both(kind, pair.owner, &branch.pointer, own_head).between(name, None)
        } else {
            let kind = Kind::UnionVariantAdded;
            Change::both(kind, pair.owner, own_base, &branch.pointer).between(None, name)
        }
    });
    let changes = changes.collect();
    let (base, head) = match is_removal {
        true => (kept.clone(), same),
        false => (same, kept.clone()),
    };
    Some(Narrowed {
        changes,
        base,
        head,
    })
}
