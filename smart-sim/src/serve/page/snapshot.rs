//! The state behind one showing of the page. One lock covers it, so its parts agree.

use crate::clock::Moment;
use crate::control::Control;
use crate::faults::Fault;
use crate::journal::Exchange;
use crate::scenario::Scenario;
use crate::wire::Dialect;
use crate::world::{Attempt, Pool, Position, Session};

/// The latest rows of a table, and the number of all rows.
pub(super) struct Latest<T> {
    pub(super) shown: Vec<T>,
    pub(super) all: usize,
}

/// An attempt, with its position among the others of its invoice.
pub(super) struct Claim {
    pub(super) attempt: Attempt,
    pub(super) position: Position,
    /// Whether a decision on the invoice concerns this attempt.
    pub(super) decidable: bool,
}

/// The state behind one showing of the page.
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
    /// Takes the present state, with this many rows of each table, the newest first.
    pub(super) fn take(control: &Control, rows: usize) -> Snapshot<'_> {
        control.with(|state| {
            let world = &state.world;
            let claim = |attempt: &Attempt| Claim {
                attempt: attempt.clone(),
                position: world.position(attempt),
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
