//! The control handle. It plays the people at the clinic and at Smart, and sets clock and faults.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::clock::Moment;
use crate::faults::{Fault, FaultBoard};
use crate::har;
use crate::journal::{self, Exchange, Journal};
use crate::json::Json;
use crate::record;
use crate::routes::Operation;
use crate::scenario::{Credentials, Scenario};
use crate::settings::Settings;
use crate::status::ClaimState;
use crate::wire::Dialect;
use crate::world::{Attempt, NotOpened, NotRetrieved, Pool, Session, World};

/// A handle that drives a running simulator. Its clones drive the same one, from any thread.
#[derive(Clone, Debug)]
pub struct Control {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    scenario: Scenario,
    settings: Settings,
    state: Mutex<State>,
}

/// The state that changes while the simulator runs.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) world: World,
    pub(crate) faults: FaultBoard,
    pub(crate) dialect: Dialect,
    pub(crate) journal: Journal,
}

impl State {
    fn new(scenario: &Scenario, settings: &Settings) -> State {
        let mut faults = FaultBoard::default();
        for fault in &scenario.faults {
            faults.add(fault.clone());
        }
        State {
            world: World::new(scenario),
            faults,
            dialect: scenario.dialect,
            journal: Journal::new(settings.journal),
        }
    }
}

impl Control {
    pub(crate) fn new(scenario: Scenario, settings: Settings) -> Control {
        let state = Mutex::new(State::new(&scenario, &settings));
        Control {
            shared: Arc::new(Shared {
                scenario,
                settings,
                state,
            }),
        }
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.shared.settings
    }

