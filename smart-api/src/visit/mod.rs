//! A visit in the words of the hospital: the session that waits for a patient is merged with our
//! visit, and is then active.
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
//! The order is in the types: only a [`PendingSession`] can be merged, only an [`ActiveSession`]
//! knows member, benefits and copay, and only from it is a claim drafted.
//!
//! ```compile_fail,E0599
//! # fn wrong_order(pending: smart_api::visit::PendingSession) {
//! pending.benefits(); // Not merged yet: nothing is known of them.
//! # }
//! ```
//!
//! Both kinds of session can be stored as the [`Session`](crate::types::Session) that they hold, and
//! taken up after a restart with [`Client::resume_pending`](crate::Client::resume_pending) and
//! [`Client::resume_active`](crate::Client::resume_active).

mod active;
mod known;
mod pending;

pub use active::ActiveSession;
pub use pending::PendingSession;
