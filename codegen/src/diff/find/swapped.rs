//! Finds places that refer to another schema than before, where both documents have both schemas.

use super::view::View;
use crate::diff::change::{Change, Details, Owner};
use crate::diff::kind::Kind;
use crate::diff::value::{ValueKind, ValueType};
use crate::document::{Document, Located};

/// The result for all places that referred to one schema and now refer to another.
#[derive(Clone)]
pub(crate) struct Swap {
    /// The change of each place. It is missing where another change reports the other schema.
    change: Option<SwapChange>,
    /// Whether the two schemas have enough in common to be compared.
    pub(crate) is_compared: bool,
}

#[derive(Clone)]
struct SwapChange {
    kind: Kind,
    before: String,
    after: String,
    details: Details,
}

impl Swap {
    /// Returns the change of a place that refers to the new schema.
    pub(crate) fn change(&self, owner: Owner, base: &str, head: &str) -> Option<Change> {
        let swap = self.change.clone()?;
        let change = Change::both(swap.kind, owner, base, head);
        Some(change.between(swap.before, swap.after).with(swap.details))
    }
}

/// Returns the targets of a pair of places, if one place is a reference and the targets differ.
pub(crate) fn targets<'d>(
    (base, old): (&'d Document, &Located<'d>),
    (head, new): (&'d Document, &Located<'d>),
) -> Option<(Located<'d>, Located<'d>)> {
    let (before, after) = (base.follow(old), head.follow(new));
    let is_reference = before.pointer != old.pointer || after.pointer != new.pointer;
    (is_reference && before.pointer != after.pointer).then_some((before, after))
}

/// Returns the result for two schemas, one in the place of the other.
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
    // A schema with a new name, extracted or inlined is a change of its own.
    let is_swap = (was.is_some() || is.is_some()) && stays(head, old, was) && stays(base, new, is);
    let is_comparable = is_comparable(&views.0, &views.1);
    let same_kind = views.0.value_kind() == views.1.value_kind();
    if !is_swap && same_kind || unions(&views.0, &views.1) {
        return Swap {
            change: None,
            is_compared: true,
        };
    }
    let name = |view: &View<'_>, name: Option<&str>| {
        name.map_or_else(|| view.value_type().to_string(), str::to_owned)
    };
    let (before, after) = (name(&views.0, was), name(&views.1, is));
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
        change: Some(SwapChange {
            kind,
            before,
            after,
            details,
        }),
        is_compared: is_comparable,
    }
}

/// Returns whether only one side has alternatives. One of them can be the schema of the other side.
fn unions(base: &View<'_>, head: &View<'_>) -> bool {
    base.branches().is_some() != head.branches().is_some()
}

/// Returns the name of a schema, if it is a component.
fn named<'p>(document: &Document, at: &'p Located<'_>) -> Option<&'p str> {
    component(document, &at.pointer)
}

/// Returns the name of the schema component at a pointer.
fn component<'p>(document: &Document, pointer: &'p str) -> Option<&'p str> {
    let name = pointer.strip_prefix("/components/schemas/")?;
    (!name.contains('/') && document.root().pointer(pointer).is_some()).then_some(name)
}

/// Returns whether two schemas have one kind of value, and objects at least one common property.
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
