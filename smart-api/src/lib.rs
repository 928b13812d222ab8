//! A client of Smart Applications' provider API. A hospital's own system calls it, so that the visit
//! of an insured patient is paid.
//!
//! A whole visit, from the card to the claim that Smart has:
//!
//! ```no_run
#![doc = include_str!("../examples/journey.rs")]
//! ```
//!
//! Each step has a type of its own, so steps in the wrong order do not compile. Every total is
//! computed exactly. The claim is posted once, and again only if a person decides so (see
//! [`submission`]). [`guide::journey`] explains the program line by line. The other pages of the
//! [`guide`] explain errors and tests, and compare this client with others.
//!
//! ```toml
//! [dependencies]
//! smart-api = { git = "https://github.com/smart-api-rs/smart-api" }
//! tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
//! serde_json = "1" # stores sessions and handles
//! ```
//!
//! | module | is |
//! |---|---|
//! | [`visit`], [`claim`], [`submission`], [`follow_up`] | the journey in the hospital's words |
//! | [`Client`], [`requests`], [`types`], [`enums`] | every operation of Smart's as a method, generated |
//! | [`Client::raw`] | operations that are not described yet |
//! | `blocking` | all of that without `async` (feature `blocking`) |
//! | [`envelope`] | the rules that tell Smart's answers apart |
//! | [`runtime`] | the crate `smart-runtime`, which also serves the clients of other documents |
//!
//! Operations, their requests and their types are generated from an OpenAPI document, in which
//! every fact is graded by its evidence: documented by Smart, observed in other integrations, or
//! assumed. The documentation of each item says which. There is a runnable example of each in the
//! folder [`examples`](https://github.com/smart-api-rs/smart-api/tree/main/smart-api/examples).
//!
//! # Construction
//!
//! [`Config`] holds all settings: the address, the credentials, the headers, the time limits.
//! [`Client::new`] checks them, and its error names the wrong setting. [`Client::with_limits`] gives
//! some calls other limits. A clone of a client is cheap; clones share connections and token.
//!
//! Plain `http` is for this machine only and goes past a proxy. The client follows no redirect. Only
//! [`Config::from_env`] reads settings from the environment. [`runtime::Config`] says which root
//! certificates are trusted.
//!
//! # Tokens
//!
//! The first call that needs a token gets one, and all other calls wait for it. The client renews the
//! token a minute before it ends, by refresh token if there is one, else by the password. A 401 renews
//! it as well. A token that no header can hold is neither sent nor kept. A [`TokenStore`] keeps the
//! token over a restart. A [`TokenSource`] of the application replaces the client's own tokens.
//! [`Secret`] says which copies in memory are overwritten.
//!
//! # Errors
//!
//! The one error type, [`Error`], answers three questions: what failed, may it have happened, may it
//! be tried again. [`guide::errors`] says what to do in each case. Neither logs nor the printed form of
//! an error, a reply or a configuration hold secrets or health data: no body, no header, no URL, no
//! value. Code that needs them calls [`Error::body`], [`Error::message`] or [`Reply::body`].
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
//! [`Amount`] is exact to 28 digits and never binary floating point. Identifiers that are sent
//! sometimes as text and sometimes as a number keep their kind ([`TextOrNumber`]). Timestamps are [`LocalDateTime`]s
//! without a zone, which [`EastAfricaTime`] turns into instants. Enumerations keep
//! values that are not listed yet.
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
//! | `blocking` | the trait `blocking::Wait`, for code without `async` |
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
