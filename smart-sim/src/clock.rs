//! Time: a virtual clock, and instants in Smart's written form.

use std::fmt;
use std::str::FromStr;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat};
use serde::de::{Deserialize, Deserializer, Error as _};

/// The offset of East Africa Time from UTC, in seconds.
const EAST_AFRICA: i32 = 3 * 60 * 60;
const FORMAT: &str = "%Y-%m-%d %H:%M:%S";
/// 9999-12-31T20:59:59Z, the last instant that fits Smart's format, in milliseconds.
const LAST: i64 = 253_402_289_999_000;

/// An instant, to the millisecond.
///
/// The text has Smart's form: `YYYY-MM-DD HH:MM:SS` in East Africa Time, without a zone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

impl Moment {
    /// Creates an instant from milliseconds since 1970-01-01T00:00:00Z.
    ///
    /// Instants outside of the years 1970 to 9999 become the nearest one inside.
    pub fn from_unix_millis(millis: i64) -> Moment {
        Moment(millis.clamp(0, LAST))
    }

    /// Returns the milliseconds since 1970-01-01T00:00:00Z.
    pub fn unix_millis(self) -> i64 {
        self.0
    }

    /// Returns the whole seconds since 1970-01-01T00:00:00Z.
    pub fn unix_seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// Returns the instant that is later by `time`.
    pub fn after(self, time: Duration) -> Moment {
        let millis = i64::try_from(time.as_millis()).unwrap_or(i64::MAX);
        Moment::from_unix_millis(self.0.saturating_add(millis))
    }

    /// Returns the instant that is earlier by `time`.
    pub fn before(self, time: Duration) -> Moment {
        let millis = i64::try_from(time.as_millis()).unwrap_or(i64::MAX);
        Moment::from_unix_millis(self.0.saturating_sub(millis))
    }

    /// Returns the instant in RFC 3339 and UTC, the form of Spring's failure bodies.
    pub fn to_rfc3339(self) -> String {
        DateTime::from_timestamp_millis(self.0)
            .map(|utc| utc.to_rfc3339_opts(SecondsFormat::Millis, false))
            .unwrap_or_default()
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let zone = FixedOffset::east_opt(EAST_AFRICA);
        let local = DateTime::from_timestamp_millis(self.0).zip(zone);
        match local {
            Some((utc, zone)) => utc.with_timezone(&zone).format(FORMAT).fmt(f),
            None => write!(f, "{} ms", self.0),
        }
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self} EAT")
    }
}

/// The error of a text that is no instant in Smart's form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a time like 2024-05-30 15:20:57 (East Africa Time, 1970 to 9999)")]
pub struct NotAMoment;

impl FromStr for Moment {
    type Err = NotAMoment;

    fn from_str(text: &str) -> Result<Moment, NotAMoment> {
        let civil = NaiveDateTime::parse_from_str(text, FORMAT).map_err(|_| NotAMoment)?;
        // `chrono` accepts numbers without their leading zero.
        if civil.format(FORMAT).to_string() != text {
            return Err(NotAMoment);
        }
        let millis = civil.and_utc().timestamp_millis() - i64::from(EAST_AFRICA) * 1000;
        if (0..=LAST).contains(&millis) {
            Ok(Moment(millis))
        } else {
            Err(NotAMoment)
        }
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Moment, D::Error> {
        String::deserialize(input)?
            .parse()
            .map_err(D::Error::custom)
    }
}

/// Returns whether a text is a day, `YYYY-MM-DD`.
pub(crate) fn is_date(text: &str) -> bool {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok_and(|date| date.to_string() == text)
}

/// Returns whether a text is a time of day, `HH:MM:SS`.
pub(crate) fn is_time(text: &str) -> bool {
    NaiveTime::parse_from_str(text, "%H:%M:%S").is_ok_and(|time| time.to_string() == text)
}

/// The clock of the simulator.
#[derive(Clone, Debug)]
pub(crate) struct Clock {
    origin: Moment,
    /// The machine's time at the origin. A clock that stands still has none.
    started: Option<Instant>,
}

impl Clock {
    /// Creates a clock that shows `start`, or else the machine's time. A frozen clock stands still.
    pub(crate) fn new(start: Option<Moment>, frozen: bool) -> Clock {
        let machine = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let origin = start.unwrap_or(Moment(0).after(machine));
        Clock {
            origin,
            started: (!frozen).then(Instant::now),
        }
    }

    pub(crate) fn now(&self) -> Moment {
        self.origin
            .after(self.started.map(|at| at.elapsed()).unwrap_or_default())
    }

    /// Moves the clock forward.
    pub(crate) fn advance(&mut self, time: Duration) {
        self.origin = self.origin.after(time);
    }

    /// Sets the clock to any time, earlier or later.
    pub(crate) fn set(&mut self, moment: Moment) {
        self.origin = moment;
        self.started = self.started.map(|_| Instant::now());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn smarts_form_is_east_africa_time() {
        let moment: Moment = "2024-05-30 15:20:57".parse().unwrap();
        assert_eq!(moment.unix_seconds(), 1_717_071_657);
        assert_eq!(moment.to_string(), "2024-05-30 15:20:57");
        assert_eq!(moment.to_rfc3339(), "2024-05-30T12:20:57.000+00:00");
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in [
            "",
            "2024-05-30",
            "2024-05-30T15:20:57",
            "2024-02-30 00:00:00",
            "1970-01-01 00:00:00",
            "2024-5-30 15:20:57",
        ] {
            assert_eq!(text.parse::<Moment>(), Err(NotAMoment), "{text}");
        }
    }

    #[test]
    fn a_frozen_clock_moves_only_when_it_is_told_to() {
        let start: Moment = "2024-05-30 15:20:57".parse().unwrap();
        let mut clock = Clock::new(Some(start), true);
        clock.advance(Duration::from_secs(3));
        assert_eq!(clock.now().to_string(), "2024-05-30 15:21:00");
        clock.set(start);
        assert_eq!(clock.now(), start);
        clock.advance(Duration::MAX);
        assert_eq!(clock.now().to_string(), "9999-12-31 23:59:59");
    }
}
