//! Dates and times of day as a wall clock shows them, without a time zone.

use std::fmt;
use std::str::FromStr;

use serde::de::{Error as _, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Malformed;

/// A day of the calendar, written `YYYY-MM-DD`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// A time of day, written `HH:MM:SS`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time {
    hour: u8,
    minute: u8,
    second: u8,
}

/// A day and a time of day, written `YYYY-MM-DD HH:MM:SS`: no zone, no `T`.
///
/// The zone of the clock decides which instant this is, and only the API knows the zone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalDateTime {
    date: Date,
    time: Time,
}

const DATE: &str = "a date YYYY-MM-DD";
const TIME: &str = "a time HH:MM:SS";
const DATE_TIME: &str = "a date and time YYYY-MM-DD HH:MM:SS";
const DAY_SECONDS: i64 = 24 * 60 * 60;

impl Date {
    /// Creates a day of the Gregorian calendar. `year` is at most 9999.
    ///
    /// # Errors
    /// Returns an error if there is no such day.
    pub const fn new(year: u16, month: u8, day: u8) -> Result<Self, Malformed> {
        if year > 9999 || month == 0 || month > 12 || day == 0 || day > days_of(year, month) {
            return Err(Malformed::new(DATE));
        }
        Ok(Self { year, month, day })
    }

    /// Returns the year, 0 to 9999.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// Returns the month, 1 to 12.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// Returns the day of the month, from 1.
    pub const fn day(self) -> u8 {
        self.day
    }

    /// Returns this day at `time`.
    pub const fn at(self, time: Time) -> LocalDateTime {
        LocalDateTime { date: self, time }
    }

    /// Returns the days since 1970-01-01, negative before that day.
    pub(crate) fn unix_days(self) -> i64 {
        // Years begin in March here, so that the leap day is the last day of its year.
        let (year, month) = (i64::from(self.year), i64::from(self.month));
        let year = if month <= 2 { year - 1 } else { year };
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(self.day) - 1;
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        // 719,468 days lie between 0000-03-01 and 1970-01-01.
        year * 365 + leap_days + day_of_year - 719_468
    }

    fn from_unix_days(days: i64) -> Result<Self, Malformed> {
        let days = days + 719_468;
        let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let march_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * march_month + 2) / 5 + 1;
        let month = if march_month < 10 {
            march_month + 3
        } else {
            march_month - 9
        };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        let narrowed = (u16::try_from(year), u8::try_from(month), u8::try_from(day));
        match narrowed {
            (Ok(year), Ok(month), Ok(day)) => Self::new(year, month, day),
            _ => Err(Malformed::new(DATE)),
        }
    }
}

impl Time {
    /// Creates a time of day, 00:00:00 to 23:59:59.
    ///
    /// # Errors
    /// Returns an error if there is no such time.
    pub const fn new(hour: u8, minute: u8, second: u8) -> Result<Self, Malformed> {
        if hour > 23 || minute > 59 || second > 59 {
            return Err(Malformed::new(TIME));
        }
        Ok(Self {
            hour,
            minute,
            second,
        })
    }

    /// Returns the hour, 0 to 23.
    pub const fn hour(self) -> u8 {
        self.hour
    }

    /// Returns the minute, 0 to 59.
    pub const fn minute(self) -> u8 {
        self.minute
    }

    /// Returns the second, 0 to 59.
    pub const fn second(self) -> u8 {
        self.second
    }

    /// Returns the seconds since midnight.
    pub(crate) fn seconds(self) -> i64 {
        i64::from(self.hour) * 3600 + i64::from(self.minute) * 60 + i64::from(self.second)
    }
}

impl LocalDateTime {
    /// Creates `date` at `time`.
    pub const fn new(date: Date, time: Time) -> Self {
        Self { date, time }
    }

    /// Returns the day.
    pub const fn date(self) -> Date {
        self.date
    }

    /// Returns the time of day.
    pub const fn time(self) -> Time {
        self.time
    }

