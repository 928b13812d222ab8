//! Explains kinds of change.

use super::kind::Kind;

/// What a kind of change is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    /// Why it is judged as it is.
    pub why: &'static str,
    /// An example.
    pub example: &'static str,
    /// What those who use the crate do.
    pub consumer: &'static str,
}

/// Explains a kind.
pub fn explain(_kind: Kind) -> Explanation {
    Explanation {
        why: "",
        example: "",
        consumer: "",
    }
}
