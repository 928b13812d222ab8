//! Simulator of Smart Applications' provider API.
//!
//! It behaves like Smart as far as Smart is known: a state machine over patients, members,
//! benefit pools, sessions, claims and tokens, behind the API's own paths. It can be driven (read
//! a card, retrieve an invoice, move the clock), broken on purpose, and asked what it got.
//!
//! ```
//! use smart_sim::{Scenario, Settings, Sim};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let sim = Sim::start_blocking(Scenario::built_in(), Settings::default())?;
//! println!("a client goes to {}", sim.base_url());
//!
//! // At the clinic's desk, a card is read: a PENDING session opens for 24 hours.
//! let session = sim.read_card("23025764", None)?;
//! assert_eq!(session.status.as_str(), "PENDING");
//! sim.advance(std::time::Duration::from_secs(24 * 60 * 60));
//! let later = sim.session(session.id).ok_or("it is still known")?;
//! assert_eq!(later.status.as_str(), "EXPIRED");
//! # Ok(())
//! # }
//! ```
//!
//! It shares no types with the client crate: a mistake in one shows against the other. All data
//! in it is made up, but for the sample values of Smart's own text.

mod amount;
mod chance;
mod clock;
mod control;
mod faults;
mod har;
mod journal;
mod json;
mod mask;
mod operations;
mod record;
mod routes;
pub mod scenario;
mod serve;
mod sim;
mod wire;
mod world;

pub use crate::amount::{Amount, NotAnAmount};
pub use crate::clock::{Moment, NotAMoment};
pub use crate::control::Control;
pub use crate::faults::{Drift, ErrorBody, Fault, FaultKind};
pub use crate::journal::{Answered, Exchange, Request};
pub use crate::json::{Json, NotJson};
pub use crate::routes::{Operation, routes};
pub use crate::scenario::{Credentials, Scenario};
pub use crate::sim::{Limits, Settings, Sim, StartError};
pub use crate::wire::{Dialect, Envelope, FailureStatus, Numbers, Spelling, UnknownDialect};
pub use crate::world::{
    Attempt, ClaimState, NotOpened, NotRetrieved, Pool, Session, SessionStatus,
};

/// The README's Rust example, compiled and run with the other documentation.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
