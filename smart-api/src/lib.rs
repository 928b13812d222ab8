//! Client of Smart Applications' provider API: what a hospital's own system calls to have an insured
//! patient's visit paid.
//!
//! A whole visit, from the card to the claim that Smart has:
//!
//! ```no_run
#![doc = include_str!("../examples/journey.rs")]
//! ```
//!
//! Each step has a type of its own, so that steps in the wrong order do not compile; every total is
//! computed exactly; the claim is posted once, and again only if a person says so by name (see
//! [`submission`]). [`guide::journey`] explains it line by line, and the other pages of the [`guide`]
//! are about errors, tests and how this client compares with others.
//!
//! ```toml
//! [dependencies]
//! smart-api = { git = "https://github.com/smart-api-rs/smart-api" }
//! tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
//! serde_json = "1" # for what is stored: sessions and handles
//! ```
//!
//! | module | is |
//! |---|---|
//! | [`visit`], [`claim`], [`submission`], [`follow_up`] | the journey in the hospital's words |
//! | [`Client`], [`requests`], [`types`], [`enums`] | every operation of Smart's as a method, generated |
//! | [`Client::raw`] | operations that are not described yet |
//! | [`blocking`] | all of that without `async` (feature `blocking`) |
//! | [`envelope`] | how Smart's answers are told apart |
//! | [`runtime`] | the crate `smart-runtime`, on which clients of other documents stand as well |
//!
//! Operations, their requests and their types are generated from an OpenAPI document, in which
//! every fact is graded by its evidence: documented by Smart, observed in other integrations, or
//! assumed. The documentation of each item says which. There is a runnable example of each in the
//! folder [`examples`](https://github.com/smart-api-rs/smart-api/tree/main/smart-api/examples).
//!
//! # Construction
//!
//! [`Config`] is the whole of it: where, by whom, which headers, how long. [`Client::new`] checks it
//! and says which setting is wrong. [`Client::with_limits`] gives some calls other limits. Plain
//! `http` is for this machine only and goes past a proxy, no redirect is followed, no setting is read
//! from the environment unless asked to ([`Config::from_env`]). Which root certificates are trusted
//! is said in [`runtime::Config`]. A client is cheap to clone; clones share connections and token.
//!
//! # Tokens
//!
//! The first call that needs a token gets one; all others wait for that one. It is renewed a minute
//! before it ends, by refresh token if there is one, else by the password. A 401 renews it as well. A
//! token that cannot stand in a header is neither sent nor kept.
//! A [`TokenStore`] keeps it over a restart; a [`TokenSource`] of the application's own replaces it.
//! [`Secret`] says what is overwritten in memory, and what is not.
//!
//! # Errors
//!
//! There is one type, [`Error`], and it answers three questions: what failed, may it have happened,
//! may it be tried again. [`guide::errors`] has a table of what to do. What is printed of an error, a
//! reply or a configuration, and what is logged, holds neither secrets nor health data: no body, no
//! header, no URL, no value. What must be seen is asked for by name ([`Error::body`],
//! [`Error::message`], [`Reply::body`]).
//!
//! # Repetition
//!
//! Only operations that the document marks as idempotent are repeated, after temporary failures, with
//! growing waits ([`RetryPolicy`]), within the call's time limit, and out of a budget that all calls
//! share. A claim is never repeated. A merge that is refused because the session is already merged
//! with the same visit number counts as done; [`Reply::code`] is then `400.2005`.
//!
//! # Values
//!
//! [`Amount`] is exact to 28 digits and never binary floating point. Identifiers that are sent now
//! as text, now as a number keep their kind ([`TextOrNumber`]). Timestamps are [`LocalDateTime`]s
//! without a zone, which [`EastAfricaTime`] turns into instants. Enumerations keep values that are not listed yet.
//!
//! # Logs
//!
//! Each call is a span `call` of [tracing](https://docs.rs/tracing) at debug level with `operation`, `path` (the template),
//! `call` (the local id, also in error and reply), `attempts`, `status` and `milliseconds`.
//!
//! # Features
//!
//! | feature | |
//! |---|---|
//! | `rustls` (default) | TLS in Rust with ring, trusting the operating system's certificates |
//! | `native-tls` | TLS of the operating system; used when `rustls` is off |
//! | `blocking` | [`blocking::Wait`], for code without `async` |
//! | `unstable-reqwest` | [`Config::customize_reqwest`](runtime::Config), outside of semantic versioning |
//!
//! # Versions
//!
//! Semantic versioning covers everything public, but for
//!
//! - the module `runtime::generated_code`, which generated code calls and which changes with the
//!   generator. So this crate depends on one exact version of `smart-runtime`, and the rest of the
//!   runtime is covered by that crate's own promise;
//! - what the feature `unstable-reqwest` adds. The HTTP client and the generator's own runtime occur
//!   nowhere else in the public API;
//! - the words of `Display` and `Debug`. The names of rules ([`claim::Rule::name`]), the kinds of
//!   errors, the form of a stored [`submission::ResumeHandle`] and the fields of the span are covered;
//! - what Smart adds. New fields, operations and values are a minor version: response types and
//!   requests cannot be built literally, and enumerations are open. What Smart takes away or renames
//!   is a major one;
//! - the evidence. A grade, a doc comment or an example may change in a patch.
//!
//! The oldest Rust that is supported is the `rust-version` of the manifest. Raising it is a minor
//! version, and never to one that is younger than six weeks.

pub mod claim;
mod client;
mod config;
mod east_africa_time;
pub mod envelope;
pub mod follow_up;
#[rustfmt::skip]
mod generated;
#[cfg(any(doc, doctest))]
pub mod guide;
pub mod submission;
mod token;
pub mod visit;

pub use client::undocumented;
pub use config::{Config, Credentials, Environment};
pub use east_africa_time::EastAfricaTime;
pub use generated::{Client, enums, operations, requests, types};
#[cfg(feature = "blocking")]
pub use runtime::blocking;
pub use runtime::{
    Amount, BoxFuture, CallId, Date, Error, ErrorKind, Json, Limits, LocalDateTime, Operation,
    Outcome, RawRequest, Reply, RetryPolicy, Rounding, Secret, StoredToken, TextOrNumber, Time,
    TokenSource, TokenStore,
};
/// The runtime, which serves the clients of other documents as well.
pub use smart_runtime as runtime;

/// The README's Rust example, compiled with the other documentation.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
