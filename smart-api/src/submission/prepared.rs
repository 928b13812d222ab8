//! A claim that is ready to be posted.

use std::fmt;

use super::Entry;
use super::handle::ResumeHandle;
use super::posts::PostGuard;
use crate::claim::CheckedClaim;

/// A claim that is ready to be posted. The entries that Smart had of its invoices are remembered.
///
/// While it exists, this client prepares no other claim with one of its invoices.
#[must_use = "nothing is posted before `post`"]
pub struct Prepared {
    pub(super) claim: CheckedClaim,
    pub(super) handle: ResumeHandle,
    /// The entries that Smart has now and that are neither cancelled nor rejected.
    pub(super) there: Vec<Entry>,
    /// The number of entries that each invoice has now.
    pub(super) counts: Vec<usize>,
    pub(super) guard: PostGuard,
}

impl Prepared {
    /// Returns the handle. Store it before the post, so that it can settle the claim after a crash.
    pub fn handle(&self) -> &ResumeHandle {
        &self.handle
    }

    /// Returns the entries that Smart already has and that are neither cancelled nor rejected. If
    /// there are any, [`post`](Self::post) sends nothing.
    pub fn already_there(&self) -> impl Iterator<Item = &Entry> {
        self.there.iter()
    }
}

impl fmt::Debug for Prepared {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Prepared")
            .field("claim", &self.claim)
            .field("handle", &self.handle)
            .field("there", &self.there)
            .finish_non_exhaustive()
    }
}
