//! Problems of the text itself: notation, keys, aliases, version.

use super::{Words, quoted};

/// A problem of the text of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the words of each kind say what its fields are"
)]
pub enum Reading {
    /// The text is not JSON.
    NotJson { what: String },
    /// The text is not YAML.
    NotYaml { what: String },
    /// A tab where YAML counts columns.
    Tab,
    /// More text than a document may have.
    TooLong { limit: usize },
    /// Nested deeper than any later stage could follow.
    TooDeep { limit: usize },
    /// Keys that make the places below them too long.
    LongPlace { limit: usize },
    /// A key that stands twice in one mapping.
    DuplicateKey { key: String },
    /// A key that is a list, a mapping or nothing.
    KeyNotText,
    /// YAML 1.1's `<<`.
    MergeKey,
    /// A tag that is not YAML's own, or that its value contradicts.
    Tag { tag: String },
    /// An alias of an anchor that does not exist.
    UnknownAlias,
    /// An alias of a value that it is part of.
    RecursiveAlias,
    /// Aliases that unfold into far more than was written.
    AliasBomb,
    /// Shared schemas, parameters or requirements that unfold into far more than was written.
    Repetition,
    /// A second document in the same text.
    SeveralDocuments,
    /// The document is a list or a scalar.
    NotAMapping { found: String },
    /// A document without `openapi`.
    NoVersion,
    /// Another version of OpenAPI.
    Version { found: String },
}

impl Reading {
    pub(super) fn words(&self) -> Words {
        match self {
            Reading::NotJson { what } => Words::new(
                "not-json",
                format!("this cannot be read as JSON: {what}"),
                "correct the text at this place",
            ),
            Reading::NotYaml { what } => Words::new(
                "not-yaml",
                format!("this cannot be read as YAML: {what}"),
                "correct the text at this place",
            ),
            Reading::Tab => Words::new(
                "tab",
                "a tab indents this line, but YAML indents with spaces only",
                "indent with spaces",
            ),
            Reading::TooLong { limit } => Words::new(
                "too-long",
                format!("the document is longer than {} MiB", limit >> 20),
                "remove parts that do not describe the API, such as large examples",
            ),
            Reading::LongPlace { limit } => Words::new(
                "place-too-long",
                format!("the keys above this place have more than {limit} bytes together"),
                "shorten the key, or give inner schemas a name under `components`",
            ),
            Reading::TooDeep { limit } => Words::new(
                "too-deep",
                format!("the document is nested deeper than {limit} levels"),
                "give inner schemas a name under `components` and refer to them",
            ),
            Reading::DuplicateKey { key } => Words::new(
                "duplicate-key",
                format!("the key {} stands twice in one mapping", quoted(key)),
                "keep one of the two",
            ),
            Reading::KeyNotText => Words::new(
                "key-not-text",
                "a key is text; this one is a list, a mapping or nothing",
                "write the key as text, in quotation marks if need be",
            ),
            Reading::MergeKey => Words::new(
                "merge-key",
                "the merge key `<<` is not part of YAML 1.2, and readers disagree about it",
                "write the keys out, or use `$ref` or `allOf`",
            ),
            Reading::Tag { tag } => Words::new(
                "yaml-tag",
                format!(
                    "the tag {} does not fit its value or is unknown",
                    quoted(tag)
                ),
                "leave the tag out; quotation marks make a text",
            ),
            Reading::UnknownAlias => Words::new(
                "unknown-alias",
                "this alias has no anchor before it",
                "write `&name` at a value above this place",
            ),
            Reading::RecursiveAlias => Words::new(
                "recursive-alias",
                "this alias stands for a value that contains the alias itself",
                "use `$ref` for a schema that contains itself",
            ),
            Reading::AliasBomb => Words::new(
                "alias-bomb",
                "the aliases unfold into far more than the text of the document",
                "use `$ref` instead of aliases",
            ),
            Reading::Repetition => Words::new(
                "repetition",
                "shared schemas, parameters or requirements unfold into far more than the text of the document",
                "refer to a shared schema from a property instead of `allOf`; shorten the texts of shared \
                 parameters",
            ),
            Reading::SeveralDocuments => Words::new(
                "several-documents",
                "a second document begins here; one is expected",
                "put each document into a file of its own",
            ),
            Reading::NotAMapping { found } => Words::new(
                "not-openapi",
                format!("an OpenAPI document is a mapping; this is {found}"),
                "begin with `openapi: 3.0.3`",
            ),
            Reading::NoVersion => Words::new(
                "not-openapi",
                "the document does not say that it is OpenAPI: `openapi` is missing",
                "begin with `openapi: 3.0.3`",
            ),
            Reading::Version { found } => Words::new(
                "unsupported-version",
                format!(
                    "this is {}; only OpenAPI 3.0.x is understood",
                    quoted(found).trim_matches('`')
                ),
                "convert the document to OpenAPI 3.0.3",
            ),
        }
    }
}
