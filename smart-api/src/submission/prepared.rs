//! A claim that is ready to be posted.

use std::fmt;

use super::Entry;
use super::handle::ResumeHandle;
use super::posts::PostGuard;
use crate::claim::CheckedClaim;

/// A claim that is ready to be posted: what Smart had of its invoices before is remembered.
///
/// While it lives, no other claim with one of its invoices is prepared by this client.
#[must_use = "nothing is posted before `post`"]
pub struct Prepared {
    pub(super) claim: CheckedClaim,
    pub(super) handle: ResumeHandle,
    /// The entries that Smart has now and that are neither cancelled nor rejected.
    pub(super) there: Vec<Entry>,
    /// How many entries each invoice has now.
    pub(super) counts: Vec<usize>,
    pub(super) guard: PostGuard,
}

impl Prepared {
    /// The handle to store before the post, so that a crash in the middle of it can be settled.
    pub fn handle(&self) -> &ResumeHandle {
        &self.handle
    }

    /// Entries that Smart has already and that are neither cancelled nor rejected. If there are any,
    /// [`post`](Self::post) sends nothing.
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
