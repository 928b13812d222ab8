//! The names of fields.

use std::borrow::Cow;

use serde::Deserialize;

/// The name of a field. A name without escapes is borrowed.
#[derive(Deserialize)]
#[serde(transparent)]
pub struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

impl Key<'_> {
    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the name as text of its own.
    pub fn into_owned(self) -> String {
        self.0.into_owned()
    }
}
