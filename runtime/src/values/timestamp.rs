//! A date and time with a zone, as RFC 3339 writes it and as answers have it.

use std::fmt;
use std::str::FromStr;

use serde::de::{Error as _, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Date, LocalDateTime, Malformed, Time};

/// A date and time with a zone, as RFC 3339 writes it (`2025-01-21T10:00:00.5+03:00`). The text
/// stays as it was read, and is sent as it was read.
///
/// - A caller parses RFC 3339 alone.
/// - An answer may leave out the zone or the seconds. It may write the zone as `+0300`, `+03` or `UTC`.
///   Blanks may stand for the `T` and before the zone, and a comma before the fraction.
/// - Without a zone the instant is not known: [`Timestamp::offset`] and
///   [`Timestamp::to_unix_seconds`] are `None`. A caller who knows the zone names it in
///   [`Timestamp::to_unix_seconds_at`].
/// - Two values are equal if their texts are equal.
///
/// ```
/// use smart_runtime::Timestamp;
///
/// let opened: Timestamp = "2025-01-21T10:00:00.5+03:00".parse()?;
/// assert_eq!(opened.to_unix_seconds(), Some(1_737_442_800));
/// assert!("2025-01-21T10:00:00".parse::<Timestamp>().is_err());
/// # Ok::<(), smart_runtime::Malformed>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Timestamp {
    text: String,
    written: Written,
}

/// The date and time that a text writes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Written {
    local: LocalDateTime,
    /// Whether it is a leap second. It is written as second 60, which [`Time`] does not have.
    leap: bool,
    /// The seconds by which the zone is ahead of UTC.
    offset: Option<i32>,
    /// Whether the text is as RFC 3339 wants it.
    strict: bool,
}

impl Timestamp {
    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the date and the time of day that the text writes, without zone and fraction. A leap
    /// second, 60, counts as 59.
    pub fn local(&self) -> LocalDateTime {
        self.written.local
    }

    /// Returns the seconds by which the zone is ahead of UTC, or `None` if the text has no zone.
    pub fn offset(&self) -> Option<i32> {
        self.written.offset
    }

    /// Returns the seconds since 1970-01-01 00:00:00 UTC, without the fraction. Returns `None` if
    /// the text has no zone, for then the instant is not known.
    pub fn to_unix_seconds(&self) -> Option<i64> {
        self.offset().map(|offset| self.to_unix_seconds_at(offset))
    }

    /// Returns the same seconds. If the text has no zone, `offset` is taken for it: the seconds by
    /// which the caller says that the server's clock is ahead of UTC. A zone in the text comes first.
    pub fn to_unix_seconds_at(&self, offset: i32) -> i64 {
        let Written { local, leap, .. } = self.written;
        let offset = self.offset().unwrap_or(offset);
        local.to_clock_seconds() + i64::from(leap) - i64::from(offset)
    }

    fn read(text: String) -> Result<Self, String> {
        match written(&text) {
            Some(written) => Ok(Self { text, written }),
            None => Err(text),
        }
    }
}

/// Returns what a text writes, as RFC 3339 wants it or as answers have it.
fn written(text: &str) -> Option<Written> {
    let (date, rest) = text.split_at_checked(10)?;
    let (separator, rest) = rest.split_at_checked(1)?;
    let date: Date = date.parse().ok()?;
    let mut strict = match separator {
        "T" | "t" => true,
        " " => false,
        _ => return None,
    };
    let (minutes, rest) = rest.split_at_checked(5)?;
    let (seconds, zone) = match rest.strip_prefix(':') {
        Some(rest) => {
            let (seconds, rest) = rest.split_at_checked(2)?;
            strict &= !rest.starts_with(',');
            (seconds, without_fraction(rest)?)
        }
        None => {
            strict = false;
            ("00", rest)
        }
    };
    let leap = seconds == "60";
    let seconds = if leap { "59" } else { seconds };
    let time: Time = format!("{minutes}:{seconds}").parse().ok()?;
    let (offset, is_strict_zone) = zone_offset(zone)?;
    Some(Written {
        local: date.at(time),
        leap,
        offset,
        strict: strict && is_strict_zone,
    })
}

/// Returns a text without the fraction of a second at its start.
fn without_fraction(text: &str) -> Option<&str> {
    let Some(fraction) = text.strip_prefix(['.', ',']) else {
        return Some(text);
    };
    let rest = fraction.trim_start_matches(|digit: char| digit.is_ascii_digit());
    (rest.len() < fraction.len()).then_some(rest)
}

