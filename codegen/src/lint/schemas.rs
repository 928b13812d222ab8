//! Rules of single schemas: keywords that are not supported, and keywords that contradict each
//! other.

use super::facts::Facts;
use super::report::Reporter;
use super::sites::Site;
use super::valid::misfits;
use crate::document::{Node, Value};
use crate::problem::Schema;

/// Keywords of one type, the type, and its values in words.
const OWNERS: &[(&str, &str, &str)] = &[
    ("properties", "object", "objects"),
    ("additionalProperties", "object", "objects"),
    ("required", "object", "objects"),
    ("items", "array", "lists"),
];

/// Keywords that no rule below looks at.
const HARMLESS: &[&str] = &[
    "type",
    "description",
    "example",
    "format",
    "nullable",
    "x-evidence",
];

/// The most characters of the name of a schema. Reports repeat it with each part of the schema.
const LONGEST_NAME: usize = 1_000;

/// The keywords of a schema are supported and do not contradict each other.
pub(super) fn keywords(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for number in facts.live_schemas() {
        let site = facts.sites.at(number);
        let node = site.node;
        if site.is_named_schema() && site.name().chars().count() > LONGEST_NAME {
            let limit = LONGEST_NAME;
            report.at_key(Schema::NameTooLong { limit }, &site.pointer);
        }
        // Most schemas are `{type, description, example}`, of which nothing can be said here.
        if node.entries().all(|(key, _)| HARMLESS.contains(&key))
            && node.text("type") != Some("array")
        {
            continue;
        }
        if node.get("not").is_some() {
            report.at_key(Schema::Not, &site.below("not"));
        }
        if node.get("discriminator").is_some() {
            let branches = ["oneOf", "anyOf"].iter().any(|key| node.get(key).is_some());
            report.at_key(
                Schema::Discriminator { branches },
                &site.below("discriminator"),
            );
        }
        if node
            .get("anyOf")
            .is_some_and(|branches| branches.items().len() > 1)
        {
            report.at_key(Schema::AnyOf, &site.below("anyOf"));
        }
        for keyword in ["allOf", "oneOf", "anyOf"] {
            let branches = node.get(keyword).map(|node| &node.value);
            if matches!(branches, Some(Value::List(items)) if items.is_empty()) {
                report.at_key(Schema::NoBranches { keyword }, &site.below(keyword));
            }
        }
        if facts.type_of(number) == Some("array") && node.get("items").is_none() {
            report.at(Schema::ArrayWithoutItems, &site.pointer);
        }
        if node.is_true("readOnly") && node.is_true("writeOnly") {
            report.at(Schema::ReadAndWriteOnly, &site.below("writeOnly"));
        }
        bounds(site, report);
        owners(site, report);
        enumeration(site, report);
    }
}

fn bounds(site: &Site<'_>, report: &mut Reporter<'_>) {
    for (keyword, bound) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        if site.node.is_true(keyword) && site.node.get(bound).is_none() {
            let finding = Schema::ExclusiveWithoutBound { keyword, bound };
            report.at_key(finding, &site.below(keyword));
        }
    }
}

fn owners(site: &Site<'_>, report: &mut Reporter<'_>) {
    let Some(found) = site.node.text("type") else {
        return;
    };
    for (keyword, owner, belongs) in OWNERS {
        if site.node.get(keyword).is_some() && found != *owner {
            let finding = Schema::KeywordOfOtherType {
                keyword,
                belongs,
                found: found.to_owned(),
            };
            report.at_key(finding, &site.below(keyword));
        }
    }
}

fn enumeration(site: &Site<'_>, report: &mut Reporter<'_>) {
    let Some(Node {
        value: Value::List(values),
        ..
    }) = site.node.get("enum")
    else {
        return;
    };
    if values.is_empty() {
        return report.at_key(Schema::EnumEmpty, &site.below("enum"));
    }
    let place = |index: usize| format!("{}/enum/{index}", site.pointer);
    let first = values.iter().find(|value| value.value != Value::Null);
    let mut known = std::collections::HashMap::new();
    for (index, value) in values.iter().enumerate() {
        let shown = value.shown();
        if let Some(other) = known.get(&(value.kind(), shown.clone())) {
            let finding = Schema::EnumTwice { value: shown };
            report.at_all(finding, [place(index), place(*other)]);
            continue;
        }
        known.insert((value.kind(), shown.clone()), index);
        if value.value == Value::Null {
            if !site.node.is_true("nullable") {
                report.at(Schema::EnumNull, &place(index));
            }
            continue;
        }
        let expected = match site.node.text("type") {
            Some(expected) if !is_of_type(value, expected) => format!("of type `{expected}`"),
            None if first.is_some_and(|first| first.kind() != value.kind()) => first
                .map(|first| format!("{} like the first", first.kind()))
                .unwrap_or_default(),
            _ => continue,
        };
        let finding = Schema::EnumType {
            value: shown,
            expected,
        };
        report.at(finding, &place(index));
    }
}

fn is_of_type(value: &Node, expected: &str) -> bool {
    match (&value.value, expected) {
        (Value::Number(digits), "integer") => !digits.contains(['.', 'e', 'E']),
        (Value::Text(_), "string")
        | (Value::Number(_), "number")
        | (Value::Bool(_), "boolean")
        | (Value::List(_), "array")
        | (Value::Map(_), "object") => true,
        // An unknown type is reported as such.
        (_, known) => {
            !["string", "integer", "number", "boolean", "array", "object"].contains(&known)
        }
    }
}

/// Required properties are described, in the schema itself or in the parts it is composed of.
pub(super) fn required(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for number in facts.live_schemas() {
        let site = facts.sites.at(number);
        twice(site, report);
        // A part of an `allOf` may require what another part describes.
        if site.via == "allOf" {
            continue;
        }
        if site.node.get("required").is_none() && site.node.get("allOf").is_none() {
            continue;
        }
        let whole = facts.composition(number);
        if whole.required.is_empty()
            || whole.properties.is_empty()
            || whole.open
            || whole.alternatives
        {
            continue;
        }
        let required = whole.required.iter();
        for unknown in required.filter(|required| whole.property(required.name).is_none()) {
            let described = whole.properties.iter().map(|(name, _)| *name);
            let finding = Schema::RequiredUnknown {
                name: unknown.name.to_owned(),
                meant: report.meant(unknown.name, described),
            };
            report.at(finding, &unknown.place(&facts.sites));
        }
    }
}

fn twice(site: &Site<'_>, report: &mut Reporter<'_>) {
    let names = site
        .node
        .get("required")
        .map(Node::items)
        .unwrap_or_default();
    let mut known = std::collections::HashMap::new();
    for (index, name) in names.iter().enumerate() {
        let Some(name) = name.as_str() else {
            continue;
        };
        let place = |index: usize| format!("{}/required/{index}", site.pointer);
        if let Some(other) = known.insert(name, index) {
            let finding = Schema::RequiredTwice {
                name: name.to_owned(),
            };
            report.at_all(finding, [place(index), place(other)]);
        }
    }
}

/// Every default fits its own schema; one that does not shows that the schema is not what its
/// author meant.
pub(super) fn defaults(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for number in facts.live_schemas() {
        let site = facts.sites.at(number);
        if let Some(default) = site.node.get("default") {
            let pointer = site.below("default");
            for misfit in misfits(facts, default, number) {
                let finding = Schema::DefaultInvalid { why: misfit.why };
                report.at(finding, &format!("{pointer}{}", misfit.pointer));
            }
        }
    }
}
