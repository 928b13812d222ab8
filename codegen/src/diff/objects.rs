//! Compares the properties of two objects; a property under another name is one finding.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::finding::{Facts, Finding};
use super::kind::Kind;
use super::schemas::Both;
use super::view::View;
use super::walk::Walk;
use crate::document::{Document, Node, Value};
use crate::model::Located;

type Properties<'d> = IndexMap<&'d str, Vec<Located<'d>>>;

/// A side's properties.
struct Side<'d> {
    document: &'d Document,
    properties: Properties<'d>,
    required: BTreeMap<&'d str, String>,
}

impl<'d> Side<'d> {
    fn of(document: &'d Document, view: &View<'d>) -> Self {
        Self {
            document,
            properties: view.properties(),
            required: view.required(),
        }
    }

    fn must(&self, name: &str) -> bool {
        self.required.contains_key(name)
    }

    fn place(&self, name: &str) -> &str {
        self.properties
            .get(name)
            .and_then(|places| places.first())
            .map_or("", |place| place.pointer.as_str())
    }

    fn view(&self, name: &str) -> View<'d> {
        let places = self.properties.get(name).map(Vec::as_slice);
        View::of(self.document, places.unwrap_or_default())
    }

    fn aliases(&self, name: &str) -> Vec<&'d str> {
        let mut places = self.properties.get(name).into_iter().flatten();
        if places.all(|place| is_without_aliases(place.node)) {
            return Vec::new();
        }
        let view = self.view(name);
        let lists = view
            .parts
            .iter()
            .filter_map(|part| part.node.get("x-aliases"));
        lists
            .flat_map(Node::items)
            .filter_map(Node::as_str)
            .collect()
    }
}

/// Whether neither a property nor what it is put together of has other spellings.
fn is_without_aliases(property: &Node) -> bool {
    let telling = ["x-aliases", "$ref", "allOf", "oneOf", "anyOf"];
    telling.iter().all(|key| property.get(key).is_none())
}

/// Compares the properties of two views.
pub(super) fn compare<'d>(walk: &mut Walk<'d>, both: &Both<'_, 'd>) {
    let base = Side::of(walk.base, both.base);
    let head = Side::of(walk.head, both.head);
    let renamed = renamed(&base, &head);
    for (name, places) in &base.properties {
        let other = match renamed.iter().find(|(old, _)| old == name) {
            Some((_, new)) => *new,
            None => *name,
        };
        let Some(places_head) = head.properties.get(other) else {
            let kind = if base.must(name) {
                Kind::RequiredPropertyRemoved
            } else {
                Kind::PropertyRemoved
            };
            let own = both.places().1.to_owned();
            let mut finding = Finding::removed(kind, both.owner, base.place(name))
                .between(base.view(name).spoken(), None);
            finding.head = Some(own);
            walk.found(finding);
            continue;
        };
        let must = (base.must(name), head.must(other));
        walk.link(both.number, places, places_head, must);
        if other != *name {
            walk.found(rename(both, &base, &head, (name, other)));
        }
        requiredness(walk, both, &base, &head, (name, other));
        if other == *name {
            aliases(walk, both, &base, &head, name);
        }
    }
    let kept = |own: &Properties<'d>, other: &Properties<'d>| -> Vec<&'d str> {
        let names = own.keys().copied();
        names.filter(|name| other.contains_key(name)).collect()
    };
    if kept(&base.properties, &head.properties) != kept(&head.properties, &base.properties) {
        let (old, new) = both.places();
        walk.found(Finding::both(
            Kind::PropertiesReordered,
            both.owner,
            old,
            new,
        ));
    }
    for name in head.properties.keys() {
        if base.properties.contains_key(name) || renamed.iter().any(|(_, new)| new == name) {
            continue;
        }
        let kind = if head.must(name) {
            Kind::RequiredPropertyAdded
        } else {
            Kind::PropertyAdded
        };
        let own = both.places().0.to_owned();
        let mut finding = Finding::added(kind, both.owner, head.place(name))
            .between(None, head.view(name).spoken());
        finding.base = Some(own);
        walk.found(finding);
    }
    extra_fields(walk, both);
}

fn rename(
    both: &Both<'_, '_>,
    base: &Side<'_>,
    head: &Side<'_>,
    (old, new): (&str, &str),
) -> Finding {
    Finding::both(
        Kind::PropertyRenamed,
        both.owner,
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
    both: &Both<'_, '_>,
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
        both.owner,
        base.place(old),
        head.place(new),
    ));
}

