//! One call, from its request to its answer.

mod attempts;
mod judge;

use bytes::Bytes;
use reqwest::Request;
use tracing::Instrument;

use self::attempts::Attempts;
use super::classify::Fields;
use super::decode::Mismatch;
use super::error::Detail;
use super::reply::ReplyHead;
use super::{CallId, Error, Operation, Reply, Transport};

/// A successful answer.
pub(crate) struct Success<T> {
    head: ReplyHead,
    content: Content<T>,
}

/// The content of a successful answer.
enum Content<T> {
    /// The answer was decoded in the pass that told it apart from other answers.
    Decoded(T),
    Text(Text),
}

/// A text to decode.
pub(crate) struct Text {
    /// The body, or the payload inside an envelope.
    pub(crate) json: Bytes,
    /// True if the server sent the payload alone, and this crate put the envelope around it.
    pub(crate) wrapped: bool,
}

/// Reads an answer as a `T`, and collects the fields that tell answers apart.
type Read<T> = for<'a> fn(&'a [u8], &'static [&'static str]) -> Option<(T, Fields<'a>)>;

impl<T> Success<T> {
    /// Returns the reply. `decode` reads the payload if it is not decoded yet.
    ///
    /// # Errors
    /// Returns an error if the answer is not what the document describes.
    pub(crate) fn into_reply(
        self,
        operation: &'static Operation,
        decode: impl FnOnce(&Text) -> Result<T, Mismatch>,
    ) -> Result<Reply<T>, Error> {
        let payload = match self.content {
            Content::Decoded(payload) => Ok(payload),
            Content::Text(text) => decode(&text),
        };
        match payload {
            Ok(payload) => Ok(Reply::new(payload, self.head)),
            Err(mismatch) => Err(self.head.undecodable(operation, Detail::Mismatch(mismatch))),
        }
    }
}

/// Sends `request`, and returns the answer if it reports success. Where a classifier decides,
/// `read` reads the answer first, so that a complete envelope of success is read once.
///
/// The function holds only the generic part, because it is compiled for each type of answer.
pub(crate) async fn send<T>(
    transport: &Transport,
    operation: &'static Operation,
    call_id: CallId,
    mut request: Request,
    read: Read<T>,
) -> Result<Success<T>, Error> {
    let span = tracing::debug_span!(
        "call",
        operation = operation.id(),
        path = operation.path(),
        call = %call_id,
        attempts = tracing::field::Empty,
        status = tracing::field::Empty,
        milliseconds = tracing::field::Empty,
    );
    let mut attempts = Attempts::new(transport, operation, call_id);
    loop {
        let ended = match attempts.next(request).instrument(span.clone()).await {
            Ok(received) => match attempts.read_success(&received, read) {
                Some((payload, envelope)) => Ok(Success {
                    head: attempts.head(received, Some(envelope)),
                    content: Content::Decoded(payload),
                }),
                None => attempts.judge(received).map(|(head, text)| Success {
                    head,
                    content: Content::Text(text),
                }),
            },
            Err(error) => Err(error),
        };
        let error = match ended {
            Ok(success) => {
                attempts.report(&span, Ok(success.head.status));
                return Ok(success);
            }
            Err(error) => error,
        };
        match attempts.prepare_next(error).instrument(span.clone()).await {
            Ok(next) => request = next,
            Err(error) => {
                attempts.report(&span, Err(&error));
                return Err(error);
            }
        }
    }
}
