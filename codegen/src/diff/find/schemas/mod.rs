//! Compares two schemas.

mod enums;
mod keywords;
mod objects;
mod pair;
mod properties;
mod remarks;
mod renames;
mod unions;

use std::collections::HashSet;

use crate::diff::change::{Change, Details, Owner};
use crate::diff::find::comparison::Comparison;
use crate::diff::find::view::{View, is_written_alike, located};
use crate::diff::kind::Kind;
use crate::diff::value::{ValueKind, ValueType};
use pair::SchemaPair;

/// Compares the pair with this number.
pub(crate) fn compare<'d>(found: &mut Comparison<'d>, number: usize) {
    let places = &found.pairs[number];
    if is_written_alike(&places.base, &places.head) {
        return;
    }
    let (base, head) = (
        View::of(found.base, &places.base),
        View::of(found.head, &places.head),
    );
    let pair = SchemaPair {
        owner: Owner::Pair(number),
        number,
        base: &base,
        head: &head,
    };
    link_shared_components(found, &pair);
    remarks::compare(found, &pair);
    found.extend(null(&pair));
    if let Some(narrowed) = unions::narrowed((found.base, found.head), &pair) {
        found.extend(narrowed.changes);
        found.link(number, &[narrowed.base], &[narrowed.head], (true, true));
        return;
    }
    found.extend(value_type(&pair));
    if base.value_kind() != head.value_kind() {
        return;
    }
    enums::compare(found, &pair);
    found.extend(enums::names(&pair));
    keywords::constraints(found, &pair);
    keywords::extensions(found, &pair);
    items(found, &pair);
    unions::compare(found, &pair);
    objects::compare(found, &pair);
}

/// Links components that are parts of both schemas. As pairs of their own they know all their
/// users.
fn link_shared_components(found: &mut Comparison<'_>, pair: &SchemaPair<'_, '_>) {
    let places = |view: &View<'_>| -> Vec<String> {
        let parts = view.parts.iter().map(|part| &part.pointer);
        let components = parts.filter(|place| place.starts_with("/components/schemas/"));
        components.cloned().collect()
    };
    let others: HashSet<String> = places(pair.head).into_iter().collect();
    for place in places(pair.base) {
        if !others.contains(&place) || (place.as_str(), place.as_str()) == pair.places() {
            continue;
        }
        let at = |document| located(document, &place);
        if let (Some(base), Some(head)) = (at(found.base), at(found.head)) {
            found.link(pair.number, &[base], &[head], (false, false));
        }
    }
}

/// Returns the change of a schema that allows `null` on one side only.
fn null(pair: &SchemaPair<'_, '_>) -> Option<Change> {
    let is_nullable = |view: &View<'_>| view.is_true("nullable").is_some();
    let kind = match (is_nullable(pair.base), is_nullable(pair.head)) {
        (false, true) => Kind::NullAllowed,
        (true, false) => Kind::NullForbidden,
        _ => return None,
    };
    let collection = is_collection(pair.base) && is_collection(pair.head);
    let change = pair.about(kind, "nullable");
    Some(change.with(Details::Null { collection }))
}

/// Returns whether the value is a list or a mapping.
fn is_collection(view: &View<'_>) -> bool {
    match view.value_kind() {
        ValueKind::Array => true,
        ValueKind::Object => {
            view.properties().is_empty() && view.parts.iter().all(|p| p.node.get("allOf").is_none())
        }
        _ => false,
    }
}

/// Returns the change of a schema that has another kind of value or another format.
fn value_type(pair: &SchemaPair<'_, '_>) -> Option<Change> {
    let (before, after) = (pair.base.value_type(), pair.head.value_type());
    let (kind, key) = if before.kind != after.kind {
        (Kind::TypeChanged, "type")
    } else if pair.base.text("format") != pair.head.text("format") {
        (Kind::FormatChanged, "format")
    } else {
        return None;
    };
    let change = pair.about(kind, key);
    let change = change.between(before.to_string(), after.to_string());
    Some(change.with(Details::Types(before, after)))
}

/// Compares the items of lists.
fn items<'d>(found: &mut Comparison<'d>, pair: &SchemaPair<'_, 'd>) {
    let described = |is_described| {
        let (kind, words) = match is_described {
            true => (ValueKind::Restricted, "items that are described"),
            false => (ValueKind::Anything, "items of any kind"),
        };
        (ValueType::of_kind(kind), words.to_owned())
    };
    let is_described = match (pair.base.first("items"), pair.head.first("items")) {
        (Some(base), Some(head)) => {
            found.link(pair.number, &[base], &[head], (true, true));
            return;
        }
        (None, None) => return,
        (base, head) => (base.is_some(), head.is_some()),
    };
    let (before, after) = (described(is_described.0), described(is_described.1));
    found.add(
        pair.about(Kind::TypeChanged, "items")
            .between(before.1, after.1)
            .with(Details::Types(before.0, after.0)),
    );
}
