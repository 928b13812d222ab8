//! What became of a submission, as far as it is known.

use std::error::Error as StdError;
use std::fmt;

use super::entry::Entry;
use super::handle::ResumeHandle;
use super::prepared::Prepared;
use crate::claim::CheckedClaim;
use crate::runtime::Error;
use crate::types::ClaimReceipt;

/// What became of a claim that was to be posted. The table in [the module](super) says what leads
/// to which.
#[derive(Debug)]
#[must_use = "what became of the claim is in here"]
pub enum Submission {
    /// Smart has it.
    Accepted(Accepted),
    /// Smart understood, and said no. It has not happened.
    Refused(Refused),
    /// Smart had the invoice before; nothing was sent.
    AlreadyThere(AlreadyThere),
    /// Nothing was sent.
    NotSent(NotSent),
    /// It may have happened, or not. Keep the handle and settle it later.
    Unknown(Unsettled),
}

/// What became of a claim whose outcome was not known.
#[derive(Debug)]
#[must_use = "what became of the claim is in here"]
pub enum Settlement {
    /// Smart has it: every invoice has an entry that was not there before the post.
    Accepted(Accepted),
    /// Every post of this handle arrived. Smart has since cancelled or rejected some or all invoices.
    /// Nothing is in doubt any more. Find out why, then claim only those again: a claim that also holds
    /// a living invoice is not sent ([`AlreadyThere`](Submission::AlreadyThere)).
    CancelledOrRejected(Vec<Entry>),
    /// Still not known. The entries are ours: some invoices have them and others have not, or one of two
    /// posts came to nothing and the other may be on its way. If there are none, the post may still
    /// arrive.
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
    /// Smart's receipt. There is none where the answer held none, or was lost and the claim was
    /// found by its entries.
    pub fn receipt(&self) -> Option<&ClaimReceipt> {
        self.receipt.as_ref()
    }

    /// The message of an answer of type `WARNING`, which somebody should read.
    pub fn warning(&self) -> Option<&str> {
        self.warning.as_deref()
    }

    /// The entries that were found when it was settled. More than one for an invoice means that it
    /// is there twice.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What the claim is followed up by.
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
            /// Why.
            pub fn error(&self) -> &Error {
                &self.error
            }

            /// The claim, which may be submitted again.
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
                // What failed is told already.
                self.error.source()
            }
        }
    )*};
}

not_taken! {
    Refused "the claim was refused";
    NotSent "the claim was not sent";
}

/// A claim that was not sent, because Smart has entries of its invoices that are neither cancelled
/// nor rejected.
#[derive(Debug)]
pub struct AlreadyThere {
    pub(super) prepared: Prepared,
}

impl AlreadyThere {
    /// The invoices, to follow them up. Nothing was posted under this handle, so it needs not be
    /// settled.
    pub fn handle(&self) -> &ResumeHandle {
        self.prepared.handle()
    }

    /// The entries that are in the way.
    pub fn entries(&self) -> Vec<Entry> {
        self.prepared.already_there().cloned().collect()
    }
}

/// A claim of which nobody knows whether it arrived.
#[derive(Debug)]
pub struct Unsettled {
    pub(super) claim: CheckedClaim,
    pub(super) handle: ResumeHandle,
    pub(super) error: Error,
}

impl Unsettled {
    /// What happened.
    pub fn error(&self) -> &Error {
        &self.error
    }

    /// What is to be stored and settled later.
    pub fn handle(&self) -> &ResumeHandle {
        &self.handle
    }
}
