//! `lint`: reports all problems of a document.

use smart_codegen::characters;
use smart_codegen::problem::{Group, render};
use smart_codegen::{Problem, Rules, Source};

use crate::cli::{self, Format};
use crate::exit::{Exit, Failure};
use crate::generation;
use crate::reading;
use crate::terminal::{Terminal, Tone, line};
use crate::workspace;

/// Reports the problems of a document.
pub(crate) fn run(arguments: &cli::Lint, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let source = reading::named(arguments.document.as_deref(), terminal)?;
    let rules = match arguments.rules {
        cli::Rules::All => Rules::All,
        cli::Rules::Generation => Rules::Generation,
    };
    let problems = generation::problems(&source, rules);
    match arguments.format {
        Format::Json => terminal.report(&json(&source, rules, &problems)),
        Format::Text if problems.is_empty() => {
            terminal.report(&line(terminal.style(), Tone::Good, "Clean", source.name()))
        }
        Format::Text => generation::report(&source, &problems, terminal),
    }
    let own = workspace::root().map(|root| root.join(workspace::DOCUMENT));
    let is_own = arguments.document.as_ref().is_none_or(|document| {
        own.is_ok_and(|own| {
            document
                .canonicalize()
                .is_ok_and(|document| document == own)
        })
    });
    let deny_warnings = arguments.deny_warnings || is_own;
    let counts = |problem: &Problem| deny_warnings || problem.group() != Group::Warning;
    Ok(if !problems.iter().any(counts) {
        Exit::Clean
    } else {
        Exit::Problems
    })
}

/// The report for programs: `{document, rules, counts: {generation, warnings, house}, problems}`.
fn json(source: &Source, rules: Rules, problems: &[Problem]) -> String {
    let count = |group| {
        problems
            .iter()
            .filter(|problem| problem.group() == group)
            .count()
    };
    let report = serde_json::json!({
        "document": source.name(),
        "rules": match rules {
            Rules::All => "all",
            Rules::Generation => "generation",
        },
        "counts": {
            "generation": count(Group::Generation),
            "warnings": count(Group::Warning),
            "house": count(Group::House),
        },
        "problems": problems_as_json(problems, source),
    });
    format!("{}\n", characters::json(&report))
}

/// Returns problems as the JSON of the generator's library.
pub(crate) fn problems_as_json(problems: &[Problem], source: &Source) -> serde_json::Value {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = render::json(problems, source, &mut text);
    serde_json::from_str(&text).unwrap_or_default()
}
