//! What the tool says about changes: real processes in real git repositories, one story each.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may fail at any step"
)]
#![expect(clippy::disallowed_methods, reason = "the files of a test are new")]

mod acknowledged;
mod changelog;
#[cfg(unix)]
mod comment;
mod formats;
mod gfm;
#[cfg(unix)]
mod growth;
mod hostile;
mod inputs;
mod limits;
mod pull_requests;
mod repository;
#[expect(
    dead_code,
    reason = "shared with the tests of the other commands, which use more of it"
)]
#[path = "../commands/sandbox.rs"]
mod sandbox;
mod texts;
mod workflow;
