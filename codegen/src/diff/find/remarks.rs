//! Compares what is said about a thing: evidence, documentation, deprecation, and whatever no rule
//! knows.

use std::collections::{BTreeSet, HashSet};

use super::nodes::{Nodes, equal};
use super::schemas::{Both, same_all};
use super::view::{Said, shown};
use super::walk::Walk;
use crate::diff::finding::{Finding, Owner};
use crate::diff::kind::Kind;
use crate::document::Node;
use crate::model::{Evidence, Located};

/// Keys for people only.
const DOCUMENTATION: &[&str] = &[
    "description",
    "title",
    "summary",
    "example",
    "examples",
    "externalDocs",
];

/// Keys of schemas that rules know.
const KNOWN: &[&str] = &[
    "$ref",
    "type",
    "format",
    "nullable",
    "enum",
    "items",
    "properties",
    "required",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "additionalProperties",
    "maxLength",
    "minLength",
    "pattern",
    "maximum",
    "minimum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "multipleOf",
    "maxItems",
    "minItems",
    "uniqueItems",
    "maxProperties",
    "minProperties",
    "default",
    "discriminator",
    "readOnly",
    "writeOnly",
    "xml",
    "deprecated",
    "x-evidence",
    "x-enum",
    "x-open-enum",
    "x-aliases",
    "x-required",
    "x-sensitive",
    "x-envelope",
    "x-type",
];

/// Compares what is said about two schemas.
pub(crate) fn compare(walk: &mut Walk<'_>, both: &Both<'_, '_>) {
    for key in DOCUMENTATION {
        let (base, head) = (both.base.all(key), both.head.all(key));
        if !same_all(&base, &head) {
            walk.found(
                both.about(Kind::DocumentationChanged, key)
                    .between(None, (*key).to_owned()),
            );
        }
    }
    let (was, is) = (both.base.all("x-evidence"), both.head.all("x-evidence"));
    if !same_all(&was, &is) {
        let only = |a: &[Located<'_>], b: &[Located<'_>]| {
            let others = Nodes::of(b.iter().map(|at| at.node));
            let new = a.iter().find(|at| !others.contains(at.node));
            new.and_then(|at| read(at.node))
        };
        let finding = both.about(Kind::EvidenceChanged, "x-evidence");
        walk.found(graded(finding, only(&was, &is), only(&is, &was)));
    }
    enum_values(walk, both);
    let (was, is) = (
        both.base.is_true("deprecated"),
        both.head.is_true("deprecated"),
    );
    if let Some(kind) = deprecation(was.is_some(), is.is_some()) {
        walk.found(both.about(kind, "deprecated"));
    }
    unknown(walk, both);
}

fn enum_values(walk: &mut Walk<'_>, both: &Both<'_, '_>) {
    let (Some(was), Some(is)) = (both.base.first("x-enum"), both.head.first("x-enum")) else {
        // A name alone is told as such.
        let tells = |at: &Located<'_>| {
            let values = at.entries().into_iter();
            values
                .flat_map(|(_, value)| value.entries())
                .any(|(key, _)| key != "name")
        };
        let lists = [both.base.first("x-enum"), both.head.first("x-enum")];
        if lists.iter().flatten().any(tells) {
            walk.found(
                both.about(Kind::DocumentationChanged, "x-enum")
                    .between(None, "x-enum".to_owned()),
            );
        }
        return;
    };
    for (value, old) in was.entries() {
        let Some(new) = is.child(value) else {
            continue;
        };
        thing(walk, both.owner, &old, &new);
    }
    let views = [both.base, both.head];
    let values = views.map(|view| {
        let lists = view.parts.iter().filter_map(|part| part.node.get("enum"));
        let values = lists.flat_map(Node::items).map(shown);
        values.collect::<HashSet<String>>()
    });
    // A value that comes or goes is told as such; one that is told of without being there is not.
    let told = |own: &Located<'_>, other: &Located<'_>| {
        let mut keys = own.node.entries().map(|(key, _)| key);
        keys.any(|key| {
            other.node.get(key).is_none() && values.iter().all(|values| values.contains(key))
        })
    };
    if told(&was, &is) || told(&is, &was) {
        walk.found(
            both.about(Kind::DocumentationChanged, "x-enum")
                .between(None, "x-enum".to_owned()),
        );
    }
}

/// Keys that no rule knows: what they mean is not ours to say, but they are not passed over.
fn unknown(walk: &mut Walk<'_>, both: &Both<'_, '_>) {
    let is_unknown = |key: &str| !KNOWN.contains(&key) && !DOCUMENTATION.contains(&key);
    let (was, is) = (both.base.by_key(is_unknown), both.head.by_key(is_unknown));
    let keys: BTreeSet<&str> = was.keys().chain(is.keys()).copied().collect();
    let (own_base, own_head) = both.places();
    for key in keys {
        let (old, new) = (was.get(key), is.get(key));
        if old
            .zip(new)
            .is_some_and(|(old, new)| old.nodes.same(&new.nodes))
        {
            continue;
        }
        let place = |said: Option<&Said<'_>>, own: &str| {
            said.map_or_else(|| own.to_owned(), |said| said.first.clone())
        };
        let (base, head) = (place(old, own_base), place(new, own_head));
        walk.found(
            Finding::both(unknown_kind(key), both.owner, &base, &head)
                .between(None, key.to_owned()),
        );
    }
}

