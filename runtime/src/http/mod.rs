//! The HTTP client and its guards.

mod client;
mod failure;
mod headers;
mod receive;
mod tls;

pub(crate) use client::{base_url, client};
pub(crate) use failure::{Cause, of_connection};
pub(crate) use headers::{bearer, call_id_header, header, is_of_connection, secret_value};
pub(crate) use receive::receive;
