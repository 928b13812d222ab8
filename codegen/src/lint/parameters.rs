//! Rules of parameters.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use indexmap::{IndexMap, IndexSet};

use super::facts::Facts;
use super::headers;
use super::objects::ObjectKind;
use super::report::Reporter;
use super::routes::names;
use super::sites::Site;
use crate::document::Node;
use crate::problem::{Parameter, Routing};

/// The path's names and the path parameters are the same.
pub(super) fn templates(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let mut missing: IndexMap<(&str, &str), IndexSet<&str>> = IndexMap::new();
    let mut reported = HashSet::new();
    for operation in &facts.operations {
        let Some(names) = names(operation.path) else {
            continue;
        };
        let described: Vec<(Cow<'_, str>, usize)> = operation
            .parameters
            .iter()
            .map(|given| (facts.identity(given.number), given.listed))
            .filter(|((_, location), _)| *location == "path")
            .map(|((name, _), listed)| (name, listed))
            .collect();
        let pointer = facts.sites.at(operation.number).pointer.as_str();
        let known: HashSet<&str> = described.iter().map(|(name, _)| name.as_ref()).collect();
        let names: IndexSet<&str> = names.into_iter().collect();
        for name in names.iter().filter(|name| !known.contains(*name)) {
            let places = missing.entry((operation.path, *name)).or_default();
            places.insert(pointer);
        }
        for (name, listed) in described {
            if !names.contains(name.as_ref()) && reported.insert(listed) {
                let finding = Routing::ParameterWithoutName {
                    name: name.into_owned(),
                    path: operation.path.to_owned(),
                };
                report.at(finding, &facts.sites.at(listed).pointer);
            }
        }
    }
    for ((_, name), places) in missing {
        let name = name.to_owned();
        report.at_all(Routing::NameWithoutParameter { name }, places);
    }
}

/// No list names one parameter twice.
pub(super) fn duplicates(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let operations = facts.operations.iter();
    let lists: Vec<usize> = operations
        .flat_map(|operation| [operation.item, operation.number])
        .collect();
    let mut done = HashSet::new();
    for list in lists.into_iter().filter(|list| done.insert(*list)) {
        let mut known: HashMap<(Cow<'_, str>, &str), usize> = HashMap::new();
        for listed in facts.sites.children(list, "parameters") {
            let Some(number) = facts.sites.resolve(listed) else {
                continue;
            };
            let identity = facts.identity(number);
            match known.get(&identity) {
                Some(other) => {
                    let (name, location) = identity;
                    let finding = Parameter::Twice {
                        name: name.into_owned(),
                        location: location.to_owned(),
                    };
                    let places = [listed, *other].map(|n| facts.sites.at(n).pointer.as_str());
                    report.at_all(finding, places);
                }
                None => {
                    known.insert(identity, listed);
                }
            }
        }
    }
}

/// Each parameter has a supported location, schema and style.
pub(super) fn forms(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let given = facts.operations.iter().flat_map(|op| &op.parameters);
    let mut done = HashSet::new();
    let of_every_call = headers::of_every_call(facts.sites.at(0).node);
    for given in given.filter(|given| done.insert(given.number)) {
        let site = facts.sites.at(given.number);
        debug_assert_eq!(site.kind, ObjectKind::Parameter);
        let name = site.node.text("name").unwrap_or_default().to_owned();
        match site.node.text("in") {
            Some("cookie") => report.at(Parameter::Cookie { name: name.clone() }, &site.pointer),
            Some("header") => headers::parameter(site, &name, &of_every_call, report),
            Some("path") if !site.node.is_true("required") => {
                report.at(
                    Parameter::OptionalInPath { name: name.clone() },
                    &site.pointer,
                );
            }
            _ => {}
        }
        described(site, &name, report);
        style(facts, given.number, report);
        list(facts, given.number, report);
        if site.node.is_true("allowReserved") {
            let place = site.below("allowReserved");
            report.at_key(Parameter::AllowReserved { name }, &place);
        }
    }
}

fn described(site: &Site<'_>, name: &str, report: &mut Reporter<'_>) {
    let name = name.to_owned();
    match (site.node.get("schema"), site.node.get("content")) {
        (None, None) => report.at(Parameter::NoSchema { name }, &site.pointer),
        (None, Some(_)) => report.at_key(Parameter::Content { name }, &site.below("content")),
        (Some(_), Some(_)) => {
            report.at_key(Parameter::SchemaAndContent { name }, &site.below("content"));
        }
        (Some(_), None) => {}
    }
}

/// Styles that can be written: those that are the default, and lists in a query joined by a sign.
fn style(facts: &Facts<'_>, parameter: usize, report: &mut Reporter<'_>) {
    let site = facts.sites.at(parameter);
    let location = site.node.text("in").unwrap_or_default();
    let Some(style) = site.node.text("style") else {
        return;
    };
    let schema = facts.sites.child(parameter, "schema");
    let is_list = schema.is_some_and(|schema| is_list(facts, schema));
    let explode = site.node.get("explode").and_then(Node::as_bool);
    let why = match (location, style) {
        ("query", "form") | ("path" | "header", "simple") => return,
        ("query", "spaceDelimited" | "pipeDelimited") if explode == Some(true) => {
            "with `explode: true` has no meaning"
        }
        ("query", "spaceDelimited" | "pipeDelimited") if is_list => return,
        ("query", "spaceDelimited" | "pipeDelimited") => "is for lists only",
        ("cookie", _) => return,
        _ => "cannot be written",
    };
    let finding = Parameter::Style {
        style: style.to_owned(),
        location: location.to_owned(),
        why,
    };
    report.at(finding, &site.below("style"));
}

/// Lists travel in a query only.
fn list(facts: &Facts<'_>, parameter: usize, report: &mut Reporter<'_>) {
    let site = facts.sites.at(parameter);
    let location = site.node.text("in").unwrap_or_default();
    if let Some(schema) = facts.sites.child(parameter, "schema")
        && matches!(location, "path" | "header")
        && is_list(facts, schema)
    {
        let finding = Parameter::List {
            name: site.node.text("name").unwrap_or_default().to_owned(),
            location: location.to_owned(),
        };
        report.at(finding, &site.below("schema"));
    }
}

/// Returns whether a schema is a list, itself or by a part of its `allOf`.
fn is_list(facts: &Facts<'_>, schema: usize) -> bool {
    let mut open = vec![schema];
    let mut seen = HashSet::new();
    while let Some(part) = open.pop() {
        let Some(part) = facts.sites.resolve(part).filter(|part| seen.insert(*part)) else {
            continue;
        };
        if facts.type_of(part) == Some("array") {
            return true;
        }
        open.extend(facts.sites.children(part, "allOf"));
    }
    false
}
