//! The zone of Smart's timestamps.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::runtime::{LocalDateTime, Malformed};

/// East Africa Time is UTC+3 all year.
const EAST_OF_UTC: i64 = 3 * 60 * 60;

/// Conversions between an instant and a [`LocalDateTime`] of Smart's.
///
/// Smart writes timestamps without a zone. The zone is assumed to be East Africa Time, so the
/// conversion is explicit.
///
/// ```
/// use smart_api::{EastAfricaTime, LocalDateTime};
///
/// let opened: LocalDateTime = "2025-01-21 10:00:00".parse()?;
/// assert_eq!(opened.to_unix_seconds(), 1_737_442_800);
/// assert_eq!(LocalDateTime::from_unix_seconds(1_737_442_800)?, opened);
/// # Ok::<(), smart_api::runtime::Malformed>(())
/// ```
pub trait EastAfricaTime: Sized {
    /// Returns seconds since 1970-01-01 00:00:00 UTC.
    fn to_unix_seconds(self) -> i64;

    /// Returns the East Africa Time of an instant, given in seconds since 1970-01-01 00:00:00 UTC.
    ///
    /// # Errors
    /// Returns an error if the year is not within 0 to 9999.
    fn from_unix_seconds(seconds: i64) -> Result<Self, Malformed>;

    /// Returns the instant.
    fn to_system_time(self) -> SystemTime;

    /// Returns the East Africa Time of an instant, without fractions of a second.
    ///
    /// # Errors
    /// Returns an error if the year is not within 0 to 9999.
    fn from_system_time(time: SystemTime) -> Result<Self, Malformed>;
}

impl EastAfricaTime for LocalDateTime {
    fn to_unix_seconds(self) -> i64 {
        self.to_clock_seconds() - EAST_OF_UTC
    }

    fn from_unix_seconds(seconds: i64) -> Result<Self, Malformed> {
        Self::from_clock_seconds(seconds.saturating_add(EAST_OF_UTC))
    }

    fn to_system_time(self) -> SystemTime {
        let seconds = self.to_unix_seconds();
        let distance = Duration::from_secs(seconds.unsigned_abs());
        if seconds < 0 {
            UNIX_EPOCH - distance
        } else {
            UNIX_EPOCH + distance
        }
    }

    fn from_system_time(time: SystemTime) -> Result<Self, Malformed> {
        let seconds = match time.duration_since(UNIX_EPOCH) {
            // A number that overflows is beyond the year 9999.
            Ok(after) => i64::try_from(after.as_secs()).unwrap_or(i64::MAX),
            Err(before) => {
                let before = before.duration();
                let whole = i64::try_from(before.as_secs()).unwrap_or(i64::MAX);
                -whole - i64::from(before.subsec_nanos() > 0)
            }
        };
        Self::from_unix_seconds(seconds)
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::EastAfricaTime;
    use crate::runtime::LocalDateTime;

    proptest::proptest! {
        #[test]
        fn an_instant_and_its_east_africa_time_are_one(
            seconds in -62_167_219_200_i64 - 10_800 .. 253_402_300_800 - 10_800,
        ) {
            let time = LocalDateTime::from_unix_seconds(seconds).unwrap();
            proptest::prop_assert_eq!(time.to_unix_seconds(), seconds);
            let instant = time.to_system_time();
            proptest::prop_assert_eq!(LocalDateTime::from_system_time(instant).unwrap(), time);
        }
    }

    #[test]
    fn fractions_are_dropped_and_other_years_refused() {
        let half = Duration::from_millis(500);
        let shown = |time| LocalDateTime::from_system_time(time).unwrap().to_string();
        assert_eq!(shown(UNIX_EPOCH + half), "1970-01-01 03:00:00");
        assert_eq!(shown(UNIX_EPOCH - half), "1970-01-01 02:59:59");
        for seconds in [i64::MIN, -62_167_230_001, 253_402_290_000, i64::MAX] {
            assert!(
                LocalDateTime::from_unix_seconds(seconds).is_err(),
                "{seconds}"
            );
        }
    }
}
