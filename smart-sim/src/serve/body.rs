//! Bodies: a reader with limits, a body that breaks off, and a body of blanks.

use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use bytes::{Bytes, BytesMut};
use http::StatusCode;
use http_body::{Body as _, Frame, SizeHint};

/// The largest body of a control call or a form of the page, in bytes.
pub(super) const LARGEST_CONTROL: usize = 64 * 1024;

/// The reason why a body is incomplete, and the bytes so far for the journal.
#[derive(Debug)]
pub(super) struct Unread {
    pub(super) status: StatusCode,
    pub(super) message: &'static str,
    pub(super) read: Bytes,
}

/// Reads a whole body, of at most `limit` bytes, within `time`.
pub(super) async fn read(body: Body, limit: usize, time: Duration) -> Result<Bytes, Unread> {
    let mut buffer = BytesMut::new();
    let filled = tokio::time::timeout(time, fill(body, limit, &mut buffer)).await;
    let filled = filled.unwrap_or(Err((StatusCode::REQUEST_TIMEOUT, "Body took too long")));
    let read = buffer.freeze();
    match filled {
        Ok(()) => Ok(read),
        Err((status, message)) => Err(Unread {
            status,
            message,
            read,
        }),
    }
}

/// Fills the buffer with a body.
async fn fill(
    mut body: Body,
    limit: usize,
    buffer: &mut BytesMut,
) -> Result<(), (StatusCode, &'static str)> {
    let too_large = Err((StatusCode::PAYLOAD_TOO_LARGE, "Body is too large"));
    if body.size_hint().lower() > limit as u64 {
        return too_large;
    }
    while let Some(frame) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
        let frame = frame.map_err(|_| (StatusCode::BAD_REQUEST, "Body broke off"))?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        if buffer.len() + data.len() > limit {
            return too_large;
        }
        buffer.extend_from_slice(&data);
    }
    Ok(())
}

/// A body that announces more bytes than it sends, so that the connection breaks in its middle.
#[derive(Debug)]
pub(super) struct CutBody {
    announced: u64,
    state: CutState,
}

#[derive(Debug)]
enum CutState {
    Start(Bytes),
    /// One pending poll lets the bytes reach the wire.
    Flush,
    Break,
}

impl CutBody {
    /// Creates a body of the first `keep` bytes of another.
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

/// A body of blanks that does not announce its length.
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
