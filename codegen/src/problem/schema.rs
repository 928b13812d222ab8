//! Problems of schemas.

use super::{Words, quoted};

/// What is wrong with a schema.
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
                "`not` says what a value is not; no type can be made of that",
                "say what the value is",
            ),
            Schema::AnyOf => Words::new(
                "schema-any-of",
                "a value of `anyOf` may fit several branches at once, and no type can hold that",
                "use `oneOf` for alternatives, `allOf` for parts, or one schema with optional properties",
            ),
            Schema::NameTooLong { limit } => Words::new(
                "schema-name-too-long",
                format!("this name of a schema is longer than {limit} characters"),
                "give the schema a short name; it becomes that of a type",
            ),
            Schema::Discriminator { branches: true } => Words::new(
                "schema-discriminator",
                "`discriminator` is not supported: the branches would be tried in their order",
                "leave it out, and give the property an `enum` of one value in each branch",
            ),
            Schema::Discriminator { branches: false } => Words::new(
                "schema-discriminator",
                "`discriminator` is not supported: of a schema that extends this one, only what stands here would be read",
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
                    "these alternatives are more than the {limit} that are told apart, or have too many \
                     properties in common"
                ),
                "describe the value as an object of the properties that all have, or as free-form JSON",
            ),
            Schema::DecimalBelowOneOf => Words::new(
                "decimal-below-one-of",
                "an exact decimal cannot be read below `oneOf`: its digits would go through binary floating point",
                "use `integer`, or one schema with optional properties instead of `oneOf`",
            ),
            Schema::JsonBelowOneOf => Words::new(
                "json-below-one-of",
                "free-form JSON cannot be kept as it came below `oneOf`",
                "describe the value, or use one schema with optional properties instead of `oneOf`",
            ),
            Schema::ContainsItself { name } => Words::new(
                "schema-contains-itself",
                format!(
                    "{} is a part or an alternative of itself, with no property or item in between",
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
                "nothing says what the list holds",
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
                "`null` is listed, and the schema is not nullable",
                "remove it from `enum`, or add `nullable: true`",
            ),
            Schema::RequiredUnknown { name, meant } => Words::new(
                "required-unknown",
                format!(
                    "{} is required, and no property has this name",
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
                    "`{keyword}` belongs to {belongs}, and the type is `{found}`, so it would be overlooked"
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
