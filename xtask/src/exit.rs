//! How a command ends: its exit code, or why it could not be carried out.

use std::borrow::Cow;
use std::path::Path;
use std::{fmt, io};

use smart_codegen::characters::escaped;

/// The exit codes that have a meaning. A crash is 101, by the language's own choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done, or nothing to do.
    Clean,
    /// The answer is no: snapshots differ, a test or the journey failed.
    No,
    /// Generated files are not what the document says.
    Stale,
    /// The document has problems.
    Problems,
    /// What a program that was started said itself.
    Passed(u8),
}

impl Exit {
    /// The number.
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

/// Why a command could not be carried out: exit code 2.
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

    /// What went wrong, a lower-case fragment without a full stop.
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            help: None,
            problems: String::new(),
        }
    }

    /// A file or folder that resisted: `cannot read spec/smart.yaml: No such file …`.
    pub(crate) fn io(verb: &str, path: &Path, error: &io::Error) -> Self {
        Self::new(format!("cannot {verb} {}: {error}", path.display()))
    }

    /// What to do about it.
    #[must_use]
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The problems of the document that it is about, as text.
    #[must_use]
    pub(crate) fn problems(mut self, text: String) -> Self {
        self.problems = text;
        self
    }

    /// Everything there is to say before the failure itself.
    pub(crate) fn told(&self) -> &str {
        &self.problems
    }

    /// What to do about it, where something is known.
    pub(crate) fn remedy(&self) -> Option<Cow<'_, str>> {
        self.help.as_deref().map(escaped)
    }
}

/// On one line and without commands of a terminal, whatever names are in it.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&escaped(&self.what))
    }
}
