//! Reading a document: text in, positioned tree out.

mod json;
mod later;
pub(crate) mod media;
mod naming;
mod node;
mod path;
mod repetition;
mod scalar;
mod source;
mod version;
mod yaml;

pub(crate) use node::unescape;
pub use node::{Entry, Node, Span, Value, pointer_token};
pub(crate) use path::MAX_DEPTH;
pub use source::{Format, LONGEST, Source};

use version::Version;

use crate::problem::{Place, Problem, Reading};

/// The methods that a path item can have, as the document spells them.
pub const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// A document that has been read.
#[derive(Debug, Clone)]
pub struct Document {
    source: Source,
    pub(crate) root: Node,
    problems: Vec<Problem>,
}

/// What a reference leads to.
#[derive(Debug, Clone)]
pub struct Resolved<'d> {
    /// The node that is no reference any more.
    pub node: &'d Node,
    /// Where it stands, if a reference led there.
    pub pointer: Option<String>,
}

impl Document {
    /// Reads a document of at most [`LONGEST`] bytes in OpenAPI 3.0, 3.1 or 3.2.
    ///
    /// The tree is that of OpenAPI 3.0, whatever the version, and every operation has an
    /// `operationId`.
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
        let (mut root, mut problems) = read.map_err(|problem| vec![problem])?;
        let version = version::read(&root).map_err(|problem| vec![problem])?;
        if version == Version::Later {
            problems.extend(later::rewrite(&mut root));
        }
        problems.extend(naming::name_operations(&mut root));
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
        document.problems = problems
            .into_iter()
            .map(|problem| problem.with_operations(&document))
            .collect();
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
        }
    }

    /// The text that was read.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The root of the document.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// What was wrong with the text without making it unreadable.
    pub(crate) fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Follows `$ref` until something else stands there.
    ///
    /// A reference that leads nowhere, out of the document or round in a circle is returned as it
    /// is; [`crate::lint::run`] names it.
    pub fn resolve<'d>(&'d self, node: &'d Node) -> Resolved<'d> {
        let mut resolved = Resolved {
            node,
            pointer: None,
        };
        // As many steps as any honest chain has; a circle is given up after them.
        for _ in 0..MAX_DEPTH {
            let Some(reference) = resolved.node.text("$ref") else {
                return resolved;
            };
            let Some(pointer) = local_pointer(reference) else {
                break;
            };
            let Some(target) = self.root.pointer(&pointer) else {
                break;
            };
            resolved = Resolved {
                node: target,
                pointer: Some(pointer),
            };
        }
        Resolved {
            node,
            pointer: None,
        }
    }

    /// The place of a pointer: of the key that leads to a mapping or list, of anything else itself.
    ///
    /// A pointer that leads nowhere stands for the nearest place above it.
    pub fn place(&self, pointer: &str) -> Place {
        self.place_of(pointer, false)
    }

    /// The place of the key that a pointer ends with.
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

    /// Returns the operation that a place belongs to: its `operationId`, of which a very long one is
    /// cut, or `GET /path` without one.
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

/// Returns the beginning of a text that is said of many things, so that what is said grows with
/// their number only.
pub(crate) fn cut(text: &str) -> String {
    const MOST: usize = 240;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The JSON pointer of a local reference (`#/components/…`), percent-decoded.
///
/// `None` for anything that is not one: another file, a URL, a malformed escape.
pub(crate) fn local_pointer(reference: &str) -> Option<String> {
    let fragment = reference.strip_prefix('#')?;
    if !fragment.is_empty() && !fragment.starts_with('/') {
        return None;
    }
    if !fragment.contains('%') {
        return Some(fragment.to_owned());
    }
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
            let (high, low) = (digit(rest.next())?, digit(rest.next())?);
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}
