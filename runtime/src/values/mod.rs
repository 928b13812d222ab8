//! The values that generated types are made of: exact, and written back as they were read.

mod amount;
mod civil;
mod json;
mod raw;
mod secret;
mod text_or_number;
mod timestamp;

use std::fmt;

pub use amount::{Amount, Rounding};
pub use civil::{Date, LocalDateTime, Time};
pub use json::Json;
pub use secret::Secret;
pub use text_or_number::TextOrNumber;
pub use timestamp::Timestamp;

/// Text that is not a value of the wanted kind. Says what was expected, never what was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    expected: &'static str,
}

impl Malformed {
    pub(crate) const fn new(expected: &'static str) -> Self {
        Self { expected }
    }

    /// Returns what was expected, such as `a date YYYY-MM-DD`.
    pub fn expected(&self) -> &'static str {
        self.expected
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "expected {}", self.expected)
    }
}

impl std::error::Error for Malformed {}
