//! Documents: from text to a tree in which each value has its place.
//!
//! The rules, the model and the comparison all ask this module about OpenAPI: which node a reference
//! leads to, which values are equal, and which parameters, media types and security count for an
//! operation.

mod equality;
mod files;
mod json;
mod later;
mod located;
pub(crate) mod media;
mod naming;
mod node;
mod objects;
mod operations;
mod path;
mod references;
mod repetition;
mod scalar;
mod tags;
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
pub(crate) use tags::Tags;

use crate::place::Place;
use crate::problem::{Problem, Reading, Reference};
use files::OutsideReferences;
use version::Version;

/// A document that has been read.
#[derive(Debug, Clone)]
pub struct Document {
    source: Source,
    pub(crate) root: Node,
    problems: Vec<Problem>,
    outside: OutsideReferences,
}

impl Document {
    /// Reads a document in OpenAPI 3.0, 3.1 or 3.2, of at most [`LONGEST`] bytes with its other files.
    ///
    /// The tree is that of OpenAPI 3.0 in one file, whatever the version and however many files, and
    /// every operation has an `operationId`.
    ///
    /// A key that stands twice leaves a readable document: it is not an error here but among the
    /// problems that [`crate::lint::run`] reports.
    ///
    /// # Errors
    /// Text that is too long, not YAML or JSON, or unfolds into far more than is written, and documents
    /// of another kind or version.
    pub fn load(source: &Source) -> Result<Document, Vec<Problem>> {
        if source.length() > LONGEST {
            let place = Place::new("", Span::new(1, 1));
            return Err(vec![Problem::new(
                Reading::TooLong { limit: LONGEST },
                place,
            )]);
        }
        let (root, mut problems) = parse(source, 0).map_err(|problem| vec![problem])?;
        let version = version::read(&root).map_err(|problem| vec![problem])?;
        let joined = files::join(root, version, source)?;
        let mut root = joined.root;
        problems.extend(joined.problems);
        if version == Version::Later {
            problems.extend(later::rewrite(&mut root));
        }
        problems.extend(naming::name_operations(&mut root));
        let excess = repetition::excess(&root, source.length());
        let mut document = Document {
            source: source.clone(),
            root,
            problems: Vec::new(),
            outside: joined.outside,
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

    /// Returns the document with another tree, and with the problems of the places that are kept.
    pub(crate) fn with_root(&self, root: Node, is_kept: impl Fn(&str) -> bool) -> Document {
        let first = |problem: &Problem| problem.places.first().map(|place| place.pointer.clone());
        let kept = |problem: &&Problem| first(problem).is_none_or(|pointer| is_kept(&pointer));
        Document {
            source: self.source.clone(),
            root,
            problems: self.problems.iter().filter(kept).cloned().collect(),
            outside: self.outside.clone(),
        }
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

    /// Returns why a reference leads nowhere, by the place of its text.
    pub(crate) fn unresolved(&self, reference: Span) -> Option<&Reference> {
        self.outside.unresolved.get(&reference)
    }

    /// Returns the name that a component has in its own file, where another one is its name here.
    fn own_name(&self, pointer: &str) -> Option<&str> {
        self.outside.names.get(pointer).map(String::as_str)
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
        let id = item.get(method)?.get("operationId");
        // A name that was made of method and path stands where the operation does.
        let own = id.filter(|id| item.key_span(method) != Some(id.span));
        Some(match own.and_then(Node::as_str) {
            Some(id) => cut(id),
            None => format!("{} {path}", method.to_ascii_uppercase()),
        })
    }
}

/// Returns the tree of one file, and the problems that leave it readable.
///
/// # Errors
/// The first problem that leaves the text unreadable.
fn parse(source: &Source, file: u32) -> Result<(Node, Vec<Problem>), Problem> {
    let body = source.body(file).unwrap_or_default();
    let read = match source.format_of(file) {
        Format::Json => json::read(body),
        Format::Yaml => yaml::read(body),
    };
    let in_file = |problem: &mut Problem| {
        let places = problem.places.iter_mut();
        places.for_each(|place| place.span.file = file);
    };
    match read {
        Ok((mut root, mut problems)) => {
            if file > 0 {
                root.set_file(file);
            }
            problems.iter_mut().for_each(in_file);
            Ok((root, problems))
        }
        Err(mut problem) => {
            in_file(&mut problem);
            Err(problem)
        }
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
