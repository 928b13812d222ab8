//! Generates the files of a document, or finds its problems, for `regen`, `check` and `lint`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use smart_codegen::document::Document;
use smart_codegen::lint;
use smart_codegen::problem::render::Style;
use smart_codegen::problem::{self, Group, render};
use smart_codegen::{LeftOut, Options, Problem, Rules, Source};

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
        /// The problems that do not stop generation.
        remarks: Remarks,
    },
    /// The document has problems that stop the generation.
    Problems {
        /// The document.
        source: Source,
        /// Its problems.
        problems: Vec<Problem>,
    },
}

/// The warnings, house problems and left-out operations of a document that generates.
#[derive(Debug)]
pub(crate) struct Remarks {
    /// The document.
    pub(crate) source: Source,
    /// How many problems of the house it has.
    pub(crate) house: usize,
    /// Mistakes that change no code.
    pub(crate) warnings: Vec<Problem>,
    /// The operations that are left out because they cannot be generated.
    pub(crate) left_out: Vec<LeftOut>,
}

impl Remarks {
    /// Names what is left out on stderr, each operation with its first problem.
    pub(crate) fn name_left_out(&self, terminal: &Terminal) {
        for left_out in &self.left_out {
            let [first, more @ ..] = left_out.problems.as_slice() else {
                continue;
            };
            let span = first.places.first().map(|place| place.span);
            let span = span.unwrap_or_default();
            let file = match span.file {
                0 => String::new(),
                file => format!(" of {}", self.source.file_name(file)),
            };
            let more = match more.len() {
                0 => String::new(),
                count => format!(" (and {count} more)"),
            };
            let text = format!(
                "{}: {}, line {}{file}: {}{more}",
                left_out.operation,
                first.kind(),
                span.line,
                first.finding
            );
            terminal.notice("Left out", &text);
        }
    }

    /// Returns lines that count what does not stand in the way.
    pub(crate) fn counts(&self, style: Style) -> String {
        let mut text = String::new();
        let mut add = |what: String| text.push_str(&line(style, Tone::Warning, "Also", &what));
        let document = self.source.name();
        if !self.warnings.is_empty() {
            let warnings = counted(self.warnings.len(), "warning");
            add(format!("{warnings}: `cargo xtask lint {document}`"));
        }
        if !self.left_out.is_empty() {
            let operations = counted(self.left_out.len(), "operation");
            add(format!("{operations} left out, named in the digest"));
        }
        if self.house > 0 {
            let problems = counted(self.house, "problem");
            add(format!("{problems} of the house: `cargo xtask lint`"));
        }
        text
    }
}

/// Reads the document of a job and generates.
pub(crate) fn generate(job: &Job, terminal: &Terminal) -> Result<Generated, Failure> {
    terminal.progress("Reading", &workspace::shown(&job.document));
    let source = reading::document(&job.document)?;
    terminal.progress("Generating", &workspace::shown(&job.folder));
    Ok(match smart_codegen::generate(&source, &job.options) {
        Ok(mut output) => Generated::Files {
            remarks: Remarks {
                house: if job.own { house(&source) } else { 0 },
                warnings: std::mem::take(&mut output.warnings),
                left_out: std::mem::take(&mut output.left_out),
                source,
            },
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
    if !problems.iter().any(stands_in_the_way) {
        problems.extend(match smart_codegen::generate(source, &Options::new()) {
            Ok(output) => output.warnings,
            Err(found) => found,
        });
        problem::sort(&mut problems);
    }
    problems
}

/// Reports problems as text, with a line that counts them.
pub(crate) fn report(source: &Source, problems: &[Problem], terminal: &mut Terminal) {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = render::text(problems, source, terminal.look(), &mut text);
    let in_the_way = problems
        .iter()
        .filter(|problem| problem.group() == Group::Generation);
    let total = counted(problems.len(), "problem");
    let total = match in_the_way.count() {
        0 => format!("{total}, none in the way of generation"),
        all if all == problems.len() => total,
        some => format!("{total}, {some} in the way of generation"),
    };
    text.push_str(&line(
        terminal.style(),
        Tone::Bad,
        "Problems",
        &format!("{}: {total}", source.name()),
    ));
    terminal.report(&text);
}
