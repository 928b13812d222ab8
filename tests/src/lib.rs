//! What proves the workspace: a server on a raw socket, cargo in folders of its own, the document, the journey
//! from the token to the closed session, and what measurements share.

pub mod building;
pub mod document;
pub mod journey;
pub mod server;

/// The README's Rust example, compiled with the other documentation.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
