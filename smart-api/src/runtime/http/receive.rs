//! Reads an answer within its limits.

use bytes::{Bytes, BytesMut};
use reqwest::header::{self, HeaderMap};
use reqwest::{Response, StatusCode};

use crate::runtime::{Error, Limits, decode};

/// An answer as it came.
pub(crate) struct Received {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// The body, or what there is of it.
    pub(crate) body: Bytes,
    /// Why the body cannot be read.
    pub(crate) broken: Option<Broken>,
}

/// Why a body cannot be read.
pub(crate) enum Broken {
    /// It has more bytes than this limit.
    TooManyBytes(usize),
    /// It is whole, and holds more values than this limit.
    TooManyValues(usize),
    /// It is compressed, although we ask for no compression.
    Compressed,
    /// The connection ended or time ran out.
    Lost(Error),
}

/// Returns the answer `response` as far as it is within `limits`.
pub(crate) async fn receive(response: Response, limits: Limits) -> Received {
    let mut received = of_bytes(response, limits.body).await;
    if received.broken.is_none() && decode::holds_more_than(limits.values, &received.body) {
        received.broken = Some(Broken::TooManyValues(limits.values));
    }
    received
}

/// Returns the answer `response` with at most `limit` bytes of its body.
async fn of_bytes(mut response: Response, limit: usize) -> Received {
    let mut received = Received {
        status: response.status(),
        headers: std::mem::take(response.headers_mut()),
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
