//! Tests that drive the simulator over raw sockets and look at raw JSON.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on fails"
)]
#![expect(clippy::disallowed_methods, reason = "the files of a test are new")]

mod billing;
mod client;
mod control;
mod faults;
mod hostile;
mod journal;
mod journey;
mod page;
mod program;
mod readme;
mod refusals;
mod scenarios;
mod tokens;
