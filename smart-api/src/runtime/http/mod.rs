//! The HTTP client and its guards.

mod client;
mod failure;
mod receive;
mod tls;

pub(crate) use client::{base_url, client, header, header_name};
pub(crate) use failure::{Cause, of_connection};
pub(crate) use receive::{Broken, Received, receive};
