//! The people, policies, benefits, sessions and claims of a scenario.
//!
//! Fields have the names of Smart's answers, so a scenario reads like an answer.

use std::time::Duration;

use serde::Deserialize;

use super::rules::seconds;
use crate::amount::Amount;
use crate::status::{ClaimState, SessionStatus};

/// An insurance policy: the payer and its scheme.
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
    /// The code of the scheme, which is usually the cover of one employer.
    pub scheme_code: String,
    /// The name of the scheme.
    pub scheme_name: String,
    /// The plan within the scheme.
    #[serde(default)]
    pub plan: Option<String>,
    /// The country code.
    #[serde(default = "kenya")]
    pub country: String,
    /// The currency of all amounts.
    #[serde(default = "shilling")]
    pub currency: String,
    /// The first day of cover, `YYYY-MM-DD`.
    #[serde(default)]
    pub registered: Option<String>,
    /// The last day of cover, `YYYY-MM-DD`.
    #[serde(default)]
    pub expires: Option<String>,
    /// The pools that all members of the policy share, such as a family.
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
    /// The membership number, which claims name.
    pub member_number: String,
    /// The name in the insurer's files.
    pub name: String,
    /// The policy that covers the member.
    pub policy: i64,
    /// Smart's identifier of the person across insurers.
    #[serde(default)]
    pub global_id: Option<String>,
    /// The serial number of the Smart card.
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
    /// Smart's number of the benefit, which is the copay endpoint's `benefitId`.
    pub id: i64,
    /// The number by which an invoice names the pool that pays.
    pub pool_nr: i64,
    /// The description of the pool.
    pub pool_desc: String,
    /// The balance at the start.
    pub amount: Amount,
    /// Whether claims may use the pool.
    #[serde(default = "yes")]
    pub claimable: bool,
    /// The parent pool, for people to read. The two balances stay apart.
    #[serde(default)]
    pub parent_pool_nr: Option<i64>,
    /// The number of the place of care.
    #[serde(default)]
    pub location_id: Option<i64>,
    /// The name of the place of care.
    #[serde(default)]
    pub location_name: Option<String>,
    /// Smart's number of the provider.
    #[serde(default)]
    pub sp_id: Option<i64>,
    /// The groups of the benefit.
    #[serde(default)]
    pub groups: Vec<Group>,
    /// The location where the provider exchanges data.
    #[serde(default)]
    pub exchange_location: Option<ExchangeLocation>,
    /// The patient's own share at each provider.
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
    /// The code of the group.
    pub code: String,
    /// The name of the group.
    pub name: String,
}

/// A location where the provider exchanges data with Smart.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ExchangeLocation {
    /// The number of the exchange location.
    pub id: i64,
    /// The number of the service location.
    pub sl_id: i64,
    /// The number of the provider.
    pub sp_id: i64,
    /// The name of the location.
    pub location_description: String,
    /// The practice number of the group.
    #[serde(default)]
    pub group_practice_number: Option<String>,
    /// The country code.
    #[serde(default = "kenya")]
    pub country_code: String,
}

/// The patient's own share of a benefit at one provider.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Copay {
    /// The provider's key, such as `SKSP_6122`.
    pub provider_key: String,
    /// Whether `amount` is money or a percentage.
    #[serde(rename = "type")]
    pub kind: CopayType,
    /// The money, or the percentage.
    pub amount: Amount,
    /// Whether the copay is due once per visit.
    #[serde(default = "yes")]
    pub is_copay_per_visit: bool,
}

/// The unit of a copay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CopayType {
    /// An amount of money.
    Fixed,
    /// A percentage of the bill.
    Percentage,
}

impl CopayType {
    /// Returns the word on the wire.
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
    /// The surname.
    pub surname: String,
    /// The other names.
    pub forenames: String,
    /// The gender, in Smart's letters.
    #[serde(default)]
    pub gender: Option<String>,
    /// The date of birth, `YYYY-MM-DD`.
    #[serde(default)]
    pub dob: Option<String>,
    /// The membership numbers, the usual one first.
    pub members: Vec<String>,
}

/// A session that exists from the start.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SessionSeed {
    /// Smart's session number.
    pub id: i64,
    /// The number of such sessions. Their numbers begin at `id`.
    #[serde(default = "one")]
    pub count: u32,
    /// The patient file number.
    pub patient: String,
    /// The membership number. Without one, the patient's first membership counts.
    #[serde(default)]
    pub member: Option<String>,
    /// The status at the start.
    #[serde(default)]
    pub status: SessionStatus,
    /// The hospital's visit number, if the session is merged.
    #[serde(default)]
    pub visit_number: Option<String>,
    /// The age of the session at the start, such as `2h`.
    #[serde(default, deserialize_with = "seconds")]
    pub opened_ago: Duration,
    /// The remarks.
    #[serde(default)]
    pub comments: Option<String>,
}

impl SessionSeed {
    /// Returns the numbers of these sessions.
    pub(crate) fn ids(&self) -> impl Iterator<Item = i64> {
        (0..i64::from(self.count)).map(|nth| self.id.saturating_add(nth))
    }
}

/// A claim from before the start.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ClaimSeed {
    /// The session of the claim.
    pub session: i64,
    /// The hospital's invoice number.
    pub invoice_number: String,
    /// The net amount.
    pub amount: Amount,
    /// The pool that pays.
    #[serde(default)]
    pub pool_nr: Option<i64>,
    /// The state of the claim.
    #[serde(default)]
    pub claim_status: ClaimState,
}
