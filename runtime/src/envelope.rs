//! The part of an answer that stands around its payload.

use std::fmt;

/// The head of an answer: its code, its message, and the object of a refusal.
///
/// `Debug` prints neither the message nor the object, which may name a person. It prints the code
/// only if the code is printable.
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
    /// Creates an envelope with a code, which [`Reply::code`](crate::Reply::code) and
    /// [`Error::code`](crate::Error::code) return.
    pub fn new(code: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            ..Self::default()
        }
    }

    /// Allows or forbids `Debug` and `Display` of an error to print the code. By default they do
    /// not print it, because the field may hold anything.
    pub fn printable(mut self, printable: bool) -> Self {
        self.printable = printable;
        self
    }

    /// Sets the message, written for people.
    pub fn message(mut self, message: Option<String>) -> Self {
        self.message = message;
        self
    }

    /// Marks the message of a success as a warning, which somebody should read.
    pub fn warning(mut self, warning: bool) -> Self {
        self.warning = warning;
        self
    }

    /// Sets the JSON text that comes with a refusal. [`Error::object`](crate::Error::object) reads
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
