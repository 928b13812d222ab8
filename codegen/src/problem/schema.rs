//! Problems of schemas.

use super::{Words, quoted};

/// A problem of a schema.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the words of each kind say what its fields are"
)]
pub enum Schema {
    /// `not`.
    Not,
    /// A name that is longer than anybody reads.
    NameTooLong { limit: usize },
    /// `anyOf` with several branches.
    AnyOf,
    /// `discriminator`.
    Discriminator { branches: bool },
    /// `allOf`, `oneOf` or `anyOf` without a branch.
    NoBranches { keyword: &'static str },
    /// Branches of a `oneOf` that accept the same values.
    Indistinct {
        earlier: String,
        later: String,
        why: &'static str,
    },
    /// More branches of a `oneOf` than are told apart.
    TooManyBranches { limit: usize },
    /// A decimal below `oneOf`.
    DecimalBelowOneOf,
    /// Free-form JSON below `oneOf`.
    JsonBelowOneOf,
    /// A schema that contains itself without a property or item in between.
    ContainsItself { name: String },
    /// Lists of lists of lists.
    TooDeep { limit: usize },
    /// A list of unknown things.
    ArrayWithoutItems,
    /// An enum without a value.
    EnumEmpty,
    /// A value twice in an enum.
    EnumTwice { value: String },
    /// A value of another type than the enum.
    EnumType { value: String, expected: String },
    /// `null` in an enum that is not nullable.
    EnumNull,
    /// A required property that is not described.
    RequiredUnknown { name: String, meant: Option<String> },
    /// A required property named twice.
    RequiredTwice { name: String },
    /// A keyword that has no meaning for the type.
    KeywordOfOtherType {
        keyword: &'static str,
        belongs: &'static str,
        found: String,
    },
    /// `exclusiveMinimum` without `minimum`.
    ExclusiveWithoutBound {
        keyword: &'static str,
        bound: &'static str,
    },
    /// `readOnly` and `writeOnly`.
    ReadAndWriteOnly,
    /// A default that the schema does not allow.
    DefaultInvalid { why: String },
}

impl Schema {
    pub(super) fn words(&self) -> Words {
        match self {
            Schema::Not => Words::new(
                "schema-not",
                "`not` excludes values, and no type can express that",
                "describe the values that are allowed",
            ),
            Schema::AnyOf => Words::new(
                "schema-any-of",
                "a value of `anyOf` may fit several branches at once, and no type can hold that",
                "use `oneOf` for alternatives, `allOf` for parts, or one schema with optional properties",
            ),
            Schema::NameTooLong { limit } => Words::new(
                "schema-name-too-long",
                format!("the name of this schema is longer than {limit} characters"),
                "choose a short name; the type gets it too",
            ),
            Schema::Discriminator { branches: true } => Words::new(
                "schema-discriminator",
                "`discriminator` is not supported: the branches would be tried in their order",
                "leave it out, and give the property an `enum` of one value in each branch",
            ),
            Schema::Discriminator { branches: false } => Words::new(
                "schema-discriminator",
                "`discriminator` is not supported: the client would drop the properties of schemas that extend this one",
                "leave it out, and list the schemas under `oneOf`, each with an `enum` of one value for the property",
            ),
            Schema::NoBranches { keyword } => Words::new(
                "schema-no-branches",
                format!("`{keyword}` is empty"),
                format!("add a schema to `{keyword}`, or remove it"),
            ),
            Schema::Indistinct {
                earlier,
                later,
                why,
            } => Words::new(
                "one-of-indistinct",
                format!(
                    "the alternatives {} and {} cannot be told apart: {why}",
                    quoted(earlier),
                    quoted(later)
                ),
                "require in each alternative a property that the others do not have, or one whose `enum` differs",
            ),
            Schema::TooManyBranches { limit } => Words::new(
                "one-of-too-many",
                format!(
                    "the generator tells at most {limit} alternatives apart, and fewer with many common properties"
                ),
                "describe the value as an object of the properties that all have, or as free-form JSON",
            ),
            Schema::DecimalBelowOneOf => Words::new(
                "decimal-below-one-of",
                "an exact decimal below `oneOf` would lose digits, because it would become binary floating point",
                "use `integer`, or one schema with optional properties instead of `oneOf`",
            ),
            Schema::JsonBelowOneOf => Words::new(
                "json-below-one-of",
                "free-form JSON below `oneOf` would lose the digits of its numbers",
                "describe the value, or use one schema with optional properties instead of `oneOf`",
            ),
            Schema::ContainsItself { name } => Words::new(
                "schema-contains-itself",
                format!(
                    "{} is a part or an alternative of itself without a property or item in between",
                    quoted(name)
                ),
                "take it out of its own `allOf` or `oneOf`",
            ),
            Schema::TooDeep { limit } => Words::new(
                "schema-too-deep",
                format!(
                    "more than {limit} lists or mappings stand in each other with no object in between"
                ),
                "put an object with named properties in between",
            ),
            Schema::ArrayWithoutItems => Words::new(
                "array-without-items",
                "the list has no `items`",
                "add `items`; `items: {}` is any JSON",
            ),
            Schema::EnumEmpty => Words::new(
                "enum-empty",
                "no value fits an empty `enum`",
                "list the values, or remove `enum`",
            ),
            Schema::EnumTwice { value } => Words::new(
                "enum-twice",
                format!("the value {} stands twice", quoted(value)),
                "keep one of the two",
            ),
            Schema::EnumType { value, expected } => Words::new(
                "enum-type",
                format!("the value {} of this enum is not {expected}", quoted(value)),
                "write values of one type; quotation marks make a text",
            ),
            Schema::EnumNull => Words::new(
                "enum-null",
                "`enum` lists `null`, but the schema is not nullable",
                "remove it from `enum`, or add `nullable: true`",
            ),
            Schema::RequiredUnknown { name, meant } => Words::new(
                "required-unknown",
                format!(
                    "{} is required, but no property has this name",
                    quoted(name)
                ),
                match meant {
                    Some(meant) => format!("did you mean {}?", quoted(meant)),
                    None => "describe the property, or remove it from `required`".to_owned(),
                },
            ),
            Schema::RequiredTwice { name } => Words::new(
                "required-twice",
                format!("{} is required twice", quoted(name)),
                "keep one of the two",
            ),
            Schema::KeywordOfOtherType {
                keyword,
                belongs,
                found,
            } => Words::new(
                "keyword-of-other-type",
                format!(
                    "`{keyword}` belongs to {belongs}, but the type is `{found}`, so the generator would ignore it"
                ),
                "correct the type, or remove the keyword",
            ),
            Schema::ExclusiveWithoutBound { keyword, bound } => Words::new(
                "exclusive-without-bound",
                format!("`{keyword}` has no meaning without `{bound}`"),
                format!("add `{bound}`, or remove `{keyword}`"),
            ),
            Schema::ReadAndWriteOnly => Words::new(
                "read-and-write-only",
                "a property cannot be only in answers and only in requests",
                "keep one of `readOnly` and `writeOnly`",
            ),
            Schema::DefaultInvalid { why } => Words::new(
                "default-invalid",
                format!("the default does not fit its own schema: {why}"),
                "correct the default or the schema",
            ),
        }
    }
}
