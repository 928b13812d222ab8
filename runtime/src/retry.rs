//! When a failed attempt is repeated, and after which wait.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use super::call_id::random;
use super::values::{Date, Time};

/// The number of attempts, and the waits between them.
///
/// Only operations that the document marks as idempotent are ever repeated, and only after
/// temporary failures: a connection that failed, a timeout, HTTP 429, 502, 503 and 504.
///
/// The wait doubles each time; chance picks a wait between half of that time and all of it. A
/// server's `Retry-After` is respected. No repetition exceeds the call's time limit. All calls of a
/// transport share a budget of repetitions, which runs out when most calls fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    attempts: u32,
    first_wait: Duration,
    longest_wait: Duration,
}

impl RetryPolicy {
    /// Three attempts, waits from 200 ms to 5 s.
    pub const DEFAULT: Self = Self {
        attempts: 3,
        first_wait: Duration::from_millis(200),
        longest_wait: Duration::from_secs(5),
    };

    /// One attempt, and no repetition.
    pub const NEVER: Self = Self {
        attempts: 1,
        ..Self::DEFAULT
    };

    /// Sets the number of attempts, the first one included.
    #[must_use]
    pub const fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// Sets the wait before the second attempt, and the longest wait.
    #[must_use]
    pub const fn waits(mut self, first: Duration, longest: Duration) -> Self {
        self.first_wait = first;
        self.longest_wait = longest;
        self
    }

    pub(crate) fn allows(self, attempts_made: u32) -> bool {
        attempts_made < self.attempts
    }

    /// Returns the wait after `attempts_made` attempts.
    pub(crate) fn wait(self, attempts_made: u32, asked: Option<Duration>) -> Duration {
        let doubled = 1_u32
            .checked_shl(attempts_made.saturating_sub(1))
            .unwrap_or(u32::MAX);
        let whole = self
            .first_wait
            .saturating_mul(doubled)
            .min(self.longest_wait);
        let half = whole / 2;
        let spread = u64::try_from(half.as_nanos()).unwrap_or(u64::MAX);
        let wait = half + Duration::from_nanos(random() % spread.saturating_add(1));
        asked.map_or(wait, |asked| asked.max(wait))
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// The budget of repetitions that all calls of a transport share.
///
/// When a server is down, three attempts for every call triple the load on it. A repetition
/// therefore costs five, and a successful call earns one back. With an empty budget, calls fail at
/// their first attempt.
pub(crate) struct Budget(AtomicU32);

impl Budget {
    const MOST: u32 = 500;
    const COST: u32 = 5;

    /// Takes the cost of one repetition. Returns false if the budget does not hold it.
    pub(crate) fn spend(&self) -> bool {
        self.change(|left| left.checked_sub(Self::COST))
    }

    /// Adds what one successful call earns.
    pub(crate) fn earn(&self) {
        self.change(|left| (left < Self::MOST).then_some(left + 1));
    }

    fn change(&self, change: impl Fn(u32) -> Option<u32>) -> bool {
        let (set, fetch) = (Ordering::Relaxed, Ordering::Relaxed);
        self.0.try_update(set, fetch, change).is_ok()
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self(AtomicU32::new(Self::MOST))
    }
}

/// Returns true if an HTTP status means a temporary failure.
pub(crate) fn is_temporary(status: u16) -> bool {
    matches!(status, 429 | 502 | 503 | 504)
}

/// Returns the wait that a `Retry-After` asks for: seconds, or a date such as `Wed, 21 Oct 2015
/// 07:28:00 GMT`.
pub(crate) fn retry_after(value: &str, now: SystemTime) -> Option<Duration> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|digit| digit.is_ascii_digit()) {
        // A number that overflows is longer than anybody waits.
        let seconds = value.parse().unwrap_or(u64::MAX);
        return Some(Duration::from_secs(seconds));
    }
    let (_, date) = value.split_once(", ")?;
    let mut parts = date.strip_suffix(" GMT")?.split(' ');
    let day = parts.next()?.parse().ok()?;
    let month = parts.next()?;
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    let year = parts.next()?.parse().ok()?;
    let date = Date::new(year, u8::try_from(month).ok()?, day).ok()?;
    let time: Time = parts.next()?.parse().ok()?;
    let then = u64::try_from(date.unix_days() * 86_400 + time.seconds()).ok()?;
    let now = now.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Some(Duration::from_secs(then).saturating_sub(now))
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::{Budget, RetryPolicy, retry_after};

    #[test]
    fn waits_double_within_their_limit_and_are_spread() {
        let policy = RetryPolicy::DEFAULT.waits(Duration::from_millis(200), Duration::from_secs(1));
        for (made, whole) in [(1, 200), (2, 400), (3, 800), (4, 1000), (40, 1000)] {
            let whole = Duration::from_millis(whole);
            let waits: Vec<Duration> = (0..64).map(|_| policy.wait(made, None)).collect();
            assert!(waits.iter().all(|wait| (whole / 2..=whole).contains(wait)));
            assert!(waits.iter().any(|wait| *wait != waits[0]), "no spread");
        }
        let none = RetryPolicy::DEFAULT.waits(Duration::ZERO, Duration::ZERO);
        assert_eq!(none.wait(1, None), Duration::ZERO);
    }

    #[test]
    fn a_server_that_asks_for_more_time_gets_it() {
        let asked = Some(Duration::from_secs(30));
        assert_eq!(RetryPolicy::DEFAULT.wait(1, asked), Duration::from_secs(30));
        assert!(RetryPolicy::DEFAULT.wait(1, Some(Duration::ZERO)) >= Duration::from_millis(100));
    }

    #[test]
    fn what_is_spent_on_repetitions_is_earned_by_successes() {
        let budget = Budget::default();
        budget.earn();
        let spent = (0..1000).filter(|_| budget.spend()).count();
        assert_eq!(spent, 100);
        for _ in 0..4 {
            budget.earn();
            assert!(!budget.spend());
        }
        budget.earn();
        assert!(budget.spend());
        assert!(!budget.spend());
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_445_412_470);
        let after = |value| retry_after(value, now).map(|wait| wait.as_secs());
        assert_eq!(after("120"), Some(120));
        assert_eq!(after(" 0 "), Some(0));
        assert_eq!(after("99999999999999999999999"), Some(u64::MAX));
        assert_eq!(after("Wed, 21 Oct 2015 07:28:00 GMT"), Some(10));
        assert_eq!(after("Wed, 21 Oct 2015 07:27:00 GMT"), Some(0));
        for other in [
            "",
            "soon",
            "-1",
            "+1",
            "1.5",
            "Wed, 32 Oct 2015 07:28:00 GMT",
            "Wed, 21 Oct",
        ] {
            assert_eq!(after(other), None, "{other}");
        }
    }
}
