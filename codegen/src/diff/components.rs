//! Compares the named schemas: those with another name, those that came or went, those that no
//! operation uses.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::{Finding, Owner};
use super::kind::Kind;
use super::schemas::located;
use super::view::{View, equal, follow};
use super::walk::Walk;
use crate::document::{Document, Node, Value, local_pointer};

const SCHEMAS: &str = "/components/schemas";

/// Enters pairs of schemas with the same name that nothing led to.
pub(super) fn unreached(walk: &mut Walk<'_>) {
    let (base, head) = (pointers(walk.base), pointers(walk.head));
    for pointer in base.intersection(&head) {
        if let (Some(a), Some(b)) = (located(walk.base, pointer), located(walk.head, pointer)) {
            // One that only refers on has no content of its own.
            if follow(walk.base, &a).pointer == a.pointer
                || follow(walk.head, &b).pointer == b.pointer
            {
                walk.pair(&[a], &[b]);
            }
        }
    }
}

/// Enters pairs of schemas that no operation uses and that are one under two names: the same, or
/// with most of their properties in common.
pub(super) fn renamed_unused(walk: &mut Walk<'_>) {
    let (base, head) = (pointers(walk.base), pointers(walk.head));
    let mut gone: Vec<&String> = base.difference(&head).collect();
    let mut come: Vec<&String> = head.difference(&base).collect();
    if gone.is_empty() || come.is_empty() {
        return;
    }
    let (old_used, new_used) = (referred(walk.base, "/paths"), referred(walk.head, "/paths"));
    gone.retain(|pointer| !old_used.contains(*pointer));
    come.retain(|pointer| !new_used.contains(*pointer));
    let tests: [fn(&View<'_>, &View<'_>) -> bool; 2] = [
        |a, b| equal(a.parts[0].node, b.parts[0].node),
        |a, b| {
            let (old, new) = (a.properties(), b.properties());
            let common = old.keys().filter(|name| new.contains_key(*name)).count();
            common > 0 && 2 * common >= old.len().max(new.len())
        },
    ];
    for test in tests {
        gone.retain(|old| {
            let Some(a) = located(walk.base, old) else {
                return true;
            };
            let view = View::of(walk.base, std::slice::from_ref(&a));
            let same = come.iter().position(|new| {
                let there = located(walk.head, new);
                let there = View::of(walk.head, there.as_slice());
                !there.parts.is_empty() && test(&view, &there)
            });
            let new = same.map(|at| come.remove(at));
            if let Some(b) = new.and_then(|new| located(walk.head, new)) {
                walk.pair(&[a], &[b]);
                return false;
            }
            true
        });
    }
}

fn pointers(document: &Document) -> BTreeSet<String> {
    let all = located(document, SCHEMAS)
        .map(|at| at.entries())
        .unwrap_or_default();
    all.into_iter().map(|(_, at)| at.pointer).collect()
}

/// The components that came with a finding or went with it, by the finding's number.
pub(super) type Carried = BTreeMap<usize, Vec<String>>;

/// Finds renamed, extracted, inlined, added and removed schemas; gives back what came and went
/// with other findings.
pub(super) fn names(walk: &mut Walk<'_>) -> Carried {
    let (base, head) = (pointers(walk.base), pointers(walk.head));
    let mut gone: BTreeSet<String> = base.difference(&head).cloned().collect();
    let mut come: BTreeSet<String> = head.difference(&base).cloned().collect();
    if gone.is_empty() && come.is_empty() {
        return Carried::new();
    }
    let pairs: Vec<(String, String, usize)> = walk
        .pairs
        .iter()
        .enumerate()
        .filter_map(|(at, pair)| {
            Some((
                pair.base.first()?.pointer.clone(),
                pair.head.first()?.pointer.clone(),
                at,
            ))
        })
        .collect();
    for (old, new, at) in &pairs {
        if gone.contains(old) && come.contains(new) {
            rename(walk, old, new, Owner::Pair(*at));
            gone.remove(old);
            come.remove(new);
        }
    }
    for (old, new, at) in &pairs {
        let owner = Owner::Pair(*at);
        if come.contains(new) && !base.contains(old) {
            walk.found(
                Finding::both(Kind::SchemaExtracted, owner, old, new).between(None, name(new)),
            );
            come.remove(new);
        }
        if gone.contains(old) && !head.contains(new) {
            walk.found(
                Finding::both(Kind::SchemaInlined, owner, old, new).between(name(old), None),
            );
            gone.remove(old);
        }
    }
    let carried = carried(walk, &gone, &come);
    let with_others: BTreeSet<&String> = carried.values().flatten().collect();
    for pointer in gone.iter().filter(|pointer| !with_others.contains(pointer)) {
        let owner = owner(&pairs, |(old, _, _)| old == pointer);
        walk.found(
            Finding::removed(Kind::SchemaRemoved, owner, pointer).between(name(pointer), None),
        );
    }
    for pointer in come.iter().filter(|pointer| !with_others.contains(pointer)) {
        let owner = owner(&pairs, |(_, new, _)| new == pointer);
        walk.found(Finding::added(Kind::SchemaAdded, owner, pointer).between(None, name(pointer)));
    }
    carried
}

