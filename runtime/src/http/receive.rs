//! Reads an answer within its limits.

use std::fmt;

use bytes::{Bytes, BytesMut};
use reqwest::header::{self, HeaderMap};
use reqwest::{Response, StatusCode};

use crate::{Error, Limits, decode};

/// An answer as it came. `Debug` prints neither its headers nor its body.
pub struct Received {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// The path of the URL that was called.
    path: String,
    /// The body, or what there is of it.
    pub(crate) body: Bytes,
    /// Why the body cannot be read.
    pub(crate) broken: Option<Broken>,
}

impl Received {
    /// An answer with a JSON body to a call of `path`, for tests of a
    /// [`Classifier`](crate::Classifier). A status that HTTP does not have stands as 500.
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

    /// Returns whether the HTTP status says success.
    pub fn is_success(&self) -> bool {
        self.status.is_success()
    }

    /// Returns the path of the URL that was called, as it was sent.
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

/// Why a body cannot be read.
pub(crate) enum Broken {
    /// It has more bytes than are allowed.
    TooManyBytes(usize),
    /// It is whole, and has more values than are allowed.
    TooManyValues(usize),
    /// It is compressed, although we ask for no compression.
    Compressed,
    /// The connection ended or time ran out.
    Lost(Error),
}

/// Receives `response` within `limits`.
pub(crate) async fn receive(response: Response, limits: Limits) -> Received {
    let mut received = of_bytes(response, limits.body).await;
    if received.broken.is_none() && decode::holds_more_than(limits.values, &received.body) {
        received.broken = Some(Broken::TooManyValues(limits.values));
    }
    received
}

/// Receives `response`, at most `limit` bytes of its body.
async fn of_bytes(mut response: Response, limit: usize) -> Received {
    let mut received = Received {
        status: response.status(),
        headers: std::mem::take(response.headers_mut()),
        path: response.url().path().to_owned(),
        body: Bytes::new(),
        broken: None,
    };
    if is_compressed(&received.headers) {
        received.broken = Some(Broken::Compressed);
        return received;
    }
    let announced = response.content_length().unwrap_or_default();
    if usize::try_from(announced).is_ok_and(|announced| announced > limit) {
        received.broken = Some(Broken::TooManyBytes(limit));
        return received;
    }
    let mut rest = BytesMut::new();
    loop {
        match response.chunk().await {
            Ok(None) => break,
            Ok(Some(chunk)) if received.body.len() + rest.len() + chunk.len() > limit => {
                received.broken = Some(Broken::TooManyBytes(limit));
                return received;
            }
            // Most answers come in one piece, which is then not copied.
            Ok(Some(chunk)) if received.body.is_empty() => received.body = chunk,
            Ok(Some(chunk)) => rest.extend_from_slice(&chunk),
            Err(error) => {
                received.broken = Some(Broken::Lost(super::of_connection(error)));
                break;
            }
        }
    }
    if !rest.is_empty() {
        let mut whole = BytesMut::with_capacity(received.body.len() + rest.len());
        whole.extend_from_slice(&received.body);
        whole.extend_from_slice(&rest);
        received.body = whole.freeze();
    }
    received
}

fn is_compressed(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_ENCODING)
        .is_some_and(|encoding| !encoding.as_bytes().eq_ignore_ascii_case(b"identity"))
}
