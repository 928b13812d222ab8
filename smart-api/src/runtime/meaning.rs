//! From an answer to what it means for the call: a text to decode, or an error.

use bytes::{BufMut, Bytes, BytesMut};
use serde_json::value::RawValue;

use super::answer::{Answer, Facts, TokenRefusal, classify};
use super::http::{Broken, Received};
use super::{Error, ErrorKind, Operation, Outcome, decode, retry};

/// A success.
pub(crate) struct Meaning {
    /// What the envelope says, if there is one.
    pub(crate) facts: Option<Facts>,
    /// What is decoded.
    pub(crate) text: Bytes,
    /// Whether the payload was put into an envelope here.
    pub(crate) wrapped: bool,
}

/// What `received` means for `operation`. A business failure is a success if `settle` has an
/// answer in its place.
pub(crate) fn of(
    operation: &Operation,
    received: &Received,
    settle: impl FnOnce(&[u8]) -> Option<Bytes>,
) -> Result<Meaning, Error> {
    let status = received.status.as_u16();
    if let Some(broken) = &received.broken {
        return Err(of_broken(status, broken));
    }
    let text = without_mark(&received.body);
    let Some(field) = operation.payload_field() else {
        return if received.status.is_success() {
            Ok(plain(text))
        } else {
            Err(plain_failure(status, &text))
        };
    };
    match classify(status, &text) {
        Answer::Success(facts) => Ok(Meaning {
            facts: Some(facts),
            text,
            wrapped: false,
        }),
        Answer::Bare => Ok(Meaning {
            facts: None,
            text: wrap(field, &text),
            wrapped: true,
        }),
        Answer::Business(facts) => match settle(&text) {
            Some(settled) => Ok(Meaning {
                facts: Some(facts),
                text: settled,
                wrapped: false,
            }),
            None => Err(with(
                facts,
                Error::new(ErrorKind::Business, Outcome::Refused),
            )),
        },
        Answer::Contradiction(facts) => {
            let mut error = with(facts, of_status(status));
            // One half of the answer says that it was done.
            error.inner_mut().outcome = Outcome::Unknown;
            Err(error.saying("the envelope says success"))
        }
        Answer::Framework {
            status: stated,
            message,
        } => {
            let mut error = of_status(if status >= 400 { status } else { stated });
            error.inner_mut().message = message;
            Err(error.saying("unhandled by the server"))
        }
        Answer::Unintelligible => Err(of_status(status).saying(describe(&text))),
    }
}

/// A failure of an operation without an envelope. If it is a token endpoint's, it has a code too.
fn plain_failure(status: u16, text: &[u8]) -> Error {
    let mut error = of_status(status);
    if let Ok(refusal) = serde_json::from_slice::<TokenRefusal>(text) {
        let inner = error.inner_mut();
        inner.code = Some(refusal.error);
        inner.message = refusal.error_description;
    }
    error
}

fn plain(text: Bytes) -> Meaning {
    Meaning {
        facts: None,
        text,
        wrapped: false,
    }
}

fn with(facts: Facts, mut error: Error) -> Error {
    let inner = error.inner_mut();
    inner.code = Some(facts.code);
    inner.message = facts.message;
    error
}

/// A failure by HTTP status.
fn of_status(status: u16) -> Error {
    let kind = match status {
        401 => ErrorKind::Authentication,
        403 => ErrorKind::NotPermitted,
        404 => ErrorKind::NotFound,
        429 => ErrorKind::RateLimited,
        _ => ErrorKind::Http,
    };
    let mut error = Error::new(kind, outcome_of(status));
    error.inner_mut().transient = retry::is_transient(status);
    error
}

/// A status of 4xx says that the request was refused, but for 408, which says that time ran out on
/// one side. After any other the server may have done its work.
fn outcome_of(status: u16) -> Outcome {
    match status {
        408 => Outcome::Unknown,
        400..=499 => Outcome::Refused,
        _ => Outcome::Unknown,
    }
}

fn of_broken(status: u16, broken: &Broken) -> Error {
    let outcome = outcome_of(status);
    match broken {
        Broken::TooManyBytes(limit) => too_large(format!(
            "more than {limit} bytes; if it is genuine, raise `Limits::body_limit`"
        )),
        Broken::TooManyValues(limit) => too_large(format!(
            "more than {limit} values; if it is genuine, raise `Limits::value_limit`"
        )),
        Broken::Compressed => of_status(status).saying("compressed, which was not asked for"),
        Broken::Lost(lost) => {
            let mut error = if lost.is_timeout() {
                Error::new(ErrorKind::Timeout, outcome).saying("before the answer was complete")
            } else {
                of_status(status).saying("the answer is cut off")
            };
            error.inner_mut().transient = true;
            match std::error::Error::source(lost) {
                Some(cause) => error.caused_by(super::http::Cause::said(cause.to_string())),
                None => error,
            }
        }
    }
}

/// Returns the failure of an answer beyond a limit. The answer is not read, so its status says nothing
/// about the outcome.
fn too_large(said: String) -> Error {
    Error::new(ErrorKind::TooLarge, Outcome::Unknown).saying(said)
}

/// What an answer that makes no sense looks like, without a word of it.
fn describe(text: &[u8]) -> &'static str {
    match text.trim_ascii_start().first() {
        None => return "the answer is empty",
        Some(b'<') => return "the answer is HTML or XML",
        // Letters of two bytes, half of which are nothing, are UTF-8 too, and no text.
        _ if text.contains(&0) || std::str::from_utf8(text).is_err() => {
            return "the answer is not UTF-8 text";
        }
        _ => {}
    }
    match serde_json::from_slice::<&RawValue>(text) {
        Ok(_) => "the answer is JSON of no known form",
        Err(error) if error.is_eof() => "the answer is JSON that is cut off",
        Err(_) => "the answer is not JSON",
    }
}

/// The body without a byte order mark.
fn without_mark(body: &Bytes) -> Bytes {
    if body.starts_with(decode::MARK) {
        body.slice(decode::MARK.len()..)
    } else {
        body.clone()
    }
}

/// `text` as the payload of an envelope.
fn wrap(field: &str, text: &Bytes) -> Bytes {
    let mut whole = BytesMut::with_capacity(text.len() + field.len() + 5);
    whole.put_slice(b"{\"");
    whole.put_slice(field.as_bytes());
    whole.put_slice(b"\":");
    whole.put_slice(text);
    whole.put_slice(b"}");
    whole.freeze()
}
