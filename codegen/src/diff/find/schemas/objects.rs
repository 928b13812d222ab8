//! Compares the properties of two objects; a property under another name is one finding.

use std::collections::HashSet;

use super::pair::SchemaPair;
use super::properties::{Properties, Side};
use super::renames::renamed;
use crate::diff::find::view::View;
use crate::diff::find::walk::Walk;
use crate::diff::finding::{Facts, Finding};
use crate::diff::kind::Kind;
use crate::model::Located;

/// Compares the properties of two views.
pub(crate) fn compare<'d>(walk: &mut Walk<'d>, pair: &SchemaPair<'_, 'd>) {
    let base = Side::of(walk.base, pair.base);
    let head = Side::of(walk.head, pair.head);
    let renamed = renamed(&base, &head);
    for (name, places) in &base.properties {
        let other = renamed.get(name).copied().unwrap_or(name);
        let Some(places_head) = head.properties.get(other) else {
            let kind = if base.must(name) {
                Kind::RequiredPropertyRemoved
            } else {
                Kind::PropertyRemoved
            };
            let own = pair.places().1.to_owned();
            let mut finding = Finding::removed(kind, pair.owner, base.place(name))
                .between(base.view(name).value_type().to_string(), None);
            finding.head = Some(own);
            walk.found(finding);
            continue;
        };
        let must = (base.must(name), head.must(other));
        walk.link(pair.number, places, places_head, must);
        if other != *name {
            walk.found(rename(pair, &base, &head, (name, other)));
        }
        requiredness(walk, pair, &base, &head, (name, other));
        if other == *name {
            aliases(walk, pair, &base, &head, name);
        }
    }
    let kept = |own: &Properties<'d>, other: &Properties<'d>| -> Vec<&'d str> {
        let names = own.keys().copied();
        names.filter(|name| other.contains_key(name)).collect()
    };
    if kept(&base.properties, &head.properties) != kept(&head.properties, &base.properties) {
        let (old, new) = pair.places();
        walk.found(Finding::both(
            Kind::PropertiesReordered,
            pair.owner,
            old,
            new,
        ));
    }
    let taken: HashSet<&str> = renamed.values().copied().collect();
    for name in head.properties.keys() {
        if base.properties.contains_key(name) || taken.contains(name) {
            continue;
        }
        let kind = if head.must(name) {
            Kind::RequiredPropertyAdded
        } else {
            Kind::PropertyAdded
        };
        let own = pair.places().0.to_owned();
        let mut finding = Finding::added(kind, pair.owner, head.place(name))
            .between(None, head.view(name).value_type().to_string());
        finding.base = Some(own);
        walk.found(finding);
    }
    extra_fields(walk, pair);
}

fn rename(
    pair: &SchemaPair<'_, '_>,
    base: &Side<'_>,
    head: &Side<'_>,
    (old, new): (&str, &str),
) -> Finding {
    Finding::both(
        Kind::PropertyRenamed,
        pair.owner,
        base.place(old),
        head.place(new),
    )
    .between(old.to_owned(), new.to_owned())
    .with(Facts::Renamed {
        required: (base.must(old), head.must(new)),
        alias: (
            base.aliases(old).contains(&new),
            head.aliases(new).contains(&old),
        ),
    })
}

fn requiredness(
    walk: &mut Walk<'_>,
    pair: &SchemaPair<'_, '_>,
    base: &Side<'_>,
    head: &Side<'_>,
    (old, new): (&str, &str),
) {
    let kind = match (base.must(old), head.must(new)) {
        (false, true) => Kind::PropertyNowRequired,
        (true, false) => Kind::PropertyNowOptional,
        _ => return,
    };
    walk.found(Finding::both(
        kind,
        pair.owner,
        base.place(old),
        head.place(new),
    ));
}

fn aliases(
    walk: &mut Walk<'_>,
    pair: &SchemaPair<'_, '_>,
    base: &Side<'_>,
    head: &Side<'_>,
    name: &str,
) {
    let (was, is) = (base.aliases(name), head.aliases(name));
    if was == is {
        return;
    }
    let about = |kind| Finding::both(kind, pair.owner, base.place(name), head.place(name));
    let (old, new): (HashSet<&str>, HashSet<&str>) =
        (was.iter().copied().collect(), is.iter().copied().collect());
    for gone in was.into_iter().filter(|alias| !new.contains(alias)) {
        walk.found(about(Kind::AliasRemoved).between(gone.to_owned(), None));
    }
    for come in is.into_iter().filter(|alias| !old.contains(alias)) {
        walk.found(about(Kind::AliasAdded).between(None, come.to_owned()));
    }
}

/// Whether fields without a name may be there, and what they are.
fn extra_fields<'d>(walk: &mut Walk<'d>, pair: &SchemaPair<'_, 'd>) {
    enum Extra<'d> {
        Forbidden,
        Open,
        Any,
        Described(Located<'d>),
    }
    fn of<'d>(view: &View<'d>) -> Extra<'d> {
        match view.first("additionalProperties") {
            None => Extra::Open,
            Some(at) if at.node.as_bool() == Some(false) => Extra::Forbidden,
            Some(at) if at.node.as_bool() == Some(true) => Extra::Any,
            Some(at) => Extra::Described(at),
        }
    }
    let about = |kind| pair.about(kind, "additionalProperties");
    let finding = match (of(pair.base), of(pair.head)) {
        (Extra::Described(base), Extra::Described(head)) => {
            walk.link(pair.number, &[base], &[head], (true, true));
            return;
        }
        (Extra::Forbidden, Extra::Forbidden)
        | (Extra::Open, Extra::Open)
        | (Extra::Any, Extra::Any) => return,
        (Extra::Forbidden, _) => about(Kind::ExtraFieldsAllowed),
        (_, Extra::Forbidden) => about(Kind::ExtraFieldsForbidden),
        (Extra::Open, _) | (Extra::Any, Extra::Described(_)) => about(Kind::ExtraFieldsDescribed),
        (_, Extra::Open) | (Extra::Described(_), Extra::Any) => about(Kind::ExtraFieldsUndescribed),
    };
    walk.found(finding);
}
