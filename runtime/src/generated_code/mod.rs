//! What generated code calls. **Outside of semantic versioning**: it is public because generated
//! code in other crates needs it, and it changes together with the generator.

mod body;
mod call;
mod encode;
mod fields;
mod lists;

pub use progenitor_client;
pub use reqwest;

pub use crate::decode::Key;
pub use body::{form_body, json_body};
pub use call::{Answer, Call};
pub use encode::path_segment;
pub use fields::{AtMostOne, NullIsEmpty, OneOrMany, Spelling, first, required};
pub use lists::{list, map, one, one_or_many};

/// What `Debug` of a generated type prints in place of a field marked secret or personal.
pub fn redacted() -> impl std::fmt::Debug {
    format_args!("[redacted]")
}

/// Why a request cannot be sent. It holds no value, and passes through the generated code as one of
/// progenitor's errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused(&'static str);

/// Begins what a [`Refused`] says, so that it is known again.
const OURS: &str = "smart-runtime: ";

impl<E> From<Refused> for progenitor_client::Error<E> {
    fn from(refused: Refused) -> Self {
        Self::InvalidRequest(format!("{OURS}{}", refused.0))
    }
}
