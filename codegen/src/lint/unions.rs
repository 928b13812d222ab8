//! Rules of `oneOf` and `anyOf`: what tells the alternatives apart.

use super::facts::Facts;
use super::forms::{forms, overlap};
use super::report::Reporter;
use crate::document::Located;
use crate::problem::Schema;

/// The alternatives of a schema.
struct Alternatives {
    schema: usize,
    keyword: &'static str,
    branches: Vec<usize>,
}

/// Returns the schemas with alternatives that no discriminator tells apart.
fn unions<'f>(facts: &'f Facts<'_>) -> impl Iterator<Item = Alternatives> + 'f {
    let schemas = facts.live_schemas();
    let schemas = schemas.filter(|number| !facts.is_text_or_number(*number));
    let alternatives = schemas.filter_map(|schema| {
        let of = |keyword| (keyword, facts.sites.children(schema, keyword));
        let (keyword, branches) = ["oneOf", "anyOf"]
            .map(of)
            .into_iter()
            .find(|(_, branches)| !branches.is_empty())?;
        (branches.len() > 1).then_some(Alternatives {
            schema,
            keyword,
            branches,
        })
    });
    alternatives.filter(|alternatives| !is_tagged(facts, alternatives))
}

fn is_tagged(facts: &Facts<'_>, alternatives: &Alternatives) -> bool {
    let located = |number: usize| {
        let site = facts.sites.at(number);
        Located::new(site.node, site.pointer.clone())
    };
    let branches: Vec<_> = alternatives.branches.iter().map(|n| located(*n)).collect();
    let schema = located(alternatives.schema);
    let document = facts.sites.document;
    document.tags(&schema, &branches).is_some()
        || facts.open_enums && document.implied_tags(&branches).is_some()
}

/// The most alternatives that are told apart.
const MOST: usize = 500;

/// How much is looked at in one document to tell alternatives apart.
const EFFORT: usize = 5_000_000;

/// Values are tried against alternatives in their order, so no earlier one may take what belongs
/// to a later one.
pub(super) fn distinct(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let mut effort = 0;
    for union in unions(facts) {
        let site = facts.sites.at(union.schema);
        let apart = if union.branches.len() > MOST {
            None
        } else {
            are_told_apart(facts, &union, &mut effort, report)
        };
        if apart.is_none() {
            let place = site.below(union.keyword);
            report.at_key(Schema::TooManyBranches { limit: MOST }, &place);
        }
        if apart != Some(true) {
            report.undecided(&site.pointer);
        }
    }
}

/// Returns whether reading tells the alternatives of one schema apart, and reports those that it does
/// not. Returns `None` if that is too much of an effort.
fn are_told_apart(
    facts: &Facts<'_>,
    union: &Alternatives,
    effort: &mut usize,
    report: &mut Reporter<'_>,
) -> Option<bool> {
    let branches = &union.branches;
    let mut apart = true;
    let all: Vec<_> = branches
        .iter()
        .map(|branch| forms(facts, *branch))
        .collect();
    for (later, later_forms) in all.iter().enumerate() {
        if *effort > EFFORT {
            return None;
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
        apart = false;
        let (earlier, later) = (branches[earlier], branches[later]);
        let finding = Schema::Indistinct {
            earlier: name(facts, earlier),
            later: name(facts, later),
            why,
        };
        let places = [later, earlier].map(|n| facts.sites.at(n).pointer.as_str());
        report.at_all(finding, places);
    }
    Some(apart)
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
