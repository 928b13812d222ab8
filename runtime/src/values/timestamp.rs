//! An instant as RFC 3339 writes it.

use std::fmt;
use std::str::FromStr;

use serde::de::{Error as _, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Date, Malformed, Time};

/// A date and time with a zone, as RFC 3339 writes it (`2025-01-21T10:00:00.5+03:00`). The text
/// stays as it was read. A time without a zone is a [`LocalDateTime`](super::LocalDateTime).
///
/// Two values are equal if their texts are equal.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Timestamp(String);

const EXPECTED: &str = "a date and time as in RFC 3339";

impl Timestamp {
    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the seconds since 1970-01-01 00:00:00 UTC, without the fraction.
    pub fn to_unix_seconds(&self) -> i64 {
        // Every value was parsed when it was created, so this cannot fail.
        unix_seconds(&self.0).unwrap_or_default()
    }
}

fn unix_seconds(text: &str) -> Option<i64> {
    let (date, rest) = text.split_at_checked(10)?;
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let (time, rest) = rest.split_at_checked(8)?;
    let date: Date = date.parse().ok()?;
    // A leap second is written as second 60, which [`Time`](super::Time) does not have.
    let (time, leap) = match time.strip_suffix(":60") {
        Some(minute) => (format!("{minute}:59").parse::<Time>().ok()?, 1),
        None => (time.parse::<Time>().ok()?, 0),
    };
    let zone = match rest.strip_prefix('.') {
        Some(fraction) => {
            let zone = fraction.trim_start_matches(|digit: char| digit.is_ascii_digit());
            (zone.len() < fraction.len()).then_some(zone)?
        }
        None => rest,
    };
    let offset = match zone {
        "Z" | "z" => 0,
        _ => {
            let (sign, hours_minutes) = match zone.split_at_checked(1)? {
                ("+", rest) => (1, rest),
                ("-", rest) => (-1, rest),
                _ => return None,
            };
            sign * format!("{hours_minutes}:00")
                .parse::<Time>()
                .ok()?
                .seconds()
        }
    };
    Some(date.unix_days() * 86_400 + time.seconds() + leap - offset)
}

impl FromStr for Timestamp {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        match unix_seconds(text) {
            Some(_) => Ok(Self(text.to_owned())),
            None => Err(Malformed::new(EXPECTED)),
        }
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        match unix_seconds(&text) {
            Some(_) => Ok(Self(text)),
            None => Err(D::Error::invalid_value(
                Unexpected::Other("other text"),
                &EXPECTED,
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Timestamp;

    #[test]
    fn the_text_is_kept_and_the_instant_known() {
        for (text, seconds) in [
            ("1970-01-01T00:00:00Z", 0),
            ("2025-01-21t10:00:00.500+03:00", 1_737_442_800),
            ("2025-01-21 02:30:00-04:30", 1_737_442_800),
            ("2016-12-31T23:59:60Z", 1_483_228_800),
        ] {
            let read: Timestamp = serde_json::from_str(&format!("\"{text}\"")).unwrap();
            assert_eq!(read.to_unix_seconds(), seconds, "{text}");
            assert_eq!(serde_json::to_string(&read).unwrap(), format!("\"{text}\""));
        }
    }

    #[test]
    fn what_is_not_rfc_3339_is_refused() {
        for text in [
            "2025-01-21T10:00:00",
            "2025-01-21T10:00:00.Z",
            "2025-02-29T10:00:00Z",
            "2025-01-21T24:00:00Z",
            "2025-01-21T10:00:00+3:00",
            "2025-01-21é0:00:00Z",
            "",
        ] {
            assert!(text.parse::<Timestamp>().is_err(), "{text}");
        }
    }
}
