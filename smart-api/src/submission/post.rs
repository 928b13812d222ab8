//! The post: what is there is remembered first, then the claim is sent once.

use std::fmt;
use std::time::SystemTime;

use serde_json::value::RawValue;

use super::Entry;
use super::entry::{Whose, elsewhere, entries};
use super::handle::{ResumeHandle, name};
use super::outcome::{Accepted, AlreadyThere, NotSent, Refused, Submission, Unsettled};
use crate::claim::CheckedClaim;
use crate::requests::PostClaim;
use crate::runtime::in_flight::{State, Taken};
use crate::runtime::{Error, ErrorKind, LocalDateTime, Outcome, Reply};
use crate::types::{Claim, ClaimReceipt};

/// A claim that is ready to be posted: what Smart had of its invoices before is remembered.
///
/// While it lives, no other claim with one of its invoices is prepared by this client.
#[must_use = "nothing is posted before `post`"]
pub struct Prepared {
    claim: CheckedClaim,
    handle: ResumeHandle,
    /// What Smart has now and is neither cancelled nor rejected.
    there: Vec<Entry>,
    taken: Taken,
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

impl CheckedClaim {
    /// Asks claim-status for every invoice and remembers the entries; looks for entries in other
    /// sessions of the visit as well. Nothing is posted.
    ///
    /// # Errors
    /// When claim-status cannot be asked; when another claim with one of the invoices is prepared; when
    /// this claim, or another with one of the invoices, was posted by this client before and nobody
    /// knows what became of it. The claim comes back with the error.
    pub async fn prepare(self) -> Result<Prepared, NotSent> {
        self.remember(None).await
    }

    /// Prepares a second post of a claim whose first one may have arrived, because a person knows
    /// that it has not: by asking Smart, for example. That claim-status finds nothing is not enough,
    /// the first post may still be on its way.
    ///
    /// The handle stays the same and needs not be stored anew: entries of either post are ours. If there is an entry by now that
    /// is neither cancelled nor rejected, [`Prepared::post`] sends nothing.
    ///
    /// # Errors
    /// When `handle` is of another claim or of other amounts, another claim with one of the invoices is
    /// prepared, or claim-status cannot be asked.
    pub async fn repost_although_unknown(self, handle: &ResumeHandle) -> Result<Prepared, NotSent> {
        // Another process may have posted it. If this comes to nothing, it is not `prepare`d as new.
        let in_flight = self.client.transport().in_flight();
        in_flight.doubt(names(&self.claim));
        if !handle.is_of(&self.claim) {
            let error = Error::unsent(
                ErrorKind::InvalidRequest,
                "the resume handle is of another claim",
            );
            return Err(NotSent { claim: self, error });
        }
        self.remember(Some(handle)).await
    }

    /// Prepares and posts in one go. A crash in the middle leaves no handle to settle: where that
    /// matters, [`prepare`](Self::prepare), store the handle, and then [`post`](Prepared::post).
    pub async fn submit(self) -> Submission {
        match self.prepare().await {
            Ok(prepared) => prepared.post().await,
            Err(not_sent) => Submission::NotSent(not_sent),
        }
    }

    /// Asks what Smart has now. What it had before the first post is in `first`, if there was one.
    async fn remember(self, first: Option<&ResumeHandle>) -> Result<Prepared, NotSent> {
        let in_flight = self.client.transport().in_flight();
        let taken = in_flight.take(names(&self.claim), first.is_some());
        let taken = match taken.map_err(in_the_way) {
            Ok(taken) => taken,
            Err(error) => return Err(NotSent { claim: self, error }),
        };
        match self.ask().await {
            Ok((now, there)) => Ok(Prepared {
                there,
                handle: first.cloned().unwrap_or(now),
                claim: self,
                taken,
            }),
            Err(error) => Err(NotSent { claim: self, error }),
        }
    }

