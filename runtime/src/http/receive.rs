//! Reads an answer within its limits.

use bytes::{Bytes, BytesMut};
use reqwest::Response;
use reqwest::header::{self, HeaderMap};

use crate::received::{Broken, Received};
use crate::{Limits, decode};

/// Returns the answer `response`, as far as it is within `limits`.
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
            // Most answers come in one piece, which needs no copy.
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
