//! Two clocks, because each is wrong at times: the monotonic one stands still while the machine
//! sleeps, and the clock on the wall is set forward and back.

use std::time::{Duration, Instant, SystemTime};

/// What the clocks show.
pub(crate) trait Clock: Send + Sync + 'static {
    /// Both clocks now.
    fn now(&self) -> Moment;
}

/// A reading of both clocks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    pub(crate) monotonic: Instant,
    pub(crate) wall: SystemTime,
}

impl Moment {
    /// As much later, or `None` when that is beyond the clocks.
    pub(crate) fn after(self, time: Duration) -> Option<Self> {
        Some(Self {
            monotonic: self.monotonic.checked_add(time)?,
            wall: self.wall.checked_add(time)?,
        })
    }

    /// Returns whether either clock has reached `self` at `now`.
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
