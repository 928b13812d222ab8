//! A JSON value that the document does not describe.

use std::fmt;
use std::str::FromStr;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use super::{Malformed, raw};
use crate::decode::{self, Mismatch};

/// Any JSON value, kept as the text that the server sent. No digit of it is lost.
///
/// `Debug` prints only the size, because a value that is not described may hold anything. Two
/// values are equal if their texts are equal.
#[derive(Clone)]
pub struct Json(Box<RawValue>);

impl Json {
    /// Returns `value` as JSON.
    ///
    /// # Errors
    /// Returns an error if `value` cannot be written as JSON, such as a map whose keys are not
    /// text.
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Result<Self, Malformed> {
        serde_json::value::to_raw_value(value)
            .map(Self)
            .map_err(|_| Malformed::new("a value that can be written as JSON"))
    }

    /// Returns the JSON text.
    pub fn as_str(&self) -> &str {
        self.0.get()
    }

    /// Reads the value as a `T`.
    ///
    /// # Errors
    /// Returns an error if the value is not a `T`. The error names the place and the expectation,
    /// never the value.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, Mismatch> {
        decode::from_slice(self.0.get().as_bytes())
    }
}

impl FromStr for Json {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        RawValue::from_string(text.to_owned())
            .map(Self)
            .map_err(|_| Malformed::new("JSON"))
    }
}

impl Default for Json {
    /// `null`
    fn default() -> Self {
        Self(RawValue::NULL.to_owned())
    }
}

impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Json {}

impl fmt::Debug for Json {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Json([{} bytes])", self.as_str().len())
    }
}

impl fmt::Display for Json {
    /// Writes the JSON text.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl From<serde_json::Value> for Json {
    fn from(value: serde_json::Value) -> Self {
        // `Value` always prints JSON, so this cannot fail.
        value.to_string().parse().unwrap_or_default()
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        raw::text(deserializer).map(Self)
    }
}
