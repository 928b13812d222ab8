//! Compares the parameters of an operation. Those of its path count as well.

use std::collections::{HashMap, HashSet};

use super::operation::LocatedOperation;
use crate::diff::change::{Change, Details, Owner};
use crate::diff::find::comparison::{Comparison, User};
use crate::diff::find::pool::Pool;
use crate::diff::find::remarks;
use crate::diff::find::view::View;
use crate::diff::kind::Kind;
use crate::diff::ways::Ways;
use crate::document::{Document, Located};

/// A parameter of one document with its place.
#[derive(Clone)]
struct LocatedParameter<'d> {
    name: &'d str,
    location: &'d str,
    required: bool,
    /// The position in the path.
    position: Option<usize>,
    at: Located<'d>,
    value_type: String,
}

impl LocatedParameter<'_> {
    /// Returns the location and the name. Header names have no case, and path parameters match by
    /// position.
    fn key(&self) -> (String, String) {
        let name = match (self.position, self.location) {
            (Some(position), _) => position.to_string(),
            (None, "header") => self.name.to_ascii_lowercase(),
            _ => self.name.to_owned(),
        };
        (self.location.to_owned(), name)
    }

    /// Returns the name, unless the parameter is in the path.
    fn name_anywhere(&self) -> Option<&str> {
        (self.location != "path").then_some(self.name)
    }

    /// Returns the properties that a renamed parameter keeps.
    fn sort(&self) -> (&str, &str, bool) {
        (self.location, &self.value_type, self.required)
    }

    fn in_words(&self) -> String {
        format!("{} {}, {}", self.location, self.name, self.value_type)
    }
}

const KNOWN: &[&str] = &[
    "name",
    "in",
    "required",
    "schema",
    "style",
    "explode",
    "allowReserved",
    "x-sensitive",
];

/// Compares the parameters of two operations.
pub(crate) fn compare<'d>(
    found: &mut Comparison<'d>,
    number: usize,
    base: &LocatedOperation<'d>,
    head: &LocatedOperation<'d>,
) {
    let (old, new) = (all(found.base, base), all(found.head, head));
    let owner = Owner::Operation(number, Ways::SENT);
    let pairs = matches(&old, &new);
    let (kept, taken): (HashSet<usize>, HashSet<usize>) = pairs.iter().copied().unzip();
    for (at, parameter) in old.iter().enumerate() {
        if !kept.contains(&at) {
            let kind = if parameter.required {
                Kind::RequiredParameterRemoved
            } else {
                Kind::ParameterRemoved
            };
            let change = Change::both(kind, owner, &parameter.at.pointer, &head.at.pointer);
            found.add(change.between(parameter.in_words(), None));
        }
    }
    for (at, parameter) in new.iter().enumerate() {
        if !taken.contains(&at) {
            let kind = if parameter.required {
                Kind::RequiredParameterAdded
            } else {
                Kind::ParameterAdded
            };
            let change = Change::both(kind, owner, &base.at.pointer, &parameter.at.pointer);
            found.add(change.between(None, parameter.in_words()));
        }
    }
    let mut order = pairs.clone();
    order.sort_unstable();
    if !order.is_sorted_by_key(|(_, b)| *b) {
        found.add(Change::both(
            Kind::ParametersReordered,
            owner,
            &base.at.pointer,
            &head.at.pointer,
        ));
    }
    for (a, b) in pairs {
        pair(found, number, &old[a], &new[b]);
    }
}

/// Returns all parameters. A parameter of the operation replaces the same one of the path.
fn all<'d>(document: &'d Document, operation: &LocatedOperation<'d>) -> Vec<LocatedParameter<'d>> {
    let positions = positions(operation.path);
    let slots = operation.path.matches('{').count();
    let mut all: Vec<LocatedParameter<'d>> = Vec::new();
    let mut last: HashMap<(&str, &str), usize> = HashMap::new();
    for at in document.parameters(&operation.item, &operation.at) {
        let (Some(name), Some(location)) = (at.node.text("name"), at.node.text("in")) else {
            continue;
        };
        let position = || positions.get(name).copied().unwrap_or(slots);
        let schema = at.child("schema");
        last.insert((name, location), all.len());
        all.push(LocatedParameter {
            name,
            location,
            required: location == "path" || at.node.is_true("required"),
            position: (location == "path").then(position),
            value_type: View::of(document, schema.as_slice())
                .value_type()
                .to_string(),
            at,
        });
    }
    let each = all.into_iter().enumerate();
    let counts = each.filter(|(at, one)| last.get(&(one.name, one.location)) == Some(at));
    counts.map(|(_, parameter)| parameter).collect()
}

