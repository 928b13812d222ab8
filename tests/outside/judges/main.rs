//! Has tools of others judge the simulator and our traffic by the document. Each tool must also
//! find a planted fault.
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
