//! The values in generated types. They are exact, and are written back as they were read.

mod amount;
mod civil;
mod json;
mod number;
mod raw;
mod secret;
mod text_or_number;
mod timestamp;

use std::fmt;

pub use amount::{Amount, Rounding};
pub use civil::{Date, LocalDateTime, Time};
pub use json::Json;
pub use number::Number;
pub use secret::Secret;
pub use text_or_number::TextOrNumber;
pub use timestamp::Timestamp;

/// The error of a text that is not a value of the wanted kind. It holds the expectation, never the
/// text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    expected: &'static str,
}

impl Malformed {
    pub(crate) const fn new(expected: &'static str) -> Self {
        Self { expected }
    }

    /// Returns the expectation, such as `a date YYYY-MM-DD`.
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
