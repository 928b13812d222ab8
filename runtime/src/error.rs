//! The one error type: what failed, may it have happened, may it be tried again.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::decode::{self, Mismatch};
use super::{CallId, Envelope, Operation};

/// The reason why a call failed.
///
/// An error answers three questions: **what** failed ([`Error::kind`]), **may it have happened**
/// ([`Error::outcome`]), and **may it be tried again** ([`Error::is_retryable`]).
///
/// `Display`, `Debug` and the `source()` chain name the operation, the HTTP status, the call's
/// local id, and the server's code if the code is printable. For an answer that could not be
/// decoded, they add the place and the expectation. They never contain a body, a header, a URL or a
/// value. They leave out the server's message too, because it may name a person: call
/// [`Error::message`] and [`Error::body`] for these.
#[derive(Clone)]
pub struct Error(Box<Inner>);

/// The kind of a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The configuration is wrong or incomplete. The message names the setting and says how to
    /// correct it.
    Configuration,
    /// The request cannot be sent as it is: a path parameter is empty, for example.
    InvalidRequest,
    /// The server does not accept who we are (HTTP 401), or no token could be obtained.
    Authentication,
    /// The server knows us and does not allow the request (HTTP 403).
    NotPermitted,
    /// The server has nothing under this path (HTTP 404).
    NotFound,
    /// The server wants fewer requests (HTTP 429).
    RateLimited,
    /// The server understood the request and refused it, with a code.
    Business,
    /// Any other failure by HTTP status, or an answer that makes no sense.
    Http,
    /// The connection failed.
    Transport,
    /// A time limit ran out: for connecting, for one attempt, or for the whole call.
    Timeout,
    /// The answer is larger than the configured limits, in bytes or in values.
    TooLarge,
    /// The answer reports success, but is not what the document describes.
    Decoding,
}

/// The server did the request, did not do it, or may have done it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Outcome {
    /// Nothing was sent: the server did not do the request.
    NotSent,
    /// The server refused: it did not do the request.
    Refused,
    /// The server may have done the request, or not. Ask the server before you repeat the request.
    Unknown,
}

#[derive(Clone)]
pub(crate) struct Inner {
    pub(crate) kind: ErrorKind,
    pub(crate) outcome: Outcome,
    pub(crate) temporary: bool,
    pub(crate) detail: Detail,
    pub(crate) operation: Option<&'static Operation>,
    pub(crate) call_id: Option<CallId>,
    pub(crate) attempts: u32,
    pub(crate) status: Option<u16>,
    pub(crate) code: Option<String>,
    pub(crate) code_is_printable: bool,
    pub(crate) message: Option<String>,
    /// The JSON text that came with a refusal.
    pub(crate) object: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) body: Bytes,
    pub(crate) source: Option<Arc<dyn StdError + Send + Sync>>,
}

impl Inner {
    pub(crate) fn set_envelope(&mut self, envelope: Envelope) {
        self.code = Some(envelope.code);
        self.code_is_printable = envelope.printable;
        self.message = envelope.message;
        self.object = envelope.object;
    }
}

/// The details beyond the kind. They hold no value of a request or an answer.
#[derive(Clone)]
pub(crate) enum Detail {
    None,
    Said(Cow<'static, str>),
    Mismatch(Mismatch),
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, outcome: Outcome) -> Self {
        Self(Box::new(Inner {
            kind,
            outcome,
            temporary: false,
            detail: Detail::None,
            operation: None,
            call_id: None,
            attempts: 0,
            status: None,
            code: None,
            code_is_printable: false,
            message: None,
            object: None,
            retry_after: None,
            body: Bytes::new(),
            source: None,
        }))
    }

