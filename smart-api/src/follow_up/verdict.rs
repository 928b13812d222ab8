//! What the entries of an invoice mean for the hospital: billed, or something is to be done.

use std::fmt;
use std::time::{Duration, SystemTime};

use serde::Serialize;

use super::PostedInvoice;
use crate::EastAfricaTime;
use crate::enums::ClaimStatus;
use crate::runtime::{Amount, Error};
use crate::types::ClaimAttempt;

/// What is to be done about an invoice that is not billed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Action {
    /// It waits: a billing officer retrieves the invoice within Smart's system, or gives a valid
    /// reason why it is not retrieved (documented).
    Retrieve,
    /// It was cancelled or rejected: somebody finds out why, and submits a mended claim or writes
    /// the amount off.
    FindOutWhy,
    /// Smart knows no such invoice: somebody finds out whether the claim was posted.
    FindOutWhether,
    /// Its status is not known to this version: somebody looks at it in Smart's system.
    LookAtIt,
}

impl Action {
    /// The same in words.
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
    /// The invoice as it was asked about.
    pub invoice: PostedInvoice,
    /// How long ago it was posted, by this machine's clock; nothing if that is in the future.
    #[serde(rename = "age_seconds", serialize_with = "seconds")]
    pub age: Duration,
    /// What Smart says of it; `None` when it has no entry.
    pub status: Option<ClaimStatus>,
    /// The amount that Smart names, or else the one that the invoice was given, in the currency of
    /// the claim.
    pub amount: Option<Amount>,
    /// What is to be done.
    pub action: Action,
    /// Why the invoice was not retrieved. Smart's text demands a valid reason; this is the place for
    /// it. It begins as what the invoice was given.
    pub reason: Option<String>,
}

/// An invoice of which claim-status could not be asked.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct NotAsked {
    /// The invoice as it was to be asked about.
    pub invoice: PostedInvoice,
    /// Why. Asking may be repeated.
    pub error: Error,
}

impl Unbilled {
    /// `None` when the invoice is billed: `Billed` anywhere in the list wins (observed). Of the
    /// rest, an attempt that waits counts more than one that is over.
    pub(super) fn of(
        invoice: PostedInvoice,
        attempts: Vec<ClaimAttempt>,
        now: SystemTime,
    ) -> Option<Self> {
        let told = attempts.into_iter().filter(|attempt| {
            let named = attempt.invoice_number.as_ref();
            named.is_none_or(|named| *named == invoice.invoice_number)
        });
        let weightiest = told.max_by_key(|attempt| match attempt.claim_status {
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
        // What failed is told already.
        self.error.source()
    }
}
