//! Compares the alternatives of two schemas.

use std::collections::HashSet;

use super::pair::SchemaPair;
use crate::diff::find::nodes::digest;
use crate::diff::find::pool::Pool;
use crate::diff::find::view::{View, follow, located};
use crate::diff::find::walk::Walk;
use crate::diff::finding::Finding;
use crate::diff::kind::Kind;
use crate::document::Document;
use crate::model::Located;

/// Compares the alternatives of two schemas that both have some.
pub(crate) fn compare<'d>(walk: &mut Walk<'d>, pair: &SchemaPair<'_, 'd>) {
    if pair.base.wire() == "text or number" {
        return;
    }
    let old = pair.base.branches().unwrap_or_default();
    let new = pair.head.branches().unwrap_or_default();
    let (matched, left) = matches((walk.base, &old), (walk.head, &new));
    let (own_base, own_head) = pair.places();
    for (branch, hit) in old.iter().zip(&matched) {
        match hit {
            Some(hit) => {
                let (a, b) = (branch.clone(), new[*hit].clone());
                walk.link(pair.number, &[a], &[b], (true, true));
            }
            None => {
                let told = spoken_branch(walk.base, branch);
                let kind = Kind::UnionVariantRemoved;
                let finding = Finding::both(kind, pair.owner, &branch.pointer, own_head);
                walk.found(finding.between(told, None));
            }
        }
    }
    for branch in left.into_iter().map(|at| &new[at]) {
        let told = spoken_branch(walk.head, branch);
        let kind = Kind::UnionVariantAdded;
        let finding = Finding::both(kind, pair.owner, own_base, &branch.pointer);
        walk.found(finding.between(None, told));
    }
    let order: Vec<usize> = matched.iter().flatten().copied().collect();
    if !order.is_sorted() {
        let kind = Kind::UnionReordered;
        walk.found(Finding::both(kind, pair.owner, own_base, own_head));
    }
}

type Branches<'b, 'd> = (&'d Document, &'b [Located<'d>]);

/// The branch of the head that is each of the base's, and those of the head that are left: first by
/// the reference, then by what they say, then by the kind of value, of objects with a property in
/// common.
fn matches<'d>(
    (base, old): Branches<'_, 'd>,
    (head, new): Branches<'_, 'd>,
) -> (Vec<Option<usize>>, Vec<usize>) {
    let mut matched: Vec<Option<usize>> = vec![None; old.len()];
    let reference = |at: &Located<'_>| at.node.get("$ref").map(|_| digest(at.node));
    let said = |document, at: &Located<'d>| Some(digest(follow(document, at).node));
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

/// What a branch may have in common with another: the kind of value, and of objects the names of
/// properties.
fn traits<'d>(document: &'d Document, branch: &Located<'d>) -> Vec<(&'d str, Option<&'d str>)> {
    let view = View::of(document, std::slice::from_ref(branch));
    match view.wire() {
        "object" => {
            let properties = view.properties();
            let names = properties.keys();
            names.map(|name| ("object", Some(*name))).collect()
        }
        wire => vec![(wire, None)],
    }
}

fn spoken_branch(document: &Document, branch: &Located<'_>) -> String {
    let target = follow(document, branch);
    match target.pointer.strip_prefix("/components/schemas/") {
        Some(name) if !name.contains('/') => name.to_owned(),
        _ => {
            let node = document.root().pointer(&branch.pointer);
            let place = node.map(|node| Located::new(node, branch.pointer.clone()));
            View::of(document, place.as_slice()).spoken()
        }
    }
}

/// Compares alternatives with the only one that is left, or the other way round. Whether it is so.
pub(crate) fn narrowed<'d>(walk: &mut Walk<'d>, pair: &SchemaPair<'_, 'd>) -> bool {
    let (many, document, one, other) = match (pair.base.branches(), pair.head.branches()) {
        (Some(many), None) => (many, walk.base, pair.head, walk.head),
        (None, Some(many)) => (many, walk.head, pair.base, walk.base),
        _ => return false,
    };
    let target = |branch: &Located<'d>| follow(document, branch).pointer;
    let parts: HashSet<&str> = one.parts.iter().map(|part| part.pointer.as_str()).collect();
    let left = |branch: &&Located<'d>| parts.contains(target(branch).as_str());
    let Some(kept) = many.iter().find(left) else {
        return false;
    };
    let Some(same) = located(other, &target(kept)) else {
        return false;
    };
    let gone = pair.base.branches().is_some();
    let (own_base, own_head) = pair.places();
    for branch in many.iter().filter(|branch| branch.pointer != kept.pointer) {
        let told = spoken_branch(document, branch);
        walk.found(if gone {
            let kind = Kind::UnionVariantRemoved;
            Finding::both(kind, pair.owner, &branch.pointer, own_head).between(told, None)
        } else {
            let kind = Kind::UnionVariantAdded;
            Finding::both(kind, pair.owner, own_base, &branch.pointer).between(None, told)
        });
    }
    let (kept, same) = (std::slice::from_ref(kept), std::slice::from_ref(&same));
    let (base, head) = if gone { (kept, same) } else { (same, kept) };
    walk.link(pair.number, base, head, (true, true));
    true
}
