//! Before the post: what Smart has of the invoices is remembered, and they are reserved.

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
    /// Asks claim-status for every invoice and remembers the entries; looks for entries in other
    /// sessions of the visit as well. Nothing is posted.
    ///
    /// # Errors
    /// When claim-status cannot be asked; when another claim with one of the invoices is prepared; when
    /// this claim, or another with one of the invoices, was posted by this client before, and nobody
    /// knows what became of it, or Smart has accepted it and does not show it yet. The claim comes back
    /// with the error.
    pub async fn prepare(self) -> Result<Prepared, NotSent> {
        self.remember(None).await
    }

    /// Prepares a second post of a claim whose first one may have arrived, because a person knows
    /// that it has not: by asking Smart, for example. That claim-status finds nothing is not enough,
    /// the first post may still be on its way.
    ///
    /// Entries of either post are ours. The new handle stands for both posts; store it in place of the
    /// other one before posting. If there is an entry by now that is neither cancelled nor rejected,
    /// or `handle` is settled before the post, [`Prepared::post`] sends nothing.
    ///
    /// # Errors
    /// When `handle` is of another claim or of other amounts, another claim with one of the invoices is
    /// prepared, or claim-status cannot be asked.
    pub async fn repost_although_unknown(self, handle: &ResumeHandle) -> Result<Prepared, NotSent> {
        // Another process may have posted it. If this comes to nothing, it is not `prepare`d as new.
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

    /// Asks what Smart has now. The handle of an earlier post that may have arrived is `earlier`.
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

/// What Smart has of a claim's invoices.
struct Seen {
    /// Remembers the entries of this session.
    handle: ResumeHandle,
    /// The entries of any session that are neither cancelled nor rejected.
    there: Vec<Entry>,
    /// How many entries each invoice has in any session.
    counts: Vec<usize>,
}

impl Unsettled {
    /// As [`CheckedClaim::repost_although_unknown`], for this claim.
    ///
    /// # Errors
    /// When claim-status cannot be asked.
    pub async fn repost_although_unknown(self) -> Result<Prepared, NotSent> {
        self.claim.repost_although_unknown(&self.handle).await
    }
}

/// Returns the names of a claim's invoices, none of which is posted twice by accident.
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
        Blocked::Settled => "what became of the first post is known by now; prepare it anew",
    };
    Error::not_sent(ErrorKind::InvalidRequest, said)
}
