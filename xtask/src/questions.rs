//! `questions`: writes a letter about everything that is assumed or disputed.

use crate::cli;
use crate::exit::{Exit, Failure};
use crate::generation;
use crate::reading;
use crate::terminal::Terminal;

/// Prints the letter.
pub(crate) fn run(arguments: &cli::Questions, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let source = reading::named(arguments.document.as_deref(), terminal)?;
    match smart_codegen::questions(&source) {
        Ok(letter) => {
            terminal.report(&letter);
            Ok(Exit::Clean)
        }
        Err(problems) => {
            generation::report(&source, &problems, terminal);
            Ok(Exit::Problems)
        }
    }
}
