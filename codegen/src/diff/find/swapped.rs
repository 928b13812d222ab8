//! Finds places that refer to another schema than before, where both schemas are on both sides.

use super::view::{View, follow};
use super::walk::Walk;
use crate::diff::finding::{Facts, Finding, Owner, Typed};
use crate::diff::kind::Kind;
use crate::document::Document;
use crate::model::Located;

/// What is to be said of every place that referred to one schema and refers to another.
#[derive(Clone)]
pub(crate) struct Swap {
    /// Nothing where the other schema is told as one with a new name, extracted or inlined.
    told: Option<Told>,
    /// Whether the two schemas are worth comparing.
    is_compared: bool,
}

#[derive(Clone)]
struct Told {
    kind: Kind,
    before: String,
    after: String,
    facts: Facts,
}

/// Enters the finding, if there is one. Whether the two schemas are worth comparing: those with
/// nothing in common are told as one change, not as a change of everything in them.
pub(crate) fn compare<'d>(
    walk: &mut Walk<'d>,
    owner: Owner,
    base: &[Located<'d>],
    head: &[Located<'d>],
) -> bool {
    let ([base], [head]) = (base, head) else {
        return true;
    };
    let (old, new) = (follow(walk.base, base), follow(walk.head, head));
    let is_reference = old.pointer != base.pointer || new.pointer != head.pointer;
    if !is_reference || old.pointer == new.pointer {
        return true;
    }
    let key = (old.pointer.clone(), new.pointer.clone());
    let swap = match walk.swaps.get(&key) {
        Some(known) => known.clone(),
        None => {
            let swap = judged(walk, &old, &new);
            walk.swaps.insert(key, swap.clone());
            swap
        }
    };
    if let Some(told) = swap.told {
        walk.found(
            Finding::both(told.kind, owner, &base.pointer, &head.pointer)
                .between(told.before, told.after)
                .with(told.facts),
        );
    }
    swap.is_compared
}

/// What is to be said of two schemas, one in the place of the other.
fn judged<'d>(walk: &Walk<'d>, old: &Located<'d>, new: &Located<'d>) -> Swap {
    let views = (
        View::of(walk.base, std::slice::from_ref(old)),
        View::of(walk.head, std::slice::from_ref(new)),
    );
    let (was, is) = (named(walk.base, old), named(walk.head, new));
    let stays = |document: &Document, at: &Located<'_>, name: Option<&str>| {
        name.is_none() || document.root().pointer(&at.pointer).is_some()
    };
    // A schema with a new name, extracted or inlined is told as that.
    let is_swap =
        (was.is_some() || is.is_some()) && stays(walk.head, old, was) && stays(walk.base, new, is);
    let alike = alike(&views.0, &views.1);
    let same_wire = views.0.wire() == views.1.wire();
    if !is_swap && same_wire || unions(&views.0, &views.1) {
        return Swap {
            told: None,
            is_compared: true,
        };
    }
    let told =
        |view: &View<'_>, name: Option<&str>| name.map_or_else(|| view.spoken(), str::to_owned);
    let (before, after) = (told(&views.0, was), told(&views.1, is));
    let facts = if alike {
        Facts::Nothing
    } else {
        Facts::Types(typed(&views.0, &before), typed(&views.1, &after))
    };
    let kind = if same_wire {
        Kind::SchemaSwapped
    } else {
        Kind::TypeChanged
    };
    Swap {
        told: Some(Told {
            kind,
            before,
            after,
            facts,
        }),
        is_compared: alike,
    }
}

/// Alternatives on one side: of them one can be the other side's.
fn unions(base: &View<'_>, head: &View<'_>) -> bool {
    base.branches().is_some() != head.branches().is_some()
}

/// The name of a schema, if it is a component.
fn named<'p>(document: &Document, at: &'p Located<'_>) -> Option<&'p str> {
    component(document, &at.pointer)
}

/// The name of a schema component that a pointer leads to.
fn component<'p>(document: &Document, pointer: &'p str) -> Option<&'p str> {
    let name = pointer.strip_prefix("/components/schemas/")?;
    (!name.contains('/') && document.root().pointer(pointer).is_some()).then_some(name)
}

/// Whether two schemas are of one kind, and objects have at least one property in common.
fn alike(base: &View<'_>, head: &View<'_>) -> bool {
    let (old, new) = (base.properties(), head.properties());
    base.wire() == head.wire()
        && (old.is_empty() || new.is_empty() || old.keys().any(|name| new.contains_key(name)))
}

/// The kind of value; objects with nothing in common are of different kinds.
fn typed(view: &View<'_>, name: &str) -> Typed {
    match view.wire() {
        "object" => (format!("object {name}"), None),
        _ => view.typed(),
    }
}