    /// Locks the state, brings it up to the present time, and runs `act` on it.
    pub(crate) fn with<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        // No code panics while it holds the lock, so a poisoned state is still whole.
        let mut state = self
            .shared
            .state
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        state.world.apply_due_decisions();
        act(&mut state)
    }

    /// Returns the scenario that the simulator started with.
    pub fn scenario(&self) -> &Scenario {
        &self.shared.scenario
    }

    /// Returns the credentials that a client must present.
    pub fn credentials(&self) -> &Credentials {
        &self.shared.scenario.credentials
    }

    /// Restores scenario, clock, faults and dialect as at the start, and empties the journal.
    pub fn reset(&self) {
        self.with(|state| {
            record::write(&state.journal);
            *state = State::new(self.scenario(), self.settings());
        });
    }

    /// Reads a patient's card, which opens a PENDING session.
    ///
    /// The session is for the named membership, or else for the patient's first.
    ///
    /// # Errors
    /// Returns an error if the scenario has no such patient or membership.
    pub fn read_card(&self, patient: &str, member: Option<&str>) -> Result<Session, NotOpened> {
        self.with(|state| state.world.read_card(patient, member))
    }

    /// Bills the latest Pending attempt of an invoice, as a billing officer does. The pool pays.
    ///
    /// # Errors
    /// Returns an error if no attempt is Pending or the pool holds too little.
    pub fn retrieve_invoice(&self, invoice: &str) -> Result<Attempt, NotRetrieved> {
        self.decide_invoice(invoice, None, ClaimState::Billed, None)
    }

    /// Cancels the latest Pending attempt of an invoice.
    ///
    /// # Errors
    /// Returns an error if no attempt is Pending.
    pub fn cancel_invoice(&self, invoice: &str, reason: &str) -> Result<Attempt, NotRetrieved> {
        self.decide_invoice(invoice, None, ClaimState::Cancelled, Some(reason))
    }

    /// Rejects the latest Pending attempt of an invoice.
    ///
    /// # Errors
    /// Returns an error if no attempt is Pending.
    pub fn reject_invoice(&self, invoice: &str, reason: &str) -> Result<Attempt, NotRetrieved> {
        self.decide_invoice(invoice, None, ClaimState::Rejected, Some(reason))
    }

    /// Sets the state of the latest Pending attempt of an invoice, within one session if named.
    ///
    /// # Errors
    /// Returns an error if no attempt is Pending, or if `state` is Billed and the pool holds too
    /// little.
    pub fn decide_invoice(
        &self,
        invoice: &str,
        session: Option<i64>,
        state: ClaimState,
        reason: Option<&str>,
    ) -> Result<Attempt, NotRetrieved> {
        let reason = reason.map(str::to_owned);
        self.with(|all| all.world.decide_invoice(invoice, session, state, reason))
    }

    /// Returns the time on the virtual clock.
    pub fn now(&self) -> Moment {
        self.with(|state| state.world.now())
    }

    /// Moves the virtual clock forward.
    pub fn advance(&self, time: Duration) {
        self.with(|state| state.world.clock.advance(time));
    }

    /// Sets the virtual clock to any time, earlier or later.
    pub fn set_clock(&self, moment: Moment) {
        self.with(|state| state.world.clock.set(moment));
    }

    /// Expires the current access token. Its refresh token still works.
    pub fn expire_token(&self) {
        self.with(|state| {
            let now = state.world.now();
            state.world.tokens.expire(now);
        });
    }

    /// Returns all sessions as they are now.
    pub fn sessions(&self) -> Vec<Session> {
        self.with(|state| state.world.sessions())
    }

    /// Returns one session as it is now.
    pub fn session(&self, id: i64) -> Option<Session> {
        self.with(|state| state.world.session(id))
    }

    /// Returns all posted invoices, in the order of posting.
    pub fn attempts(&self) -> Vec<Attempt> {
        self.with(|state| state.world.attempts().cloned().collect())
    }

    /// Returns all benefit pools with their balances.
    pub fn pools(&self) -> Vec<Pool> {
        self.with(|state| state.world.pools().cloned().collect())
    }

    /// Returns the dialect of answers.
    pub fn dialect(&self) -> Dialect {
        self.with(|state| state.dialect)
    }

    /// Changes the dialect of answers.
    pub fn set_dialect(&self, dialect: Dialect) {
        self.with(|state| state.dialect = dialect);
    }

    /// Switches a fault on. Returns the number that switches it off.
    pub fn add_fault(&self, fault: Fault) -> u64 {
        self.with(|state| state.faults.add(fault))
    }

    /// Switches a fault off. Returns `false` if it was off already.
    pub fn remove_fault(&self, number: u64) -> bool {
        self.with(|state| state.faults.remove(number))
    }

    /// Switches all faults off.
    pub fn clear_faults(&self) {
        self.with(|state| state.faults.clear());
    }

    /// Returns the active faults: number, fault, and how often the simulator has played it.
    pub fn faults(&self) -> Vec<(u64, Fault, u32)> {
        self.with(|state| {
            state
                .faults
                .all()
                .map(|(id, fault, n)| (id, fault.clone(), n))
                .collect()
        })
    }

    /// Returns the kept exchanges, oldest first.
    pub fn journal(&self) -> Vec<Exchange> {
        self.with(|state| state.journal.all().cloned().collect())
    }

    /// Returns the kept exchanges of one operation, oldest first.
    pub fn calls(&self, operation: Operation) -> Vec<Exchange> {
        let wanted = |one: &&Exchange| one.operation == Some(operation);
        self.with(|state| state.journal.all().filter(wanted).cloned().collect())
    }

    /// Returns the kept exchanges as an HTTP archive (HAR 1.2) with masked secrets.
    pub fn har(&self) -> Json {
        har::archive(&self.journal())
    }

    /// Returns the number of requests since the start or the last reset, kept or not.
    pub fn request_count(&self) -> u64 {
        self.with(|state| state.journal.count())
    }

    /// Returns the number of calls of an operation since the start or the last reset.
    pub fn call_count(&self, operation: Operation) -> u64 {
        self.with(|state| state.journal.calls(operation))
    }

    /// Blocks until an operation has this many calls. Returns `false` if the time runs out first.
    pub fn wait_for_calls(&self, operation: Operation, calls: u64, within: Duration) -> bool {
        let start = Instant::now();
        while self.call_count(operation) < calls {
            if start.elapsed() > within {
                return false;
            }
            thread::sleep(Duration::from_millis(1));
        }
        true
    }

    /// Asserts that the journal holds exactly these calls, in this order.
    ///
    /// # Panics
    /// Panics if the journal holds other calls. The message shows each call with masked secrets.
    #[track_caller]
    pub fn assert_calls(&self, expected: &[Operation]) {
        let journal = self.journal();
        let calls = || journal.iter().filter_map(|one| one.operation);
        assert!(
            calls().eq(expected.iter().copied()),
            "expected the calls {expected:?}, there were {:?}:\n{}",
            calls().collect::<Vec<_>>(),
            journal::story(&journal)
        );
    }

    /// Asserts that an operation has this many calls.
    ///
    /// # Panics
    /// Panics if the number differs. The message shows each kept call with masked secrets.
    #[track_caller]
    pub fn assert_called(&self, operation: Operation, times: u64) {
        let calls = self.call_count(operation);
        assert!(
            calls == times,
            "expected {times} calls of {}, there were {calls}:\n{}",
            operation.id(),
            journal::story(&self.journal())
        );
    }

    /// Empties the journal.
    pub fn clear_journal(&self) {
        self.with(|state| state.journal.clear());
    }
}
