//! Problems of security schemes and requirements.

use super::{Words, quoted};

/// A problem of a security scheme or requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the words of each kind say what its fields are"
)]
pub enum Access {
    /// A requirement of a scheme that does not exist.
    Unknown { name: String, meant: Option<String> },
    /// A scheme without a key that its type needs.
    Incomplete {
        key: &'static str,
        scheme_type: String,
    },
    /// A credential in a cookie.
    Cookie { name: String },
    /// A scheme of HTTP that is not supported.
    HttpScheme { scheme: String },
    /// Two credentials for one header.
    Clash { names: Vec<String> },
}

impl Access {
    pub(super) fn words(&self) -> Words {
        match self {
            Access::Unknown { name, meant } => Words::new(
                "security-unknown",
                format!(
                    "no security scheme is called {}, so the client would send no credential",
                    quoted(name)
                ),
                match meant {
                    Some(meant) => format!("did you mean {}?", quoted(meant)),
                    None => "describe it under `components/securitySchemes`".to_owned(),
                },
            ),
            Access::Incomplete { key, scheme_type } => Words::new(
                "security-incomplete",
                format!("a security scheme of type `{scheme_type}` needs `{key}`"),
                format!("add `{key}`"),
            ),
            Access::Cookie { name } => Words::new(
                "security-cookie",
                format!("{} is a cookie, and the client keeps none", quoted(name)),
                "describe another way to authenticate",
            ),
            Access::HttpScheme { scheme } => Words::new(
                "security-http-scheme",
                format!("the HTTP scheme {} is not supported", quoted(scheme)),
                "use `basic` or `bearer`",
            ),
            Access::Clash { names } => Words::new(
                "security-clash",
                format!(
                    "one requirement asks for `{}`, which travel in the same place",
                    names.join("` and `")
                ),
                "write them as alternatives: one list item for each",
            ),
        }
    }
}
