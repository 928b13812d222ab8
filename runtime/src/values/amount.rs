//! An exact decimal number, for money and for every other number that is not whole.

use std::fmt;
use std::str::FromStr;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::de::{Error as _, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use super::{Malformed, raw};

/// An exact decimal number. It holds at most 28 significant digits and at most 28 places after the
/// point.
///
/// - It is read from a JSON number or from text that holds one, and written as a number.
/// - The digits stay as they were read: `0.740` is written back as `0.740`, an exponent is written
///   out (`1.5e3` as `1500`). A number with more digits is an error, never rounded.
/// - It never passes through binary floating point: there is no conversion from or to `f64`.
/// - Two amounts are equal when their values are: `1.0 == 1.00`.
/// - Arithmetic is exact or says that it cannot be: the `checked_…` methods return `None` rather
///   than round. Where rounding is wanted it is named: [`Amount::rounded`], [`Amount::divided`].
///
/// ```
/// use smart_runtime::Amount;
///
/// let price: Amount = "0.740".parse()?;
/// assert_eq!(price.to_string(), "0.740");
/// assert_eq!(price.checked_mul(Amount::from(3)), Some("2.22".parse()?));
/// # Ok::<(), smart_runtime::Malformed>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Amount(Decimal);

/// The direction in which digits that do not fit are rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rounding {
    /// Half away from zero, as in most invoices: `0.125` to two places is `0.13`.
    HalfUp,
    /// Half to the even digit, as banks do: `0.125` to two places is `0.12`.
    HalfEven,
    /// Towards zero: `0.129` to two places is `0.12`.
    Down,
    /// Away from zero: `0.121` to two places is `0.13`.
    Up,
}

const EXPECTED: &str = "a decimal number of at most 28 significant digits";
const MOST_DIGITS: usize = 28;
const MOST_PLACES: u32 = 28;

impl Amount {
    /// Zero.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// Creates an amount of `units` of the last of `places` digits after the point:
    /// `Amount::new(740, 3)` is `0.740`.
    ///
    /// # Errors
    /// Returns an error if there are more than 28 significant digits or places.
    pub fn new(units: i128, places: u32) -> Result<Self, Malformed> {
        let digits = units
            .unsigned_abs()
            .checked_ilog10()
            .map_or(0, |log| log + 1);
        if digits > MOST_DIGITS as u32 || places > MOST_PLACES {
            return Err(Malformed::new(EXPECTED));
        }
        Decimal::try_from_i128_with_scale(units, places)
            .map(Self)
            .map_err(|_| Malformed::new(EXPECTED))
    }

