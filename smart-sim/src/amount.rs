//! Exact decimal amounts. Their digits stay as written, without a binary float in between.

use std::fmt;
use std::ops::{AddAssign, SubAssign};
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::de::{self, Deserialize, Deserializer, Visitor};

/// An exact amount of money in the currency of the policy, or a quantity.
///
/// An amount has at most 28 significant digits and keeps them: `0.740` stays `0.740`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(Decimal);

/// The error of a text that is no decimal number, or has more than 28 significant digits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a decimal number of at most 28 digits")]
pub struct NotAnAmount;

impl Amount {
    /// The amount 0.
    pub const ZERO: Amount = Amount(Decimal::ZERO);

    /// Returns the product, such as quantity times unit price, or `None` on overflow.
    pub(crate) fn times(self, other: Amount) -> Option<Amount> {
        self.0.checked_mul(other.0).map(Amount)
    }

    /// Returns the sum, or `None` on overflow.
    pub(crate) fn plus(self, other: Amount) -> Option<Amount> {
        self.0.checked_add(other.0).map(Amount)
    }

    /// Returns the difference, or `None` on overflow.
    pub(crate) fn minus(self, other: Amount) -> Option<Amount> {
        self.0.checked_sub(other.0).map(Amount)
    }
}

impl FromStr for Amount {
    type Err = NotAnAmount;

    fn from_str(text: &str) -> Result<Amount, NotAnAmount> {
        let plain = !text.contains(['e', 'E']);
        // `from_str_exact` accepts `_` between digits. No wire format has it.
        if text.contains('_') {
            return Err(NotAnAmount);
        }
        let read = if plain {
            Decimal::from_str_exact(text)
        } else {
            Decimal::from_scientific(text)
        };
        read.map(Amount).map_err(|_| NotAnAmount)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl AddAssign for Amount {
    fn add_assign(&mut self, other: Amount) {
        self.0 = self.0.saturating_add(other.0);
    }
}

impl SubAssign for Amount {
    fn sub_assign(&mut self, other: Amount) {
        self.0 = self.0.saturating_sub(other.0);
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Amount, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Amount;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an amount such as 1500.00")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Amount, E> {
                text.parse().map_err(E::custom)
            }
        }
        // A reader that is asked for text keeps the digits of a number.
        input.deserialize_str(Text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_keeps_its_digits() {
        for text in [
            "0.740",
            "0",
            "1500.00",
            "-3.10",
            "79228162514264337593543950335",
        ] {
            assert_eq!(text.parse::<Amount>().unwrap().to_string(), text);
        }
        assert_eq!("1e2".parse::<Amount>().unwrap().to_string(), "100");
    }

    #[test]
    fn what_cannot_be_kept_is_refused() {
        for text in [
            "",
            "1_000",
            "0x10",
            "1e999",
            "0.00000000000000000000000000001",
            "NaN",
            "1,5",
        ] {
            assert_eq!(text.parse::<Amount>(), Err(NotAnAmount), "{text}");
        }
    }
}
