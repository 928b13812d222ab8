//! A number of any size and precision.

use std::fmt;
use std::str::FromStr;

use serde::de::{Error as _, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use super::{Amount, Malformed, raw};

/// A JSON number, kept as the text that was read: no digit is lost, and no number is too large. It
/// is the type of a `number` whose format is `double` or `float`.
///
/// - It is read from a JSON number or from text that holds one, and written as a number with the
///   same text.
/// - [`Number::to_f64`] rounds to binary floating point. [`Number::to_amount`] is exact. Nothing
///   else converts it.
/// - It is always a number. There is no infinity, and no NaN, for JSON has none.
/// - Two values are equal if their texts are equal: `1.0 != 1.00`. Compare what they convert into.
///
/// ```
/// use smart_runtime::Number;
///
/// let read: Number = "1.2345678901234567e-15".parse()?;
/// assert_eq!(read.to_string(), "1.2345678901234567e-15");
/// assert_eq!(read.to_f64(), 1.2345678901234567e-15);
/// assert_eq!(Number::try_from(0.1)?.as_str(), "0.1");
/// assert!(Number::try_from(f64::NAN).is_err());
/// # Ok::<(), smart_runtime::Malformed>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(Box<str>);

const EXPECTED: &str = "a number as JSON writes it";

impl Number {
    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the nearest number of binary floating point. It is infinite for a number beyond the
    /// range of `f64`, and zero for one that is too close to zero.
    pub fn to_f64(&self) -> f64 {
        // The text is a number, which Rust always reads.
        self.0.parse().unwrap_or(f64::NAN)
    }

    /// Returns the same value as a decimal. Returns `None` if an [`Amount`] cannot hold all its
    /// digits.
    pub fn to_amount(&self) -> Option<Amount> {
        self.0.parse().ok()
    }
}

impl FromStr for Number {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let is_number = text.starts_with(|first: char| first == '-' || first.is_ascii_digit())
            && text.ends_with(|last: char| last.is_ascii_digit())
            && serde_json::from_str::<&RawValue>(text).is_ok();
        if is_number {
            Ok(Self(text.into()))
        } else {
            Err(Malformed::new(EXPECTED))
        }
    }
}

macro_rules! from_whole {
    ($($whole:ty)*) => {$(
        impl From<$whole> for Number {
            fn from(whole: $whole) -> Self {
                Self(whole.to_string().into())
            }
        }
    )*};
}

from_whole!(i8 i16 i32 i64 u8 u16 u32 u64);

impl From<Amount> for Number {
    /// Keeps all digits.
    fn from(amount: Amount) -> Self {
        Self(amount.to_string().into())
    }
}

macro_rules! try_from_float {
    ($($float:ty)*) => {$(
        impl TryFrom<$float> for Number {
            type Error = Malformed;

            /// Takes the fewest digits that read back as the same value.
            ///
            /// # Errors
            /// Returns an error for an infinity and for NaN.
            fn try_from(float: $float) -> Result<Self, Malformed> {
                if float.is_finite() {
                    Ok(Self(format!("{float:?}").into()))
                } else {
                    Err(Malformed::new("a finite number"))
                }
            }
        }
    )*};
}

try_from_float!(f32 f64);

impl fmt::Display for Number {
    /// Writes the text, with an exponent if it has one.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.0.to_string())
            .map_err(serde::ser::Error::custom)?
            .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = raw::text(deserializer)?;
        raw::number(&raw)
            .parse()
            .map_err(|_| D::Error::invalid_value(Unexpected::Other("another value"), &EXPECTED))
    }
}
