//! Compares the alternatives of two schemas.

use super::finding::Finding;
use super::kind::Kind;
use super::schemas::Both;
use super::view::{View, equal, follow};
use super::walk::Walk;
use crate::document::Document;
use crate::model::Located;

/// Whether a branch of the base is taken for one of the head.
type Match<'a> = &'a dyn Fn(&Located<'_>, &Located<'_>) -> bool;

/// Compares the alternatives of two schemas that both have some.
pub(super) fn compare<'d>(walk: &mut Walk<'d>, both: &Both<'_, 'd>) {
    if both.base.wire() == "text or number" {
        return;
    }
    let old = both.base.branches().unwrap_or_default();
    let new = both.head.branches().unwrap_or_default();
    let mut free: Vec<Option<&Located<'_>>> = new.iter().map(Some).collect();
    let mut matched: Vec<Option<usize>> = vec![None; old.len()];
    let (base, head) = (walk.base, walk.head);
    let tests: [Match<'_>; 3] = [
        &|a, b| a.node.get("$ref").is_some() && equal(a.node, b.node),
        &|a, b| {
            let (a, b) = (follow(base, a), follow(head, b));
            equal(a.node, b.node)
        },
        &|a, b| {
            let (a, b) = (
                View::of(base, std::slice::from_ref(a)),
                View::of(head, std::slice::from_ref(b)),
            );
            let names = |view: &View<'_>| {
                view.properties()
                    .keys()
                    .map(|k| (*k).to_owned())
                    .collect::<Vec<_>>()
            };
            a.wire() == b.wire()
                && (a.wire() != "object" || names(&a).iter().any(|n| names(&b).contains(n)))
        },
    ];
    for test in tests {
        for (at, branch) in old
            .iter()
            .enumerate()
            .filter(|(at, _)| matched[*at].is_none())
            .collect::<Vec<_>>()
        {
            let hit = free.iter().position(|b| b.is_some_and(|b| test(branch, b)));
            if let Some(hit) = hit {
                free[hit] = None;
                matched[at] = Some(hit);
            }
        }
    }
    let (own_base, own_head) = both.places();
    for (branch, hit) in old.iter().zip(&matched) {
        match hit {
            Some(hit) => {
                let (a, b) = (branch.clone(), new[*hit].clone());
                walk.link(both.number, &[a], &[b], (true, true));
            }
            None => {
                let told = spoken_branch(walk.base, branch);
                walk.found(
                    Finding::both(
                        Kind::UnionVariantRemoved,
                        both.owner,
                        &branch.pointer,
                        own_head,
                    )
                    .between(told, None),
                );
            }
        }
    }
    for branch in free.into_iter().flatten() {
        let told = spoken_branch(walk.head, branch);
        walk.found(
            Finding::both(
                Kind::UnionVariantAdded,
                both.owner,
                own_base,
                &branch.pointer,
            )
            .between(None, told),
        );
    }
    let order: Vec<usize> = matched.iter().flatten().copied().collect();
    if !order.is_sorted() {
        walk.found(Finding::both(
            Kind::UnionReordered,
            both.owner,
            own_base,
            own_head,
        ));
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
pub(super) fn narrowed<'d>(walk: &mut Walk<'d>, both: &Both<'_, 'd>) -> bool {
    let (many, document, one, other) = match (both.base.branches(), both.head.branches()) {
        (Some(many), None) => (many, walk.base, both.head, walk.head),
        (None, Some(many)) => (many, walk.head, both.base, walk.base),
        _ => return false,
    };
    let target = |branch: &Located<'d>| follow(document, branch).pointer;
    let left = |branch: &&Located<'d>| {
        let target = target(branch);
        one.parts.iter().any(|part| part.pointer == target)
    };
    let Some(kept) = many.iter().find(left) else {
        return false;
    };
    let Some(same) = super::schemas::located(other, &target(kept)) else {
        return false;
    };
    let gone = both.base.branches().is_some();
    let (own_base, own_head) = both.places();
    for branch in many.iter().filter(|branch| branch.pointer != kept.pointer) {
        let told = spoken_branch(document, branch);
        walk.found(if gone {
            let kind = Kind::UnionVariantRemoved;
            Finding::both(kind, both.owner, &branch.pointer, own_head).between(told, None)
        } else {
            let kind = Kind::UnionVariantAdded;
            Finding::both(kind, both.owner, own_base, &branch.pointer).between(None, told)
        });
    }
    let (kept, same) = (std::slice::from_ref(kept), std::slice::from_ref(&same));
    let (base, head) = if gone { (kept, same) } else { (same, kept) };
    walk.link(both.number, base, head, (true, true));
    true
}
