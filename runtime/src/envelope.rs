//! What stands in an answer around its payload.

use std::fmt;

/// What an answer says about itself, around its payload.
///
/// `Debug` prints neither the message nor the object, which may name a person, and the code only if
/// it is printable.
#[derive(Clone, Default, PartialEq, Eq)]
#[must_use]
pub struct Envelope {
    pub(crate) code: String,
    pub(crate) printable: bool,
    pub(crate) message: Option<String>,
    pub(crate) warning: bool,
    pub(crate) object: Option<String>,
}

impl Envelope {
    /// An envelope with a code, as [`Reply::code`](crate::Reply::code) and
    /// [`Error::code`](crate::Error::code) return it.
    pub fn new(code: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            ..Self::default()
        }
    }

    /// Says whether `Debug` and `Display` of an error may print the code. Unless said, they do not:
    /// anything may stand where a code is expected.
    pub fn printable(mut self, printable: bool) -> Self {
        self.printable = printable;
        self
    }

    /// Sets the message, for people.
    pub fn message(mut self, message: Option<String>) -> Self {
        self.message = message;
        self
    }

    /// Says whether the message of a success is a warning, which somebody should read.
    pub fn warning(mut self, warning: bool) -> Self {
        self.warning = warning;
        self
    }

    /// Sets the JSON text that comes with a refusal, as [`Error::object`](crate::Error::object) reads
    /// it.
    pub fn object(mut self, json: Option<String>) -> Self {
        self.object = json;
        self
    }
}

impl fmt::Debug for Envelope {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Envelope")
            .field("code", &self.printable.then_some(&self.code))
            .field("warning", &self.warning)
            .finish_non_exhaustive()
    }
}
