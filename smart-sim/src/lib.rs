//! A simulator of Smart Applications' provider API.
//!
//! The simulator behaves like Smart, as far as Smart is known. It keeps patients, members, benefit
//! pools, sessions, claims and tokens behind the API's own paths. A test drives it: it reads a card,
//! retrieves an invoice, moves the clock. Faults break it on purpose. A journal keeps every call.
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
//! let later = sim.session(session.id).ok_or("the session is gone")?;
//! assert_eq!(later.status.as_str(), "EXPIRED");
//! # Ok(())
//! # }
//! ```
//!
//! The simulator shares no types with the client crate, so a mistake in one shows against the
//! other. All data is invented, except for the sample values of Smart's own text.

mod amount;
mod chance;
mod clock;
mod control;
mod faults;
mod file;
mod har;
mod journal;
mod json;
mod mask;
mod operations;
mod record;
mod routes;
pub mod scenario;
mod serve;
mod settings;
mod sim;
mod status;
mod wire;
mod world;

pub use crate::amount::{Amount, NotAnAmount};
pub use crate::clock::{Moment, NotAMoment};
pub use crate::control::Control;
pub use crate::faults::{Drift, ErrorBody, Fault, FaultKind};
pub use crate::journal::{Answered, Cut, Exchange, Request};
pub use crate::json::{Json, NotJson};
pub use crate::routes::{Operation, routes};
pub use crate::scenario::{Credentials, Scenario};
pub use crate::settings::{Limits, Settings};
pub use crate::sim::{Sim, StartError};
pub use crate::status::{ClaimState, SessionStatus};
pub use crate::wire::{Dialect, Envelope, FailureStatus, Numbers, Spelling, UnknownDialect};
pub use crate::world::{Attempt, NotOpened, NotRetrieved, Pool, Session};

/// Compiles and runs the README's Rust example with the other documentation.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