fn aliases(walk: &mut Walk<'_>, both: &Both<'_, '_>, base: &Side<'_>, head: &Side<'_>, name: &str) {
    let (was, is) = (base.aliases(name), head.aliases(name));
    let about = |kind| Finding::both(kind, both.owner, base.place(name), head.place(name));
    for gone in was.iter().filter(|alias| !is.contains(alias)) {
        walk.found(about(Kind::AliasRemoved).between((*gone).to_owned(), None));
    }
    for new in is.iter().filter(|alias| !was.contains(alias)) {
        walk.found(about(Kind::AliasAdded).between(None, (*new).to_owned()));
    }
}

/// Properties that are gone under one name and there under another.
///
/// An alias says so. Else the two must describe the same kind of value, must be the only ones that
/// do, and must stand at the same place or have names that are alike.
fn renamed<'d>(base: &Side<'d>, head: &Side<'d>) -> Vec<(&'d str, &'d str)> {
    let gone: Vec<&str> = only(&base.properties, &head.properties);
    let new: Vec<&str> = only(&head.properties, &base.properties);
    if gone.is_empty() || new.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(&str, &str)> = Vec::new();
    for old in &gone {
        let by_alias = new
            .iter()
            .find(|name| head.aliases(name).contains(old) || base.aliases(old).contains(name));
        found.extend(by_alias.map(|name| (*old, *name)));
    }
    let left =
        |found: &[(&str, &str)], name: &str| found.iter().all(|(a, b)| *a != name && *b != name);
    let gone: Vec<_> = gone.into_iter().filter(|name| left(&found, name)).collect();
    let new: Vec<_> = new.into_iter().filter(|name| left(&found, name)).collect();
    let signs = |side: &Side<'d>, names: &[&'d str]| -> Vec<(&'d str, String)> {
        names
            .iter()
            .map(|name| (*name, signature(side, name)))
            .collect()
    };
    let (gone, new) = (signs(base, &gone), signs(head, &new));
    for (old, sign) in &gone {
        let alike: Vec<_> = new.iter().filter(|(_, other)| other == sign).collect();
        let alone = gone.iter().filter(|(_, other)| other == sign).count() == 1 && alike.len() == 1;
        let best = alike.into_iter().find(|(name, _)| {
            similar(old, name)
                || alone && neighbours(&base.properties, old) == neighbours(&head.properties, name)
        });
        if let Some((name, _)) = best
            && !found.iter().any(|(_, taken)| taken == name)
        {
            found.push((*old, *name));
        }
    }
    found
}

fn only<'d>(own: &Properties<'d>, other: &Properties<'d>) -> Vec<&'d str> {
    own.keys()
        .copied()
        .filter(|name| !other.contains_key(name))
        .collect()
}

/// The property before and the one after.
fn neighbours<'p>(
    properties: &'p Properties<'_>,
    name: &str,
) -> (Option<&'p str>, Option<&'p str>) {
    let at = properties.get_index_of(name).unwrap_or_default();
    let key = |at: usize| properties.get_index(at).map(|(key, _)| *key);
    (at.checked_sub(1).and_then(key), key(at + 1))
}

/// Whether two names consist of the same words, or one's words are among the other's.
fn similar(a: &str, b: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        heck::AsSnakeCase(name)
            .to_string()
            .split('_')
            .map(str::to_owned)
            .collect()
    };
    let (a, b) = (words(a), words(b));
    if a.concat() == b.concat() {
        return true;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let common = short.iter().filter(|word| long.contains(word)).count();
    common > 0 && 2 * common >= long.len()
}

/// What a property's value is, without what is said about it for people.
fn signature(side: &Side<'_>, name: &str) -> String {
    fn write(node: &Node, depth: usize, out: &mut String) {
        match &node.value {
            Value::Map(map) if depth < 8 => {
                let mut keys: Vec<_> = map.keys().collect();
                keys.sort();
                for key in keys.into_iter().filter(|key| {
                    !matches!(
                        key.as_str(),
                        "description" | "title" | "example" | "x-evidence" | "x-aliases"
                    )
                }) {
                    out.push_str(key);
                    out.push(':');
                    write(&map[key.as_str()].node, depth + 1, out);
                    out.push(';');
                }
            }
            Value::List(items) => items.iter().for_each(|item| write(item, depth + 1, out)),
            _ => out.push_str(&super::view::shown(node)),
        }
    }
    let mut out = String::new();
    for part in side.properties.get(name).into_iter().flatten() {
        write(part.node, 0, &mut out);
    }
    out
}

/// Whether fields without a name may be there, and what they are.
fn extra_fields<'d>(walk: &mut Walk<'d>, both: &Both<'_, 'd>) {
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
    let about = |kind| both.about(kind, "additionalProperties");
    let finding = match (of(both.base), of(both.head)) {
        (Extra::Described(base), Extra::Described(head)) => {
            walk.link(both.number, &[base], &[head], (true, true));
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
