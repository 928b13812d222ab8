//! Things that go wrong on purpose: which, on which operation, how often.

mod drift;
mod form;

pub use self::drift::Drift;

use std::fmt;
use std::time::Duration;

use crate::chance::Chance;
use crate::routes::Operation;

/// Something that is to go wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub(crate) kind: FaultKind,
    pub(crate) operation: Option<Operation>,
    pub(crate) after_effect: bool,
    pub(crate) times: Option<u32>,
    pub(crate) skip: u32,
    pub(crate) percent: u8,
}

/// What goes wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FaultKind {
    /// The answer comes late. What the call does, it does at once: a caller who gives up waiting
    /// does not know that it was done.
    Latency(Duration),
    /// The connection is cut without an answer.
    Drop,
    /// The connection is cut after this many bytes of the body.
    Truncate(usize),
    /// Another answer altogether, such as JSON that breaks off or a page.
    Replace {
        /// Status, 200 to 599.
        status: u16,
        /// The header `Content-Type`.
        content_type: String,
        /// The body.
        body: String,
    },
    /// A body of this many bytes, all blanks, whose length is not announced.
    Flood(u64),
    /// 429 with `Retry-After` in seconds.
    TooManyRequests(u32),
    /// A 5xx of the service or of something in front of it.
    ServerError {
        /// Status, 500 to 599.
        status: u16,
        /// What the body holds.
        body: ErrorBody,
    },
    /// The access token ends before the call is looked at; a refresh or a new token mends it.
    ExpireToken,
    /// A business failure with this code.
    Refuse {
        /// Dotted code, such as `400.2002`.
        code: String,
        /// Sentence.
        message: String,
    },
    /// The answer is no longer what the document says.
    Drift(Drift),
}

/// The body of a server error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorBody {
    /// Spring's JSON.
    Spring,
    /// The HTML page of a proxy.
    Html,
    /// Nothing.
    Empty,
}

impl ErrorBody {
    fn words(self) -> &'static str {
        match self {
            ErrorBody::Spring => "with Spring's body",
            ErrorBody::Html => "with a page of HTML",
            ErrorBody::Empty => "without a body",
        }
    }
}

impl Fault {
    /// A fault that is played on every call of every operation, until it is removed.
    pub fn new(kind: FaultKind) -> Fault {
        Fault {
            kind,
            operation: None,
            after_effect: false,
            times: None,
            skip: 0,
            percent: 100,
        }
    }

    /// Only on this operation.
    #[must_use]
    pub fn on(mut self, operation: Operation) -> Fault {
        self.operation = Some(operation);
        self
    }

    /// Only so many times.
    #[must_use]
    pub fn times(mut self, times: u32) -> Fault {
        self.times = Some(times);
        self
    }

    /// Not on the first so many calls.
    #[must_use]
    pub fn skip(mut self, calls: u32) -> Fault {
        self.skip = calls;
        self
    }

    /// Only on this percentage of calls, by the scenario's seed.
    #[must_use]
    pub fn percent(mut self, percent: u8) -> Fault {
        self.percent = percent.min(100);
        self
    }

    /// The call does what it does, and the fault replaces its answer. Otherwise nothing is done.
    #[must_use]
    pub fn after_effect(mut self) -> Fault {
        self.after_effect = true;
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            FaultKind::Latency(time) => write!(f, "latency of {} ms", time.as_millis())?,
            FaultKind::Drop => f.write_str("connection dropped")?,
            FaultKind::Truncate(bytes) => write!(f, "body cut after {bytes} bytes")?,
            FaultKind::Replace { status, .. } => write!(f, "{status} with a body of its own")?,
            FaultKind::Flood(bytes) => write!(f, "flood of {bytes} bytes")?,
            FaultKind::TooManyRequests(seconds) => write!(f, "429, retry after {seconds} s")?,
            FaultKind::ServerError { status, body } => write!(f, "{status} {}", body.words())?,
            FaultKind::ExpireToken => f.write_str("access token expired")?,
            FaultKind::Refuse { code, .. } => write!(f, "business failure {code}")?,
            FaultKind::Drift(drift) => write!(f, "contract drift: {drift}")?,
        }
        f.write_str(if self.after_effect {
            ", after the effect"
        } else {
            ""
        })
    }
}

