//! The hand-written half of generated clients: exact values, one error type, and the way from a
//! request to a classified answer.
//!
//! Generated code names this module by a configurable path, so it serves any document. Nothing here
//! knows Smart's operations; how answers with an envelope are told apart is the one rule it brings.

mod answer;
#[cfg(any(feature = "blocking", doc))]
pub mod blocking;
mod call_id;
mod config;
mod credential;
mod decode;
mod error;
mod http;
pub(crate) mod in_flight;
mod limits;
mod meaning;
mod operation;
mod raw_request;
mod reply;
mod retry;
#[doc(hidden)]
pub mod seam;
mod send;
mod settle;
mod transport;
mod values;

pub use call_id::CallId;
pub use config::Config;
pub use credential::{BoxFuture, Credential, TokenSource};
pub use decode::Mismatch;
pub use error::{Error, ErrorKind, Outcome};
pub(crate) use http::bearer;
pub use limits::Limits;
pub use operation::{Evidence, Operation, SecurityScheme};
pub use raw_request::RawRequest;
pub use reply::Reply;
pub use retry::RetryPolicy;
pub use transport::Transport;
pub use values::{
    Amount, Date, Json, LocalDateTime, Malformed, Rounding, Secret, TextOrNumber, Time, Timestamp,
};

/// Stands in the type of a generated builder for a required value that is not set yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Missing;
