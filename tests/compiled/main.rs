//! Builds generated code with cargo, and looks at the compiler's output or at the requests of the
//! program.
//!
//! All builds share one target folder, so that dependencies are built once.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod consumers;
mod corpus;
mod drill;
mod package;

use smart_tests::building::Yard;

/// A folder for the builds of one test.
fn yard(name: &str) -> Yard {
    Yard::new(env!("CARGO_TARGET_TMPDIR"), name)
}