    /// Returns the sum, or `None` if 28 digits cannot hold it.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let places = self.0.scale().max(other.0.scale());
        Self::exact(self.0.checked_add(other.0)?, places)
    }

    /// Returns the difference, or `None` if 28 digits cannot hold it.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        let places = self.0.scale().max(other.0.scale());
        Self::exact(self.0.checked_sub(other.0)?, places)
    }

    /// Returns the product, or `None` if 28 digits cannot hold it.
    #[must_use]
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        let places = self.0.scale() + other.0.scale();
        Self::exact(self.0.checked_mul(other.0)?, places)
    }

    /// Returns the sum of all amounts, or `None` if 28 digits cannot hold it. The sum of none is
    /// zero.
    pub fn checked_sum(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        amounts
            .into_iter()
            .try_fold(Self::ZERO, |sum, amount| sum.checked_add(amount))
    }

    /// Returns the quotient with `places` digits after the point, rounded by `rounding`. Returns
    /// `None` for a division by zero, or if 28 digits cannot hold the quotient.
    #[must_use]
    pub fn divided(self, divisor: Self, places: u32, rounding: Rounding) -> Option<Self> {
        // The division uses whole numbers, so that only one rounding takes place.
        let (dividend, by) = (self.0.mantissa(), divisor.0.mantissa());
        let shift = i64::from(places) + i64::from(divisor.0.scale()) - i64::from(self.0.scale());
        let power = 10_i128.checked_pow(u32::try_from(shift.abs()).ok()?)?;
        let (dividend, by) = if shift >= 0 {
            (dividend.checked_mul(power)?, by)
        } else {
            (dividend, by.checked_mul(power)?)
        };
        let quotient = dividend.checked_div(by)?;
        let rest = dividend.checked_rem(by)?;
        let twice = rest.unsigned_abs().checked_mul(2)?.cmp(&by.unsigned_abs());
        let away = match rounding {
            Rounding::HalfUp => twice.is_ge(),
            Rounding::HalfEven => twice.is_gt() || (twice.is_eq() && quotient % 2 != 0),
            Rounding::Down => false,
            Rounding::Up => rest != 0,
        };
        let sign = if (dividend < 0) == (by < 0) { 1 } else { -1 };
        Self::new(quotient + if away { sign } else { 0 }, places).ok()
    }

    /// Returns the amount with at most `places` digits after the point.
    #[must_use]
    pub fn rounded(self, places: u32, rounding: Rounding) -> Self {
        let strategy = match rounding {
            Rounding::HalfUp => RoundingStrategy::MidpointAwayFromZero,
            Rounding::HalfEven => RoundingStrategy::MidpointNearestEven,
            Rounding::Down => RoundingStrategy::ToZero,
            Rounding::Up => RoundingStrategy::AwayFromZero,
        };
        Self(self.0.round_dp_with_strategy(places, strategy))
    }

    /// Returns the number of digits after the point.
    pub fn places(self) -> u32 {
        self.0.scale()
    }

    /// Returns true if the value is zero.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Returns true if the value is below zero.
    pub fn is_negative(self) -> bool {
        self.0.is_sign_negative() && !self.0.is_zero()
    }

    /// Returns `result` if it is exact. When digits run out, the library rounds silently: its
    /// result then has too few places, or more digits than an amount may have.
    fn exact(result: Decimal, places: u32) -> Option<Self> {
        let digits = result.mantissa().unsigned_abs().checked_ilog10();
        let fits = digits.is_none_or(|log| (log as usize) < MOST_DIGITS);
        (fits && result.scale() == places).then_some(Self(result))
    }

    fn parse(text: &str) -> Option<Self> {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (digits, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = match digits.split_once('.') {
            Some((_, "")) => return None,
            Some((whole, fraction)) => (whole, fraction),
            None => (digits, ""),
        };
        if whole.is_empty() {
            return None;
        }
        let mut units: i128 = 0;
        let mut significant = 0;
        for digit in whole.bytes().chain(fraction.bytes()) {
            if !digit.is_ascii_digit() {
                return None;
            }
            significant += usize::from(significant > 0 || digit != b'0');
            if significant > MOST_DIGITS {
                return None;
            }
            units = units * 10 + i128::from(digit - b'0');
        }
        let places = i32::try_from(fraction.len()).ok()?.checked_sub(exponent)?;
        if places < 0 {
            let power = 10_i128.checked_pow(places.unsigned_abs())?;
            units = units.checked_mul(power)?;
        }
        let mut amount = Self::new(units, u32::try_from(places.max(0)).ok()?).ok()?;
        amount.0.set_sign_negative(negative);
        Some(amount)
    }
}

impl FromStr for Amount {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        Self::parse(text).ok_or(Malformed::new(EXPECTED))
    }
}

impl fmt::Display for Amount {
    /// Writes all digits, without an exponent.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl fmt::Debug for Amount {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

macro_rules! from_whole {
    ($($whole:ty)*) => {$(
        impl From<$whole> for Amount {
            fn from(whole: $whole) -> Self {
                Self(Decimal::from(whole))
            }
        }
    )*};
}

from_whole!(i8 i16 i32 i64 u8 u16 u32 u64);

impl From<Amount> for Decimal {
    fn from(amount: Amount) -> Self {
        amount.0
    }
}

impl TryFrom<Decimal> for Amount {
    type Error = Malformed;

    fn try_from(decimal: Decimal) -> Result<Self, Malformed> {
        Self::new(decimal.mantissa(), decimal.scale())
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.to_string())
            .map_err(serde::ser::Error::custom)?
            .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = raw::text(deserializer)?;
        raw::number(&raw)
            .parse()
            .map_err(|_| D::Error::invalid_value(Unexpected::Other("another value"), &EXPECTED))
    }
}
