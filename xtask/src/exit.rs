//! The end of a command: an exit code, or the failure that prevented one.

use std::borrow::Cow;
use std::path::Path;
use std::{fmt, io};

use smart_codegen::characters::escaped;

/// The exit codes. A crash is 101, which the language chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// The command succeeded, or had nothing to do.
    Clean,
    /// The answer is no: snapshots differ, a test or the journey failed.
    No,
    /// Generated files are not what the document says.
    Stale,
    /// The document has problems.
    Problems,
    /// The exit code of a program that the command started.
    Passed(u8),
}

impl Exit {
    /// Returns the number.
    pub(crate) fn code(self) -> u8 {
        match self {
            Exit::Clean => 0,
            Exit::No => 1,
            Exit::Stale => 4,
            Exit::Problems => 100,
            Exit::Passed(code) => code,
        }
    }
}

/// The reason why a command could not run. Its exit code is 2.
#[derive(Debug)]
pub(crate) struct Failure {
    what: String,
    help: Option<String>,
    /// Problems of a document, as people read them.
    problems: String,
}

impl Failure {
    /// The code of every failure.
    pub(crate) const CODE: u8 = 2;

    /// Returns a failure with a lower-case sentence that has no full stop.
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            help: None,
            problems: String::new(),
        }
    }

    /// Returns the failure of a file or folder: `cannot read spec/smart.yaml: No such file …`.
    pub(crate) fn io(verb: &str, path: &Path, error: &io::Error) -> Self {
        Self::new(format!("cannot {verb} {}: {error}", path.display()))
    }

    /// Adds the remedy.
    #[must_use]
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds the problems of the document, as text.
    #[must_use]
    pub(crate) fn problems(mut self, text: String) -> Self {
        self.problems = text;
        self
    }

    /// Returns the text that precedes the failure.
    pub(crate) fn told(&self) -> &str {
        &self.problems
    }

    /// Returns the remedy, if one is known.
    pub(crate) fn remedy(&self) -> Option<Cow<'_, str>> {
        self.help.as_deref().map(escaped)
    }
}

/// Writes one line without terminal commands, whatever names it holds.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&escaped(&self.what))
    }
}
