//! Business failures that are none: a refusal that says that what was asked for has already been
//! done.

use bytes::Bytes;
use reqwest::Url;

use super::Operation;

/// Looks at a business failure of an operation that was called at a URL, and returns the answer of
/// success in its place if it means that ours was done.
pub(crate) type Settle = fn(&Operation, &Url, &[u8]) -> Option<Bytes>;
