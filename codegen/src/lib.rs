//! Generates a client crate from an OpenAPI document: document text in, files out.

pub mod document;
pub mod lint;
pub mod problem;
