//! Problems of parameters and of the headers of every call.

use super::{Words, quoted};

/// A problem of a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the words of each kind say what its fields are"
)]
pub enum Parameter {
    /// One parameter twice in a list.
    Twice { name: String, location: String },
    /// A cookie.
    Cookie { name: String },
    /// Described by a media type.
    Content { name: String },
    /// Not described at all.
    NoSchema { name: String },
    /// Described twice.
    SchemaAndContent { name: String },
    /// A path parameter that may be missing.
    OptionalInPath { name: String },
    /// A way of writing that cannot be generated.
    Style {
        style: String,
        location: String,
        why: &'static str,
    },
    /// A list where only one value has its place.
    List { name: String, location: String },
    /// `allowReserved`.
    AllowReserved { name: String },
    /// A header that a caller cannot set.
    Header { name: String, why: &'static str },
    /// A name that no header can have.
    HeaderName { name: String },
    /// A header that the client sends with every call.
    ClientHeader { name: String },
}

impl Parameter {
    pub(super) fn words(&self) -> Words {
        match self {
            Parameter::Twice { name, location } => Words::new(
                "parameter-twice",
                format!("the {location} parameter {} stands twice", quoted(name)),
                "keep one of them",
            ),
            Parameter::Cookie { name } => Words::new(
                "parameter-cookie",
                format!("{} is a cookie, and the client keeps none", quoted(name)),
                "describe it as a header, or leave it out",
            ),
            Parameter::Content { name } => Words::new(
                "parameter-content",
                format!(
                    "{} is described by a media type, which is not supported",
                    quoted(name)
                ),
                "describe it by `schema`",
            ),
            Parameter::NoSchema { name } => Words::new(
                "parameter-without-schema",
                format!("the parameter {} has no `schema`", quoted(name)),
                "add `schema`",
            ),
            Parameter::SchemaAndContent { name } => Words::new(
                "parameter-schema-and-content",
                format!("{} is described by `schema` and by `content`", quoted(name)),
                "keep `schema`",
            ),
            Parameter::OptionalInPath { name } => Words::new(
                "path-parameter-optional",
                format!(
                    "the path parameter {} is optional, but a path cannot leave it out",
                    quoted(name)
                ),
                "add `required: true`",
            ),
            Parameter::Style {
                style,
                location,
                why,
            } => Words::new(
                "parameter-style",
                format!("the style `{style}` in the {location} {why}"),
                "use the style that is the default there",
            ),
            Parameter::List { name, location } => Words::new(
                "parameter-list",
                format!(
                    "{} is a list in the {location}, where a comma inside a value would look like the end of the value",
                    quoted(name)
                ),
                "describe it as text, and explain the notation in its description",
            ),
            Parameter::AllowReserved { name } => Words::new(
                "parameter-reserved-characters",
                format!(
                    "`allowReserved` would send {} without escapes, which is not supported",
                    quoted(name)
                ),
                "remove `allowReserved`",
            ),
            Parameter::Header { name, why } => Words::new(
                "parameter-header",
                format!("the header {} {why}", quoted(name)),
                "remove the parameter",
            ),
            Parameter::HeaderName { name } => Words::new(
                "header-name",
                format!("no header can be called {}", quoted(name)),
                "use letters, digits and `-`",
            ),
            Parameter::ClientHeader { name } => Words::new(
                "parameter-client-header",
                format!(
                    "the header {} is sent with every call (`x-client-headers`)",
                    quoted(name)
                ),
                "remove it from one of the two places",
            ),
        }
    }
}
