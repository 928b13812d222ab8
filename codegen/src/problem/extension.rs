//! Problems of this generator's own extensions.

use super::{Words, quoted};

/// A problem of one of our `x-` keys.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the words of each kind say what its fields are"
)]
pub enum Extension {
    /// A place where it has no meaning.
    Place {
        key: &'static str,
        belongs: &'static str,
    },
    /// A value that it cannot have.
    Value {
        key: &'static str,
        expected: &'static str,
    },
    /// An aliased property in `required`.
    AliasRequired { name: String },
    /// A spelling that is taken.
    AliasTaken { alias: String },
    /// An envelope whose payload is not a property.
    EnvelopeUnknown { name: String },
    /// A borrowed type that does not exist, or describes other values.
    TypeUnknown { name: String },
    /// A secret that is not text.
    SecretNotText,
    /// A header twice.
    ClientHeaderTwice { name: String },
    /// Two values of an enum with one name.
    EnumNameTwice { name: String },
}

impl Extension {
    pub(super) fn words(&self) -> Words {
        match self {
            Extension::Place { key, belongs } => Words::new(
                "extension-place",
                format!("`{key}` has no meaning here, so the generator would ignore it"),
                format!("move it to {belongs}"),
            ),
            Extension::Value { key, expected } => Words::new(
                "extension-value",
                format!("`{key}` is {expected}"),
                format!("write {expected}"),
            ),
            Extension::AliasRequired { name } => Words::new(
                "alias-required",
                format!(
                    "an answer may have another spelling of {}, so this one is not always there",
                    quoted(name)
                ),
                "remove it from `required`; `x-required: true` makes the property required in Rust",
            ),
            Extension::AliasTaken { alias } => Words::new(
                "alias-taken",
                format!(
                    "{} is already the name of another property or spelling",
                    quoted(alias)
                ),
                "keep one of the two",
            ),
            Extension::EnvelopeUnknown { name } => Words::new(
                "envelope-unknown",
                format!("the answer has no property {}", quoted(name)),
                "name the property that holds the payload",
            ),
            Extension::TypeUnknown { name } => Words::new(
                "type-unknown",
                format!(
                    "`x-type` names {}, which is no schema of the same `type` and `format`",
                    quoted(name)
                ),
                "name a schema under `components/schemas` that describes the same values",
            ),
            Extension::SecretNotText => Words::new(
                "secret-not-text",
                "a secret must be text",
                "describe it as `type: string`, or use `x-sensitive: personal`",
            ),
            Extension::ClientHeaderTwice { name } => Words::new(
                "client-header-twice",
                format!("the header {} stands twice", quoted(name)),
                "keep one of the two",
            ),
            Extension::EnumNameTwice { name } => Words::new(
                "enum-name-twice",
                format!("two values of the enum are called {}", quoted(name)),
                "give each value a name of its own",
            ),
        }
    }
}
