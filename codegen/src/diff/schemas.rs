//! Compares two schemas.

use std::collections::BTreeSet;

use super::kind::Kind;
use super::objects;
use super::remarks;
use super::view::{View, equal, shown};
use super::walk::{Facts, Finding, Owner, Walk};
use crate::document::{Document, Node};
use crate::model::Located;

/// Constraints, and whether a larger number forbids more (`Some(true)`), less, or neither.
const CONSTRAINTS: &[(&str, Option<bool>)] = &[
    ("maxLength", Some(false)),
    ("minLength", Some(true)),
    ("maximum", Some(false)),
    ("minimum", Some(true)),
    ("maxItems", Some(false)),
    ("minItems", Some(true)),
    ("maxProperties", Some(false)),
    ("minProperties", Some(true)),
    ("exclusiveMaximum", None),
    ("exclusiveMinimum", None),
    ("uniqueItems", None),
    ("pattern", None),
    ("multipleOf", None),
    ("not", None),
];

/// Compares the pair of a number.
pub(super) fn compare<'d>(walk: &mut Walk<'d>, number: usize) {
    let pair = walk.pairs[number].clone();
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
    if !types(walk, &both) {
        return;
    }
    values(walk, &both);
    constraints(walk, &both);
    extensions(walk, &both);
    items(walk, &both);
    branches(walk, &both);
    objects::compare(walk, &both);
}

/// The two views under comparison.
pub(super) struct Both<'v, 'd> {
    pub(super) owner: Owner,
    pub(super) number: usize,
    pub(super) base: &'v View<'d>,
    pub(super) head: &'v View<'d>,
}

impl Both<'_, '_> {
    /// The outermost places.
    pub(super) fn places(&self) -> (&str, &str) {
        (outermost(self.base), outermost(self.head))
    }

    /// A finding about a key, at the place of the key or else of the schema.
    pub(super) fn about(&self, kind: Kind, key: &str) -> Finding {
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
    let shared: Vec<_> = both
        .base
        .parts
        .iter()
        .filter(|part| part.pointer.starts_with("/components/schemas/"))
        .filter_map(|part| {
            let other = both.head.parts.iter();
            let mut same = other.filter(|other| other.pointer == part.pointer);
            Some((part.clone().pointer, same.next()?.clone().pointer))
        })
        .collect();
    for (base, head) in shared {
        if (base.as_str(), head.as_str()) == both.places() {
            continue;
        }
        let at = |document, pointer: &str| located(document, pointer);
        if let (Some(base), Some(head)) = (at(walk.base, &base), at(walk.head, &head)) {
            walk.link(both.number, &[base], &[head], (false, false));
        }
    }
}

/// The node of a pointer, with the pointer.
pub(super) fn located<'d>(document: &'d Document, pointer: &str) -> Option<Located<'d>> {
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
    let typed = |view: &View<'_>| {
        let format = view.text("format").map(str::to_owned);
        (view.wire().to_owned(), format)
    };
    let (base, head) = (typed(both.base), typed(both.head));
    if base == head {
        return true;
    }
    let same = base.0 == head.0;
    let (kind, key) = if same {
        (Kind::FormatChanged, "format")
    } else {
        (Kind::TypeChanged, "type")
    };
    walk.found(
        both.about(kind, key)
            .between(both.base.spoken(), both.head.spoken())
            .with(Facts::Types(base, head)),
    );
    same
}

fn values(walk: &mut Walk<'_>, both: &Both<'_, '_>) {
    let (base, head) = (both.base.first("enum"), both.head.first("enum"));
    let open = |view: &View<'_>| view.is_true("x-open-enum").is_some();
    let opens = (open(both.base), open(both.head));
    let facts = Facts::Open(opens.0, opens.1);
    let listed = |list: &Located<'_>| {
        let items = list.items().into_iter();
        items
            .map(|item| (shown(item.node), item.pointer))
            .collect::<Vec<_>>()
    };
    let words = |list: &Located<'_>| {
        let words: Vec<_> = listed(list).into_iter().map(|(text, _)| text).collect();
        words.join(", ")
    };
    match (&base, &head) {
        (None, None) => {}
        (None, Some(list)) => walk.found(
            both.about(Kind::EnumIntroduced, "enum")
                .between(None, words(list))
                .with(facts),
        ),
        (Some(list), None) => walk.found(
            both.about(Kind::EnumLifted, "enum")
                .between(words(list), None)
                .with(facts),
        ),
        (Some(old), Some(new)) => {
            let (was, is) = (listed(old), listed(new));
            let lacks = |list: &[(String, String)], text: &str| list.iter().all(|(t, _)| t != text);
            for (text, place) in was.iter().filter(|(text, _)| lacks(&is, text)) {
                walk.found(
                    Finding::both(Kind::EnumValueRemoved, both.owner, place, &new.pointer)
                        .between(text.clone(), None)
                        .with(facts.clone()),
                );
            }
            for (text, place) in is.iter().filter(|(text, _)| lacks(&was, text)) {
                walk.found(
                    Finding::both(Kind::EnumValueAdded, both.owner, &old.pointer, place)
                        .between(None, text.clone())
                        .with(facts.clone()),
                );
            }
            let kept = |list: &[(String, String)], other: &[(String, String)]| {
                let texts = list.iter().map(|(text, _)| text.clone());
                texts.filter(|text| !lacks(other, text)).collect::<Vec<_>>()
            };
            if kept(&was, &is) != kept(&is, &was) {
                walk.found(both.about(Kind::EnumReordered, "enum"));
            }
            match opens {
                (false, true) => walk.found(both.about(Kind::EnumOpened, "x-open-enum")),
                (true, false) => walk.found(both.about(Kind::EnumClosed, "x-open-enum")),
                _ => {}
            }
        }
    }
}