/// Returns the seconds by which a zone is ahead of UTC, if the text has one, and whether RFC 3339
/// writes it so.
fn zone_offset(text: &str) -> Option<(Option<i32>, bool)> {
    let zone = text.trim_start_matches(' ');
    let is_next = zone.len() == text.len();
    match zone {
        "" => return is_next.then_some((None, false)),
        "Z" | "z" => return Some((Some(0), is_next)),
        "UTC" | "GMT" => return Some((Some(0), false)),
        _ => {}
    }
    let (sign, digits) = match zone.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let (hours, rest) = digits.split_at_checked(2)?;
    let minutes = match rest {
        "" => "00",
        rest => rest.strip_prefix(':').unwrap_or(rest),
    };
    let time: Time = format!("{hours}:{minutes}:00").parse().ok()?;
    let seconds = i32::try_from(time.seconds()).ok()?;
    Some((Some(sign * seconds), is_next && rest.starts_with(':')))
}

impl FromStr for Timestamp {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        match Self::read(text.to_owned()) {
            Ok(read) if read.written.strict => Ok(read),
            _ => Err(Malformed::new("a date and time as in RFC 3339")),
        }
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(String::deserialize(deserializer)?).map_err(|_| {
            D::Error::invalid_value(Unexpected::Other("other text"), &"a date and time")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Timestamp;

    fn read(text: &str) -> Result<Timestamp, serde_json::Error> {
        serde_json::from_str(&format!("\"{text}\""))
    }

    #[test]
    fn the_text_is_kept_and_the_instant_known() {
        for (text, seconds) in [
            ("1970-01-01T00:00:00Z", 0),
            ("2025-01-21t10:00:00.500+03:00", 1_737_442_800),
            ("2025-01-21T02:30:00-04:30", 1_737_442_800),
            ("2016-12-31T23:59:60Z", 1_483_228_800),
            ("2025-01-21T07:00:00-00:00", 1_737_442_800),
        ] {
            let value = read(text).unwrap();
            assert_eq!(value.to_unix_seconds(), Some(seconds), "{text}");
            // A zone in the text comes before the caller's.
            assert_eq!(value.to_unix_seconds_at(3600), seconds, "{text}");
            assert_eq!(
                serde_json::to_string(&value).unwrap(),
                format!("\"{text}\"")
            );
            assert_eq!(text.parse::<Timestamp>().unwrap(), value);
        }
    }

    #[test]
    fn an_answer_may_write_the_zone_in_another_way_and_a_caller_may_not() {
        for text in [
            "2025-01-21T10:00:00+0300",
            "2025-01-21T10:00:00.5+03",
            "2025-01-21 10:00:00+03:00",
            "2025-01-21 10:00:00 +0300",
            "2025-01-21T10:00:00,5 +03:00",
            "2025-01-21T10:00+03:00",
            "2025-01-21 07:00:00 UTC",
            "2025-01-21T07:00:00 Z",
        ] {
            let value = read(text).unwrap();
            assert_eq!(value.to_unix_seconds(), Some(1_737_442_800), "{text}");
            assert_eq!(
                serde_json::to_string(&value).unwrap(),
                format!("\"{text}\"")
            );
            assert!(text.parse::<Timestamp>().is_err(), "{text}");
        }
    }

    #[test]
    fn without_a_zone_the_caller_names_it() {
        for text in [
            "2025-01-21T10:00:00",
            "2025-01-21 10:00:00.25",
            "2025-01-21T10:00",
        ] {
            let value = read(text).unwrap();
            assert_eq!(
                (value.offset(), value.to_unix_seconds()),
                (None, None),
                "{text}"
            );
            assert_eq!(value.local().to_string(), "2025-01-21 10:00:00");
            assert_eq!(value.to_unix_seconds_at(3 * 3600), 1_737_442_800, "{text}");
            assert_eq!(value.to_unix_seconds_at(0), 1_737_453_600, "{text}");
            assert_eq!(
                serde_json::to_string(&value).unwrap(),
                format!("\"{text}\"")
            );
            assert!(text.parse::<Timestamp>().is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_and_time_is_refused() {
        for text in [
            "2025-01-21T10:00:00.Z",
            "2025-02-29T10:00:00Z",
            "2025-01-21T24:00:00Z",
            "2025-01-21T10:00:00+3:00",
            "2025-01-21T10:00:00+030",
            "2025-01-21T10:00:00+03:",
            "2025-01-21T10:00:00+03:60",
            "2025-01-21T10:00:00 ",
            "2025-01-21T10:00:00 EAT",
            "2025-01-21T10Z",
            "2025-01-21",
            "2025-01-21é0:00:00Z",
            "10:00:00",
            "",
        ] {
            assert!(read(text).is_err(), "{text}");
            assert!(text.parse::<Timestamp>().is_err(), "{text}");
        }
    }
}
