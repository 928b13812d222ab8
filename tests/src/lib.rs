//! Code that tests of the workspace share: cargo in separate folders, the document, and the journey
//! from the token to the closed session.

pub mod building;
pub mod document;
pub mod journey;

/// The README's Rust example, compiled with the other documentation.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
