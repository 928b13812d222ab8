//! The simulated Smart: everything that changes, and the rules by which it does.
//!
//! Nothing in here knows of HTTP. Requests come in by `operations`, people's acts (reading a
//! card, retrieving an invoice) by the control handle.

mod billing;
mod claim;
mod cover;
mod refusal;
mod session;
mod token;

pub use self::billing::NotRetrieved;
pub use self::claim::{Attempt, ClaimState};
pub use self::cover::Pool;
pub use self::session::{NotOpened, Session, SessionStatus};

pub(crate) use self::claim::{ClaimLine, CopayPaid, NewClaim, NewInvoice};
pub(crate) use self::refusal::{Reason, Refusal};
pub(crate) use self::token::{Grant, TokenRefusal};

use std::collections::BTreeMap;

use self::token::TokenStore;
use crate::chance::Chance;
use crate::clock::{Clock, Moment};
use crate::scenario::{Member, Patient, Policy, Rules, Scenario};

/// Numbers of sessions that are opened while the simulator runs begin here.
const FIRST_SESSION: i64 = 100_001;
/// Numbers of claims that are posted while the simulator runs begin here.
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
    /// Sessions by patient, so that a scenario of many patients stays fast.
    sessions_of: BTreeMap<String, Vec<i64>>,
    attempts: BTreeMap<i64, Attempt>,
    attempts_of: BTreeMap<String, Vec<i64>>,
    /// What rules of the scenario will decide, by time and attempt.
    due: BTreeMap<(Moment, i64), (ClaimState, Option<String>)>,
    records: i64,
    next_session: i64,
    next_claim: i64,
}

impl World {
    pub(crate) fn new(scenario: &Scenario) -> World {
        let clock = Clock::new(scenario.clock, scenario.frozen);
        let mut world = World {
            rules: scenario.rules.clone(),
            chance: Chance::new(scenario.seed),
            tokens: TokenStore::new(scenario, clock.now()),
            clock,
            policies: scenario
                .policies
                .iter()
                .map(|one| (one.id, one.clone()))
                .collect(),
            members: BTreeMap::new(),
            patients: BTreeMap::new(),
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
        for member in &scenario.members {
            world
                .members
                .insert(member.member_number.clone(), member.clone());
        }
        for patient in &scenario.patients {
            world
                .patients
                .insert(patient.patient_number.clone(), patient.clone());
        }
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

    /// Takes a clinic record in and gives its number.
    pub(crate) fn add_record(&mut self) -> i64 {
        self.records += 1;
        self.records
    }

    /// Does what falls due by the clock alone.
    pub(crate) fn settle(&mut self) {
        self.decide_what_is_due();
    }
}
