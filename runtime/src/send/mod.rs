//! One call from its request to its answer.

mod attempts;

use bytes::Bytes;
use reqwest::Request;
use tracing::Instrument;

use self::attempts::Attempts;
use super::answer::Facts;
use super::reply::About;
use super::{CallId, Error, Operation, Transport};

/// An answer of success.
pub(crate) struct Answered {
    pub(crate) about: About,
    /// What is decoded: the body, or the body in an envelope.
    pub(crate) text: Bytes,
    /// Whether the envelope is ours.
    pub(crate) wrapped: bool,
}

/// An answer of success, which may have been read by then.
pub(crate) enum Success<T> {
    Read(T, About),
    Unread(Answered),
}

/// Reads the text of an answer, by its HTTP status, if it is a whole envelope of success.
type Read<T> = fn(u16, &[u8]) -> Option<(T, Facts)>;

/// Sends `request` and tells what the answer means. Of an operation with an envelope, `read` is given
/// status and text first: a whole envelope of success needs no closer look.
///
/// Only what is generic is here: it is compiled for each type of answer.
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
        let error = match attempts.next(request).instrument(span.clone()).await {
            Ok(received) => {
                let whole = attempts
                    .envelope(&received)
                    .and_then(|(status, text)| read(status, text));
                if let Some((payload, facts)) = whole {
                    let about = attempts.about(received, Some(facts));
                    attempts.report(&span, Ok(about.status));
                    return Ok(Success::Read(payload, about));
                }
                match attempts.understand(received) {
                    Ok(answered) => {
                        attempts.report(&span, Ok(answered.about.status));
                        return Ok(Success::Unread(answered));
                    }
                    Err(error) => error,
                }
            }
            Err(error) => error,
        };
        match attempts.again(error).instrument(span.clone()).await {
            Ok(again) => request = again,
            Err(error) => {
                attempts.report(&span, Err(&error));
                return Err(error);
            }
        }
    }
}
