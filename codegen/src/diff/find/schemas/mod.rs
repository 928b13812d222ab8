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

use crate::diff::find::view::{View, alike, located};
use crate::diff::find::walk::Walk;
use crate::diff::finding::{Facts, Owner};
use crate::diff::kind::Kind;
use pair::SchemaPair;

/// Compares the pair of a number.
pub(crate) fn compare<'d>(walk: &mut Walk<'d>, number: usize) {
    let pair = &walk.pairs[number];
    if alike(&pair.base, &pair.head) {
        return;
    }
    let (base, head) = (
        View::of(walk.base, &pair.base),
        View::of(walk.head, &pair.head),
    );
    let pair = SchemaPair {
        owner: Owner::Pair(number),
        number,
        base: &base,
        head: &head,
    };
    shared_components(walk, &pair);
    remarks::compare(walk, &pair);
    null(walk, &pair);
    if unions::narrowed(walk, &pair) || !types(walk, &pair) {
        return;
    }
    enums::compare(walk, &pair);
    enums::names(walk, &pair);
    keywords::constraints(walk, &pair);
    keywords::extensions(walk, &pair);
    items(walk, &pair);
    unions::compare(walk, &pair);
    objects::compare(walk, &pair);
}

/// Components that both sides are put together of are pairs of their own, so that what is found
/// in them knows all their users.
fn shared_components(walk: &mut Walk<'_>, pair: &SchemaPair<'_, '_>) {
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
        if let (Some(base), Some(head)) = (at(walk.base), at(walk.head)) {
            walk.link(pair.number, &[base], &[head], (false, false));
        }
    }
}

fn null(walk: &mut Walk<'_>, pair: &SchemaPair<'_, '_>) {
    let (was, is) = (pair.base.is_true("nullable"), pair.head.is_true("nullable"));
    let kind = match (&was, &is) {
        (None, Some(_)) => Kind::NullAllowed,
        (Some(_), None) => Kind::NullForbidden,
        _ => return,
    };
    let collection = [pair.base, pair.head]
        .iter()
        .all(|view| is_collection(view));
    walk.found(
        pair.about(kind, "nullable")
            .with(Facts::Null { collection }),
    );
}

fn is_collection(view: &View<'_>) -> bool {
    match view.wire() {
        "array" => true,
        "object" => {
            view.properties().is_empty() && view.parts.iter().all(|p| p.node.get("allOf").is_none())
        }
        _ => false,
    }
}

/// Whether both are of one type, so that what is inside can be compared.
fn types(walk: &mut Walk<'_>, pair: &SchemaPair<'_, '_>) -> bool {
    let (was, is) = (pair.base.wire(), pair.head.wire());
    let same = was == is;
    if same && pair.base.text("format") == pair.head.text("format") {
        return true;
    }
    let (kind, key) = if same {
        (Kind::FormatChanged, "format")
    } else {
        (Kind::TypeChanged, "type")
    };
    walk.found(
        pair.about(kind, key)
            .between(pair.base.spoken(), pair.head.spoken())
            .with(Facts::Types(pair.base.typed(), pair.head.typed())),
    );
    same
}

fn items<'d>(walk: &mut Walk<'d>, pair: &SchemaPair<'_, 'd>) {
    match (pair.base.first("items"), pair.head.first("items")) {
        (Some(base), Some(head)) => {
            walk.link(pair.number, &[base], &[head], (true, true));
        }
        (None, Some(_)) => walk.found(
            pair.about(Kind::TypeChanged, "items")
                .between(
                    "items of any kind".to_owned(),
                    "items that are described".to_owned(),
                )
                .with(Facts::Types(
                    ("anything".into(), None),
                    ("described".into(), None),
                )),
        ),
        (Some(_), None) => walk.found(
            pair.about(Kind::TypeChanged, "items")
                .between(
                    "items that are described".to_owned(),
                    "items of any kind".to_owned(),
                )
                .with(Facts::Types(
                    ("described".into(), None),
                    ("anything".into(), None),
                )),
        ),
        (None, None) => {}
    }
}