fn owner(
    pairs: &[(String, String, usize)],
    test: impl Fn(&&(String, String, usize)) -> bool,
) -> Owner {
    pairs
        .iter()
        .find(test)
        .map_or(Owner::Document, |(_, _, at)| Owner::Pair(*at))
}

fn rename(walk: &mut Walk<'_>, old: &str, new: &str, owner: Owner) {
    walk.found(Finding::both(Kind::SchemaRenamed, owner, old, new).between(name(old), name(new)));
}

fn name(pointer: &str) -> String {
    pointer.rsplit('/').next().unwrap_or_default().to_owned()
}

fn carried(walk: &Walk<'_>, gone: &BTreeSet<String>, come: &BTreeSet<String>) -> Carried {
    let mut all = Carried::new();
    for (number, finding) in walk.findings.iter().enumerate() {
        if !brings(finding.kind) {
            continue;
        }
        let mut own = Vec::new();
        for (document, at, wanted) in [
            (walk.base, &finding.base, gone),
            (walk.head, &finding.head, come),
        ] {
            let Some(at) = at else { continue };
            let below = referred(document, at);
            own.extend(below.into_iter().filter(|pointer| wanted.contains(pointer)));
        }
        if !own.is_empty() {
            all.insert(number, own);
        }
    }
    all
}

/// Whether schemas can come or go with it, or begin or cease to be sent.
pub(super) fn brings(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::OperationAdded
            | Kind::OperationRemoved
            | Kind::RequiredParameterAdded
            | Kind::RequiredParameterRemoved
            | Kind::ParameterAdded
            | Kind::ParameterRemoved
            | Kind::RequiredBodyAdded
            | Kind::RequiredBodyRemoved
            | Kind::BodyAdded
            | Kind::BodyRemoved
            | Kind::BodyMediaTypeAdded
            | Kind::BodyMediaTypeRemoved
            | Kind::SuccessStatusAdded
            | Kind::SuccessStatusRemoved
            | Kind::FailureStatusAdded
            | Kind::FailureStatusRemoved
            | Kind::AnswerBodyAdded
            | Kind::AnswerBodyRemoved
            | Kind::AnswerMediaTypeAdded
            | Kind::AnswerMediaTypeRemoved
            | Kind::RequiredPropertyAdded
            | Kind::RequiredPropertyRemoved
            | Kind::PropertyAdded
            | Kind::PropertyRemoved
            | Kind::TypeChanged
            | Kind::SchemaSwapped
            | Kind::ExtraFieldsDescribed
            | Kind::ExtraFieldsUndescribed
            | Kind::UnionVariantAdded
            | Kind::UnionVariantRemoved
    )
}

/// Every schema component that is referred to from a place, at whatever remove.
pub(super) fn referred(document: &Document, pointer: &str) -> BTreeSet<String> {
    fn below(node: &Node, open: &mut Vec<String>) {
        match &node.value {
            Value::Map(map) => {
                if let Some(target) = node.text("$ref").and_then(local_pointer) {
                    open.push(target);
                }
                map.values().for_each(|entry| below(&entry.node, open));
            }
            Value::List(items) => items.iter().for_each(|item| below(item, open)),
            _ => {}
        }
    }
    let mut seen = BTreeSet::new();
    let mut open = vec![pointer.to_owned()];
    while let Some(pointer) = open.pop() {
        if seen.insert(pointer.clone())
            && let Some(node) = document.root().pointer(&pointer)
        {
            below(node, &mut open);
        }
    }
    seen
}
