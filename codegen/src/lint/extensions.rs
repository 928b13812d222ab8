//! Rules of our own extensions: each stands in its place, with a value that it can have.

use std::collections::HashMap;

use super::composition::Required;
use super::facts::Facts;
use super::objects::ObjectKind;
use super::report::Reporter;
use super::sites::Site;
use crate::document::{Node, Value};
use crate::problem::Extension;

/// An extension that changes the generated code.
struct ExtensionRule {
    key: &'static str,
    belongs: &'static str,
    fits: fn(&Site<'_>) -> bool,
    expected: &'static str,
    valid: fn(&Node) -> bool,
}

const KNOWN: &[ExtensionRule] = &[
    ExtensionRule {
        key: "x-open-enum",
        belongs: "a schema under `components/schemas` with an `enum` of texts",
        fits: |site| site.is_named_schema() && is_text_enum(site.node),
        expected: TRUTH,
        valid: is_truth,
    },
    ExtensionRule {
        key: "x-aliases",
        belongs: "a property",
        fits: is_property,
        expected: "a list of names",
        valid: is_list_of_names,
    },
    ExtensionRule {
        key: "x-required",
        belongs: "a property with `x-aliases`",
        fits: |site| is_property(site) && site.node.get("x-aliases").is_some(),
        expected: TRUTH,
        valid: is_truth,
    },
    ExtensionRule {
        key: "x-sensitive",
        belongs: "a property, a parameter or a schema under `components/schemas`",
        fits: |site| {
            is_property(site) || site.is_named_schema() || site.kind == ObjectKind::Parameter
        },
        expected: "`secret` or `personal`",
        valid: |node| matches!(node.as_str(), Some("secret" | "personal")),
    },
    ExtensionRule {
        key: "x-idempotent",
        belongs: "an operation",
        fits: |site| site.kind == ObjectKind::Operation,
        expected: TRUTH,
        valid: is_truth,
    },
    ExtensionRule {
        key: "x-envelope",
        belongs: "the schema of an answer",
        fits: |site| site.kind == ObjectKind::Schema,
        expected: "the name of a property",
        valid: |node| node.as_str().is_some(),
    },
    ExtensionRule {
        key: "x-type",
        belongs: "a schema with a `type`",
        fits: |site| site.kind == ObjectKind::Schema && site.node.text("type").is_some(),
        expected: "the name of a schema under `components/schemas`",
        valid: |node| node.as_str().is_some(),
    },
    ExtensionRule {
        key: "x-client-headers",
        belongs: "the root of the document",
        fits: |site| site.kind == ObjectKind::Document,
        expected: "a list of headers",
        valid: |node| matches!(node.value, Value::List(_)),
    },
];

const TRUTH: &str = "`true` or `false`";

fn is_truth(node: &Node) -> bool {
    node.as_bool().is_some()
}

fn is_property(site: &Site<'_>) -> bool {
    site.kind == ObjectKind::Schema && site.via == "properties"
}

fn is_text_enum(node: &Node) -> bool {
    let values = node.get("enum").map(Node::items).unwrap_or_default();
    !values.is_empty()
        && values
            .iter()
            .all(|value| matches!(value.value, Value::Text(_) | Value::Null))
}

fn is_list_of_names(node: &Node) -> bool {
    let mut names = node.items().iter().map(Node::as_str);
    !node.items().is_empty() && names.all(|name| name.is_some_and(|name| !name.is_empty()))
}

/// Our extensions stand in their places and have their values. Other extensions are not judged.
pub(super) fn places(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for site in &facts.sites.all {
        if site.reference().is_some() {
            continue;
        }
        for (key, value) in site.node.entries().filter(|(key, _)| key.starts_with("x-")) {
            let Some(known) = KNOWN.iter().find(|known| known.key == key) else {
                continue;
            };
            let key = known.key;
            if !(known.fits)(site) {
                let belongs = known.belongs;
                report.at_key(Extension::Place { key, belongs }, &site.below(key));
            } else if !(known.valid)(value) {
                let expected = known.expected;
                report.at(Extension::Value { key, expected }, &site.below(key));
            }
        }
    }
}

/// Other spellings of properties: of optional ones, and of names that are not taken.
pub(super) fn aliases(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for number in facts.live_schemas() {
        let has_alias = |number: &usize| facts.sites.at(*number).node.get("x-aliases").is_some();
        if !facts
            .sites
            .children(number, "properties")
            .iter()
            .any(has_alias)
        {
            continue;
        }
        let whole = facts.composition(number);
        let mut names: HashMap<&str, String> = whole
            .properties
            .iter()
            .map(|(name, property)| (*name, facts.sites.at(*property).pointer.clone()))
            .collect();
        let mut required: HashMap<&str, Vec<&Required<'_>>> = HashMap::new();
        for said in &whole.required {
            required.entry(said.name).or_default().push(said);
        }
        for (name, property) in &whole.properties {
            let site = facts.sites.at(*property);
            let aliases = site
                .node
                .get("x-aliases")
                .map(Node::items)
                .unwrap_or_default();
            if aliases.is_empty() {
                continue;
            }
            for said in required.get(name).into_iter().flatten() {
                let finding = Extension::AliasRequired {
                    name: (*name).to_owned(),
                };
                report.at(finding, &said.place(&facts.sites));
            }
            for (index, alias) in aliases.iter().enumerate() {
                let Some(alias) = alias.as_str() else {
                    continue;
                };
                let place = format!("{}/x-aliases/{index}", site.pointer);
                match names.get(alias) {
                    Some(other) => {
                        let finding = Extension::AliasTaken {
                            alias: alias.to_owned(),
                        };
                        report.at_all(finding, [&place, other]);
                    }
                    None => {
                        names.insert(alias, place);
                    }
                }
            }
        }
    }
}

/// The payload of an answer is one of its properties.
pub(super) fn envelopes(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for number in facts.live_schemas() {
        let site = facts.sites.at(number);
        let Some(name) = site.node.text("x-envelope") else {
            continue;
        };
        let whole = facts.composition(number);
        if whole.property(name).is_none() && !(whole.open && whole.properties.is_empty()) {
            let finding = Extension::EnvelopeUnknown {
                name: name.to_owned(),
            };
            report.at(finding, &site.below("x-envelope"));
        }
    }
}

/// A schema that borrows the Rust type of a component describes the same values.
pub(super) fn types(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let root = facts.sites.at(0).node;
    for site in &facts.sites.all {
        let typed = site.kind == ObjectKind::Schema && site.node.get("type").is_some();
        let Some(name) = site.node.text("x-type").filter(|_| typed) else {
            continue;
        };
        let schemas = root.pointer("/components/schemas");
        let named = schemas.and_then(|schemas| schemas.get(name));
        let same = |key: &str| named.is_some_and(|named| named.text(key) == site.node.text(key));
        if !(same("type") && same("format")) {
            let name = name.to_owned();
            report.at(Extension::TypeUnknown { name }, &site.below("x-type"));
        }
    }
}

/// Secrets are text.
pub(super) fn secrets(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for (number, site) in facts.sites.all.iter().enumerate() {
        if site.node.text("x-sensitive") != Some("secret") || site.reference().is_some() {
            continue;
        }
        let schema = match site.kind {
            ObjectKind::Schema => Some(number),
            ObjectKind::Parameter => facts.sites.resolved_child(number, "schema"),
            _ => None,
        };
        if let Some(schema) = schema
            && !is_text(facts, schema)
        {
            report.at(Extension::SecretNotText, &site.below("x-sensitive"));
        }
    }
}

/// Returns whether a schema is text, itself or by the one part of its `allOf`.
fn is_text(facts: &Facts<'_>, number: usize) -> bool {
    match facts.type_of(number) {
        Some(written) => written == "string",
        None => match facts.sites.children(number, "allOf").as_slice() {
            [part] => facts
                .sites
                .resolve(*part)
                .is_none_or(|part| is_text(facts, part)),
            _ => false,
        },
    }
}

/// Names given to the values of an enum differ.
pub(super) fn enum_names(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for number in facts.live_schemas() {
        let site = facts.sites.at(number);
        let Some(values) = site.node.get("x-enum") else {
            continue;
        };
        let mut names: HashMap<&str, String> = HashMap::new();
        for (value, told) in values.entries() {
            let Some(name) = told.text("name") else {
                continue;
            };
            let place = format!(
                "{}/{}/name",
                site.below("x-enum"),
                crate::document::pointer_token(value)
            );
            if let Some(other) = names.insert(name, place.clone()) {
                let name = name.to_owned();
                report.at_all(Extension::EnumNameTwice { name }, [place, other]);
            }
        }
    }
}
