//! Client of Smart Applications' provider API.

mod client;
mod config;
#[rustfmt::skip]
mod generated;
mod merged;
pub mod runtime;
mod token;

pub use config::{Config, Credentials, Environment};
pub use generated::{Client, enums, operations, requests, types};
pub use token::{StoredToken, TokenStore};
