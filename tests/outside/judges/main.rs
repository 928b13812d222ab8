//! The simulator and our own traffic, held against the document by tools that nobody of this
//! project wrote; and each of these shown something wrong, which it must find.
//!
//! Not part of `cargo test`, because a bare machine has no such tools: `tests/outside/judges/run` installs them.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod answers;
mod journey;
mod tools;
mod traffic;