/// The faults that are switched on.
#[derive(Debug, Default)]
pub(crate) struct FaultBoard {
    active: Vec<Active>,
    last: u64,
}

#[derive(Debug)]
struct Active {
    id: u64,
    fault: Fault,
    seen: u32,
    played: u32,
}

/// What is to go wrong with one call.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub(crate) latency: Duration,
    /// Instead of doing anything.
    pub(crate) before: Option<FaultKind>,
    /// Instead of the answer to what was done.
    pub(crate) after: Option<FaultKind>,
    pub(crate) truncate: Option<usize>,
    pub(crate) expire_token: bool,
    pub(crate) drifts: Vec<Drift>,
    pub(crate) words: Vec<String>,
}

impl FaultBoard {
    /// Switches a fault on; the number switches it off again.
    pub(crate) fn add(&mut self, fault: Fault) -> u64 {
        self.last += 1;
        self.active.push(Active {
            id: self.last,
            fault,
            seen: 0,
            played: 0,
        });
        self.last
    }

    pub(crate) fn remove(&mut self, id: u64) -> bool {
        let before = self.active.len();
        self.active.retain(|one| one.id != id);
        self.active.len() != before
    }

    pub(crate) fn clear(&mut self) {
        self.active.clear();
    }

    /// The faults that are on: number, fault, how often it was played.
    pub(crate) fn all(&self) -> impl Iterator<Item = (u64, &Fault, u32)> {
        self.active
            .iter()
            .map(|one| (one.id, &one.fault, one.played))
    }

    /// What goes wrong with the next call of an operation.
    pub(crate) fn plan(&mut self, operation: Operation, chance: &mut Chance) -> Plan {
        let mut plan = Plan::default();
        for active in &mut self.active {
            if active.is_due(operation, chance) {
                plan.words.push(active.fault.to_string());
                plan.take(&active.fault);
            }
        }
        self.active
            .retain(|one| one.fault.times.is_none_or(|times| one.played < times));
        plan
    }
}

impl Active {
    fn is_due(&mut self, operation: Operation, chance: &mut Chance) -> bool {
        if self.fault.operation.is_some_and(|only| only != operation) {
            return false;
        }
        self.seen = self.seen.saturating_add(1);
        let due = self.seen > self.fault.skip && chance.happens(self.fault.percent);
        self.played = self.played.saturating_add(u32::from(due));
        due
    }
}

impl Plan {
    fn take(&mut self, fault: &Fault) {
        match &fault.kind {
            FaultKind::Latency(time) => self.latency = self.latency.saturating_add(*time),
            FaultKind::Truncate(bytes) => self.truncate = Some(*bytes),
            FaultKind::ExpireToken => self.expire_token = true,
            FaultKind::Drift(drift) => self.drifts.push(drift.clone()),
            kind if fault.after_effect => _ = self.after.get_or_insert_with(|| kind.clone()),
            kind => _ = self.before.get_or_insert_with(|| kind.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_played_as_often_as_it_says() {
        let mut board = FaultBoard::default();
        let mut chance = Chance::new(1);
        board.add(
            Fault::new(FaultKind::Drop)
                .on(Operation::FetchVisit)
                .skip(1)
                .times(2),
        );
        let mut played = |operation| board.plan(operation, &mut chance).before.is_some();
        assert!(!played(Operation::FetchMember));
        let calls: Vec<_> = (0..5).map(|_| played(Operation::FetchVisit)).collect();
        assert_eq!(calls, [false, true, true, false, false]);
        assert_eq!(board.all().count(), 0);
    }

    #[test]
    fn chance_is_repeatable() {
        let run = |seed| {
            let mut board = FaultBoard::default();
            let mut chance = Chance::new(seed);
            board.add(Fault::new(FaultKind::Drop).percent(30));
            let calls = (0..1000).map(|_| board.plan(Operation::FetchVisit, &mut chance));
            calls.filter(|plan| plan.before.is_some()).count()
        };
        assert_eq!(run(7), run(7));
        assert!((250..350).contains(&run(7)), "{}", run(7));
    }
}
