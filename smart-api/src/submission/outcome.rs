//! The outcome of a submission, as far as it is known.

use std::error::Error as StdError;
use std::fmt;

use super::entry::Entry;
use super::handle::ResumeHandle;
use super::prepared::Prepared;
use crate::claim::CheckedClaim;
use crate::runtime::Error;
use crate::types::ClaimReceipt;

/// The outcome of submitting a claim. The table in [the module](super) says what leads to which
/// variant.
#[derive(Debug)]
#[must_use = "the value holds the outcome of the claim"]
pub enum Submission {
    /// Smart has the claim.
    Accepted(Accepted),
    /// Smart understood the claim and refused it. The claim was not accepted.
    Refused(Refused),
    /// Smart had one of the invoices before. Nothing was sent.
    AlreadyThere(AlreadyThere),
    /// Nothing was sent.
    NotSent(NotSent),
    /// Smart may have the claim, or not. Keep the handle and settle it later.
    Unknown(Unsettled),
}

/// The outcome of settling a claim whose outcome was not known.
#[derive(Debug)]
#[must_use = "the value holds the outcome of the claim"]
pub enum Settlement {
    /// Smart has the claim: every invoice has an entry that was not there before the post.
    Accepted(Accepted),
    /// Every post of this handle arrived. Smart has since cancelled or rejected some or all invoices.
    /// Nothing is in doubt any more. Find out why. Then claim only these invoices again: a claim
    /// with an invoice that is neither cancelled nor rejected is not sent
    /// ([`AlreadyThere`](Submission::AlreadyThere)).
    CancelledOrRejected(Vec<Entry>),
    /// The outcome is still not known. The entries are ours. Some invoices have entries and others
    /// have none, or one of two posts came to nothing and the other may still arrive. If there are
    /// no entries, the post may still arrive.
    Unknown(Vec<Entry>),
}

/// A claim that Smart has. `Debug` does not print the warning, which may name a patient.
#[derive(Clone)]
pub struct Accepted {
    pub(super) receipt: Option<ClaimReceipt>,
    pub(super) warning: Option<String>,
    pub(super) entries: Vec<Entry>,
    pub(super) handle: ResumeHandle,
}

impl Accepted {
    /// Returns Smart's receipt. Returns `None` if the answer held none, or if the answer was lost
    /// and settling found the claim.
    pub fn receipt(&self) -> Option<&ClaimReceipt> {
        self.receipt.as_ref()
    }

    /// Returns the message of an answer of type `WARNING`, which somebody should read.
    pub fn warning(&self) -> Option<&str> {
        self.warning.as_deref()
    }

    /// Returns the entries that settling found. More than one entry for an invoice means that Smart
    /// has it twice.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Returns the handle for the follow-up of the claim.
    pub fn handle(&self) -> &ResumeHandle {
        &self.handle
    }
}

impl fmt::Debug for Accepted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Accepted")
            .field("receipt", &self.receipt)
            .field("entries", &self.entries)
            .field("handle", &self.handle)
            .finish_non_exhaustive()
    }
}

/// A claim that Smart has refused.
#[derive(Debug)]
pub struct Refused {
    pub(super) claim: CheckedClaim,
    pub(super) error: Error,
}

/// A claim that was not sent.
#[derive(Debug)]
pub struct NotSent {
    pub(super) claim: CheckedClaim,
    pub(super) error: Error,
}

macro_rules! not_taken {
    ($($kind:ident $said:literal;)*) => {$(
        impl $kind {
            /// Returns the reason.
            pub fn error(&self) -> &Error {
                &self.error
            }

            /// Returns the claim, which may be submitted again.
            pub fn into_claim(self) -> CheckedClaim {
                self.claim
            }
        }

        impl fmt::Display for $kind {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, concat!($said, ": {}"), self.error)
            }
        }

        impl StdError for $kind {
            fn source(&self) -> Option<&(dyn StdError + 'static)> {
                // `Display` already shows this error, so the source is the next one.
                self.error.source()
            }
        }
    )*};
}

not_taken! {
    Refused "the claim was refused";
    NotSent "the claim was not sent";
}

/// A claim that was not sent. Smart has entries of its invoices that are neither cancelled nor
/// rejected.
#[derive(Debug)]
pub struct AlreadyThere {
    pub(super) prepared: Prepared,
}

impl AlreadyThere {
    /// Returns a handle for the follow-up of the invoices. Nothing was posted under this handle, so
    /// do not settle it.
    pub fn handle(&self) -> &ResumeHandle {
        self.prepared.handle()
    }

    /// Returns the entries that block the claim.
    pub fn entries(&self) -> Vec<Entry> {
        self.prepared.already_there().cloned().collect()
    }
}

/// A claim that may have arrived, or not.
#[derive(Debug)]
pub struct Unsettled {
    pub(super) claim: CheckedClaim,
    pub(super) handle: ResumeHandle,
    pub(super) error: Error,
}

impl Unsettled {
    /// Returns the error of the post.
    pub fn error(&self) -> &Error {
        &self.error
    }

    /// Returns the handle to store and to settle later.
    pub fn handle(&self) -> &ResumeHandle {
        &self.handle
    }
}
