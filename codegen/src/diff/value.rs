//! The kinds of value that a schema describes.

use std::fmt;

/// A kind of value on the wire.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum ValueKind {
    /// Any value: the schema does not restrict it.
    Anything,
    /// Some restricted kind of value, where only the existence of a restriction counts.
    Restricted,
    String,
    Number,
    Integer,
    Boolean,
    /// A string or a number, which `format: text-or-number` describes.
    TextOrNumber,
    Array,
    Object,
    /// An object that has no property in common with the object of the other side.
    ObjectNamed(String),
    /// One of several alternatives.
    OneOf,
    /// A `type` that OpenAPI does not know.
    Unknown(String),
}

/// A kind of value and its format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ValueType {
    pub(crate) kind: ValueKind,
    pub(crate) format: Option<String>,
}

impl ValueKind {
    /// Returns the kind that the keyword `type` names.
    pub(crate) fn of_keyword(name: &str) -> Self {
        match name {
            "string" => Self::String,
            "number" => Self::Number,
            "integer" => Self::Integer,
            "boolean" => Self::Boolean,
            "array" => Self::Array,
            "object" => Self::Object,
            other => Self::Unknown(other.to_owned()),
        }
    }

    /// Returns whether plain text can hold every value without quotes: numbers and booleans.
    pub(crate) fn is_plain(&self) -> bool {
        matches!(self, Self::Number | Self::Integer | Self::Boolean)
    }
}

impl ValueType {
    /// Returns the type without a format.
    pub(crate) fn of_kind(kind: ValueKind) -> Self {
        Self { kind, format: None }
    }
}

impl fmt::Display for ValueKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Anything => "anything",
            Self::Restricted => "a described value",
            Self::String => "string",
            Self::Number => "number",
            Self::Integer => "integer",
            Self::Boolean => "boolean",
            Self::TextOrNumber => "text or number",
            Self::Array => "array",
            Self::Object => "object",
            Self::OneOf => "one of several",
            Self::ObjectNamed(name) | Self::Unknown(name) => name,
        })
    }
}

impl fmt::Display for ValueType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.format {
            Some(format) if self.kind != ValueKind::TextOrNumber => {
                write!(f, "{} ({format})", self.kind)
            }
            _ => self.kind.fmt(f),
        }
    }
}
