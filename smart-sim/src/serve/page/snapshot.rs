//! What the page shows, taken in one moment so that its parts agree with each other.

use crate::clock::Moment;
use crate::control::Control;
use crate::faults::Fault;
use crate::journal::Exchange;
use crate::scenario::Scenario;
use crate::wire::Dialect;
use crate::world::{Attempt, Pool, Session};

/// The latest of some things, and how many there are in all.
pub(super) struct Latest<T> {
    pub(super) shown: Vec<T>,
    pub(super) all: usize,
}

/// One posting of an invoice, among the others of that invoice.
pub(super) struct Claim {
    pub(super) attempt: Attempt,
    /// Which posting of the invoice it is, from 1, and of how many.
    pub(super) place: (usize, usize),
    /// Whether a decision on the invoice would be about this posting.
    pub(super) decidable: bool,
}

/// Everything that one showing of the page needs.
pub(super) struct Snapshot<'a> {
    pub(super) rows: usize,
    pub(super) scenario: &'a Scenario,
    pub(super) time: Moment,
    pub(super) dialect: Dialect,
    pub(super) requests: u64,
    pub(super) sessions: Latest<Session>,
    pub(super) claims: Latest<Claim>,
    pub(super) pools: Latest<Pool>,
    pub(super) faults: Vec<(u64, Fault, u32)>,
    pub(super) exchanges: Latest<Exchange>,
}

impl Snapshot<'_> {
    /// The present state, with so many rows of each kind, the newest first.
    pub(super) fn take(control: &Control, rows: usize) -> Snapshot<'_> {
        control.with(|state| {
            let world = &state.world;
            let claim = |attempt: &Attempt| Claim {
                attempt: attempt.clone(),
                place: world.place_of(attempt),
                decidable: world
                    .pending_attempt(&attempt.invoice_number, Some(attempt.session_id))
                    .is_some_and(|pending| pending.id == attempt.id),
            };
            Snapshot {
                rows,
                scenario: control.scenario(),
                time: world.now(),
                dialect: state.dialect,
                requests: state.journal.count(),
                sessions: Latest {
                    shown: world.latest_sessions(rows),
                    all: world.session_count(),
                },
                claims: Latest {
                    shown: world.attempts().rev().take(rows).map(claim).collect(),
                    all: world.attempts().len(),
                },
                pools: Latest {
                    shown: world.pools().take(rows).cloned().collect(),
                    all: world.pools().len(),
                },
                faults: state
                    .faults
                    .all()
                    .map(|(number, fault, played)| (number, fault.clone(), played))
                    .collect(),
                exchanges: Latest {
                    shown: state.journal.all().rev().take(rows).cloned().collect(),
                    all: state.journal.all().len(),
                },
            }
        })
    }
}
