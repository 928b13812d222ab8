//! Compares the properties of two objects. A renamed property is one change.

use std::collections::HashSet;

use super::pair::SchemaPair;
use super::properties::{Properties, PropertyPlaces};
use super::renames::renamed;
use crate::diff::change::{Change, Details};
use crate::diff::find::comparison::Comparison;
use crate::diff::find::view::View;
use crate::diff::kind::Kind;
use crate::document::Located;

/// Compares the properties of two views.
pub(crate) fn compare<'d>(found: &mut Comparison<'d>, pair: &SchemaPair<'_, 'd>) {
    let base = Properties::of(found.base, pair.base);
    let head = Properties::of(found.head, pair.head);
    let renamed = renamed(&base, &head);
    for (name, places) in &base.places {
        let other = renamed.get(name).copied().unwrap_or(name);
        let Some(places_head) = head.places.get(other) else {
            let kind = if base.must(name) {
                Kind::RequiredPropertyRemoved
            } else {
                Kind::PropertyRemoved
            };
            let change = Change::both(kind, pair.owner, base.place(name), pair.places().1);
            let value = base.view(name).value_type();
            found.add(change.between(value.to_string(), None));
            continue;
        };
        let must = (base.must(name), head.must(other));
        found.link(pair.number, places, places_head, must);
        if other != *name {
            found.add(rename(pair, &base, &head, (name, other)));
        }
        requiredness(found, pair, &base, &head, (name, other));
        if other == *name {
            aliases(found, pair, &base, &head, name);
        }
    }
    let kept = |own: &PropertyPlaces<'d>, other: &PropertyPlaces<'d>| -> Vec<&'d str> {
        let names = own.keys().copied();
        names.filter(|name| other.contains_key(name)).collect()
    };
    if kept(&base.places, &head.places) != kept(&head.places, &base.places) {
        let (old, new) = pair.places();
        found.add(Change::both(
            Kind::PropertiesReordered,
            pair.owner,
            old,
            new,
        ));
    }
    let taken: HashSet<&str> = renamed.values().copied().collect();
    for name in head.places.keys() {
        if base.places.contains_key(name) || taken.contains(name) {
            continue;
        }
        let kind = if head.must(name) {
            Kind::RequiredPropertyAdded
        } else {
            Kind::PropertyAdded
        };
        let change = Change::both(kind, pair.owner, pair.places().0, head.place(name));
        let value = head.view(name).value_type();
        found.add(change.between(None, value.to_string()));
    }
    extra_fields(found, pair);
}

fn rename(
    pair: &SchemaPair<'_, '_>,
    base: &Properties<'_>,
    head: &Properties<'_>,
    (old, new): (&str, &str),
) -> Change {
    Change::both(
        Kind::PropertyRenamed,
        pair.owner,
        base.place(old),
        head.place(new),
    )
    .between(old.to_owned(), new.to_owned())
    .with(Details::Renamed {
        required: (base.must(old), head.must(new)),
        alias: (
            base.aliases(old).contains(&new),
            head.aliases(new).contains(&old),
        ),
    })
}

fn requiredness(
    found: &mut Comparison<'_>,
    pair: &SchemaPair<'_, '_>,
    base: &Properties<'_>,
    head: &Properties<'_>,
    (old, new): (&str, &str),
) {
    let kind = match (base.must(old), head.must(new)) {
        (false, true) => Kind::PropertyNowRequired,
        (true, false) => Kind::PropertyNowOptional,
        _ => return,
    };
    found.add(Change::both(
        kind,
        pair.owner,
        base.place(old),
        head.place(new),
    ));
}

fn aliases(
    found: &mut Comparison<'_>,
    pair: &SchemaPair<'_, '_>,
    base: &Properties<'_>,
    head: &Properties<'_>,
    name: &str,
) {
    let (was, is) = (base.aliases(name), head.aliases(name));
    if was == is {
        return;
    }
    let about = |kind| Change::both(kind, pair.owner, base.place(name), head.place(name));
    let (old, new): (HashSet<&str>, HashSet<&str>) =
        (was.iter().copied().collect(), is.iter().copied().collect());
    for gone in was.into_iter().filter(|alias| !new.contains(alias)) {
        found.add(about(Kind::AliasRemoved).between(gone.to_owned(), None));
    }
    for come in is.into_iter().filter(|alias| !old.contains(alias)) {
        found.add(about(Kind::AliasAdded).between(None, come.to_owned()));
    }
}

/// Compares the fields that have no name in the document.
fn extra_fields<'d>(found: &mut Comparison<'d>, pair: &SchemaPair<'_, 'd>) {
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
    let change = match (of(pair.base), of(pair.head)) {
        (Extra::Described(base), Extra::Described(head)) => {
            found.link(pair.number, &[base], &[head], (true, true));
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
    found.add(change);
}
