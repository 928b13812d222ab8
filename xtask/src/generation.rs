//! Generates the files of a document, or finds its problems, for `regen`, `check` and `lint`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use smart_codegen::document::Document;
use smart_codegen::lint;
use smart_codegen::problem::{self, Group, render};
use smart_codegen::{Options, Problem, Rules, Source};

use crate::exit::Failure;
use crate::job::Job;
use crate::reading;
use crate::terminal::{Terminal, Tone, counted, line};
use crate::workspace;

/// The result of a generation.
#[derive(Debug)]
pub(crate) enum Generated {
    /// Its files, by their paths.
    Files {
        /// The files that belong on disk.
        wanted: BTreeMap<PathBuf, String>,
        /// The number of house problems, which do not stop the generation.
        house: usize,
    },
    /// The document has problems that stop the generation.
    Problems {
        /// The document.
        source: Source,
        /// Its problems.
        problems: Vec<Problem>,
    },
}

/// Reads the document of a job and generates its files.
pub(crate) fn generate(job: &Job, terminal: &Terminal) -> Result<Generated, Failure> {
    terminal.progress("Reading", &workspace::shown(&job.document));
    let source = reading::document(&job.document)?;
    terminal.progress("Generating", &workspace::shown(&job.folder));
    Ok(match smart_codegen::generate(&source, &job.options) {
        Ok(output) => Generated::Files {
            house: if job.own { house(&source) } else { 0 },
            wanted: job.files(output),
        },
        Err(problems) => Generated::Problems { source, problems },
    })
}

fn house(source: &Source) -> usize {
    Document::load(source).map_or(0, |document| {
        lint::run(&document, Rules::All)
            .iter()
            .filter(|problem| problem.group() == Group::House)
            .count()
    })
}

/// Returns all problems of a document, including those that only the generation finds.
pub(crate) fn problems(source: &Source, rules: Rules) -> Vec<Problem> {
    let mut problems = match Document::load(source) {
        Ok(document) => lint::run(&document, rules),
        Err(problems) => return problems,
    };
    let stands_in_the_way = |problem: &Problem| problem.group() == Group::Generation;
    if !problems.iter().any(stands_in_the_way)
        && let Err(found) = smart_codegen::generate(source, &Options::new())
    {
        problems.extend(found);
        problem::sort(&mut problems);
    }
    problems
}

/// Reports problems as text, with a line that counts them.
pub(crate) fn report(source: &Source, problems: &[Problem], terminal: &mut Terminal) {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = render::text(problems, source, terminal.look(), &mut text);
    let house = problems
        .iter()
        .filter(|problem| problem.group() == Group::House)
        .count();
    let total = counted(problems.len(), "problem");
    let total = match house {
        0 => total,
        house if house == problems.len() => format!("{total}, none in the way of generation"),
        house => format!(
            "{total}, {} in the way of generation",
            problems.len() - house
        ),
    };
    text.push_str(&line(
        terminal.style(),
        Tone::Bad,
        "Problems",
        &format!("{}: {total}", source.name()),
    ));
    terminal.report(&text);
}
