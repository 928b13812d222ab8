//! An identifier that some deployments send as text and others as a number.

use std::fmt;

use serde::de::{Error as _, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use super::{Amount, raw};

/// Text or a number. It is written back as it was sent, with its kind and its digits.
///
/// ```
/// use smart_runtime::TextOrNumber;
///
/// assert_eq!(TextOrNumber::from("007").as_str(), "007");
/// assert_ne!(TextOrNumber::from("7"), TextOrNumber::from(7));
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextOrNumber {
    text: String,
    number: bool,
}

impl TextOrNumber {
    /// Returns the text, or the digits of the number.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns true if the value is a number on the wire.
    pub fn is_number(&self) -> bool {
        self.number
    }

    /// Returns the value as a number, even if it was sent as text. Returns `None` if it is no
    /// number, or has more digits than an [`Amount`] holds.
    pub fn to_amount(&self) -> Option<Amount> {
        self.text.parse().ok()
    }

    fn of_number(digits: String) -> Self {
        Self {
            text: digits,
            number: true,
        }
    }
}

impl From<String> for TextOrNumber {
    fn from(text: String) -> Self {
        Self {
            text,
            number: false,
        }
    }
}

impl From<&str> for TextOrNumber {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

macro_rules! from_number {
    ($($number:ty)*) => {$(
        impl From<$number> for TextOrNumber {
            fn from(number: $number) -> Self {
                Self::of_number(number.to_string())
            }
        }
    )*};
}

from_number!(i32 i64 u32 u64 Amount);

impl fmt::Display for TextOrNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(formatter)
    }
}

impl fmt::Debug for TextOrNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.number {
            formatter.write_str(&self.text)
        } else {
            self.text.fmt(formatter)
        }
    }
}

impl Serialize for TextOrNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.number {
            RawValue::from_string(self.text.clone())
                .map_err(serde::ser::Error::custom)?
                .serialize(serializer)
        } else {
            serializer.serialize_str(&self.text)
        }
    }
}

impl<'de> Deserialize<'de> for TextOrNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = raw::text(deserializer)?;
        let refused =
            || D::Error::invalid_type(Unexpected::Other("another value"), &"text or a number");
        match raw.get().as_bytes().first() {
            Some(b'"') => serde_json::from_str::<String>(raw.get())
                .map(Self::from)
                .map_err(|_| refused()),
            Some(b'-' | b'0'..=b'9') => Ok(Self::of_number(raw.get().to_owned())),
            _ => Err(refused()),
        }
    }
}