/// Returns the positions of the names in a path.
fn positions(path: &str) -> HashMap<&str, usize> {
    let mut known = HashMap::new();
    for (at, slot) in path.split('{').skip(1).enumerate() {
        if let Some((name, _)) = slot.split_once('}') {
            known.entry(name).or_insert(at);
        }
    }
    known
}

/// Returns the pairs of parameters. They match by location and name, else by name, else as the only
/// two with the same properties.
fn matches(old: &[LocatedParameter<'_>], new: &[LocatedParameter<'_>]) -> Vec<(usize, usize)> {
    let mut hits: Vec<Option<usize>> = vec![None; old.len()];
    let mut pool = Pool::new(new.len(), |at| [new[at].key()]);
    for (parameter, hit) in old.iter().zip(&mut hits) {
        *hit = pool.take_first([parameter.key()], |_| true);
    }
    let mut pool = pool.sorted_anew(|at| new[at].name_anywhere());
    for (parameter, hit) in old.iter().zip(&mut hits) {
        *hit = hit.or_else(|| pool.take_first(parameter.name_anywhere(), |_| true));
    }
    let mut sorts: HashMap<_, (Vec<usize>, Vec<usize>)> = HashMap::new();
    for (at, parameter) in old.iter().enumerate().filter(|(at, _)| hits[*at].is_none()) {
        sorts.entry(parameter.sort()).or_default().0.push(at);
    }
    for at in pool.left() {
        sorts.entry(new[at].sort()).or_default().1.push(at);
    }
    for (gone, come) in sorts.into_values() {
        if let ([gone], [come]) = (gone.as_slice(), come.as_slice()) {
            hits[*gone] = Some(*come);
        }
    }
    let pairs = hits.into_iter().enumerate();
    pairs.filter_map(|(a, b)| Some((a, b?))).collect()
}

fn pair<'d>(
    found: &mut Comparison<'d>,
    number: usize,
    base: &LocatedParameter<'d>,
    head: &LocatedParameter<'d>,
) {
    let user = User::Operation(number, Ways::SENT, true);
    let Some(thing) = found.thing(user, &base.at, &head.at) else {
        return;
    };
    let owner = Owner::Pair(thing);
    let about = |kind| Change::both(kind, owner, &base.at.pointer, &head.at.pointer);
    if base.location != head.location {
        found.add(about(Kind::ParameterMoved).between(base.in_words(), head.in_words()));
    }
    let same_name = base.name == head.name
        || base.location == "header" && base.name.eq_ignore_ascii_case(head.name);
    if !same_name {
        let kind = if base.location == "path" && head.location == "path" {
            Kind::PathParameterRenamed
        } else {
            Kind::ParameterRenamed
        };
        found.add(
            about(kind)
                .between(base.name.to_owned(), head.name.to_owned())
                .with(Details::Renamed {
                    required: (base.required, head.required),
                    alias: (false, false),
                }),
        );
    }
    match (base.required, head.required) {
        (false, true) => found.add(about(Kind::ParameterNowRequired)),
        (true, false) => found.add(about(Kind::ParameterNowOptional)),
        _ => {}
    }
    let (was, is) = (style(base), style(head));
    let moved = base.location != head.location;
    // Each location has a default style of its own.
    if was.1 != is.1 && !(moved && was.0 && is.0) {
        found.add(about(Kind::ParameterStyleChanged).between(was.1, is.1));
    }
    let sensitive =
        |parameter: &LocatedParameter<'_>| parameter.at.node.text("x-sensitive").map(str::to_owned);
    if sensitive(base) != sensitive(head) {
        found.add(about(Kind::SensitivityChanged).between(sensitive(base), sensitive(head)));
    }
    remarks::thing(found, owner, &base.at, &head.at);
    remarks::others(found, owner, &base.at, &head.at, KNOWN);
    if let (Some(old), Some(new)) = (base.at.child("schema"), head.at.child("schema")) {
        found.link(thing, &[old], &[new], (true, true));
    }
}

/// Returns whether the style of a parameter is the default, and the style in words.
fn style(parameter: &LocatedParameter<'_>) -> (bool, String) {
    let node = parameter.at.node;
    let usual = match parameter.location {
        "query" | "cookie" => "form",
        _ => "simple",
    };
    let style = node.text("style").unwrap_or(usual);
    let explode = node
        .get("explode")
        .and_then(crate::document::Node::as_bool)
        .unwrap_or(style == "form");
    let reserved = if node.is_true("allowReserved") {
        ", reserved signs as they are"
    } else {
        ""
    };
    let explode = if explode { ", exploded" } else { "" };
    let keys = ["style", "explode", "allowReserved"];
    let usual = keys.iter().all(|key| node.get(key).is_none());
    (usual, format!("{style}{explode}{reserved}"))
}
