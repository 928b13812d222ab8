//! Safe submission: a claim is posted once, and its outcome is never guessed.
//!
//! No evidence says that Smart notices a claim that is posted twice, and a lost claim is lost
//! money. Before the post, the client therefore asks claim-status for every invoice and remembers
//! the entries. If the outcome of the post is unknown, only entries that are new since then belong
//! to it.
//!
//! ```no_run
//! use smart_api::submission::Submission;
//!
//! # fn store(_: &str) -> std::io::Result<()> { Ok(()) }
//! # async fn submit(claim: smart_api::claim::CheckedClaim) -> Result<(), Box<dyn std::error::Error>> {
//! let prepared = claim.prepare().await?;
//! // Store the handle before the post, so that it survives a crash during the post.
//! store(&serde_json::to_string(prepared.handle())?)?;
//! match prepared.post().await {
//!     Submission::Accepted(accepted) => println!("Smart's number: {:?}", accepted.receipt()),
//!     Submission::Refused(refused) => println!("correct it: {}", refused.error()),
//!     Submission::NotSent(not_sent) => println!("nothing happened: {}", not_sent.error()),
//!     Submission::AlreadyThere(there) => println!("{} entries", there.entries().len()),
//!     Submission::Unknown(unknown) => println!("settle later: {}", unknown.error()),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! A program settles the stored [`ResumeHandle`] later, after a restart too:
//!
//! ```no_run
//! use smart_api::submission::{ResumeHandle, Settlement};
//!
//! # async fn later(smart: smart_api::Client, stored: &str) -> Result<(), Box<dyn std::error::Error>> {
//! let handle: ResumeHandle = serde_json::from_str(stored)?;
//! // Settle before the visit gets another draft.
//! match smart.settle(&handle).await? {
//!     Settlement::Accepted(_) => println!("it arrived"),
//!     Settlement::CancelledOrRejected(_) => println!("it arrived, and somebody said no"),
//!     // The post may still arrive, even if no entry is found.
//!     Settlement::Unknown(_) => println!("ask again later, or ask Smart"),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # What counts as known
//!
//! | what the caller sees | because |
//! |---|---|
//! | [`Accepted`](Submission::Accepted) | an envelope with a code of success; without an envelope, a receipt with an id |
//! | [`Refused`](Submission::Refused) | a business failure under 2xx or 4xx; 401, 403, 429; another 4xx with a failure in JSON |
//! | [`NotSent`](Submission::NotSent) | no byte of the claim was sent |
//! | [`AlreadyThere`](Submission::AlreadyThere) | an entry that is neither cancelled nor rejected was there before, in this session or in an earlier one of the visit; nothing was sent |
//! | [`Unknown`](Submission::Unknown) | everything else: a lost connection, a time limit, half an answer, 408 and 5xx with any body, HTML, JSON that is cut off, an answer of success that cannot be decoded |
//!
//! # How long to keep handle and session
//!
//! Store the handle before the post. Store the session beside it
//! ([`ActiveSession::session`](crate::visit::ActiveSession::session)). The handle alone is enough
//! to settle, but reposting needs the claim, which is drafted from the session. The claim must have
//! the same invoices and amounts, so keep the bill and the copay as they were claimed.
//!
//! | outcome | the handle | the session |
//! |---|---|---|
//! | `Accepted`, or settled as such | use it for the follow-up until all is billed | keep it until it is closed |
//! | `CancelledOrRejected` | no longer needed | keep it for another claim |
//! | `Refused`, `NotSent`, `AlreadyThere` | no longer needed: nothing was posted under it | keep it for another claim |
//! | `Unknown` | settle it until the outcome is known | do not close it: no claim is drafted from a closed one |
//!
//! A process can end between storing the handle and the post, or before it throws away the handle
//! of a refused claim. The handle then stays `Unknown`, because it looks like the handle of a lost
//! post. A person who knows better calls [`Client::settle_as_lost`](crate::Client::settle_as_lost).
//!
//! # Who may repost
//!
//! The client never reposts. [`Prepared::post`] consumes the value, so it posts once, and the
//! transport never repeats a claim.
//!
//! An invoice that is being posted or in doubt blocks other claims that hold it, whichever draft
//! they come from. An invoice that Smart has accepted and does not show yet blocks them too (the
//! latest thousand invoices). The block holds for the client and all its clones. A client does not
//! know the posts of another process until it [settles](crate::Client::settle) their handles. After
//! a restart, therefore settle every stored handle first.
//!
//! After an unknown outcome only a person can know better, for instance because that person asked
//! Smart. The person then calls a method whose name says so:
//!
//! ```no_run
//! use smart_api::submission::{ResumeHandle, Submission};
//! # use smart_api::claim::ClaimDraft;
//! # use smart_api::visit::ActiveSession;
//!
//! # fn store(_: &str) -> std::io::Result<()> { Ok(()) }
//! # fn draft_again(visit: &ActiveSession) -> ClaimDraft { unimplemented!() }
//! # async fn repost(smart: smart_api::Client, stored_session: &str, handle: &ResumeHandle)
//! # -> Result<Submission, Box<dyn std::error::Error>> {
//! let visit = smart.resume_active(serde_json::from_str(stored_session)?).await?;
//! let claim = draft_again(&visit).check()?; // the same invoices and amounts
//! let prepared = claim.repost_although_unknown(handle).await?;
//! store(&serde_json::to_string(prepared.handle())?)?; // the handle stands for both posts
//! # Ok(
//! prepared.post().await // posts nothing if the claim has arrived meanwhile
//! # )
//! # }
//! ```
//!
//! # What this crate cannot prevent
//!
//! Claim-status names no claim. If another workstation posts the same invoice between our question
//! and our post, its entry looks like ours. Two workstations that ask at the same time may both
//! post. Let one process submit an invoice.
//!
//! Numbers are compared as they are: `INV-1`, `inv-1` and `INV-1 ` are three invoices.
//! [`Client::post_claim`](crate::Client::post_claim), the bare operation, keeps none of these
//! promises.

mod entry;
mod handle;
mod outcome;
mod post;
mod posts;
mod prepare;
mod prepared;
mod settle;

pub use entry::Entry;
pub use handle::ResumeHandle;
pub use outcome::{Accepted, AlreadyThere, NotSent, Refused, Settlement, Submission, Unsettled};
pub use prepared::Prepared;
