//! The operations of a document.

use crate::document::{Document, Located};

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
    let routes = document.operations().into_iter();
    let operations = routes.map(|route| LocatedOperation {
        id: match route.operation.node.text("operationId") {
            Some(id) => id.to_owned(),
            None => format!("{} {}", route.method.to_ascii_uppercase(), route.path),
        },
        verb: route.method,
        path: route.path,
        item: route.item,
        at: route.operation,
    });
    operations.collect()
}
