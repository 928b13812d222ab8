//! Runs whole visits against the simulator: session, draft, submission under every fault,
//! follow-up. The simulator's journal says what was sent.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]
#![expect(clippy::disallowed_methods, reason = "the files of a test are new")]

#[cfg(feature = "blocking")]
mod blocking;
mod cut;
mod desk;
mod drafts;
mod follow_up;
mod journey;
mod line;
mod process;
mod raw;
mod sessions;
mod submission;
mod twice;

use desk::Desk;
