//! The runtime of clients that `smart-codegen` generates: exact values, one error type, and the way
//! from a request to a decoded answer.
//!
//! The runtime serves any document. This is how a client is made:
//!
//! ```no_run
//! use smart_runtime::{Config, Credential, Error, SecurityScheme, Transport};
//!
//! # fn example() -> Result<(), Error> {
//! // The generator writes these schemes, and a client with `Client::from(transport)`.
//! const SECURITY_SCHEMES: &[SecurityScheme] = &[SecurityScheme::api_key_header("key", "x-api-key")];
//!
//! let config = Config::new("https://tides.example/v2").credential("key", Credential::api_key("k"));
//! let transport = Transport::new(config, SECURITY_SCHEMES)?;
//! # drop(transport);
//! # Ok(())
//! # }
//! ```
//!
//! | to | there is |
//! |---|---|
//! | reach a server | [`Config`], [`Transport`] |
//! | prove who calls | [`Credential`], [`TokenSource`], [`SharedToken`] |
//! | bound time, bytes, values and attempts of a call | [`Limits`], [`RetryPolicy`] |
//! | read an answer | [`Reply`], [`Error`] |
//! | hold values without losing a digit | [`Amount`], [`Number`], [`Date`], [`Json`], [`TextOrNumber`] and others |
//! | call an operation that the document does not have | [`Transport::raw`], [`RawRequest`] |
//! | call without `async` | [`blocking`] (feature `blocking`) |
//! | tell apart the answers of an API with an envelope | [`Classifier`] |
//!
//! # Secrecy
//!
//! `Debug` and `Display` of errors, replies and settings show no body, no header, no URL and no
//! secret. The span of each call does not show them either. Code that needs them calls
//! [`Error::body`], [`Error::message`] or [`Reply::body`].
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
//! | `unstable-reqwest` | [`Config::customize_reqwest`](Config), outside of semantic versioning |
//!
//! # Versions
//!
//! Semantic versioning covers everything public, but for
//!
//! - the module `generated_code`, which generated code calls and which changes with the generator;
//! - what the feature `unstable-reqwest` adds;
//! - the words of `Display` and `Debug`. The kinds of errors and the fields of the span are covered.

#[cfg(any(feature = "blocking", doc))]
pub mod blocking;
mod call_id;
mod classify;
mod config;
mod credential;
mod decode;
mod envelope;
mod error;
#[doc(hidden)]
pub mod generated_code;
mod http;
mod limits;
mod operation;
mod raw_request;
mod received;
mod reply;
mod retry;
mod send;
mod token;
mod transport;
mod values;

pub use call_id::CallId;
pub use classify::{Classified, Classifier, Fields, Form};
pub use config::Config;
pub use credential::{BoxFuture, Credential, TokenSource};
pub use decode::Mismatch;
pub use envelope::Envelope;
pub use error::{Error, ErrorKind, Outcome};
pub use limits::Limits;
pub use operation::{Evidence, Operation, SecurityScheme};
pub use raw_request::RawRequest;
pub use received::Received;
pub use reply::Reply;
pub use retry::RetryPolicy;
pub use token::{GrantedToken, SharedToken, StoredToken, TokenEndpoint, TokenStore};
pub use transport::Transport;
pub use values::{
    Amount, Date, Json, LocalDateTime, Malformed, Number, Rounding, Secret, TextOrNumber, Time,
    Timestamp,
};

/// The HTTP client, for [`Config::customize_reqwest`].
#[cfg(feature = "unstable-reqwest")]
pub use reqwest;

/// The type of a required value in a generated builder, as long as the value is not set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Missing;

/// The README's Rust example, compiled with the other documentation.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
