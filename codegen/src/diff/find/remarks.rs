//! Compares keys that are for people, and keys that the comparison does not know, of things that
//! are not schemas.

use super::comparison::Comparison;
use crate::diff::change::{Change, Owner};
use crate::diff::kind::Kind;
use crate::document::{Located, Node, equal};
use crate::model::Evidence;

/// The keys that are for people only.
pub(crate) const DOCUMENTATION: &[&str] = &[
    "description",
    "title",
    "summary",
    "example",
    "examples",
    "externalDocs",
];

/// Returns the kind of change of an unknown key. An extension is a remark, a keyword of OpenAPI is
/// not.
pub(crate) fn unknown_kind(key: &str) -> Kind {
    if key.starts_with("x-") {
        Kind::DocumentationChanged
    } else {
        Kind::Unjudged
    }
}

/// Compares the documentation, tags, evidence and deprecation of two parameters, operations or
/// headers.
pub(crate) fn thing(
    found: &mut Comparison<'_>,
    owner: Owner,
    base: &Located<'_>,
    head: &Located<'_>,
) {
    let about = |kind, key: &str| {
        let place = |at: &Located<'_>| {
            at.child(key)
                .map_or_else(|| at.pointer.clone(), |at| at.pointer)
        };
        Change::both(kind, owner, &place(base), &place(head))
    };
    for key in DOCUMENTATION {
        if !same(base, head, key) {
            found.add(about(Kind::DocumentationChanged, key).between(None, (*key).to_owned()));
        }
    }
    if !same(base, head, "tags") {
        let words = |at: &Located<'_>| at.node.get("tags").map(Node::shown);
        found.add(about(Kind::TagsChanged, "tags").between(words(base), words(head)));
    }
    evidence(found, owner, base, head);
    let off = (
        base.node.is_true("deprecated"),
        head.node.is_true("deprecated"),
    );
    if let Some(kind) = deprecation(off.0, off.1) {
        found.add(about(kind, "deprecated"));
    }
}

/// Compares the evidence of two things.
pub(crate) fn evidence(
    found: &mut Comparison<'_>,
    owner: Owner,
    base: &Located<'_>,
    head: &Located<'_>,
) {
    if same(base, head, "x-evidence") {
        return;
    }
    let place = |at: &Located<'_>| {
        at.child("x-evidence")
            .map_or_else(|| at.pointer.clone(), |at| at.pointer)
    };
    let read = |at: &Located<'_>| at.node.get("x-evidence").and_then(Evidence::read);
    let change = Change::both(Kind::EvidenceChanged, owner, &place(base), &place(head));
    found.add(graded(change, read(base), read(head)));
}

/// Compares the remaining keys of two things, without those in `known`.
pub(crate) fn others(
    found: &mut Comparison<'_>,
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
    const ELSEWHERE: &[&str] = &["tags", "x-evidence", "deprecated", "$ref"];
    for key in keys {
        if known.contains(&key) || DOCUMENTATION.contains(&key) || ELSEWHERE.contains(&key) {
            continue;
        }
        if !same(base, head, key) {
            let place = |at: &Located<'_>| {
                at.child(key)
                    .map_or_else(|| at.pointer.clone(), |at| at.pointer)
            };
            found.add(
                Change::both(unknown_kind(key), owner, &place(base), &place(head))
                    .between(None, key.to_owned()),
            );
        }
    }
}

/// Returns whether two things have equal values under a key.
pub(crate) fn same(a: &Located<'_>, b: &Located<'_>, key: &str) -> bool {
    match (a.node.get(key), b.node.get(key)) {
        (None, None) => true,
        (Some(a), Some(b)) => equal(a, b),
        _ => false,
    }
}

pub(crate) fn deprecation(was: bool, is: bool) -> Option<Kind> {
    match (was, is) {
        (false, true) => Some(Kind::Deprecated),
        (true, false) => Some(Kind::Undeprecated),
        _ => None,
    }
}

/// Returns the change with the kind that the grades of evidence have. Documented is a higher grade
/// than observed.
pub(crate) fn graded(change: Change, was: Option<Evidence>, is: Option<Evidence>) -> Change {
    let kind = match (&was, &is) {
        (Some(a), Some(b)) if a.grade == b.grade => Kind::EvidenceChanged,
        (Some(a), Some(b)) if b.grade < a.grade => Kind::EvidenceRaised,
        (Some(_), Some(_) | None) => Kind::EvidenceLowered,
        (None, Some(_)) => Kind::EvidenceRaised,
        (None, None) => Kind::EvidenceChanged,
    };
    let words = |evidence: Option<Evidence>| {
        evidence.map(|e| format!("{} ({})", e.grade.as_str(), e.source))
    };
    Change { kind, ..change }.between(words(was), words(is))
}
