//! Limits of a call: time, bytes, values and attempts.

use std::time::Duration;

use super::{Error, RetryPolicy};

/// The limits of a call. One value holds for all calls of a transport. A clone of the transport can
/// have other limits, for calls that are more urgent or may take longer.
///
/// A time of `Duration::MAX` means no limit.
///
/// Defaults: an attempt within 30 s, a call within 60 s, answers up to 10 MiB and 200,000 values,
/// [`RetryPolicy::DEFAULT`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Limits {
    pub(crate) attempt: Duration,
    pub(crate) overall: Duration,
    pub(crate) body: usize,
    pub(crate) values: usize,
    pub(crate) retry: RetryPolicy,
}

impl Limits {
    /// The defaults.
    pub const DEFAULT: Self = Self {
        attempt: Duration::from_secs(30),
        overall: Duration::from_secs(60),
        body: 10 * 1024 * 1024,
        values: 200_000,
        retry: RetryPolicy::DEFAULT,
    };

    /// Sets the time limit of one attempt, from connecting to the last byte of the answer.
    pub const fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.attempt = limit;
        self
    }

    /// Sets the time limit of a whole call: the token, the attempts, and the waits between them.
    pub const fn overall_timeout(mut self, limit: Duration) -> Self {
        self.overall = limit;
        self
    }

    /// Sets the size of the largest answer that is read, in bytes.
    pub const fn body_limit(mut self, bytes: usize) -> Self {
        self.body = bytes;
        self
    }

    /// Sets the number of values that an answer may hold. Objects, lists, texts, numbers, `true`,
    /// `false` and `null` count, nested ones included. An answer with more values is not decoded.
    ///
    /// The limit bounds memory: `{}` takes two bytes as text, and hundreds once it is decoded.
    /// 200,000 values of the usual kinds take less than 200 MiB. A list of 6,000 items with 30
    /// fields each is within the limit.
    pub const fn value_limit(mut self, values: usize) -> Self {
        self.values = values;
        self
    }

    /// Sets the policy for repeating failed attempts of idempotent operations.
    pub const fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    pub(crate) fn check(self) -> Result<(), Error> {
        let said = if self.attempt.is_zero() {
            "the attempt timeout is zero; give it some time"
        } else if self.overall.is_zero() {
            "the overall timeout is zero; give it some time"
        } else if self.body == 0 {
            "the body limit is zero; give it some bytes"
        } else if self.values == 0 {
            "the value limit is zero; give it some values"
        } else if !self.retry.allows(0) {
            "the retry policy allows no attempt; one is a call that is never repeated"
        } else {
            return Ok(());
        };
        Err(Error::configuration(said))
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
