//! Documents: from text to a tree in which each value has its place.
//!
//! The rules, the model and the comparison all ask this module about OpenAPI: which node a reference
//! leads to, which values are equal, and which parameters, media types and security count for an
//! operation.

mod equality;
mod json;
mod located;
pub(crate) mod media;
mod node;
mod operations;
mod path;
mod references;
mod repetition;
mod scalar;
mod version;
mod yaml;

pub use crate::place::Span;
pub use crate::source::{Format, LONGEST, Source};
pub(crate) use equality::{equal, equal_by};
pub(crate) use located::Located;
pub(crate) use node::unescape;
pub use node::{Entry, Node, Value, pointer_token};
pub use operations::METHODS;
pub(crate) use operations::{Route, effective, identity, security, successes};
pub(crate) use path::MAX_DEPTH;
pub use references::Resolved;
pub(crate) use references::{last, local_pointer};

use crate::place::Place;
use crate::problem::{Problem, Reading};

/// A document that has been read.
#[derive(Debug, Clone)]
pub struct Document {
    source: Source,
    pub(crate) root: Node,
    problems: Vec<Problem>,
}

impl Document {
    /// Reads a document of at most [`LONGEST`] bytes and makes sure that it is OpenAPI 3.0.
    ///
    /// A key that stands twice leaves a readable document: it is not an error here but among the
    /// problems that [`crate::lint::run`] reports.
    ///
    /// # Errors
    /// Text that is too long, not YAML or JSON, or unfolds into far more than is written, and documents
    /// of another kind or version.
    pub fn load(source: &Source) -> Result<Document, Vec<Problem>> {
        if source.text().len() > LONGEST {
            let place = Place::new("", Span { line: 1, column: 1 });
            return Err(vec![Problem::new(
                Reading::TooLong { limit: LONGEST },
                place,
            )]);
        }
        let read = match source.format() {
            Format::Json => json::read(source.body()),
            Format::Yaml => yaml::read(source.body()),
        };
        let (root, mut problems) = read.map_err(|problem| vec![problem])?;
        version::check(&root).map_err(|problem| vec![problem])?;
        let excess = repetition::excess(&root, source.text().len());
        let mut document = Document {
            source: source.clone(),
            root,
            problems: Vec::new(),
        };
        if let Some(pointer) = excess {
            let place = document.key_place(&pointer);
            return Err(vec![Problem::new(Reading::Repetition, place)]);
        }
        for place in problems.iter_mut().flat_map(|problem| &mut problem.places) {
            place.operation = document.operation_at(&place.pointer);
        }
        document.problems = problems;
        Ok(document)
    }

    /// Returns the text that was read.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Returns the root of the document.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// Returns the problems of the text that leave it readable.
    pub(crate) fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Returns the place of a pointer. A mapping or list has the place of its key, any other value
    /// its own.
    ///
    /// A pointer that leads nowhere has the nearest place above it.
    pub fn place(&self, pointer: &str) -> Place {
        self.place_of(pointer, false)
    }

    /// Returns the place of the key that a pointer ends with.
    pub fn key_place(&self, pointer: &str) -> Place {
        self.place_of(pointer, true)
    }

    fn place_of(&self, pointer: &str, key: bool) -> Place {
        let mut node = &self.root;
        let mut span = node.span;
        for token in pointer.split('/').skip(1) {
            let Some((key_span, next)) = node.step(token) else {
                break;
            };
            let container = matches!(next.value, Value::List(_) | Value::Map(_));
            span = match key_span {
                Some(key_span) if key || container => key_span,
                _ => next.span,
            };
            node = next;
        }
        Place {
            pointer: pointer.to_owned(),
            span,
            operation: self.operation_at(pointer),
        }
    }

    /// Returns the name of the operation that a place belongs to: its `operationId`, or `GET /path`
    /// without one. A very long `operationId` is cut.
    pub fn operation_at(&self, pointer: &str) -> Option<String> {
        let mut tokens = pointer.strip_prefix("/paths/")?.split('/');
        let (path, method) = (tokens.next()?, tokens.next()?);
        if !METHODS.contains(&method) {
            return None;
        }
        let path = unescape(path);
        let item = self.root.get("paths")?.get(&path)?;
        let operation = item.get(method)?;
        Some(match operation.text("operationId") {
            Some(id) => cut(id),
            None => format!("{} {path}", method.to_ascii_uppercase()),
        })
    }
}

/// Returns the beginning of a text that many problems or changes repeat. A long text would make all
/// of them long.
pub(crate) fn cut(text: &str) -> String {
    const MOST: usize = 240;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
