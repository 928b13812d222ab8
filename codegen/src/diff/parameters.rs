//! Compares the parameters of an operation, the path's and its own together.

use super::finding::{Facts, Finding, Owner, Ways};
use super::kind::Kind;
use super::operations::Operation;
use super::remarks;
use super::view::{View, follow};
use super::walk::Walk;
use crate::document::Document;
use crate::model::Located;

/// A parameter of one side.
#[derive(Clone)]
struct Parameter<'d> {
    name: &'d str,
    location: &'d str,
    required: bool,
    /// Position in the path.
    position: Option<usize>,
    at: Located<'d>,
    spoken: String,
}

impl Parameter<'_> {
    /// What makes two parameters the same: header names have no case, and those of a path have no
    /// name but a position.
    fn key(&self) -> (String, String) {
        let name = match (self.position, self.location) {
            (Some(position), _) => position.to_string(),
            (None, "header") => self.name.to_ascii_lowercase(),
            _ => self.name.to_owned(),
        };
        (self.location.to_owned(), name)
    }

    fn told(&self) -> String {
        format!("{} {}, {}", self.location, self.name, self.spoken)
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

/// Compares the parameters of two operations that are the same.
pub(super) fn compare<'d>(
    walk: &mut Walk<'d>,
    number: usize,
    base: &Operation<'d>,
    head: &Operation<'d>,
) {
    let (old, new) = (all(walk.base, base), all(walk.head, head));
    let owner = Owner::Operation(number, Ways::SENT);
    let pairs = matches(&old, &new);
    for (at, parameter) in old.iter().enumerate() {
        if pairs.iter().all(|(a, _)| *a != at) {
            let kind = if parameter.required {
                Kind::RequiredParameterRemoved
            } else {
                Kind::ParameterRemoved
            };
            let mut finding = Finding::removed(kind, owner, &parameter.at.pointer)
                .between(parameter.told(), None);
            finding.head = Some(head.at.pointer.clone());
            walk.found(finding);
        }
    }
    for (at, parameter) in new.iter().enumerate() {
        if pairs.iter().all(|(_, b)| *b != at) {
            let kind = if parameter.required {
                Kind::RequiredParameterAdded
            } else {
                Kind::ParameterAdded
            };
            let mut finding =
                Finding::added(kind, owner, &parameter.at.pointer).between(None, parameter.told());
            finding.base = Some(base.at.pointer.clone());
            walk.found(finding);
        }
    }
    let mut order = pairs.clone();
    order.sort_unstable();
    if !order.is_sorted_by_key(|(_, b)| *b) {
        walk.found(Finding::both(
            Kind::ParametersReordered,
            owner,
            &base.at.pointer,
            &head.at.pointer,
        ));
    }
    for (a, b) in pairs {
        pair(walk, number, &old[a], &new[b]);
    }
}

/// All parameters; an operation's own replaces the path's of the same name.
fn all<'d>(document: &'d Document, operation: &Operation<'d>) -> Vec<Parameter<'d>> {
    let lists = [
        operation.item.child("parameters"),
        operation.at.child("parameters"),
    ];
    let mut all: Vec<Parameter<'d>> = Vec::new();
    for place in lists.into_iter().flatten().flat_map(|list| list.items()) {
        let at = follow(document, &place);
        let (Some(name), Some(location)) = (at.node.text("name"), at.node.text("in")) else {
            continue;
        };
        let position = (location == "path").then(|| {
            let before = operation
                .path
                .find(&format!("{{{name}}}"))
                .unwrap_or(usize::MAX);
            let slots = operation.path.match_indices('{');
            slots.filter(|(at, _)| *at < before).count()
        });
        all.retain(|known| (known.name, known.location) != (name, location));
        let schema = at.child("schema");
        all.push(Parameter {
            name,
            location,
            required: location == "path" || at.node.is_true("required"),
            position,
            spoken: View::of(document, schema.as_slice()).spoken(),
            at,
        });
    }
    all
}

/// First the same place and name; then the same name in another place; then, of what is left, a
/// lone pair of one kind.
fn matches(old: &[Parameter<'_>], new: &[Parameter<'_>]) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut join = |test: &dyn Fn(&Parameter<'_>, &Parameter<'_>) -> bool, alone: bool| {
        let free: Vec<usize> = (0..old.len())
            .filter(|a| pairs.iter().all(|(x, _)| x != a))
            .collect();
        let open: Vec<usize> = (0..new.len())
            .filter(|b| pairs.iter().all(|(_, y)| y != b))
            .collect();
        for a in &free {
            let mut hits = open.iter().filter(|b| test(&old[*a], &new[**b]));
            let Some(hit) = hits.next() else { continue };
            let others = free
                .iter()
                .filter(|other| test(&old[**other], &new[*hit]))
                .count();
            let taken = pairs.iter().any(|(_, y)| y == hit);
            if !taken && (!alone || hits.next().is_none() && others == 1) {
                pairs.push((*a, *hit));
            }
        }
    };
    join(&|a, b| a.key() == b.key(), false);
    join(
        &|a, b| a.name == b.name && a.location != "path" && b.location != "path",
        false,
    );
    join(
        &|a, b| a.location == b.location && a.spoken == b.spoken && a.required == b.required,
        true,
    );
    pairs
}

fn pair<'d>(walk: &mut Walk<'d>, number: usize, base: &Parameter<'d>, head: &Parameter<'d>) {
    let owner = Owner::Operation(number, Ways::SENT);
    let about = |kind| Finding::both(kind, owner, &base.at.pointer, &head.at.pointer);
    if base.location != head.location {
        walk.found(about(Kind::ParameterMoved).between(base.told(), head.told()));
    }
    let same_name = base.name == head.name
        || base.location == "header" && base.name.eq_ignore_ascii_case(head.name);
    if !same_name {
        let kind = if base.location == "path" && head.location == "path" {
            Kind::PathParameterRenamed
        } else {
            Kind::ParameterRenamed
        };
        walk.found(
            about(kind)
                .between(base.name.to_owned(), head.name.to_owned())
                .with(Facts::Renamed {
                    required: (base.required, head.required),
                    alias: (false, false),
                }),
        );
    }
    match (base.required, head.required) {
        (false, true) => walk.found(about(Kind::ParameterNowRequired)),
        (true, false) => walk.found(about(Kind::ParameterNowOptional)),
        _ => {}
    }
    let (was, is) = (style(base), style(head));
    let moved = base.location != head.location;
    // Each location has its own usual style, which comes with it.
    if was.1 != is.1 && !(moved && was.0 && is.0) {
        walk.found(about(Kind::ParameterStyleChanged).between(was.1, is.1));
    }
    let sensitive =
        |parameter: &Parameter<'_>| parameter.at.node.text("x-sensitive").map(str::to_owned);
    if sensitive(base) != sensitive(head) {
        walk.found(about(Kind::SensitivityChanged).between(sensitive(base), sensitive(head)));
    }
    remarks::thing(walk, owner, &base.at, &head.at);
    remarks::others(walk, owner, &base.at, &head.at, KNOWN);
    if let (Some(old), Some(new)) = (base.at.child("schema"), head.at.child("schema")) {
        walk.root((number, Ways::SENT, true), &old, &new);
    }
}

/// How a list is written, with what holds where nothing is said; and whether nothing is said.
fn style(parameter: &Parameter<'_>) -> (bool, String) {
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
