//! `check`: compares the generated files with the document, and writes nothing.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::json;
use smart_codegen::Problem;
use smart_codegen::characters;
use smart_codegen::problem::render::Style;

use crate::changes::{self, Change};
use crate::cli::{self, Format};
use crate::exit::{Exit, Failure};
use crate::generation::{self, Generated};
use crate::job::Job;
use crate::plan::{Plan, Present};
use crate::terminal::{Terminal, Tone, counted, line};
use crate::workspace::shown;
use crate::{folder, lint};

/// Compares the files on disk with those that the document gives.
pub(crate) fn run(arguments: &cli::Check, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let job = Job::new(&arguments.target)?;
    let (wanted, remarks) = match generation::generate(&job, terminal)? {
        Generated::Files { wanted, remarks } => (wanted, remarks),
        Generated::Problems { source, problems } => {
            match arguments.format {
                Format::Text => generation::report(&source, &problems, terminal),
                Format::Json => terminal.report(&problems_json(&job, &source, &problems)),
            }
            return Ok(Exit::Problems);
        }
    };
    let present = folder::read(&job.folder, &job.digest)?;
    let plan = Plan::new(&wanted, &present, &job.digest);
    let changes = api_changes(&job, &wanted, &present);
    match arguments.format {
        Format::Text => {
            terminal.report(&text(&plan, &changes, &job, terminal.style()));
            terminal.report(&remarks.counts(terminal.style()));
        }
        Format::Json => terminal.report(&plan_json(&plan, &changes, &job, remarks.house)),
    }
    Ok(if plan.is_fresh() {
        Exit::Clean
    } else {
        Exit::Stale
    })
}

/// Returns the difference between the digest on disk and the digest of the document.
pub(crate) fn api_changes(
    job: &Job,
    wanted: &BTreeMap<PathBuf, String>,
    present: &BTreeMap<PathBuf, Present>,
) -> Vec<Change> {
    let before = match present.get(&job.digest) {
        Some(Present::File(bytes)) => String::from_utf8_lossy(bytes),
        _ => "".into(),
    };
    let after = wanted.get(&job.digest).map(String::as_str);
    changes::changes(&before, after.unwrap_or_default())
}

/// The reason why a file makes the output stale.
#[derive(Debug, Clone, Copy)]
enum State {
    Missing,
    Differs,
    Orphaned,
    Unstamped,
}

impl State {
    /// Returns the word of the text report. JSON has it in lower case.
    fn word(self) -> &'static str {
        match self {
            State::Missing => "Missing",
            State::Differs => "Differs",
            State::Orphaned => "Orphaned",
            State::Unstamped => "Unstamped",
        }
    }
}

/// Returns the files that make the output stale, each with the reason.
fn states(plan: &Plan) -> impl Iterator<Item = (State, &Path)> {
    let all = [
        (State::Missing, &plan.missing),
        (State::Differs, &plan.differing),
        (State::Orphaned, &plan.orphaned),
        (State::Unstamped, &plan.foreign),
    ];
    all.into_iter()
        .flat_map(|(state, paths)| paths.iter().map(move |path| (state, path.as_path())))
}

fn text(plan: &Plan, changes: &[Change], job: &Job, style: Style) -> String {
    if plan.is_fresh() {
        let fresh = format!("{}, {}", shown(&job.folder), counted(plan.fresh, "file"));
        return line(style, Tone::Good, "Fresh", &fresh);
    }
    let mut text = String::new();
    for (state, path) in states(plan) {
        text.push_str(&line(style, Tone::Bad, state.word(), &shown(path)));
    }
    text.push_str(&changes::text(changes, style, &shown(&job.digest)));
    if !plan.foreign.is_empty() {
        let hint = "move the unstamped files away, they were not generated; then";
        let _ = write!(text, "{}", line(style, Tone::Warning, "First", hint));
    }
    text.push_str(&line(
        style,
        Tone::Bad,
        "Stale",
        &format!("`{}` brings it up to date", job.command),
    ));
    text
}

/// Returns `{status: "fresh" | "stale", files: [{path, state}], fresh, api, house, mend}`.
fn plan_json(plan: &Plan, changes: &[Change], job: &Job, house: usize) -> String {
    let files: Vec<_> = states(plan)
        .map(|(state, path)| json!({"path": shown(path), "state": state.word().to_lowercase()}))
        .collect();
    let api: Vec<_> = changes
        .iter()
        .map(|change| match change {
            Change::Added(after) => json!({"change": "added", "after": after}),
            Change::Removed(before) => json!({"change": "removed", "before": before}),
            Change::Changed { before, after } => {
                json!({"change": "changed", "before": before, "after": after})
            }
        })
        .collect();
    let report = json!({
        "status": if plan.is_fresh() { "fresh" } else { "stale" },
        "document": shown(&job.document),
        "files": files,
        "fresh": plan.fresh,
        "api": api,
        "house": house,
        "mend": (!plan.is_fresh()).then_some(&job.command),
    });
    format!("{}\n", characters::json(&report))
}

/// Returns `{status: "problems", document, problems}`.
fn problems_json(job: &Job, source: &smart_codegen::Source, problems: &[Problem]) -> String {
    let report = json!({
        "status": "problems",
        "document": shown(&job.document),
        "problems": lint::problems_as_json(problems, source),
    });
    format!("{}\n", characters::json(&report))
}
