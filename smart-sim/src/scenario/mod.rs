//! Scenarios: the people, policies, balances, sessions, claims and rules of a simulator's start.
//!
//! A scenario comes from a YAML file, such as the built-in `scenarios/smart-text.yaml`, or from
//! code. In code, [`Scenario::built_in`] and [`Scenario::default`] are starting points, and every
//! field is public.

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

/// The state at the start of a simulator and after each reset.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Scenario {
    /// The name of the scenario, for people.
    pub name: String,
    /// The start of the clock. Without one, the clock starts at the machine's time.
    pub clock: Option<Moment>,
    /// Whether the clock stands still until a call moves it.
    pub frozen: bool,
    /// The seed of the repeatable chance behind tokens and faults.
    pub seed: u64,
    /// The credentials that a client must present.
    pub credentials: Credentials,
    /// The lifetime of tokens, and the first token.
    pub tokens: Tokens,
    /// Switches for what Smart's text leaves open.
    pub rules: Rules,
    /// The form of answers.
    pub dialect: Dialect,
    /// Insurance policies.
    pub policies: Vec<Policy>,
    /// Insured people, with their own benefit pools.
    pub members: Vec<Member>,
    /// The patient files of the hospital.
    pub patients: Vec<Patient>,
    /// Sessions that exist from the start.
    pub sessions: Vec<SessionSeed>,
    /// Claims from before the start.
    pub claims: Vec<ClaimSeed>,
    /// Faults that are active from the start.
    pub faults: Vec<Fault>,
}

impl Scenario {
    /// Returns the scenario with the values of Smart's own text.
    ///
    /// Patient 23025764 has the pending session 62863, and benefit 93181 at provider SKSP_6122.
    /// Invoice Invoce1500835 of session 93164 and visit 87 is `Pending` from the start.
    #[expect(
        clippy::expect_used,
        reason = "a test reads the file, which is part of the crate"
    )]
    pub fn built_in() -> Scenario {
        Scenario::from_yaml(BUILT_IN).expect("the built-in scenario is valid")
    }
}

/// The text of the built-in scenario, a starting point for other scenarios.
pub const BUILT_IN: &str = include_str!("../../scenarios/smart-text.yaml");
