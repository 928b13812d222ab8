//! Prepares a post: remembers the entries that Smart has of the invoices, and reserves the
//! invoices.

use std::time::SystemTime;

use super::Entry;
use super::entry::{Whose, elsewhere, entries};
use super::handle::{ResumeHandle, name};
use super::outcome::{NotSent, Unsettled};
use super::posts::{Blocked, posts_of};
use super::prepared::Prepared;
use crate::EastAfricaTime;
use crate::claim::CheckedClaim;
use crate::runtime::{Error, ErrorKind, LocalDateTime};
use crate::types::Claim;

impl CheckedClaim {
    /// Asks claim-status for every invoice, in this session and in others of the visit, and
    /// remembers the entries. Nothing is posted.
    ///
    /// # Errors
    /// Returns an error, together with the claim, in these cases:
    ///
    /// - Claim-status cannot be asked.
    /// - Another claim with one of the invoices is prepared.
    /// - This client posted one of the invoices before, and the outcome is not known.
    /// - Smart has accepted one of the invoices and does not show it yet.
    pub async fn prepare(self) -> Result<Prepared, NotSent> {
        self.remember(None).await
    }

    /// Prepares a second post of a claim whose first post may have arrived. Call it only if a
    /// person knows that the first post has not arrived, for example because Smart said so. An
    /// empty claim-status is not enough, because the first post may still be on its way.
    ///
    /// The new handle stands for both posts, so entries of either post are ours. Store it in place
    /// of the old handle before posting. [`Prepared::post`] sends nothing if there is an entry by
    /// now that is neither cancelled nor rejected. It also sends nothing if `handle` is settled
    /// before the post.
    ///
    /// # Errors
    /// Returns an error in these cases:
    ///
    /// - `handle` belongs to another claim or to other amounts.
    /// - Another claim with one of the invoices is prepared.
    /// - Claim-status cannot be asked.
    pub async fn repost_although_unknown(self, handle: &ResumeHandle) -> Result<Prepared, NotSent> {
        // Another process may have posted it. After a failure here, `prepare` must not treat it as
        // new.
        posts_of(&self.client).doubt(handle.names(), handle.id());
        if !handle.is_of(&self.claim) {
            let error = Error::not_sent(
                ErrorKind::InvalidRequest,
                "the resume handle is of another claim",
            );
            return Err(NotSent { claim: self, error });
        }
        self.remember(Some(handle)).await
    }

    /// Asks for the entries that Smart has now. `earlier` is the handle of an earlier post that may
    /// have arrived.
    async fn remember(self, earlier: Option<&ResumeHandle>) -> Result<Prepared, NotSent> {
        let posts = posts_of(&self.client);
        let names = names(&self.claim);
        let guard = posts.reserve(names.clone(), earlier.map(ResumeHandle::id));
        let guard = match guard.map_err(blocked) {
            Ok(guard) => guard,
            Err(error) => return Err(NotSent { claim: self, error }),
        };
        let seen = match self.look().await {
            Ok(seen) => seen,
            Err(error) => return Err(NotSent { claim: self, error }),
        };
        let hidden = |(name, count): (&String, &usize)| {
            let before = posts.entries_before(name);
            before.is_some_and(|before| *count <= before)
        };
        if earlier.is_none() && names.iter().zip(&seen.counts).any(hidden) {
            let error = Error::not_sent(
                ErrorKind::InvalidRequest,
                "Smart has accepted one of its invoices before and does not show it yet; settle that \
                 claim, or try again later",
            );
            return Err(NotSent { claim: self, error });
        }
        Ok(Prepared {
            claim: self,
            handle: earlier.map_or(seen.handle, ResumeHandle::for_another_post),
            there: seen.there,
            counts: seen.counts,
            guard,
        })
    }

    /// Asks claim-status for every invoice, in this session and in others of the visit.
    async fn look(&self) -> Result<Seen, Error> {
        let now = LocalDateTime::from_system_time(SystemTime::now()).map_err(|_| {
            Error::configuration("the clock of this machine is not within the years 0 to 9999")
        })?;
        let mut seen = Seen {
            handle: ResumeHandle::new(&self.claim, now),
            there: Vec::new(),
            counts: Vec::new(),
        };
        for invoice in &mut seen.handle.invoices {
            let whose = Whose {
                visit_number: &self.claim.visit_number,
                member_number: &self.claim.member_number,
                session_id: self.claim.session_id,
            };
            let number = &invoice.invoice_number;
            invoice.before = entries(&self.client, number, whose).await?;
            let others = elsewhere(&self.client, number, whose, &invoice.before).await?;
            seen.counts.push(invoice.before.len() + others.len());
            seen.there.extend(invoice.before.iter().cloned());
            seen.there.extend(others);
        }
        seen.there.retain(|entry| !entry.is_dead());
        Ok(seen)
    }
}

/// The entries that Smart has of a claim's invoices.
struct Seen {
    /// The handle, which remembers the entries of this session.
    handle: ResumeHandle,
    /// The entries of any session that are neither cancelled nor rejected.
    there: Vec<Entry>,
    /// The number of entries that each invoice has in any session.
    counts: Vec<usize>,
}

impl Unsettled {
    /// Does the same as [`CheckedClaim::repost_although_unknown`], for this claim.
    ///
    /// # Errors
    /// Returns an error if claim-status cannot be asked.
    pub async fn repost_although_unknown(self) -> Result<Prepared, NotSent> {
        self.claim.repost_although_unknown(&self.handle).await
    }
}

/// Returns the names of a claim's invoices. [`Posts`](super::posts::Posts) keeps their state under
/// these names.
fn names(claim: &Claim) -> Vec<String> {
    let invoices = claim.invoices.iter();
    let names = invoices.map(|invoice| name(&claim.visit_number, &invoice.invoice_number));
    names.collect()
}

/// Returns the error of a claim whose invoices cannot be reserved or posted.
pub(super) fn blocked(why: Blocked) -> Error {
    let said = match why {
        Blocked::Reserved => {
            "another claim with one of its invoices is prepared or being posted; post or drop that one"
        }
        Blocked::InDoubt => {
            "it was posted before and may have arrived; settle it, or see `repost_although_unknown` \
             and `settle_as_lost`"
        }
        Blocked::Settled => "the outcome of the first post is known by now; prepare the claim anew",
    };
    Error::not_sent(ErrorKind::InvalidRequest, said)
}
