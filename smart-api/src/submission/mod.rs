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
//! | [`Refused`](Submission::Refused) | a business failure; 401, 403, 429; another 4xx with a failure in JSON |
//! | [`NotSent`](Submission::NotSent) | not a byte of the claim has left |
//! | [`AlreadyThere`](Submission::AlreadyThere) | an entry that is neither cancelled nor rejected was there before, in this session or in an earlier one of the visit; nothing was sent |
//! | [`Unknown`](Submission::Unknown) | everything else: a lost connection, a time limit, half an answer, 5xx, HTML, JSON that breaks off, an answer of success that cannot be decoded |
//!
//! # Who may repost
//!
//! Not we. [`Prepared::post`] takes the value, so it posts once; the transport never repeats a claim.
//! After an unknown outcome only a person can know better, and says so by name:
//! [`CheckedClaim::repost_although_unknown`](crate::claim::CheckedClaim::repost_although_unknown).
//!
//! # What remains
//!
//! Claim-status names no claim. If another workstation posts the same invoice between our question
//! and our post, its entry looks like ours. Let one workstation submit an invoice.

mod entry;
mod handle;
mod outcome;
mod post;
mod settle;

pub use entry::Entry;
pub use handle::ResumeHandle;
pub use outcome::{Accepted, AlreadyThere, NotSent, Refused, Settlement, Submission, Unsettled};
pub use post::Prepared;
