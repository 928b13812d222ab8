//! Drives the simulator over raw sockets and looks at raw JSON.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on fails"
)]

mod client;
mod control;
mod faults;
mod hostile;
mod journey;
mod page;
mod program;
mod readme;
mod refusals;
mod scenarios;
