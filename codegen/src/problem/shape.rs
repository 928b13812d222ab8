//! Problems of the form of a document: keys and values that OpenAPI 3.0 does not know.

use super::{Words, quoted};

/// A problem of the form of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the words of each kind say what its fields are"
)]
pub enum Shape {
    /// A key that the object does not have.
    UnknownKey {
        key: String,
        object: &'static str,
        meant: Option<&'static str>,
    },
    /// A key of JSON Schema or a later OpenAPI.
    LaterKey { key: String },
    /// A key that the object must have.
    MissingKey {
        key: &'static str,
        object: &'static str,
    },
    /// A value of another kind than the key asks for.
    WrongKind {
        expected: String,
        found: &'static str,
    },
    /// A text that is none of those that the key allows.
    UnknownValue {
        value: String,
        choices: &'static [&'static str],
        meant: Option<&'static str>,
    },
    /// `type` as a list or `null`, as in OpenAPI 3.1.
    TypeList,
    /// A number where 3.0 has a truth value.
    NumericExclusive { key: &'static str },
}

impl Shape {
    pub(super) fn words(&self) -> Words {
        match self {
            Shape::UnknownKey { key, object, meant } => Words::new(
                "unknown-key",
                format!(
                    "{object} has no key {}, so the generator would ignore it",
                    quoted(key)
                ),
                match meant {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => "remove it, or begin its name with `x-`".to_owned(),
                },
            ),
            Shape::LaterKey { key } => Words::new(
                "later-key",
                format!(
                    "{} is not part of OpenAPI 3.0, so the generator would ignore it",
                    quoted(key)
                ),
                "express it in OpenAPI 3.0, or remove it",
            ),
            Shape::MissingKey { key, object } => Words::new(
                "missing-key",
                format!("{object} needs the key `{key}`"),
                format!("add `{key}`"),
            ),
            Shape::WrongKind { expected, found } => Words::new(
                "wrong-kind",
                format!("{expected} is expected here, not {found}"),
                match (expected.as_str(), *found) {
                    ("text", "a number" | "a truth value") => {
                        "put it in quotation marks".to_owned()
                    }
                    _ => format!("write {expected}"),
                },
            ),
            Shape::UnknownValue {
                value,
                choices,
                meant,
            } => Words::new(
                "unknown-value",
                format!("{} is not one of the possible values", quoted(value)),
                match meant {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => format!("use one of `{}`", choices.join("`, `")),
                },
            ),
            Shape::TypeList => Words::new(
                "type-list",
                "`type` is one text in OpenAPI 3.0; lists of types and `null` came with 3.1",
                "name one type, with `nullable: true` where `null` is possible",
            ),
            Shape::NumericExclusive { key } => Words::new(
                "numeric-exclusive",
                format!("`{key}` is `true` or `false` in OpenAPI 3.0; a number came with 3.1"),
                match *key {
                    "exclusiveMinimum" => "write the bound as `minimum`, and `true` here",
                    _ => "write the bound as `maximum`, and `true` here",
                },
            ),
        }
    }
}
