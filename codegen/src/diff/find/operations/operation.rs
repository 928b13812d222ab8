//! The operations of a document.

use crate::diff::find::view::follow;
use crate::document::{Document, METHODS};
use crate::model::Located;

/// An operation of one document with its places.
#[derive(Clone)]
pub(crate) struct LocatedOperation<'d> {
    pub(crate) id: String,
    pub(crate) verb: &'d str,
    pub(crate) path: &'d str,
    /// The path item, with its reference followed.
    pub(crate) item: Located<'d>,
    pub(crate) at: Located<'d>,
}

impl LocatedOperation<'_> {
    /// Returns the method and the path without the names of path parameters.
    pub(crate) fn route(&self) -> String {
        format!("{} {}", self.verb, positional(self.path))
    }

    pub(crate) fn method_and_path(&self) -> String {
        format!("{} {}", self.verb.to_ascii_uppercase(), self.path)
    }
}

/// Returns a path without the names of its parameters.
fn positional(path: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for sign in path.chars() {
        match sign {
            '{' => inside = true,
            '}' => {
                inside = false;
                out.push_str("{}");
            }
            sign if !inside => out.push(sign),
            _ => {}
        }
    }
    out
}

/// Returns all operations of a document.
pub(crate) fn all(document: &Document) -> Vec<LocatedOperation<'_>> {
    let mut found = Vec::new();
    let Some(paths) = document.root().get("paths") else {
        return found;
    };
    for (path, item) in Located::new(paths, "/paths").entries() {
        if !path.starts_with('/') {
            continue;
        }
        let item = follow(document, &item);
        for (verb, at) in item.entries() {
            if METHODS.contains(&verb) {
                let id = match at.node.text("operationId") {
                    Some(id) => id.to_owned(),
                    None => format!("{} {path}", verb.to_ascii_uppercase()),
                };
                found.push(LocatedOperation {
                    id,
                    verb,
                    path,
                    item: item.clone(),
                    at,
                });
            }
        }
    }
    found
}