    /// A handle that remembers what Smart has of this session, and what it has of any that is
    /// neither cancelled nor rejected.
    async fn ask(&self) -> Result<(ResumeHandle, Vec<Entry>), Error> {
        let now = LocalDateTime::from_system_time(SystemTime::now()).map_err(|_| {
            Error::configuration("the clock of this machine is not within the years 0 to 9999")
        })?;
        let mut handle = ResumeHandle::new(&self.claim, now);
        let mut there = Vec::new();
        for invoice in &mut handle.invoices {
            let whose = Whose {
                visit_number: &self.claim.visit_number,
                member_number: &self.claim.member_number,
                session_id: self.claim.session_id,
            };
            let number = &invoice.invoice_number;
            invoice.before = entries(&self.client, number, whose).await?;
            there.extend(invoice.before.iter().cloned());
            there.extend(elsewhere(&self.client, number, whose).await?);
        }
        there.retain(|entry| !entry.is_dead());
        Ok((handle, there))
    }
}

impl Prepared {
    /// What is to be stored before the post, so that a crash in the middle of it can be settled.
    pub fn handle(&self) -> &ResumeHandle {
        &self.handle
    }

    /// Entries that Smart has already and that are neither cancelled nor rejected. If there are any,
    /// [`post`](Self::post) sends nothing.
    pub fn already_there(&self) -> impl Iterator<Item = &Entry> {
        self.there.iter()
    }

    /// Posts the claim, once, unless Smart has one of its invoices already.
    ///
    /// If the future is dropped before it ends, the outcome is unknown; the handle settles it.
    pub async fn post(self) -> Submission {
        if !self.there.is_empty() {
            return Submission::AlreadyThere(AlreadyThere { prepared: self });
        }
        self.send().await
    }

    pub(super) async fn send(self) -> Submission {
        let Self {
            claim,
            handle,
            mut taken,
            ..
        } = self;
        let body = claim.claim.as_ref().clone();
        let request = PostClaim::new(body.patient_number.clone(), body.session_id, body);
        // From here on it is in doubt, whoever gives up waiting.
        taken.sent();
        let error = match claim.client.post_claim(request).await {
            Ok(reply) if is_receipt(&reply) => {
                taken.arrived();
                return Submission::Accepted(Accepted {
                    warning: reply.warning().map(str::to_owned),
                    receipt: reply.into_payload(),
                    entries: Vec::new(),
                    handle,
                });
            }
            Ok(reply) => {
                let said = "neither an envelope nor a receipt with an id";
                reply.unexpected(&crate::operations::POST_CLAIM, said)
            }
            Err(error) => error,
        };
        match meaning(&error) {
            Outcome::NotSent => {
                taken.not_arrived();
                Submission::NotSent(NotSent { claim, error })
            }
            Outcome::Refused => {
                taken.not_arrived();
                Submission::Refused(Refused { claim, error })
            }
            Outcome::Unknown => Submission::Unknown(Unsettled {
                claim,
                handle,
                error,
            }),
        }
    }
}

/// What must not be posted twice by accident: the invoices of the visit.
fn names(claim: &Claim) -> impl Iterator<Item = String> {
    let invoices = claim.invoices.iter();
    invoices.map(|invoice| name(&claim.visit_number, &invoice.invoice_number))
}

fn in_the_way(state: State) -> Error {
    let said = match state {
        State::Taken => {
            "another claim with one of its invoices is prepared or being posted; post or drop that one"
        }
        State::InDoubt => {
            "it was posted before and may have arrived; settle it, or see `repost_although_unknown`"
        }
    };
    Error::unsent(ErrorKind::InvalidRequest, said)
}

/// Whether an answer of success says so: by the code in its envelope, or, if it has none, by being
/// a receipt. Any other JSON object may be from anybody.
fn is_receipt(reply: &Reply<Option<ClaimReceipt>>) -> bool {
    reply.code().is_some() || reply.as_ref().is_some_and(|receipt| receipt.id.is_some())
}

/// Whether the claim may have arrived, more strictly than for other calls: a refusal must be well
/// formed. What stands between us and Smart may answer 400 or 404 on its own, and in its own words.
fn meaning(error: &Error) -> Outcome {
    let refused = match error.kind() {
        // These are said before a request is looked at.
        ErrorKind::Authentication | ErrorKind::NotPermitted | ErrorKind::RateLimited => true,
        ErrorKind::Business => true,
        _ => error.body().is_some_and(is_object),
    };
    match error.outcome() {
        Outcome::Refused if !refused => Outcome::Unknown,
        outcome => outcome,
    }
}

fn is_object(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"{") && serde_json::from_slice::<&RawValue>(body).is_ok()
}
