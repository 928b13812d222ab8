//! Generated Rust: progenitor's code, and the passes that finish it.

pub(crate) mod client;
pub(crate) mod progenitor;
mod reading;
pub(crate) mod tokens;
pub(crate) mod types;
