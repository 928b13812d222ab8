//! The post of a claim. The claim is sent once, and only a certain outcome is reported as known.

use serde_json::value::RawValue;

use super::outcome::{Accepted, AlreadyThere, NotSent, Refused, Submission, Unsettled};
use super::prepare::blocked;
use super::prepared::Prepared;
use crate::claim::CheckedClaim;
use crate::requests::PostClaim;
use crate::runtime::{Error, ErrorKind, Outcome, Reply};
use crate::types::ClaimReceipt;

impl CheckedClaim {
    /// Prepares and posts in one call. A crash in the middle leaves no handle to settle. If that
    /// matters, call [`prepare`](Self::prepare), store the handle, and then call
    /// [`post`](Prepared::post).
    pub async fn submit(self) -> Submission {
        match self.prepare().await {
            Ok(prepared) => prepared.post().await,
            Err(not_sent) => Submission::NotSent(not_sent),
        }
    }
}

impl AlreadyThere {
    /// Posts the claim in spite of the entries. Smart then has the invoices twice.
    pub async fn post_beside_what_is_there(self) -> Submission {
        self.prepared.send().await
    }
}

impl Prepared {
    /// Posts the claim once. Sends nothing if Smart already has one of its invoices.
    ///
    /// If the future is dropped before it ends, the outcome is unknown, and the handle can settle
    /// it.
    pub async fn post(self) -> Submission {
        if !self.there.is_empty() {
            return Submission::AlreadyThere(AlreadyThere { prepared: self });
        }
        self.send().await
    }

    async fn send(self) -> Submission {
        let Self {
            claim,
            handle,
            counts,
            guard,
            ..
        } = self;
        // From here on the post is in doubt, even if the caller stops waiting.
        let id = handle.id();
        if let Err(error) = guard.begin(id).map_err(blocked) {
            return Submission::NotSent(NotSent { claim, error });
        }
        let body = claim.claim.as_ref().clone();
        let request = PostClaim::new(body.patient_number.clone(), body.session_id, body);
        let error = match claim.client.post_claim(request).await {
            Ok(reply) if is_receipt(&reply) => {
                guard.arrived(id, counts.into_iter());
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
        let outcome = believed_outcome(&error);
        let error = error.with_outcome(outcome);
        match outcome {
            Outcome::NotSent => {
                guard.not_arrived(id);
                Submission::NotSent(NotSent { claim, error })
            }
            Outcome::Refused => {
                guard.not_arrived(id);
                Submission::Refused(Refused { claim, error })
            }
            // An outcome that a later version adds counts as unknown.
            _ => Submission::Unknown(Unsettled {
                claim,
                handle,
                error,
            }),
        }
    }
}

/// Returns true if an answer of success is really one: its envelope has a code of success, or it is
/// a receipt. Any other JSON object may come from another server.
fn is_receipt(reply: &Reply<Option<ClaimReceipt>>) -> bool {
    reply.code().is_some() || reply.as_ref().is_some_and(|receipt| receipt.id.is_some())
}

/// Returns the outcome of a claim. The rules are stricter than for other calls: a refusal must be
/// well formed. A machine between us and Smart may answer 400 or 404 on its own, in its own words.
fn believed_outcome(error: &Error) -> Outcome {
    let refused = match error.kind() {
        // The server gives these answers before it looks at a request.
        ErrorKind::Authentication | ErrorKind::NotPermitted | ErrorKind::RateLimited => true,
        ErrorKind::Business => says_no(error),
        _ => error.body().is_some_and(is_object),
    };
    match error.outcome() {
        Outcome::Refused if !refused => Outcome::Unknown,
        outcome => outcome,
    }
}

/// Returns true if a business failure is a certain refusal. Under other statuses the text may come
/// from a machine between us and Smart, or from a server that failed half way. `200 OK` may mean
/// success in other words.
fn says_no(error: &Error) -> bool {
    let answered = matches!(error.status(), Some(200..300 | 400..=407 | 409..500));
    let code = error.code().unwrap_or_default();
    answered && (code.len() == 3 || !code.starts_with('2'))
}

fn is_object(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"{") && serde_json::from_slice::<&RawValue>(body).is_ok()
}
