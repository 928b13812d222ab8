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

/// Why a call failed.
///
/// It answers three questions: **what** failed ([`Error::kind`]), **may it have happened**
/// ([`Error::outcome`]), and **may it be tried again** ([`Error::is_retryable`]).
///
/// `Display`, `Debug` and the `source()` chain name the operation, the HTTP status, the server's
/// code where it is printable, the call's local id and, for an answer that could not be decoded, the
/// place and the expectation. They never contain a body, a header, a URL or a value, and not the
/// server's message, which may name a person. Those are for [`Error::message`] and [`Error::body`], asked for by name.
#[derive(Clone)]
pub struct Error(Box<Inner>);

/// What failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The configuration is wrong or incomplete; the message says which part and how to mend it.
    Configuration,
    /// The request cannot be sent as it is, such as a path parameter that is empty.
    InvalidRequest,
    /// The server does not accept who we are (HTTP 401), or no token could be got.
    Authentication,
    /// We are known and not allowed (HTTP 403).
    NotPermitted,
    /// There is no such thing at the server (HTTP 404).
    NotFound,
    /// The server wants fewer requests (HTTP 429).
    RateLimited,
    /// The server understood the request and refused it, with a code.
    Business,
    /// Any other failure by HTTP status, or an answer that makes no sense.
    Http,
    /// The connection failed.
    Transport,
    /// A time limit ran out: connecting, one attempt, or the whole call.
    Timeout,
    /// The answer is larger than the configured limits, in bytes or in values.
    TooLarge,
    /// The answer says success and is not what the document describes.
    Decoding,
}

/// Whether the server did what it was asked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Outcome {
    /// Nothing was sent: it has not happened.
    NotSent,
    /// The server said no: it has not happened.
    Refused,
    /// It may have happened, or not. Ask before you repeat it.
    Unknown,
}

#[derive(Clone)]
pub(crate) struct Inner {
    pub(crate) kind: ErrorKind,
    pub(crate) outcome: Outcome,
    pub(crate) transient: bool,
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

/// What there is to say beyond the kind. Nothing here may hold a value.
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
            transient: false,
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

    /// For a [`TokenSource`](super::TokenSource) of the application's own that has no token, because
    /// of `cause`, which is the new error's source. `may_pass` says whether it is worth asking again
    /// later.
    pub fn no_token(cause: impl Into<Box<dyn StdError + Send + Sync>>, may_pass: bool) -> Self {
        let mut error = Self::not_sent(ErrorKind::Authentication, "the token source has none");
        error.0.transient = may_pass;
        error.0.source = Some(Arc::from(cause.into()));
        error
    }

    /// An error of a call that was not sent, for the reason `said`. It is printed, so it holds no
    /// secret and no personal data.
    pub fn not_sent(kind: ErrorKind, said: impl Into<Cow<'static, str>>) -> Self {
        Self::new(kind, Outcome::NotSent).saying(said)
    }

    /// An error of a setting that is not usable. `said` names the setting and how to mend it, and not
    /// its value: it is printed.
    pub fn configuration(said: impl Into<Cow<'static, str>>) -> Self {
        Self::not_sent(ErrorKind::Configuration, said)
    }

    /// The same error with another outcome, for a caller who knows better what became of the request.
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

    /// Returns whether the failure is temporary.
    pub(crate) fn is_transient(&self) -> bool {
        self.0.transient
    }

    /// Returns what failed.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns whether the server did what it was asked to.
    pub fn outcome(&self) -> Outcome {
        self.0.outcome
    }

    /// Returns whether the same call may succeed later *and* is safe to repeat: the failure is temporary,
    /// and either nothing has happened or the document marks the operation as idempotent. The client
    /// has already repeated what it may within the configured limits.
    pub fn is_retryable(&self) -> bool {
        let harmless = self.0.outcome != Outcome::Unknown
            || self.0.operation.is_some_and(Operation::is_idempotent);
        self.0.transient && harmless
    }

    /// Returns how long the server asks to wait before the next request.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Returns whether the server did not accept who we are, or no token could be got.
    pub fn is_authentication(&self) -> bool {
        self.0.kind == ErrorKind::Authentication || self.0.status == Some(401)
    }

    /// Returns whether the server understood the request and refused it.
    pub fn is_business(&self) -> bool {
        self.0.kind == ErrorKind::Business
    }

    /// Returns whether a time limit ran out.
    pub fn is_timeout(&self) -> bool {
        self.0.kind == ErrorKind::Timeout
    }

    /// Returns whether the connection failed.
    pub fn is_transport(&self) -> bool {
        self.0.kind == ErrorKind::Transport
    }

    /// Returns whether the answer says success and is not what the document describes.
    pub fn is_decoding(&self) -> bool {
        self.0.kind == ErrorKind::Decoding
    }

    /// The id of the operation.
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation.map(Operation::id)
    }

    /// The call's local id, the same as in its span.
    pub fn call_id(&self) -> Option<CallId> {
        self.0.call_id
    }

    /// Returns how often the request was sent.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// The HTTP status of the last answer, if there was one.
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// The code as it was sent: that of the answer's envelope, or a token endpoint's, such as
    /// `invalid_grant`.
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The server's message, for people. It may name a patient: not for logs.
    pub fn message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// Where in the answer, as a JSON pointer, a value was not what the document describes. Keys
    /// that the document does not name stand as `*`.
    pub fn pointer(&self) -> Option<&str> {
        match &self.0.detail {
            Detail::Mismatch(mismatch) => Some(mismatch.pointer()),
            _ => None,
        }
    }

    /// Returns what was expected there.
    pub fn expected(&self) -> Option<&str> {
        match &self.0.detail {
            Detail::Mismatch(mismatch) => Some(mismatch.expected()),
            _ => None,
        }
    }

    /// The body of the answer as far as it was received. It may hold personal data: not for logs.
    pub fn body(&self) -> Option<&[u8]> {
        (!self.0.body.is_empty()).then_some(&self.0.body[..])
    }

    /// The object that came with a refusal, such as the session that is already merged; `None` when
    /// there is none.
    ///
    /// # Errors
    /// When it is not a `T`.
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
