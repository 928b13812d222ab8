//! Finds places that refer to another schema than before, where both schemas are on both sides.

use super::view::{View, follow};
use crate::diff::change::{Change, Details, Owner};
use crate::diff::kind::Kind;
use crate::diff::value::{ValueKind, ValueType};
use crate::document::Document;
use crate::model::Located;

/// What is to be said of every place that referred to one schema and refers to another.
#[derive(Clone)]
pub(crate) struct Swap {
    /// Nothing where the other schema is told as one with a new name, extracted or inlined.
    told: Option<Told>,
    /// Whether the two schemas are worth comparing.
    pub(crate) is_compared: bool,
}

#[derive(Clone)]
struct Told {
    kind: Kind,
    before: String,
    after: String,
    details: Details,
}

impl Swap {
    /// Returns the change about a place that refers to the one schema and referred to the other.
    pub(crate) fn change(&self, owner: Owner, base: &str, head: &str) -> Option<Change> {
        let told = self.told.clone()?;
        let change = Change::both(told.kind, owner, base, head);
        Some(change.between(told.before, told.after).with(told.details))
    }
}

/// Returns what the places of a pair refer to, where one of them is a reference and they refer to
/// different pointers.
pub(crate) fn targets<'d>(
    (base, old): (&'d Document, &Located<'d>),
    (head, new): (&'d Document, &Located<'d>),
) -> Option<(Located<'d>, Located<'d>)> {
    let (before, after) = (follow(base, old), follow(head, new));
    let is_reference = before.pointer != old.pointer || after.pointer != new.pointer;
    (is_reference && before.pointer != after.pointer).then_some((before, after))
}

/// What is to be said of two schemas, one in the place of the other.
pub(crate) fn swap<'d>(
    (base, old): (&'d Document, &Located<'d>),
    (head, new): (&'d Document, &Located<'d>),
) -> Swap {
    let views = (
        View::of(base, std::slice::from_ref(old)),
        View::of(head, std::slice::from_ref(new)),
    );
    let (was, is) = (named(base, old), named(head, new));
    let stays = |document: &Document, at: &Located<'_>, name: Option<&str>| {
        name.is_none() || document.root().pointer(&at.pointer).is_some()
    };
    // A schema with a new name, extracted or inlined is told as that.
    let is_swap = (was.is_some() || is.is_some()) && stays(head, old, was) && stays(base, new, is);
    let is_comparable = is_comparable(&views.0, &views.1);
    let same_kind = views.0.value_kind() == views.1.value_kind();
    if !is_swap && same_kind || unions(&views.0, &views.1) {
        return Swap {
            told: None,
            is_compared: true,
        };
    }
    let told = |view: &View<'_>, name: Option<&str>| {
        name.map_or_else(|| view.value_type().to_string(), str::to_owned)
    };
    let (before, after) = (told(&views.0, was), told(&views.1, is));
    let details = if is_comparable {
        Details::Nothing
    } else {
        Details::Types(value_type(&views.0, &before), value_type(&views.1, &after))
    };
    let kind = if same_kind {
        Kind::SchemaSwapped
    } else {
        Kind::TypeChanged
    };
    Swap {
        told: Some(Told {
            kind,
            before,
            after,
            details,
        }),
        is_compared: is_comparable,
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
fn is_comparable(base: &View<'_>, head: &View<'_>) -> bool {
    let (old, new) = (base.properties(), head.properties());
    base.value_kind() == head.value_kind()
        && (old.is_empty() || new.is_empty() || old.keys().any(|name| new.contains_key(name)))
}

/// Returns the type of value. Objects without a common property are of different kinds.
fn value_type(view: &View<'_>, name: &str) -> ValueType {
    match view.value_type() {
        ValueType {
            kind: ValueKind::Object,
            ..
        } => ValueType::of_kind(ValueKind::ObjectNamed(name.to_owned())),
        other => other,
    }
}