    /// Creates the error of a [`TokenSource`](super::TokenSource) that has no token, for an
    /// application's own source. `cause` becomes the error's source. `temporary` says that a later
    /// attempt may succeed.
    pub fn no_token(cause: impl Into<Box<dyn StdError + Send + Sync>>, temporary: bool) -> Self {
        let mut error = Self::not_sent(ErrorKind::Authentication, "the token source has none");
        error.0.temporary = temporary;
        error.0.source = Some(Arc::from(cause.into()));
        error
    }

    /// Creates the error of a call that was not sent, for the reason `said`. The text is printed,
    /// so it must hold no secret and no personal data.
    pub fn not_sent(kind: ErrorKind, said: impl Into<Cow<'static, str>>) -> Self {
        Self::new(kind, Outcome::NotSent).saying(said)
    }

    /// Creates the error of a setting that is not usable. `said` names the setting and says how to
    /// correct it. The text is printed, so it must not hold the setting's value.
    pub fn configuration(said: impl Into<Cow<'static, str>>) -> Self {
        Self::not_sent(ErrorKind::Configuration, said)
    }

    /// Returns the error with another outcome, for a caller who knows what became of the request.
    #[must_use]
    pub fn with_outcome(mut self, outcome: Outcome) -> Self {
        self.0.outcome = outcome;
        self
    }

    pub(crate) fn saying(mut self, said: impl Into<Cow<'static, str>>) -> Self {
        self.0.detail = Detail::Said(said.into());
        self
    }

    pub(crate) fn caused_by(mut self, source: impl StdError + Send + Sync + 'static) -> Self {
        self.0.source = Some(Arc::new(source));
        self
    }

    pub(crate) fn inner_mut(&mut self) -> &mut Inner {
        &mut self.0
    }

    /// Returns true if the failure is temporary.
    pub(crate) fn is_temporary(&self) -> bool {
        self.0.temporary
    }

    /// Returns the kind of the failure.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns the outcome: the server did the request, did not do it, or may have done it.
    pub fn outcome(&self) -> Outcome {
        self.0.outcome
    }

    /// Returns true if the same call may succeed later *and* is safe to repeat. The failure must be
    /// temporary. In addition, the server did not do the request, or the document marks the
    /// operation as idempotent. The client has already made the repetitions that its limits allow.
    pub fn is_retryable(&self) -> bool {
        let harmless = self.0.outcome != Outcome::Unknown
            || self.0.operation.is_some_and(Operation::is_idempotent);
        self.0.temporary && harmless
    }

    /// Returns the wait that the server asks for before the next request.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Returns true if the server did not accept who we are, or no token could be obtained.
    pub fn is_authentication(&self) -> bool {
        self.0.kind == ErrorKind::Authentication || self.0.status == Some(401)
    }

    /// Returns true if the server understood the request and refused it.
    pub fn is_business(&self) -> bool {
        self.0.kind == ErrorKind::Business
    }

    /// Returns true if a time limit ran out.
    pub fn is_timeout(&self) -> bool {
        self.0.kind == ErrorKind::Timeout
    }

    /// Returns true if the connection failed.
    pub fn is_transport(&self) -> bool {
        self.0.kind == ErrorKind::Transport
    }

    /// Returns true if the answer reports success, but is not what the document describes.
    pub fn is_decoding(&self) -> bool {
        self.0.kind == ErrorKind::Decoding
    }

