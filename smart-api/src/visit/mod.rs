//! A visit in the words of the hospital. A session waits for a patient, is merged with our visit,
//! and is then active.
//!
//! ```no_run
//! # async fn visit(smart: smart_api::Client) -> Result<(), smart_api::Error> {
//! let Some(pending) = smart.pending_session("23025764").await? else {
//!     return Ok(()); // No card was read, or 24 hours have passed.
//! };
//! let visit = pending.merge("AKHILS001").await?;
//! for benefit in visit.benefits() {
//!     println!("{:?}: {}", benefit.pool_desc, benefit.amount);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! The types enforce the order. Only a [`PendingSession`] can be merged. Only an [`ActiveSession`]
//! has member, benefits and copay, and only it drafts claims.
//!
//! ```compile_fail,E0599
//! # fn wrong_order(pending: smart_api::visit::PendingSession) {
//! pending.benefits(); // The session is not merged yet, so it has no benefits.
//! # }
//! ```
//!
//! Both kinds of session hold a [`Session`](crate::types::Session), which can be stored. After a
//! restart, [`Client::resume_pending`](crate::Client::resume_pending) and
//! [`Client::resume_active`](crate::Client::resume_active) resume it.

mod active;
mod known;
mod pending;

pub use active::ActiveSession;
pub use pending::PendingSession;