fn constraints(walk: &mut Walk<'_>, both: &Both<'_, '_>) {
    for (key, grows) in CONSTRAINTS {
        let (base, head) = (both.base.all(key), both.head.all(key));
        if same_all(&base, &head) {
            continue;
        }
        let value = |list: &[Located<'_>]| {
            (!list.is_empty()).then(|| {
                let all: Vec<_> = list.iter().map(|at| shown(at.node)).collect();
                all.join(" and ")
            })
        };
        let (before, after) = (value(&base), value(&head));
        let is_off = |text: &Option<String>| matches!(text.as_deref(), None | Some("false"));
        let number = |list: &[Located<'_>]| match list {
            [only] => shown(only.node).parse::<f64>().ok(),
            _ => None,
        };
        let kind = match (is_off(&before), is_off(&after)) {
            (true, true) => continue,
            (true, false) => Kind::ConstraintTightened,
            (false, true) => Kind::ConstraintLoosened,
            (false, false) => match (grows, number(&base), number(&head)) {
                (Some(grows), Some(a), Some(b)) if (a < b) == *grows => Kind::ConstraintTightened,
                (Some(_), Some(_), Some(_)) => Kind::ConstraintLoosened,
                _ => Kind::ConstraintChanged,
            },
        };
        let told = |text: Option<String>| text.map(|text| format!("{key} {text}"));
        walk.found(both.about(kind, key).between(told(before), told(after)));
    }
    compare_key(walk, both, "default", Kind::DefaultChanged);
}

/// Extensions and keywords that are compared as they are.
fn extensions(walk: &mut Walk<'_>, both: &Both<'_, '_>) {
    compare_key(walk, both, "discriminator", Kind::DiscriminatorChanged);
    compare_key(walk, both, "readOnly", Kind::AccessChanged);
    compare_key(walk, both, "writeOnly", Kind::AccessChanged);
    compare_key(walk, both, "x-sensitive", Kind::SensitivityChanged);
    compare_key(walk, both, "x-envelope", Kind::EnvelopeChanged);
    compare_key(walk, both, "x-type", Kind::RustTypeChanged);
    compare_key(walk, both, "xml", Kind::Unjudged);
    let names = |view: &View<'_>| -> BTreeSet<(String, String)> {
        let told = view.first("x-enum");
        let told = told.iter().flat_map(Located::entries);
        told.filter_map(|(value, at)| Some((value.to_owned(), at.node.text("name")?.to_owned())))
            .collect()
    };
    let (was, is) = (names(both.base), names(both.head));
    let told = |names: BTreeSet<&(String, String)>| {
        let all: Vec<_> = names.iter().map(|(v, n)| format!("{v} as {n}")).collect();
        (!all.is_empty()).then(|| all.join(", "))
    };
    let kept = |list: &View<'_>, value: &str| {
        let values = list.first("enum");
        values.is_some_and(|list| list.node.items().iter().any(|item| shown(item) == value))
    };
    let in_both = |pair: &&(String, String)| kept(both.base, &pair.0) && kept(both.head, &pair.0);
    let gone: BTreeSet<_> = was.difference(&is).filter(in_both).collect();
    let new: BTreeSet<_> = is.difference(&was).filter(in_both).collect();
    if !gone.is_empty() || !new.is_empty() {
        walk.found(
            both.about(Kind::EnumNameChanged, "x-enum")
                .between(told(gone), told(new)),
        );
    }
}

/// A key whose values either are the same or are not.
pub(super) fn compare_key(walk: &mut Walk<'_>, both: &Both<'_, '_>, key: &str, kind: Kind) {
    let (base, head) = (both.base.all(key), both.head.all(key));
    let off = |list: &[Located<'_>]| list.iter().all(|at| at.node.as_bool() == Some(false));
    if same_all(&base, &head) || off(&base) && off(&head) && key != "default" {
        return;
    }
    let value = |list: &[Located<'_>]| {
        let all: Vec<_> = list.iter().map(|at| shown(at.node)).collect();
        (!all.is_empty()).then(|| all.join(" and "))
    };
    let told = |text: Option<String>| match key {
        "default" | "x-sensitive" | "x-envelope" | "x-type" => text,
        _ => text.map(|text| format!("{key} {text}")),
    };
    let finding = both
        .about(kind, key)
        .between(told(value(&base)), told(value(&head)));
    walk.found(finding);
}

/// Whether two lists of values are the same, in whichever order.
pub(super) fn same_all(base: &[Located<'_>], head: &[Located<'_>]) -> bool {
    let within = |node: &Node, list: &[Located<'_>]| list.iter().any(|at| equal(at.node, node));
    base.iter().all(|at| within(at.node, head)) && head.iter().all(|at| within(at.node, base))
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

/// Whether a branch of the base is taken for one of the head.
type Match<'a> = &'a dyn Fn(&Located<'_>, &Located<'_>) -> bool;

fn branches<'d>(walk: &mut Walk<'d>, both: &Both<'_, 'd>) {
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
            let (a, b) = (super::view::follow(base, a), super::view::follow(head, b));
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
    let target = super::view::follow(document, branch);
    match target.pointer.strip_prefix("/components/schemas/") {
        Some(name) if !name.contains('/') => name.to_owned(),
        _ => {
            let node = document.root().pointer(&branch.pointer);
            let place = node.map(|node| Located::new(node, branch.pointer.clone()));
            View::of(document, place.as_slice()).spoken()
        }
    }
}
