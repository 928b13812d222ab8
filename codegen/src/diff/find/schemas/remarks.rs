//! Compares keys that are for people, and keys that the comparison does not know.

use std::collections::{BTreeSet, HashSet};

use super::pair::SchemaPair;
use crate::diff::change::Change;
use crate::diff::find::comparison::Comparison;
use crate::diff::find::nodes::{Nodes, same_all};
use crate::diff::find::remarks::{DOCUMENTATION, deprecation, graded, thing, unknown_kind};
use crate::diff::find::view::Said;
use crate::diff::kind::Kind;
use crate::document::{Located, Node};
use crate::model::Evidence;

/// The keys of schemas that other modules compare.
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

/// Compares the documentation, evidence, deprecation and unknown keys of two schemas.
pub(crate) fn compare(found: &mut Comparison<'_>, pair: &SchemaPair<'_, '_>) {
    for key in DOCUMENTATION {
        let (base, head) = (pair.base.all(key), pair.head.all(key));
        if !same_all(&base, &head) {
            found.add(
                pair.about(Kind::DocumentationChanged, key)
                    .between(None, (*key).to_owned()),
            );
        }
    }
    let (was, is) = (pair.base.all("x-evidence"), pair.head.all("x-evidence"));
    if !same_all(&was, &is) {
        let only = |a: &[Located<'_>], b: &[Located<'_>]| {
            let others = Nodes::of(b.iter().map(|at| at.node));
            let new = a.iter().find(|at| !others.contains(at.node));
            new.and_then(|at| Evidence::read(at.node))
        };
        let change = pair.about(Kind::EvidenceChanged, "x-evidence");
        found.add(graded(change, only(&was, &is), only(&is, &was)));
    }
    enum_values(found, pair);
    let (was, is) = (
        pair.base.is_true("deprecated"),
        pair.head.is_true("deprecated"),
    );
    if let Some(kind) = deprecation(was.is_some(), is.is_some()) {
        found.add(pair.about(kind, "deprecated"));
    }
    unknown(found, pair);
}

fn enum_values(found: &mut Comparison<'_>, pair: &SchemaPair<'_, '_>) {
    let (Some(was), Some(is)) = (pair.base.first("x-enum"), pair.head.first("x-enum")) else {
        // Another rule compares the names.
        let tells = |at: &Located<'_>| {
            let values = at.entries().into_iter();
            values
                .flat_map(|(_, value)| value.entries())
                .any(|(key, _)| key != "name")
        };
        let lists = [pair.base.first("x-enum"), pair.head.first("x-enum")];
        if lists.iter().flatten().any(tells) {
            found.add(
                pair.about(Kind::DocumentationChanged, "x-enum")
                    .between(None, "x-enum".to_owned()),
            );
        }
        return;
    };
    for (value, old) in was.entries() {
        let Some(new) = is.child(value) else {
            continue;
        };
        thing(found, pair.owner, &old, &new);
    }
    let views = [pair.base, pair.head];
    let values = views.map(|view| {
        let lists = view.parts.iter().filter_map(|part| part.node.get("enum"));
        let values = lists.flat_map(Node::items).map(Node::shown);
        values.collect::<HashSet<String>>()
    });
    // Another rule compares the values themselves, so only values of both sides count here.
    let lacks_key = |own: &Located<'_>, other: &Located<'_>| {
        let mut keys = own.node.entries().map(|(key, _)| key);
        keys.any(|key| {
            other.node.get(key).is_none() && values.iter().all(|values| values.contains(key))
        })
    };
    if lacks_key(&was, &is) || lacks_key(&is, &was) {
        found.add(
            pair.about(Kind::DocumentationChanged, "x-enum")
                .between(None, "x-enum".to_owned()),
        );
    }
}

/// Compares the keys that no other module knows.
fn unknown(found: &mut Comparison<'_>, pair: &SchemaPair<'_, '_>) {
    let is_unknown = |key: &str| !KNOWN.contains(&key) && !DOCUMENTATION.contains(&key);
    let (was, is) = (pair.base.by_key(is_unknown), pair.head.by_key(is_unknown));
    let keys: BTreeSet<&str> = was.keys().chain(is.keys()).copied().collect();
    let (own_base, own_head) = pair.places();
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
        found.add(
            Change::both(unknown_kind(key), pair.owner, &base, &head).between(None, key.to_owned()),
        );
    }
}
