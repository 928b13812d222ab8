//! The page in a real browser: the whole journey by clicking, by keyboard alone, without scripts.
//!
//! Not part of `cargo test`, because a bare machine has no browser:
//! `cargo test -p smart-sim --test browser` runs it where Debian's packages `chromium` and
//! `chromium-driver` are. Screenshots are left in `tmp/` of the target directory.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on fails"
)]

mod browser;
mod hospital;
mod journey;
mod keyboard;
mod looks;
mod plain;
