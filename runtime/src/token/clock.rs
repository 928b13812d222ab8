//! Two clocks, because each of them is wrong at times. The monotonic clock stops while the machine
//! sleeps, and people set the wall clock forward and back.

use std::time::{Duration, Instant, SystemTime};

/// A source of readings of both clocks.
pub(crate) trait Clock: Send + Sync + 'static {
    /// Returns a reading of both clocks.
    fn now(&self) -> Moment;
}

/// A reading of both clocks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    pub(crate) monotonic: Instant,
    pub(crate) wall: SystemTime,
}

impl Moment {
    /// Returns the moment after `time`, or `None` if the clocks cannot represent it.
    pub(crate) fn after(self, time: Duration) -> Option<Self> {
        Some(Self {
            monotonic: self.monotonic.checked_add(time)?,
            wall: self.wall.checked_add(time)?,
        })
    }

    /// Returns true if either clock has reached this moment at `now`.
    pub(crate) fn is_reached(self, now: Self) -> bool {
        now.monotonic >= self.monotonic || now.wall >= self.wall
    }
}

/// The machine's own clocks.
pub(crate) struct MachineClock;

impl Clock for MachineClock {
    fn now(&self) -> Moment {
        Moment {
            monotonic: Instant::now(),
            wall: SystemTime::now(),
        }
    }
}
