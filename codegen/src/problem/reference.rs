//! Problems of references.

use super::{Words, quoted};

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
    /// A reference out of the document.
    External { reference: String },
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
            Reference::External { reference } => Words::new(
                "reference-external",
                format!(
                    "{} leads out of the document, but the generator reads one document only",
                    quoted(reference)
                ),
                "bring the document into one file, for example with a bundler",
            ),
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

fn listed(names: &[String]) -> String {
    const MOST: usize = 8;
    let mut shown: Vec<String> = names.iter().take(MOST).map(|name| quoted(name)).collect();
    if names.len() > MOST {
        shown.push(format!("{} more", names.len() - MOST));
    }
    shown.join(", ")
}
