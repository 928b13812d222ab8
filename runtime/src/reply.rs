//! The result of a call that succeeded: the payload, and the rest of the answer.

use std::fmt;
use std::ops::{Deref, DerefMut};

use bytes::Bytes;

use super::error::Detail;
use super::{CallId, Envelope, Error, ErrorKind, Operation, Outcome};

/// The payload of a successful answer, with the rest of the answer. It dereferences to the payload.
///
/// `Debug` prints the payload by the payload's own `Debug`. It never prints the message, which is
/// free text.
#[derive(Clone)]
pub struct Reply<T> {
    payload: T,
    head: ReplyHead,
}

/// An answer without its payload.
#[derive(Clone)]
pub(crate) struct ReplyHead {
    pub(crate) call_id: CallId,
    pub(crate) status: u16,
    pub(crate) attempts: u32,
    pub(crate) envelope: Option<Envelope>,
    pub(crate) body: Bytes,
}

impl ReplyHead {
    /// Returns the error of an answer that reports success but is not what was expected.
    pub(crate) fn undecodable(self, operation: &'static Operation, detail: Detail) -> Error {
        let mut error = Error::new(ErrorKind::Decoding, Outcome::Unknown);
        let inner = error.inner_mut();
        inner.detail = detail;
        inner.operation = Some(operation);
        inner.call_id = Some(self.call_id);
        inner.attempts = self.attempts;
        inner.status = Some(self.status);
        inner.body = self.body;
        if let Some(envelope) = self.envelope {
            inner.set_envelope(envelope);
        }
        error
    }
}

impl<T> Reply<T> {
    pub(crate) fn new(payload: T, head: ReplyHead) -> Self {
        Self { payload, head }
    }

    /// Returns the error of an answer to `operation` that reports success but cannot be the answer
    /// to this request. `said` is printed, so it must hold no value of the answer.
    pub fn unexpected(&self, operation: &'static Operation, said: &'static str) -> Error {
        self.head
            .clone()
            .undecodable(operation, Detail::Said(said.into()))
    }

    /// Returns the payload alone.
    pub fn into_payload(self) -> T {
        self.payload
    }

    /// Returns the reply with another payload.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Reply<U> {
        Reply {
            payload: change(self.payload),
            head: self.head,
        }
    }

    /// Returns the code in the answer's envelope, or `None` if there is no envelope.
    pub fn code(&self) -> Option<&str> {
        Some(&self.head.envelope.as_ref()?.code)
    }

    /// Returns the message in the answer's envelope, written for people. The message may name a
    /// person.
    pub fn message(&self) -> Option<&str> {
        self.head.envelope.as_ref()?.message.as_deref()
    }

    /// Returns the message of an answer that warns: the server did the request, and somebody should
    /// read the message. The text is empty for a warning without a message.
    pub fn warning(&self) -> Option<&str> {
        let envelope = self.head.envelope.as_ref()?;
        envelope
            .warning
            .then(|| envelope.message.as_deref().unwrap_or_default())
    }

    /// Returns the HTTP status.
    pub fn status(&self) -> u16 {
        self.head.status
    }

    /// Returns the number of times that the request was sent.
    pub fn attempts(&self) -> u32 {
        self.head.attempts
    }

    /// Returns the call's local id. The call's span shows the same id.
    pub fn call_id(&self) -> CallId {
        self.head.call_id
    }

    /// Returns the body as it was received. The body may hold personal data: keep it out of logs.
    pub fn body(&self) -> &[u8] {
        &self.head.body
    }
}

impl<T> Deref for Reply<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.payload
    }
}

impl<T> DerefMut for Reply<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.payload
    }
}

impl<T: fmt::Debug> fmt::Debug for Reply<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Reply")
            .field("payload", &self.payload)
            .field("status", &self.head.status)
            .field("call_id", &self.head.call_id)
            .finish_non_exhaustive()
    }
}
