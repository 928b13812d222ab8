//! Client of Smart Applications' provider API: what a hospital's own system calls to have an insured
//! patient's visit paid.
//!
//! ```no_run
//! use smart_api::requests::{FetchMember, FetchVisit, MergeVisit};
//! use smart_api::{Client, Config};
//!
//! # async fn visit() -> Result<(), smart_api::Error> {
//! let smart = Client::new(Config::from_env()?.provider_key("SKSP_6122"))?;
//!
//! let sessions = smart.fetch_visit(FetchVisit::new("23025764", "PENDING")).await?;
//! let Some(session) = sessions.first() else { return Ok(()) };
//! smart.merge_visit(MergeVisit::new(session.session_id, "AKHILS001")).await?;
//! for member in smart.fetch_member(FetchMember::new("23025764", session.session_id)).await?.iter() {
//!     for benefit in &member.benefits {
//!         println!("{} {}", *benefit.id, benefit.amount);
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Operations, their requests and their types are generated from an OpenAPI document, in which
//! every fact is graded by its evidence: documented by Smart, observed in other integrations, or
//! assumed. The documentation of each item says which. [`runtime`] is the hand-written half, and
//! serves clients generated from other documents as well.
//!
//! # Construction
//!
//! [`Config`] is the whole of it: where, by whom, which headers, how long. [`Client::new`] checks it
//! and says which setting is wrong. [`Client::with_limits`] gives some calls other limits. Plain
//! `http` is for this machine only, no redirect is followed, the environment is not read unless
//! asked to ([`Config::from_env`]).
//!
//! # Tokens
//!
//! The first call that needs a token gets one; all others wait for that one. It is renewed a minute
//! before it ends, by refresh token if there is one, else by the password. A 401 renews it as well.
//! A [`TokenStore`] keeps it over a restart; a [`TokenSource`] of the application's own replaces it.
//!
//! # Errors
//!
//! There is one type, [`Error`], and it answers three questions:
//!
//! ```
//! use smart_api::{Error, ErrorKind, Outcome};
//!
//! fn what_now(error: &Error) -> &'static str {
//!     match (error.kind(), error.outcome()) {
//!         // Smart understood and says no: `code()`, `message()` and `object()` say why.
//!         (ErrorKind::Business, Outcome::Refused) => "tell the user",
//!         // It may have happened. Ask before you repeat it: a claim posted twice costs money.
//!         (_, Outcome::Unknown) => "find out",
//!         // It has not happened. Is it worth another try?
//!         _ if error.is_retryable() => "try again later",
//!         _ => "mend the cause",
//!     }
//! }
//! ```
//!
//! What is printed of an error, a reply or a configuration, and what is logged, holds neither
//! secrets nor health data: no body, no header, no URL, no value. What must be seen is asked for by
//! name ([`Error::body`], [`Error::message`], [`Reply::body`]).
//!
//! # Repetition
//!
//! Only operations that the document marks as idempotent are repeated, after failures that pass, with
//! growing waits ([`RetryPolicy`]), within the call's time limit, and out of a budget that all calls
//! share. A claim is never repeated. A merge that is refused because the session is already merged
//! with the same visit number counts as done; [`Reply::code`] is then `400.2005`.
//!
//! # Values
//!
//! [`Amount`] is exact to 28 digits and never binary floating point. Identifiers that are sent now
//! as text, now as a number keep their kind ([`TextOrNumber`]). Timestamps are [`LocalDateTime`]s,
//! East Africa Time without a zone. Enumerations keep values that are not listed yet.
//!
//! # Logs
//!
//! Each call is a [`tracing`] span `call` at debug level with `operation`, `path` (the template),
//! `call` (the local id, also in error and reply), `attempts`, `status` and `milliseconds`.
//!
//! # Features
//!
//! | feature | |
//! |---|---|
//! | `rustls` (default) | TLS in Rust with ring, trusting the operating system's certificates |
//! | `native-tls` | TLS of the operating system; used when `rustls` is off |
//! | `unstable-reqwest` | [`Config::customize_reqwest`](runtime::Config), outside of semantic versioning |
//!
//! # What semantic versioning covers
//!
//! Everything public but the module `runtime::seam`, which generated code calls, and what the
//! feature `unstable-reqwest` adds. Neither the HTTP client nor the generator's own runtime occurs
//! elsewhere in the public API. Fields and values that Smart adds to its answers are not a breaking
//! change: response types cannot be built literally, and enumerations are open.
//!
//! # What other clients have and this one has not
//!
//! - *Stalled-stream protection* (AWS): answers are small, and each attempt has a time limit.
//! - *Adaptive rate limiting* (AWS): Smart states no limits. `Retry-After` is kept to, and the budget
//!   of repetitions bounds the load of a client whose calls fail.
//! - *Interceptors* (AWS, octocrab): a hook that sees bodies is a place where health data leaks. What
//!   they are used for, headers, user agent, proxy, certificates and limits, has settings.
//! - *Idempotency keys* (Stripe): Smart knows none, which is why a claim is not repeated.

pub mod claim;
mod client;
mod config;
pub mod follow_up;
#[rustfmt::skip]
mod generated;
mod merged;
pub mod runtime;
pub mod submission;
mod token;
pub mod visit;

pub use client::undocumented;
pub use config::{Config, Credentials, Environment};
pub use generated::{Client, enums, operations, requests, types};
#[cfg(feature = "blocking")]
pub use runtime::blocking;
pub use runtime::{
    Amount, BoxFuture, CallId, Date, Error, ErrorKind, Json, Limits, LocalDateTime, Operation,
    Outcome, RawRequest, Reply, RetryPolicy, Rounding, Secret, TextOrNumber, Time, TokenSource,
};
pub use token::{StoredToken, TokenStore};
