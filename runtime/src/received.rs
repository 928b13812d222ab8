//! An answer as it was received.

use std::fmt;

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use crate::{Error, decode};

/// An answer as it was received. `Debug` prints neither its headers nor its body.
pub struct Received {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// The path of the called URL.
    pub(crate) path: String,
    /// The body, or the part of it that was received.
    pub(crate) body: Bytes,
    /// The reason why the body cannot be read.
    pub(crate) broken: Option<Broken>,
}

impl Received {
    /// Creates an answer with a JSON body to a call of `path`, for tests of a
    /// [`Classifier`](crate::Classifier). A status that HTTP does not define becomes 500.
    pub fn new(status: u16, path: impl Into<String>, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status: StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            headers: HeaderMap::new(),
            path: path.into(),
            body: body.into().into(),
            broken: None,
        }
    }

    /// Returns the HTTP status.
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// Returns true if the HTTP status reports success.
    pub fn is_success(&self) -> bool {
        self.status.is_success()
    }

    /// Returns the path of the called URL, as it was sent.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the body without a byte order mark.
    pub fn text(&self) -> &[u8] {
        self.body.strip_prefix(decode::MARK).unwrap_or(&self.body)
    }
}

impl fmt::Debug for Received {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Received")
            .field("status", &self.status())
            .finish_non_exhaustive()
    }
}

/// The reason why a body cannot be read.
pub(crate) enum Broken {
    /// The body has more bytes than the limit.
    TooManyBytes(usize),
    /// The body is complete, and has more values than the limit.
    TooManyValues(usize),
    /// The body is compressed, although the client asks for no compression.
    Compressed,
    /// The connection ended, or time ran out.
    Lost(Error),
}
