//! Problems of references.

use super::{Words, quoted};
use crate::characters::escaped;

/// A problem of a `$ref`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the words of each kind say what its fields are"
)]
pub enum Reference {
    /// A reference to a place that does not exist.
    Missing {
        reference: String,
        meant: Option<String>,
    },
    /// A reference to another file that is not read.
    External { reference: String, why: Outside },
    /// A text that is not a reference.
    Malformed { reference: String },
    /// A reference to an object of another kind.
    WrongKind {
        reference: String,
        expected: &'static str,
        found: &'static str,
    },
    /// References that lead to each other and nowhere else.
    Cycle { references: Vec<String> },
    /// Too many references in a row.
    Chain { limit: usize },
    /// Keys beside `$ref` that would change the generated code.
    Siblings { keys: Vec<String> },
    /// A whole path item elsewhere.
    PathItem,
}

/// The reason why a file that a reference leads to is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the words of each kind say what its fields are"
)]
pub enum Outside {
    /// A URL.
    Url,
    /// An absolute path.
    Absolute,
    /// A path that leads out of the folder of the document.
    Above,
    /// A file that whoever loads the document could not read.
    Unread { reason: String },
    /// More files than a document may have.
    TooMany { limit: usize },
    /// More text than a document may have.
    TooLong { limit: usize },
}

impl Reference {
    pub(super) fn words(&self) -> Words {
        match self {
            Reference::Missing { reference, meant } => Words::new(
                "reference-missing",
                format!("the document has nothing at {}", quoted(reference)),
                match meant {
                    Some(meant) => format!("did you mean {}?", quoted(meant)),
                    None => "write the component, or correct the reference".to_owned(),
                },
            ),
            Reference::External { reference, why } => why.words(reference),
            Reference::Malformed { reference } => Words::new(
                "reference-malformed",
                format!("{} is not a reference", quoted(reference)),
                "write it as `#/components/schemas/Name`, `/` in a name as `~1`, `~` as `~0`",
            ),
            Reference::WrongKind {
                reference,
                expected,
                found,
            } => Words::new(
                "reference-wrong-kind",
                format!(
                    "{} is {found}, and {expected} is expected here",
                    quoted(reference)
                ),
                format!("refer to {expected}"),
            ),
            Reference::Cycle { references } => Words::new(
                "reference-cycle",
                format!(
                    "these references form a circle and lead to no value: {}",
                    listed(references)
                ),
                "write one of them as a schema that refers to the others from its properties or items",
            ),
            Reference::Chain { limit } => Words::new(
                "reference-chain",
                format!("more than {limit} references or `allOf` follow each other here"),
                "refer to the schema at the end directly",
            ),
            Reference::Siblings { keys } => Words::new(
                "reference-siblings",
                format!(
                    "keys beside `$ref` have no effect in OpenAPI 3.0: {}",
                    listed(keys)
                ),
                "write `allOf: [{$ref: …}]` with the other keys beside it",
            ),
            Reference::PathItem => Words::new(
                "path-item-reference",
                "a path item by reference is not supported",
                "write the operations out under this path",
            ),
        }
    }
}

impl Outside {
    fn words(&self, reference: &str) -> Words {
        const INTO_THE_FOLDER: &str =
            "put the file into the folder of the document or below, and write its path from here";
        let only = "only files in the folder of the document and below are read";
        let (what, fix) = match self {
            Outside::Url => (format!("is a URL, but {only}"), INTO_THE_FOLDER),
            Outside::Absolute => (format!("is an absolute path, but {only}"), INTO_THE_FOLDER),
            Outside::Above => (
                format!("leads out of the folder of the document, but {only}"),
                INTO_THE_FOLDER,
            ),
            Outside::Unread { reason } => (
                format!("cannot be read: {}", escaped(reason)),
                "correct the path, or put the file there",
            ),
            Outside::TooMany { limit } => (
                format!("is not read: the document has more than {limit} files"),
                "bring the document into fewer files",
            ),
            Outside::TooLong { limit } => (
                format!(
                    "is not read: the files before it are longer than {} MiB together",
                    limit >> 20
                ),
                "remove parts that do not describe the API, such as large examples",
            ),
        };
        let what = format!("{} {what}", quoted(reference));
        Words::new("reference-external", what, fix)
    }
}

fn listed(names: &[String]) -> String {
    const MOST: usize = 8;
    let mut shown: Vec<String> = names.iter().take(MOST).map(|name| quoted(name)).collect();
    if names.len() > MOST {
        shown.push(format!("{} more", names.len() - MOST));
    }
    shown.join(", ")
}
