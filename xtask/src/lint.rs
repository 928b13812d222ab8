//! `lint`: reports all problems of a document.

use smart_codegen::characters;
use smart_codegen::problem::{Group, render};
use smart_codegen::{Problem, Rules, Source};

use crate::cli::{self, Format};
use crate::exit::{Exit, Failure};
use crate::generation;
use crate::reading;
use crate::terminal::{Terminal, Tone, line};

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
    Ok(if problems.is_empty() {
        Exit::Clean
    } else {
        Exit::Problems
    })
}

/// Returns the JSON report: `{document, rules, counts: {generation, house}, problems}`.
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
