//! The HTTP client and its guards.

mod client;
mod failure;
mod receive;
mod tls;

pub(crate) use client::{base_url, call_id_header, client, header, is_framing};
pub(crate) use failure::{Cause, of_connection};
pub(crate) use receive::{Broken, Received, receive};
