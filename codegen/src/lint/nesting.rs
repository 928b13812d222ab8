//! Rules of nested lists and mappings. They become one type without a name, which compilers read by
//! recursion.

use std::collections::HashSet;

use super::facts::Facts;
use super::report::Reporter;
use crate::problem::Schema;

/// How many lists and mappings may stand in each other.
const DEEPEST: usize = 16;

/// Every chain of lists and mappings is reported once, where it begins.
pub(super) fn nesting(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let deep: Vec<usize> = facts
        .live_schemas()
        .filter(|number| inside(facts, *number).is_some() && is_too_deep(facts, *number))
        .collect();
    let inner: HashSet<usize> = deep.iter().filter_map(|n| inside(facts, *n)).collect();
    let mut outermost = deep
        .iter()
        .filter(|number| !inner.contains(number))
        .peekable();
    // A long circle has no beginning.
    let circle = deep.first().filter(|_| outermost.peek().is_none());
    for number in outermost.chain(circle) {
        let place = &facts.sites.at(*number).pointer;
        report.at(Schema::TooDeep { limit: DEEPEST }, place);
    }
}

fn is_too_deep(facts: &Facts<'_>, number: usize) -> bool {
    let mut seen = HashSet::from([number]);
    let mut at = number;
    while let Some(next) = inside(facts, at) {
        // A schema that is a list of itself gets a name.
        if !seen.insert(next) {
            return false;
        }
        if seen.len() > DEEPEST + 1 {
            return true;
        }
        at = next;
    }
    false
}

/// Returns the schema of the items or values of a list or mapping.
fn inside(facts: &Facts<'_>, number: usize) -> Option<usize> {
    let sites = &facts.sites;
    let mut number = number;
    // A part alone in an `allOf` stands for the whole.
    while let [part] = sites.children(number, "allOf").as_slice() {
        number = sites.resolve(*part)?;
    }
    match facts.type_of(number)? {
        "array" => sites.resolved_child(number, "items"),
        "object" if sites.children(number, "properties").is_empty() => {
            sites.resolved_child(number, "additionalProperties")
        }
        _ => None,
    }
}
