//! Turns an answer into the result of the call: a text to decode, or an error.

use bytes::{BufMut, Bytes, BytesMut};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Read, Text};
use crate::received::{Broken, Received};
use crate::{
    Classified, Classifier, Envelope, Error, ErrorKind, Form, Operation, Outcome, decode, retry,
};

/// Reads an answer as a `T` if its envelope reports success. Returns `None` for any other answer
/// and for one that is no `T`; [`judge`] then decides.
pub(super) fn read_success<T>(
    classifier: &dyn Classifier,
    operation: &Operation,
    received: &Received,
    read: Read<T>,
) -> Option<(T, Envelope)> {
    let text = &*received.body;
    let readable = received.broken.is_none()
        && received.is_success()
        && text.trim_ascii_start().starts_with(b"{");
    let (payload, fields) = readable
        .then(|| read(text, classifier.fields()))
        .flatten()?;
    match classifier.classify(operation, received, &Form::Object(fields)) {
        Classified::Success(envelope) => Some((payload, envelope)),
        _ => None,
    }
}

/// Returns the envelope of an answer, if it has one, and the text to decode.
///
/// # Errors
/// Returns an error if the answer reports a failure.
pub(super) fn judge(
    classifier: Option<&dyn Classifier>,
    operation: &Operation,
    received: &Received,
) -> Result<(Option<Envelope>, Text), Error> {
    let status = received.status();
    if let Some(broken) = &received.broken {
        return Err(of_broken(status, broken));
    }
    let json = without_mark(&received.body);
    let (Some(classifier), Some(field)) = (classifier, operation.payload_field()) else {
        return if received.is_success() {
            let wrapped = false;
            Ok((None, Text { json, wrapped }))
        } else {
            Err(plain_failure(status, &json))
        };
    };
    let form = received.form(classifier.fields());
    let (envelope, json, wrapped) = match classifier.classify(operation, received, &form) {
        Classified::Success(envelope) => (Some(envelope), json, false),
        Classified::Payload => (None, wrap(field, &json), true),
        Classified::AlreadyDone { envelope, body } => (Some(envelope), body.into(), false),
        Classified::Refusal(envelope) => {
            return Err(with(
                envelope,
                Error::new(ErrorKind::Business, Outcome::Refused),
            ));
        }
        Classified::Contradiction(envelope) => {
            // One half of the answer says that the server did the request.
            let error = with(envelope, of_status(status)).with_outcome(Outcome::Unknown);
            return Err(error.saying("the envelope says success"));
        }
        Classified::Unhandled {
            status: stated,
            message,
        } => {
            let mut error = of_status(if status >= 400 { status } else { stated });
            error.inner_mut().message = message;
            return Err(error.saying("unhandled by the server"));
        }
        Classified::Unintelligible => return Err(of_status(status).saying(describe(&json))),
    };
    Ok((envelope, Text { json, wrapped }))
}

/// The refusal of a token endpoint (RFC 6749, section 5.2).
#[derive(Deserialize)]
struct TokenRefusal {
    error: String,
    #[serde(default)]
    error_description: Option<String>,
}

/// Returns the error of an operation without an envelope. A token endpoint's refusal has a code
/// too.
fn plain_failure(status: u16, text: &[u8]) -> Error {
    let mut error = of_status(status);
    if let Ok(refusal) = serde_json::from_slice::<TokenRefusal>(text) {
        let inner = error.inner_mut();
        inner.code = Some(refusal.error);
        inner.message = refusal.error_description;
    }
    error
}

fn with(envelope: Envelope, mut error: Error) -> Error {
    error.inner_mut().set_envelope(envelope);
    error
}

/// Returns the error of an HTTP status.
fn of_status(status: u16) -> Error {
    let kind = match status {
        401 => ErrorKind::Authentication,
        403 => ErrorKind::NotPermitted,
        404 => ErrorKind::NotFound,
        429 => ErrorKind::RateLimited,
        _ => ErrorKind::Http,
    };
    let mut error = Error::new(kind, outcome_of(status));
    error.inner_mut().temporary = retry::is_temporary(status);
    error
}

/// Returns the outcome that an HTTP status tells. A status of 4xx means a refusal, except 408,
/// which means that time ran out on one side. After any other status, the server may have done the
/// request.
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
            error.inner_mut().temporary = true;
            match std::error::Error::source(lost) {
                Some(cause) => error.caused_by(crate::http::Cause::said(cause.to_string())),
                None => error,
            }
        }
    }
}

/// Returns the error of an answer beyond a limit. The answer is not read, so its status says
/// nothing about the outcome.
fn too_large(said: String) -> Error {
    Error::new(ErrorKind::TooLarge, Outcome::Unknown).saying(said)
}

/// Describes an answer that makes no sense, without any of its content.
fn describe(text: &[u8]) -> &'static str {
    match text.trim_ascii_start().first() {
        None => return "the answer is empty",
        Some(b'<') => return "the answer is HTML or XML",
        // UTF-16 text consists of valid UTF-8 bytes, half of which are zero. It is still no UTF-8
        // text.
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

/// Returns the body without a byte order mark.
fn without_mark(body: &Bytes) -> Bytes {
    if body.starts_with(decode::MARK) {
        body.slice(decode::MARK.len()..)
    } else {
        body.clone()
    }
}

/// Returns `text` inside an envelope, as its payload.
fn wrap(field: &str, text: &Bytes) -> Bytes {
    let mut whole = BytesMut::with_capacity(text.len() + field.len() + 5);
    whole.put_slice(b"{\"");
    whole.put_slice(field.as_bytes());
    whole.put_slice(b"\":");
    whole.put_slice(text);
    whole.put_slice(b"}");
    whole.freeze()
}