    /// Returns the seconds that a clock runs from 1970-01-01 00:00:00 until it shows this time. For
    /// a clock of UTC these are Unix seconds.
    ///
    /// ```
    /// use smart_runtime::LocalDateTime;
    ///
    /// let opened: LocalDateTime = "2025-01-21 10:00:00".parse()?;
    /// assert_eq!(opened.to_clock_seconds(), 1_737_453_600);
    /// assert_eq!(LocalDateTime::from_clock_seconds(1_737_453_600)?, opened);
    /// # Ok::<(), smart_runtime::Malformed>(())
    /// ```
    pub fn to_clock_seconds(self) -> i64 {
        self.date.unix_days() * DAY_SECONDS + self.time.seconds()
    }

    /// Returns the time that a clock shows `seconds` after 1970-01-01 00:00:00. Negative seconds
    /// lie before that time.
    ///
    /// # Errors
    /// Returns an error if the year is not within 0 to 9999.
    pub fn from_clock_seconds(seconds: i64) -> Result<Self, Malformed> {
        let date = Date::from_unix_days(seconds.div_euclid(DAY_SECONDS))
            .map_err(|_| Malformed::new(DATE_TIME))?;
        let second = seconds.rem_euclid(DAY_SECONDS);
        let part = |value: i64| u8::try_from(value).map_err(|_| Malformed::new(DATE_TIME));
        let time = Time::new(
            part(second / 3600)?,
            part(second / 60 % 60)?,
            part(second % 60)?,
        )?;
        Ok(Self { date, time })
    }
}

/// Returns the number of days of a month that exists.
const fn days_of(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Returns the number that exactly `N` digits at `start` form.
fn digits<const N: usize>(text: &[u8], start: usize) -> Option<u16> {
    text.get(start..start + N)?
        .iter()
        .try_fold(0, |value, digit| {
            digit
                .is_ascii_digit()
                .then(|| value * 10 + u16::from(digit - b'0'))
        })
}

fn parse_date(text: &[u8]) -> Option<Date> {
    let [_, _, _, _, b'-', _, _, b'-', _, _] = text else {
        return None;
    };
    let (month, day) = (digits::<2>(text, 5)?, digits::<2>(text, 8)?);
    Date::new(
        digits::<4>(text, 0)?,
        u8::try_from(month).ok()?,
        u8::try_from(day).ok()?,
    )
    .ok()
}

fn parse_time(text: &[u8]) -> Option<Time> {
    let [_, _, b':', _, _, b':', _, _] = text else {
        return None;
    };
    let part = |start| u8::try_from(digits::<2>(text, start)?).ok();
    Time::new(part(0)?, part(3)?, part(6)?).ok()
}

fn parse_date_time(text: &[u8]) -> Option<LocalDateTime> {
    let (date, rest) = text.split_at_checked(10)?;
    let time = rest.strip_prefix(b" ")?;
    Some(parse_date(date)?.at(parse_time(time)?))
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{:04}-{:02}-{:02}",
            self.year, self.month, self.day
        )
    }
}

impl fmt::Display for Time {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{:02}:{:02}:{:02}",
            self.hour, self.minute, self.second
        )
    }
}

impl fmt::Display for LocalDateTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.date, self.time)
    }
}

macro_rules! as_text {
    ($($kind:ident $parse:ident $expected:ident;)*) => {$(
        impl fmt::Debug for $kind {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, formatter)
            }
        }

        impl FromStr for $kind {
            type Err = Malformed;

            fn from_str(text: &str) -> Result<Self, Malformed> {
                $parse(text.as_bytes()).ok_or(Malformed::new($expected))
            }
        }

        impl Serialize for $kind {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $kind {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(|_| {
                    D::Error::invalid_value(Unexpected::Other("other text"), &$expected)
                })
            }
        }
    )*};
}

as_text! {
    Date parse_date DATE;
    Time parse_time TIME;
    LocalDateTime parse_date_time DATE_TIME;
}
