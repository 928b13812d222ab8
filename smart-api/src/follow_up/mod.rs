//! Follow-up: finds the invoices that are not billed yet, and what to do about each.
//!
//! Smart bills a claim when a billing officer retrieves the invoice in Smart's screens, so billing
//! takes hours, not seconds. Billing officers must be informed of an invoice that is not billed, or
//! give a valid reason. Smart demands this "to avoid losses within the hospital" (documented).
//!
//! ```no_run
//! use smart_api::follow_up::PostedInvoice;
//!
//! # use smart_api::submission::ResumeHandle;
//! # async fn morning(smart: smart_api::Client, stored: Vec<ResumeHandle>) {
//! // The invoices come from the handles of posted claims, or from the books by `PostedInvoice::new`.
//! let posted: Vec<_> = stored.iter().flat_map(PostedInvoice::of).collect();
//! let mut unbilled = smart.follow_up(posted, 8);
//! while let Some(answer) = unbilled.next().await {
//!     match answer {
//!         Ok(unbilled) => println!(
//!             "{}: {} h old, {}",
//!             *unbilled.invoice.invoice_number,
//!             unbilled.age.as_secs() / 3600,
//!             unbilled.action
//!         ),
//!         // The question failed. The stream goes on with the others.
//!         Err(not_asked) => println!("{}: {not_asked}", *not_asked.invoice.invoice_number),
//!     }
//! }
//! # }
//! ```
//!
//! The stream skips billed invoices, so an empty stream means that all are billed. Ask about all
//! other invoices again some hours later, those of [`NotAsked`] included.

mod posted;
mod stream;
mod verdict;

pub use posted::PostedInvoice;
pub use stream::FollowUp;
pub use verdict::{Action, NotAsked, Unbilled};
