//! Compares two public surfaces.

use std::collections::{BTreeSet, HashSet};

use super::surface::{Member, PublicName, Signature, Surface};
use crate::diff::verdict::Rust;

/// A difference of the public surface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RustChange {
    /// What differs: `types::Session.status`.
    pub name: String,
    /// Its type or signature in the base, where it is there.
    pub before: Option<String>,
    /// Its type or signature in the head, where it is there.
    pub after: Option<String>,
    /// What it does to code that uses it.
    pub verdict: Rust,
    pub(crate) path: PublicName,
    /// Whether arguments or variants that are on both sides have changed places.
    pub(crate) reordered: bool,
}

/// The differences, sorted by name. Of what is gone or new as a whole, the parts are not listed.
pub(crate) fn compare(base: &Surface, head: &Surface) -> Vec<RustChange> {
    let mut changes = Vec::new();
    let names: BTreeSet<&PublicName> = base.keys().chain(head.keys()).collect();
    for name in names {
        let (old, new) = (base.get(name), head.get(name));
        if name.member != Member::Itself && !(has_item(base, name) && has_item(head, name)) {
            continue;
        }
        let verdict = match (old, new) {
            (Some(old), Some(new)) => changed(old, new),
            (None, Some(new)) => added(name, new, head),
            (Some(_), None) => Rust::Breaks,
            (None, None) => Rust::Same,
        };
        let renamed_only = |form: Option<&Signature>| form.map(|form| told(name, form, old, new));
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

fn has_item(surface: &Surface, name: &PublicName) -> bool {
    let item = PublicName {
        member: Member::Itself,
        ..name.clone()
    };
    // The client has its items, but other modules of the crate may add to a type of ours.
    surface.contains_key(&item)
}

fn changed(old: &Signature, new: &Signature) -> Rust {
    if old.text != new.text || !old.open && new.open {
        return Rust::Breaks;
    }
    if reordered(old, new) {
        // Of the same types in another order, what was one value is now the other; and what was
        // the lesser value is now the greater.
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

fn added(name: &PublicName, _new: &Signature, head: &Surface) -> Rust {
    let owner = PublicName {
        member: Member::Itself,
        ..name.clone()
    };
    let open = head.get(&owner).is_some_and(|form| form.open);
    match name.member {
        Member::Field(_) | Member::Variant(_) if !open => Rust::Breaks,
        _ => Rust::Additive,
    }
}

/// The form in words; the names of arguments where they are what differs.
fn told(
    name: &PublicName,
    form: &Signature,
    old: Option<&Signature>,
    new: Option<&Signature>,
) -> String {
    let same_text = old.is_some_and(|old| new.is_some_and(|new| old.text == new.text));
    let mut text = match name.member {
        Member::Trait(_) => "implemented".to_owned(),
        Member::Variant(_) if form.text.is_empty() => "a variant".to_owned(),
        _ => form.text.replace(", )", ")"),
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
