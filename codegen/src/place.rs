//! Places in a document: in its text, and in its tree.

/// A place in the text: file, line and column, the last two from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The number of the file: 0 for the document itself, see
    /// [`file_name`](crate::Source::file_name).
    pub file: u32,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl Span {
    /// Returns a place in the document itself.
    pub const fn new(line: u32, column: u32) -> Self {
        Span {
            file: 0,
            line,
            column,
        }
    }
}

/// A place in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// JSON pointer. What comes from another file is below the component that it became.
    pub pointer: String,
    /// File, line and column.
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
