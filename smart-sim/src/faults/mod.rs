//! Faults: failures that the simulator plays on purpose.

mod board;
mod drift;
mod form;

pub use self::drift::Drift;

pub(crate) use self::board::FaultBoard;

use std::fmt;
use std::time::Duration;

use crate::routes::Operation;

/// A failure to play, and the calls that it concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub(crate) kind: FaultKind,
    pub(crate) operation: Option<Operation>,
    pub(crate) after_effect: bool,
    pub(crate) times: Option<u32>,
    pub(crate) skip: u32,
    pub(crate) percent: u8,
}

/// The kind of a fault.
///
/// A kind acts before the call, in place of its answer, or on its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FaultKind {
    /// Before the call: the access token expires. A refresh or a new token helps.
    ExpireToken,
    /// In place of the answer: the connection closes.
    Drop,
    /// In place of the answer: any other, such as broken JSON or a page.
    Replace {
        /// The status, 200 to 599.
        status: u16,
        /// The header `Content-Type`.
        content_type: String,
        /// The body.
        body: String,
    },
    /// In place of the answer: this many blanks, without a length in the head.
    Flood(u64),
    /// In place of the answer: 429 with this many seconds in `Retry-After`.
    TooManyRequests(u32),
    /// In place of the answer: a 5xx of the service, or of a proxy in front of it.
    ServerError {
        /// The status, 500 to 599.
        status: u16,
        /// The body.
        body: ErrorBody,
    },
    /// In place of the answer: a business failure.
    Refuse {
        /// The dotted code, such as `400.2002`.
        code: String,
        /// The sentence beside the code.
        message: String,
    },
    /// On the answer: it comes late.
    ///
    /// The effect of the call is immediate. A caller who stops waiting does not learn of it.
    Latency(Duration),
    /// On the answer: the connection closes after this many bytes of its body.
    Truncate(usize),
    /// On the answer: it differs from the document.
    Drift(Drift),
}

/// The body of a server error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorBody {
    /// Spring's JSON.
    Spring,
    /// The HTML page of a proxy.
    Html,
    /// No body.
    Empty,
}

impl ErrorBody {
    fn words(self) -> &'static str {
        match self {
            ErrorBody::Spring => "with Spring's body",
            ErrorBody::Html => "with a page of HTML",
            ErrorBody::Empty => "without a body",
        }
    }
}

impl Fault {
    /// Creates a fault that concerns every call of every operation.
    pub fn new(kind: FaultKind) -> Fault {
        Fault {
            kind,
            operation: None,
            after_effect: false,
            times: None,
            skip: 0,
            percent: 100,
        }
    }

    /// Limits the fault to this operation.
    #[must_use]
    pub fn on(mut self, operation: Operation) -> Fault {
        self.operation = Some(operation);
        self
    }

    /// Limits the fault to this many calls.
    #[must_use]
    pub fn times(mut self, times: u32) -> Fault {
        self.times = Some(times);
        self
    }

    /// Spares the first calls.
    #[must_use]
    pub fn skip(mut self, calls: u32) -> Fault {
        self.skip = calls;
        self
    }

    /// Limits the fault to this percentage of calls. The scenario's seed selects them.
    #[must_use]
    pub fn percent(mut self, percent: u8) -> Fault {
        self.percent = percent.min(100);
        self
    }

    /// Lets the call take effect before the fault replaces its answer.
    ///
    /// Without this, a fault that replaces the answer also prevents the effect.
    #[must_use]
    pub fn after_effect(mut self) -> Fault {
        self.after_effect = true;
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            FaultKind::Latency(time) => write!(f, "latency of {} ms", time.as_millis())?,
            FaultKind::Drop => f.write_str("connection dropped")?,
            FaultKind::Truncate(bytes) => write!(f, "body cut after {bytes} bytes")?,
            FaultKind::Replace { status, .. } => write!(f, "{status} with a body of its own")?,
            FaultKind::Flood(bytes) => write!(f, "flood of {bytes} bytes")?,
            FaultKind::TooManyRequests(seconds) => write!(f, "429, retry after {seconds} s")?,
            FaultKind::ServerError { status, body } => write!(f, "{status} {}", body.words())?,
            FaultKind::ExpireToken => f.write_str("access token expired")?,
            FaultKind::Refuse { code, .. } => write!(f, "business failure {code}")?,
            FaultKind::Drift(drift) => write!(f, "contract drift: {drift}")?,
        }
        f.write_str(if self.after_effect {
            ", after the effect"
        } else {
            ""
        })
    }
}
