//! What generated code calls. **Outside of semantic versioning**: it is public because generated
//! code in other crates needs it, and it changes together with the generator.

mod body;
mod call;
mod fields;
mod lists;
mod query;

pub use progenitor_client;
pub use reqwest;

pub use body::{form_body, json_body};
pub use call::Call;
pub use fields::{AtMostOne, NullIsEmpty, OneOrMany, Spelling, first, required};
pub use lists::{list, map, one, one_or_many};
pub use query::{QueryParam, path_segment};

/// What `Debug` of a generated type prints in place of a field marked secret or personal.
pub fn redacted() -> impl std::fmt::Debug {
    format_args!("[redacted]")
}

/// Begins what the functions of this module say of a request that cannot be sent.
const OURS: &str = "smart-api: ";

fn refused(said: &'static str) -> progenitor_client::Error<()> {
    progenitor_client::Error::InvalidRequest(format!("{OURS}{said}"))
}
