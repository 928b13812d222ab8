//! What is not known for sure, as a letter to those who know it.

mod collect;
mod letter;

use crate::document::Document;
use crate::model::Evidence;
use crate::{Problem, Source};

/// Writes the assumed and the disagreeing facts and the open questions of a document as a letter in
/// Markdown to the provider's integration team, grouped by operation.
///
/// What several operations have in common is asked once, under the first of them. What the
/// document refers to in vain is left out; [`crate::lint`] names it.
///
/// # Errors
/// Text that is no OpenAPI 3.0 document.
pub fn questions(source: &Source) -> Result<String, Vec<Problem>> {
    let document = Document::load(source)?;
    Ok(letter::write(&document, &collect::collect(&document)))
}

/// Everything there is to ask, in the order of the document.
#[derive(Debug, Default)]
struct Inquiry {
    /// Facts, servers and headers, which belong to no operation.
    general: Vec<Point>,
    /// The operations, those without questions too.
    operations: Vec<Call>,
    /// What operations use.
    points: Vec<Point>,
}

/// An operation.
#[derive(Debug)]
struct Call {
    /// `GET /path`.
    line: String,
    /// What it does, in a line.
    summary: Option<String>,
}

/// One thing to ask about.
#[derive(Debug)]
struct Point {
    /// What it is about; a fact speaks for itself.
    subject: Option<String>,
    /// How the document describes it.
    description: Option<String>,
    /// How well it is known.
    evidence: Evidence,
    /// The operations that use it, by number.
    calls: Vec<usize>,
}
