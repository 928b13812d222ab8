//! Rules of `oneOf`: the client can tell the alternatives apart, and trying them loses no digits.

use std::collections::HashSet;

use super::facts::Facts;
use super::forms::{forms, overlap};
use super::report::Reporter;
use crate::document::Value;
use crate::problem::Schema;

/// Returns the schemas that are alternatives.
fn unions(facts: &Facts<'_>) -> impl Iterator<Item = (usize, Vec<usize>)> {
    facts
        .live_schemas()
        .filter(|number| !facts.is_text_or_number(*number))
        .map(|number| (number, facts.sites.children(number, "oneOf")))
        .filter(|(_, branches)| branches.len() > 1)
}

/// The most alternatives that are told apart.
const MOST: usize = 500;

/// How much is looked at in one document to tell alternatives apart.
const EFFORT: usize = 5_000_000;

/// Values are tried against alternatives in their order, so no earlier one may take what belongs
/// to a later one.
pub(super) fn distinct(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let mut effort = 0;
    for (union, branches) in unions(facts) {
        if branches.len() > MOST || !are_told_apart(facts, &branches, &mut effort, report) {
            let place = facts.sites.at(union).below("oneOf");
            report.at_key(Schema::TooManyBranches { limit: MOST }, &place);
        }
    }
}

/// Tells the alternatives of one schema apart. Returns whether that was not too much of an effort.
fn are_told_apart(
    facts: &Facts<'_>,
    branches: &[usize],
    effort: &mut usize,
    report: &mut Reporter<'_>,
) -> bool {
    let all: Vec<_> = branches
        .iter()
        .map(|branch| forms(facts, *branch))
        .collect();
    for (later, later_forms) in all.iter().enumerate() {
        if *effort > EFFORT {
            return false;
        }
        let found = all[..later]
            .iter()
            .enumerate()
            .find_map(|(earlier, forms)| {
                let mut pairs = forms
                    .iter()
                    .flat_map(|form| later_forms.iter().map(move |later| (form, later)));
                let why =
                    pairs.find_map(|(earlier, later)| overlap(facts, earlier, later, effort))?;
                Some((earlier, why))
            });
        let Some((earlier, why)) = found else {
            continue;
        };
        let (earlier, later) = (branches[earlier], branches[later]);
        let finding = Schema::Indistinct {
            earlier: name(facts, earlier),
            later: name(facts, later),
            why,
        };
        let places = [later, earlier].map(|n| facts.sites.at(n).pointer.as_str());
        report.at_all(finding, places);
    }
    true
}

/// Returns the name of an alternative: the component it refers to, else its place in the list.
fn name(facts: &Facts<'_>, branch: usize) -> String {
    let target = facts.sites.resolve(branch).unwrap_or(branch);
    let site = facts.sites.at(target);
    if site.is_named_schema() {
        site.name()
    } else {
        format!("oneOf/{}", facts.sites.at(branch).name())
    }
}

/// Trying alternatives goes through a copy of the value that has lost what makes decimals exact
/// and JSON free-form.
pub(super) fn exact(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let mut seen = HashSet::new();
    for (union, branches) in unions(facts) {
        let mut open = branches;
        open.reverse();
        while let Some(number) = open.pop() {
            let Some(number) = facts.sites.resolve(number) else {
                continue;
            };
            if !seen.insert(number) {
                continue;
            }
            let finding =
                if facts.is_text_or_number(number) || facts.type_of(number) == Some("number") {
                    Schema::DecimalBelowOneOf
                } else if is_free_form(facts, number) {
                    Schema::JsonBelowOneOf
                } else {
                    open.extend(facts.sites.direct_schemas(number));
                    continue;
                };
            let union = facts.sites.at(union).below("oneOf");
            let place = facts.sites.at(number).pointer.as_str();
            report.at_all(finding, [place, &union]);
        }
    }
}

/// Returns whether a schema is any JSON, a mapping of any JSON, or an object that keeps any JSON.
fn is_free_form(facts: &Facts<'_>, number: usize) -> bool {
    let node = facts.sites.at(number).node;
    let extra = node.get("additionalProperties").map(|node| &node.value);
    let bare = ["properties", "allOf", "oneOf", "anyOf"]
        .iter()
        .all(|key| node.get(key).is_none());
    match facts.type_of(number) {
        Some("object") => {
            matches!(extra, Some(Value::Bool(true)))
                || bare && matches!(extra, None | Some(Value::Bool(_)))
        }
        Some(_) => false,
        None => bare && node.get("enum").is_none(),
    }
}
