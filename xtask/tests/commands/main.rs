//! Every command as a real process in a folder of its own: what it says, how it ends, what it
//! leaves behind.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may fail at any step"
)]
#![expect(clippy::disallowed_methods, reason = "the files of a test are new")]

mod check;
mod demo;
#[cfg(unix)]
mod endless;
mod files;
mod lint;
#[cfg(unix)]
mod names;
mod questions;
mod regen;
mod sandbox;
mod snapshots;
mod streams;
