//! The simulated Smart: its state, and the rules by which the state changes.
//!
//! The world knows nothing of HTTP. The module `operations` brings requests. The control handle
//! brings acts of people, such as a card that is read or an invoice that is retrieved.

mod billing;
mod claim;
mod cover;
mod refusal;
mod session;
mod token;

pub use self::billing::NotRetrieved;
pub use self::claim::Attempt;
pub use self::cover::Pool;
pub use self::session::{NotOpened, Session};

pub(crate) use self::claim::{ClaimLine, CopayPaid, NewClaim, NewInvoice, Position};
pub(crate) use self::refusal::{Reason, Refusal};
pub(crate) use self::token::{Grant, TokenRefusal};

use std::collections::BTreeMap;

use self::token::TokenStore;
use crate::chance::Chance;
use crate::clock::{Clock, Moment};
use crate::scenario::{Member, Patient, Policy, Rules, Scenario};
use crate::status::ClaimState;

/// The number of the first session that a card opens.
const FIRST_SESSION: i64 = 100_001;
/// The number of the first claim. Claims of the scenario are numbered as well.
const FIRST_CLAIM: i64 = 500_001;

/// The state of the simulated Smart.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) clock: Clock,
    pub(crate) rules: Rules,
    pub(crate) chance: Chance,
    pub(crate) tokens: TokenStore,
    policies: BTreeMap<i64, Policy>,
    members: BTreeMap<String, Member>,
    patients: BTreeMap<String, Patient>,
    pools: BTreeMap<i64, Pool>,
    sessions: BTreeMap<i64, Session>,
    /// The sessions of each patient, by number. This index keeps large scenarios fast.
    sessions_of: BTreeMap<String, Vec<i64>>,
    attempts: BTreeMap<i64, Attempt>,
    attempts_of: BTreeMap<String, Vec<i64>>,
    /// The decisions that rules of the scenario will make, by time and attempt.
    due: BTreeMap<(Moment, i64), (ClaimState, Option<String>)>,
    records: i64,
    next_session: i64,
    next_claim: i64,
}

impl World {
    pub(crate) fn new(scenario: &Scenario) -> World {
        let clock = Clock::new(scenario.clock, scenario.frozen);
        let policies = scenario.policies.iter().cloned();
        let members = scenario.members.iter().cloned();
        let patients = scenario.patients.iter().cloned();
        let mut world = World {
            rules: scenario.rules.clone(),
            chance: Chance::new(scenario.seed),
            tokens: TokenStore::new(scenario, clock.now()),
            clock,
            policies: policies.map(|one| (one.id, one)).collect(),
            members: members
                .map(|one| (one.member_number.clone(), one))
                .collect(),
            patients: patients
                .map(|one| (one.patient_number.clone(), one))
                .collect(),
            pools: BTreeMap::new(),
            sessions: BTreeMap::new(),
            sessions_of: BTreeMap::new(),
            attempts: BTreeMap::new(),
            attempts_of: BTreeMap::new(),
            due: BTreeMap::new(),
            records: 0,
            next_session: FIRST_SESSION,
            next_claim: FIRST_CLAIM,
        };
        world.seed_pools(scenario);
        world.seed_sessions(scenario);
        world.seed_claims(scenario);
        world
    }

    pub(crate) fn now(&self) -> Moment {
        self.clock.now()
    }

    pub(crate) fn patient(&self, number: &str) -> Result<&Patient, Refusal> {
        self.patients
            .get(number)
            .ok_or_else(|| Refusal::new(Reason::UnknownPatient))
    }

    pub(crate) fn member(&self, number: &str) -> Option<&Member> {
        self.members.get(number)
    }

    pub(crate) fn policy_of(&self, member: &Member) -> Option<&Policy> {
        self.policies.get(&member.policy)
    }

    /// Accepts a clinic record. Returns its number.
    pub(crate) fn add_record(&mut self) -> i64 {
        self.records += 1;
        self.records
    }
}
