//! Safe submission: a claim is posted once, and what became of it is never guessed.
//!
//! Nothing says that Smart notices a claim that is posted twice, and a claim that is lost is money
//! lost. So before the post, claim-status is asked for every invoice and the entries are remembered;
//! if the outcome of the post is not known, only entries that were not there before are ours.
//!
//! ```no_run
//! use smart_api::submission::Submission;
//!
//! # fn store(_: &str) -> std::io::Result<()> { Ok(()) }
//! # async fn submit(claim: smart_api::claim::CheckedClaim) -> Result<(), Box<dyn std::error::Error>> {
//! let prepared = claim.prepare().await?;
//! // Before the post: a crash in the middle of it is covered too.
//! store(&serde_json::to_string(prepared.handle())?)?;
//! match prepared.post().await {
//!     Submission::Accepted(accepted) => println!("Smart's number: {:?}", accepted.receipt()),
//!     Submission::Refused(refused) => println!("mend it: {}", refused.error()),
//!     Submission::NotSent(not_sent) => println!("nothing happened: {}", not_sent.error()),
//!     Submission::AlreadyThere(there) => println!("{} entries", there.entries().len()),
//!     Submission::Unknown(unknown) => println!("settle later: {}", unknown.error()),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Later, after a restart too, the stored [`ResumeHandle`] is settled:
//!
//! ```no_run
//! use smart_api::submission::{ResumeHandle, Settlement};
//!
//! # async fn later(smart: smart_api::Client, stored: &str) -> Result<(), Box<dyn std::error::Error>> {
//! let handle: ResumeHandle = serde_json::from_str(stored)?;
//! // Before anything is drafted for this visit again.
//! match smart.settle(&handle).await? {
//!     Settlement::Accepted(_) => println!("it arrived"),
//!     Settlement::CancelledOrRejected(_) => println!("it arrived, and somebody said no"),
//!     // Not found is not lost: the post may still be on its way.
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
//! | [`NotSent`](Submission::NotSent) | not a byte of the claim has left |
//! | [`AlreadyThere`](Submission::AlreadyThere) | an entry that is neither cancelled nor rejected was there before, in this session or in an earlier one of the visit; nothing was sent |
//! | [`Unknown`](Submission::Unknown) | everything else: a lost connection, a time limit, half an answer, 408 and 5xx whatever they say, HTML, JSON that breaks off, an answer of success that cannot be decoded |
//!
//! # What is kept, and until when
//!
//! Store the handle before the post, and beside it the session
//! ([`ActiveSession::session`](crate::visit::ActiveSession::session)): a handle can be settled alone,
//! reposting takes the claim, which is drafted from the session and must have the same invoices and
//! amounts, so keep the bill and the copay as they were claimed.
//!
//! | outcome | the handle | the session |
//! |---|---|---|
//! | `Accepted`, or settled as such | follow up by it until all is billed | until it is closed |
//! | `CancelledOrRejected` | done with | for another claim |
//! | `Refused`, `NotSent`, `AlreadyThere` | done with: nothing was posted under it | for another claim |
//! | `Unknown` | settle it until it is known | do not close it: no claim is drafted from a closed one |
//!
//! A process that ended between storing the handle and the post leaves a handle that stays
//! `Unknown`, for nobody can tell it from a post that was lost; and so does one that ended before it
//! could throw away the handle of a refused claim. Who knows better says so:
//! [`Client::settle_as_lost`](crate::Client::settle_as_lost).
//!
//! # Who may repost
//!
//! Not we. [`Prepared::post`] takes the value, so it posts once; the transport never repeats a claim.
//! While an invoice is being posted or in doubt, its client and all clones of it post no other claim
//! that holds it, whichever draft it comes from; nor one that Smart has accepted from them and does
//! not show yet (of the latest thousand invoices). A client does not know what another process did
//! until it [settles](crate::Client::settle) that one's handle: do so first after a restart, with
//! every handle that is left.
//!
//! After an unknown outcome only a person can know better, for instance because Smart was asked, and
//! says so by name:
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
//! store(&serde_json::to_string(prepared.handle())?)?; // it stands for both posts
//! # Ok(
//! prepared.post().await // posts nothing if the claim has turned up meanwhile
//! # )
//! # }
//! ```
//!
//! # What remains
//!
//! Claim-status names no claim. If another workstation posts the same invoice between our question
//! and our post, its entry looks like ours, and two workstations that ask at once may both post. Let
//! one process submit an invoice. Numbers are compared as they are: `INV-1`, `inv-1` and `INV-1 ` are
//! three invoices. [`Client::post_claim`](crate::Client::post_claim), the bare operation, keeps none
//! of these promises.

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
