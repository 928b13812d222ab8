//! The rules of a document: those of generation, and those that this repository adds for its own
//! document.

mod bodies;
mod composition;
mod extensions;
mod facts;
mod formats;
mod forms;
mod headers;
mod house;
mod nesting;
mod objects;
mod parameters;
mod references;
mod report;
mod routes;
mod same;
mod schemas;
mod security;
mod sites;
mod suggest;
mod unions;
mod valid;
mod walk;

use std::collections::HashSet;

use self::facts::Facts;
use self::report::Reporter;
use self::sites::Sites;
use crate::document::Document;
use crate::problem::{self, Group, Problem};

/// The rules that a document must follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rules {
    /// The rules of generation and those of this repository's own document.
    All,
    /// The rules of every document: without some, no code or wrong code would be generated. Others
    /// warn of mistakes that change no code.
    Generation,
}

/// A rule, which reads the whole document and reports problems.
type Rule = fn(&Facts<'_>, &mut Reporter<'_>);

const GENERATION: &[Rule] = &[
    routes::paths,
    routes::operation_ids,
    routes::servers,
    parameters::templates,
    parameters::duplicates,
    parameters::forms,
    bodies::requests,
    bodies::answers,
    schemas::keywords,
    schemas::required,
    schemas::defaults,
    nesting::nesting,
    unions::distinct,
    security::schemes,
    security::requirements,
    extensions::places,
    extensions::aliases,
    extensions::envelopes,
    extensions::types,
    extensions::secrets,
    headers::of_client,
    extensions::enum_names,
];

const HOUSE: &[Rule] = &[
    house::evidence,
    house::enums,
    house::general_facts,
    house::extensions,
    house::descriptions,
    house::prose_links,
    house::present,
    house::bodies,
    house::valid,
    house::unused,
    house::links,
    house::tags,
];

/// Returns all problems of a document, in its order.
pub fn run(document: &Document, rules: Rules) -> Vec<Problem> {
    check(document, rules, false).problems
}

/// What the rules found.
pub(crate) struct Checked {
    /// All problems, in the order of the document.
    pub(crate) problems: Vec<Problem>,
    /// The pointers of schemas whose alternatives nothing tells apart.
    pub(crate) undecided: HashSet<String>,
}

/// Holds a document against rules. With `open_enums`, each enum may have values that the document
/// does not list.
pub(crate) fn check(document: &Document, rules: Rules, open_enums: bool) -> Checked {
    let mut report = Reporter::new(document);
    let mut sites = Sites::new(document, walk::walk(document, &mut report));
    references::follow(&mut sites, &mut report);
    let facts = Facts::new(sites, open_enums);
    for rule in GENERATION {
        rule(&facts, &mut report);
    }
    if rules == Rules::All {
        for rule in HOUSE {
            rule(&facts, &mut report);
        }
    }
    let mut problems = document.problems().to_vec();
    let undecided = report.take_undecided();
    problems.extend(report.into_problems());
    problems.retain(|problem| match rules {
        Rules::All => true,
        Rules::Generation => problem.group() != Group::House,
    });
    problem::sort(&mut problems);
    Checked {
        problems,
        undecided,
    }
}