    /// Returns the id of the operation.
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation.map(Operation::id)
    }

    /// Returns the call's local id. The call's span shows the same id.
    pub fn call_id(&self) -> Option<CallId> {
        self.0.call_id
    }

    /// Returns the number of times that the request was sent.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Returns the HTTP status of the last answer, if there was one.
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// Returns the code as the server sent it. It is the code of the answer's envelope, or a token
    /// endpoint's code such as `invalid_grant`.
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// Returns the server's message, written for people. The message may name a patient: keep it
    /// out of logs.
    pub fn message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// Returns the place in the answer, as a JSON pointer, where a value was not what the document
    /// describes. Keys that the document does not name appear as `*`.
    pub fn pointer(&self) -> Option<&str> {
        match &self.0.detail {
            Detail::Mismatch(mismatch) => Some(mismatch.pointer()),
            _ => None,
        }
    }

    /// Returns the expectation at that place.
    pub fn expected(&self) -> Option<&str> {
        match &self.0.detail {
            Detail::Mismatch(mismatch) => Some(mismatch.expected()),
            _ => None,
        }
    }

    /// Returns the body of the answer, as far as it was received. The body may hold personal data:
    /// keep it out of logs.
    pub fn body(&self) -> Option<&[u8]> {
        (!self.0.body.is_empty()).then_some(&self.0.body[..])
    }

    /// Returns the object that came with a refusal, such as the session that is already merged.
    /// Returns `None` if there is no object.
    ///
    /// # Errors
    /// Returns an error if the object is not a `T`.
    pub fn object<T: DeserializeOwned>(&self) -> Option<Result<T, Mismatch>> {
        let object = self.0.object.as_ref()?;
        Some(decode::from_slice(object.as_bytes()))
    }

    /// Returns the code if it may be printed.
    fn printable_code(&self) -> Option<&str> {
        self.code()
            .filter(|code| self.0.code_is_printable || TOKEN_CODES.contains(code))
    }

    fn what(&self) -> &'static str {
        match self.0.kind {
            ErrorKind::Configuration => "configuration is not usable",
            ErrorKind::InvalidRequest => "request cannot be sent",
            ErrorKind::Authentication => "not authenticated",
            ErrorKind::NotPermitted => "not permitted",
            ErrorKind::NotFound => "not found",
            ErrorKind::RateLimited => "too many requests",
            ErrorKind::Business => "business failure",
            ErrorKind::Http => "HTTP failure",
            ErrorKind::Transport => "connection failed",
            ErrorKind::Timeout => "timed out",
            ErrorKind::TooLarge => "answer too large",
            ErrorKind::Decoding => "answer not as documented",
        }
    }
}

/// The codes of a token endpoint (RFC 6749, section 5.2).
const TOKEN_CODES: [&str; 6] = [
    "invalid_request",
    "invalid_client",
    "invalid_grant",
    "unauthorized_client",
    "unsupported_grant_type",
    "invalid_scope",
];

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.0.operation {
            write!(formatter, "{}: ", operation.id())?;
        }
        formatter.write_str(self.what())?;
        match &self.0.detail {
            Detail::None => {}
            Detail::Said(said) => write!(formatter, ": {said}")?,
            Detail::Mismatch(mismatch) => write!(formatter, ": {mismatch}")?,
        }
        let mut about = Vec::new();
        about.extend(self.0.status.map(|status| format!("HTTP {status}")));
        about.extend(self.printable_code().map(|code| format!("code {code}")));
        if self.0.operation.is_some() {
            about.push(String::from(match self.0.outcome {
                Outcome::NotSent => "not sent",
                Outcome::Refused => "refused",
                Outcome::Unknown => "outcome unknown",
            }));
        }
        about.extend(self.0.call_id.map(|id| format!("call {id}")));
        if !about.is_empty() {
            write!(formatter, " ({})", about.join(", "))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = formatter.debug_struct("Error");
        debug.field("kind", &self.0.kind);
        debug.field("outcome", &self.0.outcome);
        debug.field("operation", &self.operation());
        debug.field("status", &self.0.status);
        debug.field("code", &self.printable_code());
        match &self.0.detail {
            Detail::None => {}
            Detail::Said(said) => {
                debug.field("detail", said);
            }
            Detail::Mismatch(mismatch) => {
                debug.field("detail", mismatch);
            }
        }
        debug.field("attempts", &self.0.attempts);
        debug.field("call_id", &self.0.call_id);
        if let Some(source) = &self.0.source {
            debug.field("source", &format_args!("{source}"));
        }
        debug.finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source = self.0.source.as_ref()?;
        Some(source)
    }
}
