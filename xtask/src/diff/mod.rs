//! `diff`: says what changed in the API, whom it breaks, and what to do.

pub(crate) mod acknowledged;
pub(crate) mod input;
mod reports;

use std::path::Path;

use smart_codegen::diff::render::{self, LONGEST};
use smart_codegen::diff::{Kind, Report, Rust, Side, Wire, compare};

use crate::cli::{self, DiffFormat, FailOn};
use crate::diff::input::{Input, Inputs};
use crate::exit::{Exit, Failure};
use crate::reading;
use crate::terminal::Terminal;
use crate::workspace;

/// The result of a comparison.
pub(crate) struct Compared {
    pub(crate) report: Report,
    pub(crate) head: Side,
    /// The version of the base, if the base is this repository.
    pub(crate) version: Option<String>,
    /// True if every acknowledgement matches an entry.
    acknowledged: bool,
}

/// Compares and reports.
pub(crate) fn run(arguments: &cli::Diff, terminal: &mut Terminal) -> Result<Exit, Failure> {
    if let Some(id) = &arguments.explain {
        return explain(id, terminal);
    }
    let sides = &arguments.sides;
    let inputs = Inputs::new(sides.base.as_deref(), sides.head.as_deref())?;
    let compared = compare_inputs(&inputs, arguments.acknowledged.as_deref(), terminal)?;
    match &arguments.reports {
        Some(folder) => reports::write(&compared, folder, terminal)?,
        None => {
            let text = render(&compared, arguments.format, terminal);
            terminal.report(&text);
        }
    }
    Ok(exit(&compared, arguments.fail_on))
}

/// Reads both sides and compares them.
pub(crate) fn compare_inputs(
    inputs: &Inputs,
    file: Option<&Path>,
    terminal: &mut Terminal,
) -> Result<Compared, Failure> {
    let (base, head) = inputs.read(terminal)?;
    terminal.progress(
        "Comparing",
        &format!("{} with {}", inputs.base, inputs.head),
    );
    let mut report = compare(&base, &head);
    report.base = inputs.base.to_string();
    report.head = inputs.head.to_string();
    if let Input::WorkTree = inputs.head
        && head.generates()
        && inputs.code(&inputs.head) != *head.files()
    {
        let note = "the generated code is not what the document says; `cargo xtask regen` brings it up to date";
        report.notes.push(note.to_owned());
    }
    let listed = match file {
        Some(path) => Some((workspace::shown(path), reading::text(path)?)),
        None => {
            let text = inputs.beside(&inputs.head, acknowledged::FILE);
            text.map(|text| (acknowledged::FILE.to_owned(), text))
        }
    };
    let acknowledged = match listed {
        Some((file, text)) => acknowledged::apply(&mut report, &file, &text)?,
        None => true,
    };
    Ok(Compared {
        version: inputs.version(&inputs.base),
        report,
        head,
        acknowledged,
    })
}

fn render(compared: &Compared, format: DiffFormat, terminal: &Terminal) -> String {
    let report = &compared.report;
    match format {
        DiffFormat::Text => render::text(report, &compared.head, terminal.look()),
        DiffFormat::Markdown => render::markdown(report, compared.version.as_deref(), LONGEST),
        DiffFormat::Json => render::json(report),
        DiffFormat::Github => render::github(report, compared.head.source().name()),
    }
}

fn exit(compared: &Compared, fail_on: Option<FailOn>) -> Exit {
    let report = &compared.report;
    let refused = match fail_on {
        None => false,
        Some(FailOn::Wire) => report.wire() >= Wire::Conditional,
        Some(FailOn::Rust) => report.rust() >= Rust::Breaks,
        Some(FailOn::Any) => report
            .entries
            .iter()
            .any(|entry| !entry.is_remark() && entry.acknowledged.is_none()),
    };
    if refused || !report.generates() || !compared.acknowledged {
        Exit::No
    } else {
        Exit::Clean
    }
}

fn explain(id: &str, terminal: &mut Terminal) -> Result<Exit, Failure> {
    if id.is_empty() {
        let ids: String = Kind::ALL.iter().map(|kind| format!("{kind}\n")).collect();
        terminal.report(&ids);
        return Ok(Exit::Clean);
    }
    let Some(kind) = Kind::of(id) else {
        return Err(Failure::new(format!("`{id}` is no kind of change"))
            .help("`cargo xtask diff --explain` names all kinds"));
    };
    terminal.report(&render::explanation(kind));
    Ok(Exit::Clean)
}
