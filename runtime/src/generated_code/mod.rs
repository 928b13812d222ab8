//! The functions and types that generated code calls. **Semantic versioning does not cover them.**
//! They are public because generated code in other crates needs them, and they change together with
//! the generator.

mod alternatives;
mod body;
mod call;
mod encode;
mod fields;
mod lists;

pub use progenitor_client;
pub use reqwest;

pub use crate::decode::Key;
pub use alternatives::Alternatives;
pub use body::{form_body, json_body};
pub use call::{Answer, Call};
pub use encode::path_segment;
pub use fields::{AtMostOne, NullIsEmpty, OneOrMany, Spelling, first, required};
pub use lists::{list, map, one, one_or_many};

/// Returns the text that `Debug` of a generated type prints in place of a secret or personal field.
pub fn redacted() -> impl std::fmt::Debug {
    format_args!("[redacted]")
}

/// The reason why a request cannot be sent. It holds no value. Generated code passes it on as an
/// error of progenitor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused(&'static str);

/// The prefix of every [`Refused`] text. The runtime recognizes its own texts by this prefix.
const OURS: &str = "smart-runtime: ";

impl<E> From<Refused> for progenitor_client::Error<E> {
    fn from(refused: Refused) -> Self {
        Self::InvalidRequest(format!("{OURS}{}", refused.0))
    }
}
