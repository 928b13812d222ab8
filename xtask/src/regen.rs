//! `regen`: writes the files that the document gives, and reads them back.

use std::path::PathBuf;

use smart_codegen::problem::render::Style;

use crate::changes;
use crate::check::api_changes;
use crate::cli;
use crate::exit::{Exit, Failure};
use crate::folder;
use crate::generation::{self, Generated};
use crate::job::Job;
use crate::plan::Plan;
use crate::terminal::{Terminal, Tone, counted, line};
use crate::workspace::shown;

/// Generates the files and writes them.
pub(crate) fn run(arguments: &cli::Regen, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let job = Job::new(&arguments.target)?;
    let (wanted, remarks) = match generation::generate(&job, terminal)? {
        Generated::Files { remarks, .. }
            if arguments.deny_warnings && !remarks.warnings.is_empty() =>
        {
            generation::report(&remarks.source, &remarks.warnings, terminal);
            return Ok(Exit::Problems);
        }
        Generated::Files { wanted, remarks } => (wanted, remarks),
        Generated::Problems { source, problems } => {
            generation::report(&source, &problems, terminal);
            return Ok(Exit::Problems);
        }
    };
    let present = folder::read(&job.folder, &job.digest)?;
    let plan = Plan::new(&wanted, &present, &job.digest);
    refuse(&plan, &job)?;
    let changes = api_changes(&job, &wanted, &present);
    folder::apply(&plan, &wanted, &present)?;
    let style = terminal.style();
    terminal.report(&written(&plan, &job, style));
    if !plan.is_fresh() {
        terminal.report(&changes::text(&changes, style, &shown(&job.digest)));
    }
    remarks.name_left_out(terminal);
    terminal.report(&remarks.counts(style));
    let after = Plan::new(
        &wanted,
        &folder::read(&job.folder, &job.digest)?,
        &job.digest,
    );
    if !after.is_fresh() {
        terminal.report(&line(
            style,
            Tone::Bad,
            "Stale",
            "somebody else changed the files meanwhile; run it again",
        ));
        return Ok(Exit::Stale);
    }
    if !plan.is_fresh() {
        terminal.report(&next(&job, style));
    }
    Ok(Exit::Clean)
}

/// Refuses a plan that would overwrite files of others.
pub(crate) fn refuse(plan: &Plan, job: &Job) -> Result<(), Failure> {
    if plan.strange_folder {
        return Err(Failure::new(format!(
            "{} holds files, and none of them was generated",
            shown(&job.folder)
        ))
        .help("name a new or an empty folder, or move the files away"));
    }
    if plan.foreign.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = plan.foreign.iter().map(|path| shown(path)).collect();
    Err(Failure::new(format!(
        "in the way, and not generated: {}",
        names.join(", ")
    ))
    .help("move or delete it; only what begins with our whole stamp is written over"))
}

fn written(plan: &Plan, job: &Job, style: Style) -> String {
    if plan.is_fresh() {
        let text = format!("{}, {}", shown(&job.folder), counted(plan.fresh, "file"));
        return line(style, Tone::Good, "Fresh", &text);
    }
    let lines = |verb: &str, paths: &[PathBuf]| -> String {
        paths
            .iter()
            .map(|path| line(style, Tone::Good, verb, &shown(path)))
            .collect()
    };
    format!(
        "{}{}{}",
        lines("Created", &plan.missing),
        lines("Updated", &plan.differing),
        lines("Deleted", &plan.orphaned)
    )
}

/// Returns the next steps after files were written.
fn next(job: &Job, style: Style) -> String {
    let text = if job.own {
        format!(
            "read the diff of {}, run `cargo test --workspace --locked`, and commit the \
             document with its output",
            shown(&job.digest)
        )
    } else {
        format!(
            "read the diff of {}, and build the crate that {} belongs to",
            shown(&job.digest),
            shown(&job.folder)
        )
    };
    line(style, Tone::Good, "Next", &text)
}
