//! Client of Smart Applications' provider API.

pub mod runtime;
