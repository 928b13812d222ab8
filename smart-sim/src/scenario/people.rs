//! The people, policies, benefits, sessions and claims of a scenario.
//!
//! Fields carry the names that Smart's answers use, so that a scenario reads like an answer.

use std::time::Duration;

use serde::Deserialize;

use super::rules::seconds;
use crate::Amount;
use crate::world::{ClaimState, SessionStatus};

/// An insurance policy: who pays, under which scheme.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Policy {
    /// Smart's number of the policy.
    pub id: i64,
    /// The insurer's code.
    pub payer_code: String,
    /// The insurer's name.
    pub payer_name: String,
    /// The code of the scheme, usually one employer's cover.
    pub scheme_code: String,
    /// The name of the scheme.
    pub scheme_name: String,
    /// The plan within the scheme.
    #[serde(default)]
    pub plan: Option<String>,
    /// Country code.
    #[serde(default = "kenya")]
    pub country: String,
    /// Currency of all amounts.
    #[serde(default = "shilling")]
    pub currency: String,
    /// First day of cover, `YYYY-MM-DD`.
    #[serde(default)]
    pub registered: Option<String>,
    /// Last day of cover, `YYYY-MM-DD`.
    #[serde(default)]
    pub expires: Option<String>,
    /// Pools that all members of the policy share, as families do.
    #[serde(default)]
    pub benefits: Vec<Benefit>,
}

fn kenya() -> String {
    "KE".to_owned()
}

fn shilling() -> String {
    "KES".to_owned()
}

/// An insured person.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Member {
    /// Membership number, which claims name.
    pub member_number: String,
    /// Name as the insurer has it.
    pub name: String,
    /// The policy that covers the member.
    pub policy: i64,
    /// Smart's identifier of the person across insurers.
    #[serde(default)]
    pub global_id: Option<String>,
    /// Serial number of the Smart card.
    #[serde(default)]
    pub card_serial_number: Option<String>,
    /// A note for the cashier.
    #[serde(default)]
    pub vip_message: Option<String>,
    /// The member's own pools.
    #[serde(default)]
    pub benefits: Vec<Benefit>,
}

/// A benefit pool: an amount of money for one kind of care.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Benefit {
    /// Smart's number of the benefit, the copay endpoint's `benefitId`.
    pub id: i64,
    /// The number that an invoice names as the pool that pays.
    pub pool_nr: i64,
    /// What the pool is for.
    pub pool_desc: String,
    /// The balance at the start.
    pub amount: Amount,
    /// Whether claims may use it.
    #[serde(default = "yes")]
    pub claimable: bool,
    /// The pool that this one draws from, for people to read; balances are kept apart.
    #[serde(default)]
    pub parent_pool_nr: Option<i64>,
    /// Place of care.
    #[serde(default)]
    pub location_id: Option<i64>,
    /// Name of the place of care.
    #[serde(default)]
    pub location_name: Option<String>,
    /// Smart's number of the provider.
    #[serde(default)]
    pub sp_id: Option<i64>,
    /// Benefit groups.
    #[serde(default)]
    pub groups: Vec<Group>,
    /// Where the provider exchanges data.
    #[serde(default)]
    pub exchange_location: Option<ExchangeLocation>,
    /// What the patient pays, per provider.
    #[serde(default)]
    pub copays: Vec<Copay>,
}

fn one() -> u32 {
    1
}

fn yes() -> bool {
    true
}

/// A group that a benefit belongs to.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Group {
    /// Code of the group.
    pub code: String,
    /// Name of the group.
    pub name: String,
}

/// Where the provider exchanges data with Smart.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ExchangeLocation {
    /// Number of the exchange location.
    pub id: i64,
    /// Number of the service location.
    pub sl_id: i64,
    /// Number of the provider.
    pub sp_id: i64,
    /// What the location is called.
    pub location_description: String,
    /// Practice number of the group.
    #[serde(default)]
    pub group_practice_number: Option<String>,
    /// Country code.
    #[serde(default = "kenya")]
    pub country_code: String,
}

/// What the patient pays of a benefit at one provider.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Copay {
    /// The provider's key, such as `SKSP_6122`.
    pub provider_key: String,
    /// Whether `amount` is money or a percentage.
    #[serde(rename = "type")]
    pub kind: CopayType,
    /// Money, or the percentage.
    pub amount: Amount,
    /// Whether it is due once per visit.
    #[serde(default = "yes")]
    pub is_copay_per_visit: bool,
}

/// How a copay is reckoned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CopayType {
    /// An amount of money.
    Fixed,
    /// A percentage of the bill.
    Percentage,
}

impl CopayType {
    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            CopayType::Fixed => "FIXED",
            CopayType::Percentage => "PERCENTAGE",
        }
    }
}

/// A patient file of the hospital.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Patient {
    /// The patient file number.
    pub patient_number: String,
    /// Surname.
    pub surname: String,
    /// Other names.
    pub forenames: String,
    /// Gender, as Smart writes it.
    #[serde(default)]
    pub gender: Option<String>,
    /// Date of birth, `YYYY-MM-DD`.
    #[serde(default)]
    pub dob: Option<String>,
    /// Numbers of the memberships, the usual one first.
    pub members: Vec<String>,
}

/// A session that exists from the start.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SessionSeed {
    /// Smart's session number.
    pub id: i64,
    /// How many such sessions there are, numbered from `id` on.
    #[serde(default = "one")]
    pub count: u32,
    /// Patient file number.
    pub patient: String,
    /// Membership number; by default the patient's first.
    #[serde(default)]
    pub member: Option<String>,
    /// Status at the start.
    #[serde(default)]
    pub status: SessionStatus,
    /// The hospital's visit number, once merged.
    #[serde(default)]
    pub visit_number: Option<String>,
    /// How long ago the card was read, such as `2h`.
    #[serde(default, deserialize_with = "seconds")]
    pub opened_ago: Duration,
    /// Remarks.
    #[serde(default)]
    pub comments: Option<String>,
}

impl SessionSeed {
    /// The numbers of the sessions that it stands for.
    pub(crate) fn ids(&self) -> impl Iterator<Item = i64> {
        (0..i64::from(self.count)).map(|nth| self.id.saturating_add(nth))
    }
}

/// A claim that was posted before the start.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ClaimSeed {
    /// The session it was posted in.
    pub session: i64,
    /// The hospital's invoice number.
    pub invoice_number: String,
    /// Net amount.
    pub amount: Amount,
    /// The pool that pays.
    #[serde(default)]
    pub pool_nr: Option<i64>,
    /// How far it has come.
    #[serde(default)]
    pub claim_status: ClaimState,
}
