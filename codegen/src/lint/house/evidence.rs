//! Rules of evidence: each part of the document says how well it is known, and each value of an enum
//! is explained.

use std::collections::HashSet;

use crate::document::{Node, Value, pointer_token};
use crate::lint::facts::Facts;
use crate::lint::objects::ObjectKind;
use crate::lint::report::Reporter;
use crate::lint::sites::Site;
use crate::lint::suggest::nearest;
use crate::model::Grade;
use crate::problem::{House, quoted};

/// Every extension of this repository's document.
const EXTENSIONS: &[&str] = &[
    "x-aliases",
    "x-client-headers",
    "x-enum",
    "x-envelope",
    "x-evidence",
    "x-facts",
    "x-idempotent",
    "x-open-enum",
    "x-required",
    "x-sensitive",
    "x-type",
];

/// Operations and named schemas say how well they are known; everything inside them inherits it
/// until it says something else. Evidence is well formed wherever it stands.
pub(in crate::lint) fn evidence(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for site in &facts.sites.all {
        if site.reference().is_some() {
            continue;
        }
        let thing = match site.kind {
            ObjectKind::Operation if site.pointer.starts_with("/paths/") => Some("operation"),
            ObjectKind::Schema if site.is_named_schema() => Some("schema"),
            _ => None,
        };
        match (site.node.get("x-evidence"), thing) {
            (Some(evidence), _) => form(evidence, &site.below("x-evidence"), report),
            (None, Some(thing)) => report.at(House::EvidenceMissing { thing }, &site.pointer),
            (None, None) => {}
        }
    }
    let headers = facts.sites.at(0).node.get("x-client-headers");
    for (index, header) in headers
        .map(Node::items)
        .unwrap_or_default()
        .iter()
        .enumerate()
    {
        let pointer = format!("/x-client-headers/{index}");
        needed(header, &pointer, "header", report);
        if header
            .text("description")
            .unwrap_or_default()
            .trim()
            .is_empty()
        {
            report.at(House::DescriptionMissing { thing: "header" }, &pointer);
        }
        if header.get("example").is_none() {
            report.at(House::ExampleMissing { thing: "header" }, &pointer);
        }
    }
}

fn needed(node: &Node, pointer: &str, thing: &'static str, report: &mut Reporter<'_>) {
    match node.get("x-evidence") {
        Some(evidence) => form(evidence, &format!("{pointer}/x-evidence"), report),
        None => report.at(House::EvidenceMissing { thing }, pointer),
    }
}

/// `{grade, source, also_seen, question}`.
fn form(evidence: &Node, pointer: &str, report: &mut Reporter<'_>) {
    let below = |key: &str| format!("{pointer}/{}", pointer_token(key));
    let Value::Map(map) = &evidence.value else {
        let why = format!("a mapping is expected, not {}", evidence.kind());
        return report.at(House::EvidenceForm { why }, pointer);
    };
    for key in map.keys() {
        if !["grade", "source", "also_seen", "question"].contains(&key.as_str()) {
            let why = format!("it has no {}", quoted(key));
            report.at_key(House::EvidenceForm { why }, &below(key));
        }
    }
    match evidence.get("grade") {
        Some(grade) => {
            let written = grade.as_str().unwrap_or(grade.kind());
            if Grade::parse(written).is_none() {
                let written = written.to_owned();
                report.at(House::EvidenceGrade { written }, &below("grade"));
            }
        }
        None => {
            let why = "`grade` is missing".to_owned();
            report.at(House::EvidenceForm { why }, pointer);
        }
    }
    match evidence.get("source") {
        Some(source) if source.as_str().unwrap_or_default().trim().is_empty() => {
            report.at(House::EvidenceSource, &below("source"));
        }
        Some(_) => {}
        None => report.at(House::EvidenceSource, pointer),
    }
    if let Some(question) = evidence.get("question")
        && question.as_str().unwrap_or_default().trim().is_empty()
    {
        let why = "`question` is a text".to_owned();
        report.at(House::EvidenceForm { why }, &below("question"));
    }
    if let Some(seen) = evidence.get("also_seen") {
        let texts = seen.items().iter().all(|item| item.as_str().is_some());
        if seen.items().is_empty() || !texts {
            let why = "`also_seen` is a list of texts".to_owned();
            report.at(House::EvidenceForm { why }, &below("also_seen"));
        }
    }
}

/// Every value of an enum is explained, and nothing else is.
pub(in crate::lint) fn enums(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for number in facts.sites.of(ObjectKind::Schema) {
        let site = facts.sites.at(number);
        if site.reference().is_some() {
            continue;
        }
        let values = site.node.get("enum").map(Node::items).unwrap_or_default();
        let values: Vec<(usize, &str)> = values
            .iter()
            .enumerate()
            .filter_map(|(index, value)| Some((index, value.as_str()?)))
            .collect();
        let told = site.node.get("x-enum");
        for (index, value) in &values {
            if told.and_then(|told| told.get(value)).is_none() {
                let value = (*value).to_owned();
                let place = format!("{}/enum/{index}", site.pointer);
                report.at(House::EnumValueUnexplained { value }, &place);
            }
        }
        explained(site, &values, report);
    }
}

fn explained(site: &Site<'_>, values: &[(usize, &str)], report: &mut Reporter<'_>) {
    let Some(told) = site.node.get("x-enum") else {
        return;
    };
    let values: HashSet<&str> = values.iter().map(|(_, value)| *value).collect();
    for (name, explanation) in told.entries() {
        let place = format!("{}/{}", site.below("x-enum"), pointer_token(name));
        let value = name.to_owned();
        if !values.contains(name) {
            report.at_key(House::EnumValueUnknown { value }, &place);
            continue;
        }
        if explanation
            .text("description")
            .unwrap_or_default()
            .trim()
            .is_empty()
        {
            report.at(House::EnumValueUnexplained { value }, &place);
        }
        if let Some(evidence) = explanation.get("x-evidence") {
            form(evidence, &format!("{place}/x-evidence"), report);
        }
    }
}

/// `info.x-facts`: a list of `{fact, x-evidence}`.
pub(in crate::lint) fn facts(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(list) = facts.sites.at(0).node.pointer("/info/x-facts") else {
        return;
    };
    let pointer = "/info/x-facts";
    let Value::List(items) = &list.value else {
        let why = format!("a list is expected, not {}", list.kind());
        return report.at(House::FactForm { why }, pointer);
    };
    for (index, item) in items.iter().enumerate() {
        let pointer = format!("{pointer}/{index}");
        if item.text("fact").unwrap_or_default().trim().is_empty() {
            let why = "`fact` is missing".to_owned();
            report.at(House::FactForm { why }, &pointer);
        } else {
            needed(item, &pointer, "fact", report);
        }
    }
}

/// Names that are nearly one of our extensions.
pub(in crate::lint) fn extensions(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for site in &facts.sites.all {
        for (key, _) in site.node.entries().filter(|(key, _)| key.starts_with("x-")) {
            if EXTENSIONS.contains(&key) {
                continue;
            }
            if let Some(meant) = EXTENSIONS
                .iter()
                .find(|name| nearest(key, [**name]).is_some())
            {
                let finding = House::ExtensionUnknown {
                    written: key.to_owned(),
                    meant,
                };
                report.at_key(finding, &site.below(key));
            }
        }
    }
}
