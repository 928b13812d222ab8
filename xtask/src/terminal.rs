//! Writes reports and progress, in colour or without.

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::process::ExitCode;

use smart_codegen::characters::escaped;
use smart_codegen::problem::render::{Look, Style};

use crate::cli::Color;
use crate::exit::{Exit, Failure};

/// A success.
const GOOD: &str = "\u{1b}[1;32m";
/// A warning.
const WARNING: &str = "\u{1b}[1;33m";
/// A failure.
const BAD: &str = "\u{1b}[1;31m";
const RESET: &str = "\u{1b}[0m";

/// The tone of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// A success.
    Good,
    /// A warning.
    Warning,
    /// A failure.
    Bad,
}

/// Returns text in the colour of a tone.
pub(crate) fn paint(style: Style, tone: Tone, text: &str) -> String {
    let colour = match tone {
        Tone::Good => GOOD,
        Tone::Warning => WARNING,
        Tone::Bad => BAD,
    };
    match style {
        Style::Plain => text.to_owned(),
        Style::Colour => format!("{colour}{text}{RESET}"),
    }
}

/// Returns a line with its verb in cargo's twelve columns. Names in the text command no terminal
/// and add no line.
pub(crate) fn line(style: Style, tone: Tone, verb: &str, text: &str) -> String {
    let verb = paint(style, tone, &format!("{verb:>12}"));
    format!("{verb} {}\n", escaped(text))
}

/// Returns a number of things in words: `1 file`, `2 files`.
pub(crate) fn counted(count: usize, thing: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {thing}{plural}")
}

/// The two streams of a command.
#[derive(Debug)]
pub(crate) struct Terminal {
    report: Style,
    progress: Style,
    shows_progress: bool,
    broken: Option<io::Error>,
}

impl Terminal {
    /// Returns the streams of this process.
    pub(crate) fn new(color: Color) -> Self {
        let stderr_is_terminal = io::stderr().is_terminal();
        Self {
            report: style(color, io::stdout().is_terminal()),
            progress: style(color, stderr_is_terminal),
            shows_progress: stderr_is_terminal,
            broken: None,
        }
    }

    /// Returns the style of reports.
    pub(crate) fn style(&self) -> Style {
        self.report
    }

    /// Returns the style of problems.
    pub(crate) fn look(&self) -> Look {
        Look {
            style: self.report,
            ..Look::default()
        }
    }

    /// Writes a part of the report.
    pub(crate) fn report(&mut self, text: &str) {
        if self.broken.is_none() {
            let mut stdout = io::stdout().lock();
            let written = stdout
                .write_all(text.as_bytes())
                .and_then(|()| stdout.flush());
            self.broken = written.err();
        }
    }

    /// Returns whether stderr is a terminal.
    pub(crate) fn shows_progress(&self) -> bool {
        self.shows_progress
    }

    /// Writes progress if stderr is a terminal.
    pub(crate) fn progress(&self, verb: &str, text: &str) {
        if self.shows_progress {
            complain(&line(self.progress, Tone::Good, verb, text));
        }
    }

    /// Says something on stderr, whether somebody is watching or not.
    pub(crate) fn notice(&self, verb: &str, text: &str) {
        complain(&line(self.progress, Tone::Warning, verb, text));
    }

    /// Ends the process: with the answer, or with why there is none.
    pub(crate) fn finish(self, outcome: Result<Exit, Failure>) -> ExitCode {
        let outcome = outcome.and_then(|exit| match self.broken {
            // Whoever read the report has seen enough of it.
            Some(error) if error.kind() != ErrorKind::BrokenPipe => {
                Err(Failure::new(format!("cannot write the report: {error}")))
            }
            _ => Ok(exit),
        });
        match outcome {
            Ok(exit) => ExitCode::from(exit.code()),
            Err(failure) => {
                complain(failure.told());
                let name = paint(self.progress, Tone::Bad, "error");
                complain(&format!("{name}: {failure}\n"));
                if let Some(help) = failure.remedy() {
                    complain(&format!("  = help: {help}\n"));
                }
                ExitCode::from(Failure::CODE)
            }
        }
    }
}

/// Writes to stderr. A closed stream has no reader.
fn complain(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

fn style(color: Color, is_terminal: bool) -> Style {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let coloured = match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => is_terminal && !refused,
    };
    if coloured {
        Style::Colour
    } else {
        Style::Plain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_stand_in_twelve_columns_in_either_style() {
        assert_eq!(
            line(Style::Plain, Tone::Good, "Wrote", "a file"),
            "       Wrote a file\n"
        );
        assert_eq!(
            line(Style::Colour, Tone::Bad, "Stale", "a file"),
            "\u{1b}[1;31m       Stale\u{1b}[0m a file\n"
        );
        assert_eq!(
            line(
                Style::Plain,
                Tone::Good,
                "Wrote",
                "a\n\u{1b}[2Jfile\u{202e}"
            ),
            "       Wrote a\\n\\u{1b}[2Jfile\\u{202e}\n"
        );
    }
}
