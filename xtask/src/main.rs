//! The tool of this workspace: it regenerates the client, checks that it is fresh, and judges the
//! document.
//!
//! It depends on the generator and never on what is generated, so that broken output can always be
//! regenerated.

mod cargo;
mod changelog;
mod changes;
mod check;
mod cli;
mod comment;
mod demo;
mod diff;
mod exit;
mod file;
mod folder;
mod generation;
mod git;
mod job;
mod lint;
mod plan;
mod questions;
mod reading;
mod regen;
mod release;
mod snapshots;
mod terminal;
mod workspace;

use std::process::ExitCode;

use crate::cli::{Cli, Command};
use crate::terminal::Terminal;

fn main() -> ExitCode {
    let cli = Cli::read();
    let mut terminal = Terminal::new(cli.color);
    let outcome = match &cli.command {
        Command::Regen(arguments) => regen::run(arguments, &mut terminal),
        Command::Check(arguments) => check::run(arguments, &mut terminal),
        Command::Lint(arguments) => lint::run(arguments, &mut terminal),
        Command::Diff(arguments) => diff::run(arguments, &mut terminal),
        Command::Changelog(arguments) => changelog::run(arguments, &mut terminal),
        Command::Release(arguments) => release::run(arguments, &mut terminal),
        Command::Comment => comment::run(&mut terminal),
        Command::Questions(arguments) => questions::run(arguments, &mut terminal),
        Command::Snapshots(arguments) => snapshots::run(arguments, &mut terminal),
        Command::Demo => demo::run(&mut terminal),
    };
    terminal.finish(outcome)
}
