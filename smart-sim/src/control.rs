//! The control handle: what people do at the clinic and in Smart's screens, time, faults, journal.

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
use crate::sim::Settings;
use crate::wire::Dialect;
use crate::world::{Attempt, ClaimState, NotOpened, NotRetrieved, Pool, Session, World};

/// Drives a running simulator. Clones drive the same one, from any thread.
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

/// Everything that changes while the simulator runs.
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

    pub(crate) fn with<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        // Nothing is left half done by a panic that cannot happen: the state stays usable.
        let mut state = self
            .shared
            .state
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        state.world.settle();
        act(&mut state)
    }

    /// The scenario that the simulator started with.
    pub fn scenario(&self) -> &Scenario {
        &self.shared.scenario
    }

    /// What a client must present.
    pub fn credentials(&self) -> &Credentials {
        &self.shared.scenario.credentials
    }

    /// Starts over: scenario, clock, faults, dialect, journal.
    pub fn reset(&self) {
        record::leave(self);
        self.with(|state| *state = State::new(self.scenario(), self.settings()));
    }

    /// Reads a patient's card: a PENDING session opens, with the patient's first membership unless
    /// another is named.
    ///
    /// # Errors
    /// When the scenario has no such patient or membership.
    pub fn read_card(&self, patient: &str, member: Option<&str>) -> Result<Session, NotOpened> {
        self.with(|state| state.world.read_card(patient, member))
    }

    /// What a billing officer does: the latest Pending attempt of an invoice becomes Billed, and
    /// its benefit pool pays.
    ///
    /// # Errors
    /// When no attempt is Pending, or the pool holds too little.
    pub fn retrieve_invoice(&self, invoice: &str) -> Result<Attempt, NotRetrieved> {
        self.decide_invoice(invoice, None, ClaimState::Billed, None)
    }

    /// The latest Pending attempt of an invoice becomes Cancelled.
    ///
    /// # Errors
    /// When no attempt is Pending.
    pub fn cancel_invoice(&self, invoice: &str, reason: &str) -> Result<Attempt, NotRetrieved> {
        self.decide_invoice(invoice, None, ClaimState::Cancelled, Some(reason))
    }

    /// The latest Pending attempt of an invoice becomes Rejected.
    ///
    /// # Errors
    /// When no attempt is Pending.
    pub fn reject_invoice(&self, invoice: &str, reason: &str) -> Result<Attempt, NotRetrieved> {
        self.decide_invoice(invoice, None, ClaimState::Rejected, Some(reason))
    }

    /// Decides on the latest Pending attempt of an invoice, of one session if that is named.
    ///
    /// # Errors
    /// When no attempt is Pending, or it is to be Billed and the pool holds too little.
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

    /// The time on the virtual clock.
    pub fn now(&self) -> Moment {
        self.with(|state| state.world.now())
    }

    /// Moves the virtual clock on.
    pub fn advance(&self, time: Duration) {
        self.with(|state| state.world.clock.advance(time));
    }

    /// Sets the virtual clock, backwards too.
    pub fn set_clock(&self, moment: Moment) {
        self.with(|state| state.world.clock.set(moment));
    }

    /// Ends the living access token; its refresh token still works.
    pub fn expire_token(&self) {
        self.with(|state| {
            let now = state.world.now();
            state.world.tokens.expire(now);
        });
    }

    /// All sessions as they stand now.
    pub fn sessions(&self) -> Vec<Session> {
        self.with(|state| state.world.sessions())
    }

    /// One session as it stands now.
    pub fn session(&self, id: i64) -> Option<Session> {
        self.with(|state| state.world.session(id))
    }

    /// All posted invoices, in the order of posting.
    pub fn attempts(&self) -> Vec<Attempt> {
        self.with(|state| state.world.attempts().cloned().collect())
    }

    /// All benefit pools with their balances.
    pub fn pools(&self) -> Vec<Pool> {
        self.with(|state| state.world.pools().cloned().collect())
    }

    /// The dialect of answers.
    pub fn dialect(&self) -> Dialect {
        self.with(|state| state.dialect)
    }

    /// Changes the dialect of answers.
    pub fn set_dialect(&self, dialect: Dialect) {
        self.with(|state| state.dialect = dialect);
    }

    /// Switches a fault on; the number switches it off again.
    pub fn add_fault(&self, fault: Fault) -> u64 {
        self.with(|state| state.faults.add(fault))
    }

    /// Switches a fault off; whether it was on.
    pub fn remove_fault(&self, number: u64) -> bool {
        self.with(|state| state.faults.remove(number))
    }

    /// Switches all faults off.
    pub fn clear_faults(&self) {
        self.with(|state| state.faults.clear());
    }

    /// The faults that are on: number, fault, how often each was played.
    pub fn faults(&self) -> Vec<(u64, Fault, u32)> {
        self.with(|state| {
            state
                .faults
                .all()
                .map(|(id, fault, n)| (id, fault.clone(), n))
                .collect()
        })
    }

    /// The kept exchanges, oldest first.
    pub fn journal(&self) -> Vec<Exchange> {
        self.with(|state| state.journal.all().cloned().collect())
    }

    /// The kept exchanges of one operation, oldest first.
    pub fn calls(&self, operation: Operation) -> Vec<Exchange> {
        let wanted = |one: &&Exchange| one.operation == Some(operation);
        self.with(|state| state.journal.all().filter(wanted).cloned().collect())
    }

    /// The kept exchanges as an HTTP archive (HAR 1.2), secrets masked.
    pub fn har(&self) -> Json {
        har::archive(&self.journal())
    }

    /// How many requests there were since the start or the last reset, kept in the journal or not.
    pub fn request_count(&self) -> u64 {
        self.with(|state| state.journal.count())
    }

    /// How many calls of an operation there were since the start or the last reset.
    pub fn call_count(&self, operation: Operation) -> u64 {
        self.with(|state| state.journal.calls(operation))
    }

    /// Waits until an operation was called that often, blocking; whether it was, in that time.
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

    /// Checks that these operations were called, in this order, and no others; for tests.
    ///
    /// # Panics
    /// When the journal holds other calls; the message shows each of them, secrets masked.
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

    /// Checks that an operation was called so many times; for tests.
    ///
    /// # Panics
    /// When it was not; the message shows all calls of the journal, secrets masked.
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
