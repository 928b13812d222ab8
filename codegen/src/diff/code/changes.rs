//! Compares two public surfaces.

use std::collections::{BTreeSet, HashSet};

use crate::diff::surface::{Member, PublicName, Signature, Surface};
use crate::diff::verdict::Rust;

/// A difference of the public surface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RustChange {
    /// The name: `types::Session.status`.
    pub name: String,
    /// The type or signature in the base, if it is there.
    pub before: Option<String>,
    /// The type or signature in the head, if it is there.
    pub after: Option<String>,
    /// The verdict on code that uses it.
    pub verdict: Rust,
    pub(crate) path: PublicName,
    /// Whether common arguments or variants stand in another order.
    pub(crate) reordered: bool,
}

/// Returns the differences, sorted by name. The parts of a new or removed item are not listed.
pub(crate) fn compare(base: &Surface, head: &Surface) -> Vec<RustChange> {
    let mut changes = Vec::new();
    let names: BTreeSet<&PublicName> = base.names().chain(head.names()).collect();
    for name in names {
        let (old, new) = (base.get(name), head.get(name));
        let has_items = || base.item(name).is_some() && head.item(name).is_some();
        if old == new || name.member != Member::Itself && !has_items() {
            continue;
        }
        let verdict = match (old, new) {
            (Some(old), Some(new)) => changed(old, new),
            (None, Some(_)) => added(name, head),
            (Some(_), None) => Rust::Breaks,
            (None, None) => Rust::Same,
        };
        let renamed_only =
            |form: Option<&Signature>| form.map(|form| in_words(name, form, old, new));
        if verdict != Rust::Same {
            changes.push(RustChange {
                name: name.to_string(),
                before: renamed_only(old),
                after: renamed_only(new),
                verdict,
                path: name.clone(),
                reordered: old.zip(new).is_some_and(|(old, new)| reordered(old, new)),
            });
        }
    }
    changes
}

fn changed(old: &Signature, new: &Signature) -> Rust {
    if old.text != new.text || !old.open && new.open {
        return Rust::Breaks;
    }
    if reordered(old, new) {
        // Arguments of one type change places without an error, and sorted values compare
        // differently.
        return Rust::Runtime;
    }
    if !old.deprecated && new.deprecated || old.open != new.open {
        return Rust::Additive;
    }
    Rust::Same
}

fn reordered(old: &Signature, new: &Signature) -> bool {
    if old.arguments == new.arguments {
        return false;
    }
    fn kept<'n>(own: &'n Signature, other: &Signature) -> Vec<&'n String> {
        let others: HashSet<&String> = other.arguments.iter().collect();
        let names = own.arguments.iter();
        names.filter(|name| others.contains(name)).collect()
    }
    kept(old, new) != kept(new, old)
}

/// Returns what something new does to code. A new field or variant breaks code that names them all.
fn added(name: &PublicName, head: &Surface) -> Rust {
    let is_open = head.item(name).is_some_and(|item| item.open);
    match name.member {
        Member::Field(_) | Member::Variant(_) if !is_open => Rust::Breaks,
        _ => Rust::Additive,
    }
}

/// Returns the signature in words, with the names of arguments if only they differ.
fn in_words(
    name: &PublicName,
    form: &Signature,
    old: Option<&Signature>,
    new: Option<&Signature>,
) -> String {
    let same_text = old.is_some_and(|old| new.is_some_and(|new| old.text == new.text));
    let mut text = match name.member {
        Member::Trait(_) => "implemented".to_owned(),
        Member::Variant(_) if form.text.is_empty() => "a variant".to_owned(),
        _ => form.text.clone(),
    };
    if same_text && !form.arguments.is_empty() {
        text = format!("{text} of {}", form.arguments.join(", "));
    }
    if form.open && old.is_some_and(|o| new.is_some_and(|n| o.open != n.open)) {
        text.push_str(", non-exhaustive");
    }
    if form.deprecated {
        text.push_str(", deprecated");
    }
    text
}
