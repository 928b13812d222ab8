//! The meaning of an invoice's entries for the hospital: the invoice is billed, or needs an action.

use std::fmt;
use std::time::{Duration, SystemTime};

use serde::Serialize;

use super::PostedInvoice;
use crate::EastAfricaTime;
use crate::enums::ClaimStatus;
use crate::runtime::{Amount, Error};
use crate::types::ClaimAttempt;

/// The action for an invoice that is not billed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Action {
    /// The invoice waits. A billing officer retrieves it within Smart's system, or gives a valid
    /// reason why it is not retrieved (documented).
    Retrieve,
    /// The invoice was cancelled or rejected. Somebody finds out why, and submits a corrected claim
    /// or writes the amount off.
    FindOutWhy,
    /// Smart does not know the invoice. Somebody finds out whether the claim was posted.
    FindOutWhether,
    /// This version does not know the status. Somebody looks at the invoice in Smart's system.
    LookAtIt,
}

impl Action {
    /// Returns the action in words.
    pub const fn says(self) -> &'static str {
        match self {
            Self::Retrieve => {
                "retrieve the invoice within Smart's system, or give a valid reason why not"
            }
            Self::FindOutWhy => "find out why it was cancelled or rejected, and mend it",
            Self::FindOutWhether => "Smart knows no such invoice; find out whether it was posted",
            Self::LookAtIt => "look at the invoice within Smart's system",
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.says())
    }
}

/// An invoice that is not billed.
#[derive(Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Unbilled {
    /// The invoice that was asked about.
    pub invoice: PostedInvoice,
    /// The time since the post, by this machine's clock. It is zero for a post in the future.
    #[serde(rename = "age_seconds", serialize_with = "seconds")]
    pub age: Duration,
    /// The status at Smart; `None` if Smart has no entry.
    pub status: Option<ClaimStatus>,
    /// The amount that Smart names, in the currency of the claim. Without one, it is the amount of
    /// the posted invoice.
    pub amount: Option<Amount>,
    /// The action to take.
    pub action: Action,
    /// The reason why the invoice was not retrieved. Smart's text demands a valid reason, and this
    /// field holds it. Its first value comes from the posted invoice.
    pub reason: Option<String>,
}

/// An invoice that claim-status could not be asked about.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct NotAsked {
    /// The invoice of the question.
    pub invoice: PostedInvoice,
    /// The reason. The question can be repeated.
    pub error: Error,
}

impl Unbilled {
    /// Returns `None` if the invoice is billed: one `Billed` entry in the list is enough
    /// (observed). Among the other entries, one that waits counts more than one that is over.
    pub(super) fn of(
        invoice: PostedInvoice,
        attempts: Vec<ClaimAttempt>,
        now: SystemTime,
    ) -> Option<Self> {
        let entries = attempts.into_iter().filter(|attempt| {
            let named = attempt.invoice_number.as_ref();
            named.is_none_or(|named| *named == invoice.invoice_number)
        });
        let weightiest = entries.max_by_key(|attempt| match attempt.claim_status {
            ClaimStatus::Billed => 3,
            ClaimStatus::Pending => 2,
            ClaimStatus::Cancelled | ClaimStatus::Rejected => 0,
            ClaimStatus::Unlisted(_) => 1,
        });
        let (status, amount) = weightiest.map_or((None, None), |attempt| {
            (Some(attempt.claim_status), attempt.amount)
        });
        let action = match status {
            Some(ClaimStatus::Billed) => return None,
            Some(ClaimStatus::Pending) => Action::Retrieve,
            Some(ClaimStatus::Cancelled | ClaimStatus::Rejected) => Action::FindOutWhy,
            Some(ClaimStatus::Unlisted(_)) => Action::LookAtIt,
            None => Action::FindOutWhether,
        };
        let posted = invoice.posted_at.to_system_time();
        Some(Self {
            age: now.duration_since(posted).unwrap_or_default(),
            status,
            amount: amount.or(invoice.amount),
            action,
            reason: invoice.reason.clone(),
            invoice,
        })
    }
}

fn seconds<S: serde::Serializer>(age: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u64(age.as_secs())
}

impl fmt::Debug for Unbilled {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Unbilled")
            .field("invoice", &self.invoice)
            .field("age", &self.age)
            .field("status", &self.status)
            .field("action", &self.action)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for NotAsked {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "claim-status could not be asked: {}", self.error)
    }
}

impl std::error::Error for NotAsked {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        // `Display` already shows this error, so the source is the next one.
        self.error.source()
    }
}
