//! What the simulator starts with: people, policies, balances, sessions, claims, rules.
//!
//! A scenario is a YAML file (see `scenarios/smart-text.yaml`, the one built in) or is put
//! together in code: every field is public and starting points are [`Scenario::built_in`] and
//! [`Scenario::default`].

mod check;
mod load;
mod people;
mod rules;

pub use self::check::ScenarioProblem;
pub use self::load::ScenarioError;
pub use self::people::{
    Benefit, ClaimSeed, Copay, CopayType, ExchangeLocation, Group, Member, Patient, Policy,
    SessionSeed,
};
pub use self::rules::{Credentials, Decision, FirstToken, Rules, Tokens};

pub(crate) use self::rules::duration;

use serde::Deserialize;

use crate::clock::Moment;
use crate::faults::Fault;
use crate::wire::Dialect;

/// Everything a simulator starts with, and returns to when it is reset.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Scenario {
    /// What the scenario is called, for people.
    pub name: String,
    /// Where the clock starts; by default at the machine's own time.
    pub clock: Option<Moment>,
    /// Whether the clock stands still unless it is moved.
    pub frozen: bool,
    /// Starts the repeatable chance that tokens and faults come from.
    pub seed: u64,
    /// What a client must present.
    pub credentials: Credentials,
    /// How long tokens live, and the first one.
    pub tokens: Tokens,
    /// How Smart behaves where its text leaves that open.
    pub rules: Rules,
    /// The spelling and shape of answers.
    pub dialect: Dialect,
    /// Insurance policies.
    pub policies: Vec<Policy>,
    /// Insured people, with the benefit pools they may use.
    pub members: Vec<Member>,
    /// Patient files of the hospital.
    pub patients: Vec<Patient>,
    /// Sessions that exist from the start.
    pub sessions: Vec<SessionSeed>,
    /// Claims that were posted before the start.
    pub claims: Vec<ClaimSeed>,
    /// Faults that are on from the start.
    pub faults: Vec<Fault>,
}

impl Scenario {
    /// The scenario with the values of Smart's own text: patient 23025764 with the pending
    /// session 62863, benefit 93181 at provider SKSP_6122, and so on. Invoice Invoce1500835 of
    /// session 93164 and visit 87 was posted before the start, and is `Pending`.
    #[expect(
        clippy::expect_used,
        reason = "the file is part of the crate and tested"
    )]
    pub fn built_in() -> Scenario {
        Scenario::from_yaml(BUILT_IN).expect("the built-in scenario is valid")
    }
}

/// The text of the built-in scenario, a starting point for one's own.
pub const BUILT_IN: &str = include_str!("../../scenarios/smart-text.yaml");
