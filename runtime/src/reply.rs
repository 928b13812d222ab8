//! What a call that succeeded returns: the payload, and what the answer said around it.

use std::fmt;
use std::ops::{Deref, DerefMut};

use bytes::Bytes;

use super::answer::Facts;
use super::error::Detail;
use super::{CallId, Error, ErrorKind, Operation, Outcome};

/// The payload of a successful answer. It dereferences to the payload.
///
/// `Debug` prints the payload by its own `Debug`, and never the message, which is free text.
#[derive(Clone)]
pub struct Reply<T> {
    payload: T,
    about: About,
}

/// All of an answer but its payload.
#[derive(Clone)]
pub(crate) struct About {
    pub(crate) call_id: CallId,
    pub(crate) status: u16,
    pub(crate) attempts: u32,
    pub(crate) facts: Option<Facts>,
    pub(crate) body: Bytes,
}

impl About {
    /// The error of an answer of success that is not what was expected.
    pub(crate) fn undecodable(self, operation: &'static Operation, detail: Detail) -> Error {
        let mut error = Error::new(ErrorKind::Decoding, Outcome::Unknown);
        let inner = error.inner_mut();
        inner.detail = detail;
        inner.operation = Some(operation);
        inner.call_id = Some(self.call_id);
        inner.attempts = self.attempts;
        inner.status = Some(self.status);
        inner.body = self.body;
        if let Some(facts) = self.facts {
            inner.code = Some(facts.code);
            inner.message = facts.message;
        }
        error
    }
}

impl<T> Reply<T> {
    pub(crate) fn new(payload: T, about: About) -> Self {
        Self { payload, about }
    }

    /// The error of an answer of success to `operation` that cannot be what was asked for, for a
    /// reason that holds no value.
    pub(crate) fn unexpected(&self, operation: &'static Operation, said: &'static str) -> Error {
        self.about
            .clone()
            .undecodable(operation, Detail::Said(said.into()))
    }

    /// The payload alone.
    pub fn into_payload(self) -> T {
        self.payload
    }

    /// The same reply with another payload.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Reply<U> {
        Reply {
            payload: change(self.payload),
            about: self.about,
        }
    }

    /// The envelope's `code`, such as `200`; `None` when the answer had no envelope.
    pub fn code(&self) -> Option<&str> {
        Some(&self.about.facts.as_ref()?.code)
    }

    /// The envelope's message, for people. It may name a patient.
    pub fn message(&self) -> Option<&str> {
        self.about.facts.as_ref()?.message.as_deref()
    }

    /// The message of an answer of type `WARNING`: it was done, and somebody should read this.
    /// A warning without a message is an empty text.
    pub fn warning(&self) -> Option<&str> {
        let facts = self.about.facts.as_ref()?;
        facts
            .warning
            .then(|| facts.message.as_deref().unwrap_or_default())
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.about.status
    }

    /// How often the request was sent.
    pub fn attempts(&self) -> u32 {
        self.about.attempts
    }

    /// The call's local id, the same as in its span.
    pub fn call_id(&self) -> CallId {
        self.about.call_id
    }

    /// The body as it was received, health data and all.
    pub fn body(&self) -> &[u8] {
        &self.about.body
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
            .field("status", &self.about.status)
            .field("call_id", &self.about.call_id)
            .finish_non_exhaustive()
    }
}
