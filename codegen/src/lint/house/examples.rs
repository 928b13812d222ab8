//! Rules of examples: they are there, complete, and valid against their schemas.

use crate::lint::facts::{Chosen, Facts};
use crate::lint::objects::ObjectKind;
use crate::lint::report::Reporter;
use crate::lint::valid::misfits;
use crate::problem::House;

/// Schemas, properties and parameters have an example, or consist of what has.
pub(in crate::lint) fn present(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for (number, site) in facts.sites.all.iter().enumerate() {
        if site.reference().is_some() {
            continue;
        }
        let (thing, lacking) = match site.kind {
            ObjectKind::Schema if site.is_named_schema() => {
                ("schema", lacks_example(facts, number))
            }
            ObjectKind::Schema if site.via == "properties" => {
                ("property", lacks_example(facts, number))
            }
            ObjectKind::Parameter => {
                let own = site
                    .node
                    .get("example")
                    .or(site.node.get("examples"))
                    .is_some();
                let schema = facts.sites.child(number, "schema");
                let lacking = schema.is_some_and(|schema| lacks_example(facts, schema));
                ("parameter", !own && lacking)
            }
            _ => continue,
        };
        if lacking {
            report.at(House::ExampleMissing { thing }, &site.pointer);
        }
    }
}

/// Returns whether a schema has no example and nothing below it that is held to the same rule by
/// itself: a component, or the properties of an object.
fn lacks_example(facts: &Facts<'_>, number: usize) -> bool {
    let site = facts.sites.at(number);
    if site.node.get("example").is_some() || site.node.get("enum").is_some() {
        return false;
    }
    if site.reference().is_some() {
        return false;
    }
    let below = |key: &str| facts.sites.children(number, key);
    if !below("properties").is_empty() {
        return false;
    }
    for key in ["allOf", "oneOf", "anyOf"] {
        let parts = below(key);
        if !parts.is_empty() {
            let mut lacking = parts.iter().map(|part| lacks_example(facts, *part));
            return match key {
                "allOf" => lacking.all(|lacking| lacking),
                _ => lacking.any(|lacking| lacking),
            };
        }
    }
    ["items", "additionalProperties"]
        .iter()
        .find_map(|key| facts.sites.child(number, key))
        .is_none_or(|below| lacks_example(facts, below))
}

/// Each request and each success has a complete example of its own.
pub(in crate::lint) fn bodies(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let mut done = std::collections::HashSet::new();
    for operation in &facts.operations {
        let request = operation
            .body
            .map(|body| ("request", facts.request_media(body)));
        let answers = operation
            .successes
            .iter()
            .map(|(_, response)| ("answer", facts.answer_media(*response)));
        for (thing, chosen) in request.into_iter().chain(answers) {
            let Chosen::Media(_, media) = chosen else {
                continue;
            };
            let site = facts.sites.at(media);
            let named = !facts.sites.children(media, "examples").is_empty();
            if site.node.get("example").is_none() && !named && done.insert(media) {
                report.at(House::BodyExampleMissing { thing }, &site.pointer);
            }
        }
    }
}

/// Every example fits the schema it stands for.
pub(in crate::lint) fn valid(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for (number, site) in facts.sites.all.iter().enumerate() {
        if site.reference().is_some() {
            continue;
        }
        let schema = match site.kind {
            ObjectKind::Schema => Some(number),
            ObjectKind::Parameter | ObjectKind::Header | ObjectKind::MediaType => {
                facts.sites.child(number, "schema")
            }
            _ => None,
        };
        let Some(schema) = schema else {
            continue;
        };
        if let Some(example) = site.node.get("example") {
            let pointer = site.below("example");
            for misfit in misfits(facts, example, schema) {
                let finding = House::ExampleInvalid { why: misfit.why };
                report.at(finding, &format!("{pointer}{}", misfit.pointer));
            }
        }
        for named in facts.sites.children(number, "examples") {
            let Some(named) = facts.sites.resolve(named) else {
                continue;
            };
            let named = facts.sites.at(named);
            if let Some(value) = named.node.get("value") {
                let pointer = named.below("value");
                for misfit in misfits(facts, value, schema) {
                    let finding = House::ExampleInvalid { why: misfit.why };
                    report.at(finding, &format!("{pointer}{}", misfit.pointer));
                }
            }
        }
    }
}