/// Extensions of others are remarks; keywords of OpenAPI that no rule knows are not.
fn unknown_kind(key: &str) -> Kind {
    if key.starts_with("x-") {
        Kind::DocumentationChanged
    } else {
        Kind::Unjudged
    }
}

/// Compares what is said about two things that are no schemas: parameters, operations, headers.
/// Keys for which there are rules are the caller's.
pub(crate) fn thing(walk: &mut Walk<'_>, owner: Owner, base: &Located<'_>, head: &Located<'_>) {
    let about = |kind, key: &str| {
        let place = |at: &Located<'_>| {
            at.child(key)
                .map_or_else(|| at.pointer.clone(), |at| at.pointer)
        };
        Finding::both(kind, owner, &place(base), &place(head))
    };
    for key in DOCUMENTATION {
        if !same(base, head, key) {
            walk.found(about(Kind::DocumentationChanged, key).between(None, (*key).to_owned()));
        }
    }
    if !same(base, head, "tags") {
        let told = |at: &Located<'_>| at.node.get("tags").map(shown);
        walk.found(about(Kind::TagsChanged, "tags").between(told(base), told(head)));
    }
    evidence(walk, owner, base, head);
    let off = (
        base.node.is_true("deprecated"),
        head.node.is_true("deprecated"),
    );
    if let Some(kind) = deprecation(off.0, off.1) {
        walk.found(about(kind, "deprecated"));
    }
}

/// Compares how well two things are known.
pub(crate) fn evidence(walk: &mut Walk<'_>, owner: Owner, base: &Located<'_>, head: &Located<'_>) {
    if same(base, head, "x-evidence") {
        return;
    }
    let place = |at: &Located<'_>| {
        at.child("x-evidence")
            .map_or_else(|| at.pointer.clone(), |at| at.pointer)
    };
    let read = |at: &Located<'_>| at.node.get("x-evidence").and_then(read);
    let finding = Finding::both(Kind::EvidenceChanged, owner, &place(base), &place(head));
    walk.found(graded(finding, read(base), read(head)));
}

/// Compares all keys of two things but those that are compared elsewhere.
pub(crate) fn others(
    walk: &mut Walk<'_>,
    owner: Owner,
    base: &Located<'_>,
    head: &Located<'_>,
    known: &[&str],
) {
    let mut keys: Vec<&str> = base
        .node
        .entries()
        .chain(head.node.entries())
        .map(|(key, _)| key)
        .collect();
    keys.sort_unstable();
    keys.dedup();
    const TOLD: &[&str] = &["tags", "x-evidence", "deprecated", "$ref"];
    for key in keys {
        if known.contains(&key) || DOCUMENTATION.contains(&key) || TOLD.contains(&key) {
            continue;
        }
        if !same(base, head, key) {
            let place = |at: &Located<'_>| {
                at.child(key)
                    .map_or_else(|| at.pointer.clone(), |at| at.pointer)
            };
            walk.found(
                Finding::both(unknown_kind(key), owner, &place(base), &place(head))
                    .between(None, key.to_owned()),
            );
        }
    }
}

/// Whether two things say the same under a key.
pub(crate) fn same(a: &Located<'_>, b: &Located<'_>, key: &str) -> bool {
    match (a.node.get(key), b.node.get(key)) {
        (None, None) => true,
        (Some(a), Some(b)) => equal(a, b),
        _ => false,
    }
}

fn deprecation(was: bool, is: bool) -> Option<Kind> {
    match (was, is) {
        (false, true) => Some(Kind::Deprecated),
        (true, false) => Some(Kind::Undeprecated),
        _ => None,
    }
}

fn read(node: &Node) -> Option<Evidence> {
    Evidence::read(node)
}

/// The finding with the move of the grade: documented is better known than observed.
fn graded(finding: Finding, was: Option<Evidence>, is: Option<Evidence>) -> Finding {
    let kind = match (&was, &is) {
        (Some(a), Some(b)) if a.grade == b.grade => Kind::EvidenceChanged,
        (Some(a), Some(b)) if b.grade < a.grade => Kind::EvidenceRaised,
        (Some(_), Some(_) | None) => Kind::EvidenceLowered,
        (None, Some(_)) => Kind::EvidenceRaised,
        (None, None) => Kind::EvidenceChanged,
    };
    let told = |evidence: Option<Evidence>| {
        evidence.map(|e| format!("{} ({})", e.grade.as_str(), e.source))
    };
    Finding { kind, ..finding }.between(told(was), told(is))
}
