//! Bodies: reading one within limits, and sending one that breaks off.

use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use bytes::{Bytes, BytesMut};
use http::StatusCode;
use http_body::{Body as _, Frame, SizeHint};

/// Why a body was not read to its end; what was read is kept for the journal.
#[derive(Debug)]
pub(super) struct Unread {
    pub(super) status: StatusCode,
    pub(super) message: &'static str,
    pub(super) read: Bytes,
}

/// Reads a whole body, of at most `limit` bytes, within `time`.
pub(super) async fn read(body: Body, limit: usize, time: Duration) -> Result<Bytes, Unread> {
    let mut buffer = BytesMut::new();
    let stop = |status, message| Some((status, message));
    let failure = match tokio::time::timeout(time, fill(body, limit, &mut buffer)).await {
        Ok(Ok(true)) => None,
        Ok(Ok(false)) => stop(StatusCode::PAYLOAD_TOO_LARGE, "Body is too large"),
        Ok(Err(_)) => stop(StatusCode::BAD_REQUEST, "Body broke off"),
        Err(_) => stop(StatusCode::REQUEST_TIMEOUT, "Body took too long"),
    };
    let read = buffer.freeze();
    match failure {
        None => Ok(read),
        Some((status, message)) => Err(Unread {
            status,
            message,
            read,
        }),
    }
}

/// Whether the body ended within the limit.
async fn fill(mut body: Body, limit: usize, buffer: &mut BytesMut) -> Result<bool, axum::Error> {
    if body.size_hint().lower() > limit as u64 {
        return Ok(false);
    }
    while let Some(frame) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
        let Ok(data) = frame?.into_data() else {
            continue;
        };
        if buffer.len() + data.len() > limit {
            return Ok(false);
        }
        buffer.extend_from_slice(&data);
    }
    Ok(true)
}

/// A body that announces more than it sends, so that the connection breaks in its middle.
#[derive(Debug)]
pub(super) struct CutBody {
    announced: u64,
    state: CutState,
}

#[derive(Debug)]
enum CutState {
    Start(Bytes),
    /// One turn of waiting lets the bytes before it reach the wire.
    Flush,
    Break,
}

impl CutBody {
    /// The first `keep` bytes of a body.
    pub(super) fn new(body: &Bytes, keep: usize) -> CutBody {
        let state = CutState::Start(body.slice(..keep.min(body.len())));
        CutBody {
            announced: body.len() as u64,
            state,
        }
    }
}

impl http_body::Body for CutBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        match std::mem::replace(&mut self.state, CutState::Break) {
            CutState::Start(bytes) => {
                self.state = CutState::Flush;
                Poll::Ready(Some(Ok(Frame::data(bytes))))
            }
            CutState::Flush => {
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            CutState::Break => Poll::Ready(Some(Err(io::Error::other("cut on purpose")))),
        }
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.announced)
    }
}

/// A body of blanks whose length is not announced.
#[derive(Debug)]
pub(super) struct FloodBody {
    left: u64,
}

static BLANKS: [u8; 64 * 1024] = [b' '; 64 * 1024];

impl FloodBody {
    pub(super) fn new(bytes: u64) -> FloodBody {
        FloodBody { left: bytes }
    }
}

impl http_body::Body for FloodBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let part = self.left.min(BLANKS.len() as u64);
        self.left -= part;
        let blanks = Bytes::from_static(&BLANKS).slice(..part as usize);
        Poll::Ready((part > 0).then(|| Ok(Frame::data(blanks))))
    }
}
