//! Places in a document: in its text, and in its tree.

/// A place in the text: line and column, both from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// A place in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// JSON pointer.
    pub pointer: String,
    /// Line and column.
    pub span: Span,
    /// The operation that the place belongs to: its id, or `GET /path` without one.
    pub operation: Option<String>,
}

impl Place {
    /// Returns a place outside of any operation.
    pub fn new(pointer: impl Into<String>, span: Span) -> Self {
        Place {
            pointer: pointer.into(),
            span,
            operation: None,
        }
    }
}
