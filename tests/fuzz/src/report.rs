//! What became of all cases of a stage, and how they are gone through.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::io::{self, IsTerminal as _, Write as _};
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Why a stage could not go on.
pub(crate) type Stopped = Box<dyn Error + Send + Sync>;

/// What became of some cases.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// How many ended in which way.
    ways: BTreeMap<String, usize>,
    /// The cases that must be looked at, and why.
    findings: BTreeSet<(usize, String)>,
    /// The longest that one took, and which.
    worst: (Duration, usize),
}

impl Tally {
    /// Counts a way to end.
    pub(crate) fn count(&mut self, way: String) {
        *self.ways.entry(way).or_default() += 1;
    }

    /// Keeps what must not be.
    pub(crate) fn finding(&mut self, number: usize, what: String) {
        self.findings.insert((number, what));
    }

    /// Keeps how long a case took, if it is the longest.
    pub(crate) fn took(&mut self, number: usize, took: Duration) {
        self.worst = self.worst.max((took, number));
    }

    fn add(&mut self, other: Tally) {
        for (way, count) in other.ways {
            *self.ways.entry(way).or_default() += count;
        }
        self.findings.extend(other.findings);
        self.worst = self.worst.max(other.worst);
    }

    /// Prints the table of a stage. Returns whether nothing must be looked at.
    pub(crate) fn print(&self, stage: &str, cases: usize, began: Instant) -> io::Result<bool> {
        let mut out = io::stdout().lock();
        let (worst, which) = self.worst;
        writeln!(
            out,
            "{stage}: {cases} cases in {:.0} s, the longest {:.2} s (number {which}), {} to be looked at",
            began.elapsed().as_secs_f64(),
            worst.as_secs_f64(),
            self.findings.len()
        )?;
        for (way, count) in &self.ways {
            writeln!(out, "  {count:>6}  {way}")?;
        }
        for (number, what) in &self.findings {
            writeln!(out, "  tests/fuzz/run {stage} {number}: {what}")?;
        }
        Ok(self.findings.is_empty())
    }
}

/// Goes through parts of a stage on all processors, and says on a terminal how far it is.
pub(crate) fn all(
    stage: &str,
    parts: usize,
    one: impl Fn(usize) -> Result<Tally, Stopped> + Sync,
) -> Result<Tally, Stopped> {
    let next = AtomicUsize::new(0);
    let total = Mutex::new(Ok(Tally::default()));
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let part = next.fetch_add(1, Ordering::Relaxed);
                    if part >= parts {
                        break;
                    }
                    progress(stage, part, parts);
                    let found = one(part);
                    let mut total = total.lock().unwrap_or_else(PoisonError::into_inner);
                    match (&mut *total, found) {
                        (Ok(all), Ok(found)) => all.add(found),
                        (Ok(_), Err(stopped)) => *total = Err(stopped),
                        (Err(_), _) => break,
                    }
                }
            });
        }
    });
    progress("", 0, 0);
    total.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn progress(stage: &str, part: usize, parts: usize) {
    if io::stderr().is_terminal() {
        let text = match parts {
            0 => String::new(),
            parts => format!("{stage} {}/{parts}", part + 1),
        };
        // Nobody is left to be told when writing fails.
        _ = write!(io::stderr(), "\r{text:<40}\r");
    }
}
