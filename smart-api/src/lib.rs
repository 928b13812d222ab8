//! Client of Smart Applications' provider API.

pub mod runtime;
mod token;

pub use token::{StoredToken, TokenStore};
