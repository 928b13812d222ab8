//! CPU time as the kernel counts it, and what to make of several rounds of it.

use std::error::Error;
use std::time::Duration;

use nix::errno::Errno;
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::{TimeVal, TimeValLike};

/// User and system time that this process has used, in all its threads.
pub(crate) fn of_this_process() -> Result<Duration, Errno> {
    used_by(UsageWho::RUSAGE_SELF)
}

/// User and system time of the processes that this one has started, theirs included, as far as they
/// have ended.
pub(crate) fn of_ended_children() -> Result<Duration, Errno> {
    used_by(UsageWho::RUSAGE_CHILDREN)
}

fn used_by(who: UsageWho) -> Result<Duration, Errno> {
    let usage = getrusage(who)?;
    let whole = |time: TimeVal| Duration::from_micros(time.num_microseconds().unsigned_abs());
    Ok(whole(usage.user_time()) + whole(usage.system_time()))
}

/// The CPU of one of so many runs, in milliseconds.
pub(crate) fn each(
    times: u32,
    mut run: impl FnMut() -> Result<(), Box<dyn Error>>,
) -> Result<f64, Box<dyn Error>> {
    let before = of_this_process()?;
    for _ in 0..times {
        run()?;
    }
    let used: Duration = of_this_process()? - before;
    Ok(used.as_secs_f64() * 1_000.0 / f64::from(times))
}

/// What two things cost that took turns, one pair for each round.
#[derive(Default)]
pub(crate) struct Rounds(Vec<(f64, f64)>);

impl Rounds {
    /// Adds what the one that is compared with cost in a round, and what ours did.
    pub(crate) fn add(&mut self, theirs: f64, ours: f64) {
        self.0.push((theirs, ours));
    }

    pub(crate) fn theirs(&self) -> f64 {
        median(self.0.iter().map(|(theirs, _)| *theirs))
    }

    pub(crate) fn ours(&self) -> f64 {
        median(self.0.iter().map(|(_, ours)| *ours))
    }

    /// Ours against theirs, each within its round: what slows the machine down slows both.
    pub(crate) fn ratio(&self) -> f64 {
        median(self.ratios())
    }

    /// The smallest and the largest ratio of a round.
    pub(crate) fn spread(&self) -> String {
        let least = self.ratios().fold(f64::INFINITY, f64::min);
        let most = self.ratios().fold(0.0, f64::max);
        format!("{least:.2} – {most:.2}")
    }

    fn ratios(&self) -> impl Iterator<Item = f64> {
        self.0.iter().map(|(theirs, ours)| ours / theirs)
    }
}

/// What a quarter of `values` is below.
pub(crate) fn lower_quartile(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 4).copied().unwrap_or(f64::NAN)
}

/// The middle of `values`, of an even number the upper one.
fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
