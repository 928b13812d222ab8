//! Compares two schemas.

mod enums;
mod keywords;
mod objects;
mod properties;
mod renames;
mod unions;

use std::collections::HashSet;

use crate::diff::find::nodes::Nodes;
use crate::diff::find::remarks;
use crate::diff::find::view::{View, alike};
use crate::diff::find::walk::Walk;
use crate::diff::finding::{Facts, Finding, Owner};
use crate::diff::kind::Kind;
use crate::document::Document;
use crate::model::Located;

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
    let both = Both {
        owner: Owner::Pair(number),
        number,
        base: &base,
        head: &head,
    };
    shared_components(walk, &both);
    remarks::compare(walk, &both);
    null(walk, &both);
    if unions::narrowed(walk, &both) || !types(walk, &both) {
        return;
    }
    enums::compare(walk, &both);
    enums::names(walk, &both);
    keywords::constraints(walk, &both);
    keywords::extensions(walk, &both);
    items(walk, &both);
    unions::compare(walk, &both);
    objects::compare(walk, &both);
}

/// The two views under comparison.
pub(crate) struct Both<'v, 'd> {
    pub(crate) owner: Owner,
    pub(crate) number: usize,
    pub(crate) base: &'v View<'d>,
    pub(crate) head: &'v View<'d>,
}

impl Both<'_, '_> {
    /// The outermost places.
    pub(crate) fn places(&self) -> (&str, &str) {
        (outermost(self.base), outermost(self.head))
    }

    /// A finding about a key, at the place of the key or else of the schema.
    pub(crate) fn about(&self, kind: Kind, key: &str) -> Finding {
        let (base, head) = self.places();
        let place = |view: &View<'_>, own: &str| {
            view.first(key)
                .map_or_else(|| own.to_owned(), |at| at.pointer)
        };
        Finding::both(
            kind,
            self.owner,
            &place(self.base, base),
            &place(self.head, head),
        )
    }
}

fn outermost<'v>(view: &'v View<'_>) -> &'v str {
    view.parts.first().map_or("", |part| part.pointer.as_str())
}

/// Components that both sides are put together of are pairs of their own, so that what is found
/// in them knows all their users.
fn shared_components(walk: &mut Walk<'_>, both: &Both<'_, '_>) {
    let places = |view: &View<'_>| -> Vec<String> {
        let parts = view.parts.iter().map(|part| &part.pointer);
        let components = parts.filter(|place| place.starts_with("/components/schemas/"));
        components.cloned().collect()
    };
    let others: HashSet<String> = places(both.head).into_iter().collect();
    for place in places(both.base) {
        if !others.contains(&place) || (place.as_str(), place.as_str()) == both.places() {
            continue;
        }
        let at = |document| located(document, &place);
        if let (Some(base), Some(head)) = (at(walk.base), at(walk.head)) {
            walk.link(both.number, &[base], &[head], (false, false));
        }
    }
}

/// The node of a pointer, with the pointer.
pub(crate) fn located<'d>(document: &'d Document, pointer: &str) -> Option<Located<'d>> {
    Some(Located::new(document.root().pointer(pointer)?, pointer))
}

fn null(walk: &mut Walk<'_>, both: &Both<'_, '_>) {
    let (was, is) = (both.base.is_true("nullable"), both.head.is_true("nullable"));
    let kind = match (&was, &is) {
        (None, Some(_)) => Kind::NullAllowed,
        (Some(_), None) => Kind::NullForbidden,
        _ => return,
    };
    let collection = [both.base, both.head]
        .iter()
        .all(|view| is_collection(view));
    walk.found(
        both.about(kind, "nullable")
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
fn types(walk: &mut Walk<'_>, both: &Both<'_, '_>) -> bool {
    let (was, is) = (both.base.wire(), both.head.wire());
    let same = was == is;
    if same && both.base.text("format") == both.head.text("format") {
        return true;
    }
    let (kind, key) = if same {
        (Kind::FormatChanged, "format")
    } else {
        (Kind::TypeChanged, "type")
    };
    walk.found(
        both.about(kind, key)
            .between(both.base.spoken(), both.head.spoken())
            .with(Facts::Types(both.base.typed(), both.head.typed())),
    );
    same
}

fn items<'d>(walk: &mut Walk<'d>, both: &Both<'_, 'd>) {
    match (both.base.first("items"), both.head.first("items")) {
        (Some(base), Some(head)) => {
            walk.link(both.number, &[base], &[head], (true, true));
        }
        (None, Some(_)) => walk.found(
            both.about(Kind::TypeChanged, "items")
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
            both.about(Kind::TypeChanged, "items")
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

/// Whether two lists of values, none of them twice, are the same in whichever order.
pub(crate) fn same_all(base: &[Located<'_>], head: &[Located<'_>]) -> bool {
    let [base, head] = [base, head].map(|list| list.iter().map(|at| at.node));
    base.len() == head.len() && (base.len() == 0 || Nodes::of(base).same(&Nodes::of(head)))
}
