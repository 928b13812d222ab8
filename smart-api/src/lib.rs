//! Client of Smart Applications' provider API.

#[rustfmt::skip]
mod generated;
pub mod runtime;
mod token;

pub use token::{StoredToken, TokenStore};

pub use generated::{Client, enums, operations, requests, types};
