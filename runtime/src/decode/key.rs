//! The names of fields.

use std::borrow::Cow;

use serde::Deserialize;

/// The name of a field, borrowed where it is written without escapes.
#[derive(Deserialize)]
#[serde(transparent)]
pub struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

impl Key<'_> {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name, to be kept.
    pub fn into_owned(self) -> String {
        self.0.into_owned()
    }
}
