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
use crate::runtime::in_flight::{InTheWay, Taken};
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
    /// How many entries each invoice has now.
    counts: Vec<usize>,
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
        let in_flight = self.client.transport().in_flight();
        in_flight.doubt(handle.names(), handle.id());
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
        let names = names(&self.claim);
        let taken = in_flight.take(names.clone(), first.map(ResumeHandle::id));
        let taken = match taken.map_err(in_the_way) {
            Ok(taken) => taken,
            Err(error) => return Err(NotSent { claim: self, error }),
        };
        let (handle, there, counts) = match self.ask().await {
            Ok(answers) => answers,
            Err(error) => return Err(NotSent { claim: self, error }),
        };
        let hidden = |(name, count): (&String, &usize)| {
            let before = in_flight.arrived(name);
            before.is_some_and(|before| *count <= before)
        };
        if first.is_none() && names.iter().zip(&counts).any(hidden) {
            let error = Error::unsent(
                ErrorKind::InvalidRequest,
                "Smart has accepted one of its invoices before and does not show it yet; settle that \
                 claim, or try again later",
            );
            return Err(NotSent { claim: self, error });
        }
        Ok(Prepared {
            claim: self,
            handle: first.map_or(handle, ResumeHandle::again),
            there,
            counts,
            taken,
        })
    }

    /// A handle that remembers what Smart has of this session, what it has of any that is neither
    /// cancelled nor rejected, and how much each invoice has of any.
    async fn ask(&self) -> Result<(ResumeHandle, Vec<Entry>, Vec<usize>), Error> {
        let now = LocalDateTime::from_system_time(SystemTime::now()).map_err(|_| {
            Error::configuration("the clock of this machine is not within the years 0 to 9999")
        })?;
        let mut handle = ResumeHandle::new(&self.claim, now);
        let mut there = Vec::new();
        let mut counts = Vec::new();
        for invoice in &mut handle.invoices {
            let whose = Whose {
                visit_number: &self.claim.visit_number,
                member_number: &self.claim.member_number,
                session_id: self.claim.session_id,
            };
            let number = &invoice.invoice_number;
            invoice.before = entries(&self.client, number, whose).await?;
            let others = elsewhere(&self.client, number, whose, &invoice.before).await?;
            counts.push(invoice.before.len() + others.len());
            there.extend(invoice.before.iter().cloned());
            there.extend(others);
        }
        there.retain(|entry| !entry.is_dead());
        Ok((handle, there, counts))
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
            counts,
            taken,
            ..
        } = self;
        // From here on it is in doubt, whoever gives up waiting.
        let time = handle.id();
        if let Err(error) = taken.send(time).map_err(in_the_way) {
            return Submission::NotSent(NotSent { claim, error });
        }
        let body = claim.claim.as_ref().clone();
        let request = PostClaim::new(body.patient_number.clone(), body.session_id, body);
        let mut error = match claim.client.post_claim(request).await {
            Ok(reply) if is_receipt(&reply) => {
                taken.arrived(time, counts.into_iter());
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
        error.inner_mut().outcome = meaning(&error);
        match error.outcome() {
            Outcome::NotSent => {
                taken.not_arrived(time);
                Submission::NotSent(NotSent { claim, error })
            }
            Outcome::Refused => {
                taken.not_arrived(time);
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
fn names(claim: &Claim) -> Vec<String> {
    let invoices = claim.invoices.iter();
    let names = invoices.map(|invoice| name(&claim.visit_number, &invoice.invoice_number));
    names.collect()
}

fn in_the_way(what: InTheWay) -> Error {
    let said = match what {
        InTheWay::Taken => {
            "another claim with one of its invoices is prepared or being posted; post or drop that one"
        }
        InTheWay::InDoubt => {
            "it was posted before and may have arrived; settle it, or see `repost_although_unknown` \
             and `settle_as_lost`"
        }
        InTheWay::Settled => "what became of the first post is known by now; prepare it anew",
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
        ErrorKind::Business => says_no(error),
        _ => error.body().is_some_and(is_object),
    };
    match error.outcome() {
        Outcome::Refused if !refused => Outcome::Unknown,
        outcome => outcome,
    }
}

/// Whether a business failure is a no. Under another status it may be the words of what stands between
/// us and Smart, or of a server that failed half way; and `200 OK` may be success in other words.
fn says_no(error: &Error) -> bool {
    let answered = matches!(error.status(), Some(200..300 | 400..=407 | 409..500));
    let code = error.code().unwrap_or_default();
    answered && (code.len() == 3 || !code.starts_with('2'))
}

fn is_object(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"{") && serde_json::from_slice::<&RawValue>(body).is_ok()
}
