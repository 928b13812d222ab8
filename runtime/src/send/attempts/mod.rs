//! The attempts of one call: their limits, and the decision on another attempt.

mod credentials;

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use reqwest::header::{CONTENT_LENGTH, HeaderValue, RETRY_AFTER};
use reqwest::{Method, Request};
use tokio::time::{Instant, sleep};
use tracing::Span;

use self::credentials::Replaced;
use super::{Read, Text, judge};
use crate::received::Received;
use crate::reply::ReplyHead;
use crate::{
    CallId, Envelope, Error, ErrorKind, Operation, Outcome, Secret, TokenSource, Transport, http,
    retry,
};

/// The attempts of a call, one after the other.
pub(super) struct Attempts<'a> {
    transport: &'a Transport,
    operation: &'static Operation,
    call_id: CallId,
    started: Instant,
    deadline: Instant,
    /// The parts of the last request that another attempt needs.
    sent: Sent,
    attempts: u32,
    /// The worst outcome of the attempts so far. A refusal of a later attempt does not mean that
    /// the server refused an earlier one.
    worst: Outcome,
    /// The token that the server has refused during this call.
    rejected: Option<Secret>,
}

/// The last request.
#[derive(Default)]
struct Sent {
    /// A copy of the request, for another attempt.
    again: Option<Request>,
    presented: Presented,
}

/// A token that was sent, with its source.
type Presented = Option<(Arc<dyn TokenSource>, Secret)>;

impl<'a> Attempts<'a> {
    /// Begins the attempts of a call.
    pub(super) fn new(
        transport: &'a Transport,
        operation: &'static Operation,
        call_id: CallId,
    ) -> Self {
        let started = Instant::now();
        Self {
            transport,
            operation,
            call_id,
            started,
            deadline: deadline(started, transport.limits().overall),
            sent: Sent::default(),
            attempts: 0,
            worst: Outcome::NotSent,
            rejected: None,
        }
    }

    /// Makes the next attempt.
    pub(super) async fn next(&mut self, mut request: Request) -> Result<Received, Error> {
        if self.attempts == 0 {
            #[cfg(feature = "blocking")]
            crate::blocking::check()?;
            self.prepare(&mut request)?;
        }
        let idempotent = self.operation.is_idempotent();
        let again = idempotent.then(|| request.try_clone()).flatten();
        self.sent.presented = self.authenticate(&mut request).await?;
        self.sent.again = again;
        let limits = self.transport.limits();
        let left = self.left();
        if left.is_zero() {
            return Err(out_of_time("before the request was sent"));
        }
        self.attempts += 1;
        *request.timeout_mut() = Some(limits.attempt.min(left));
        let response = self.transport.client().execute(request).await;
        let response = response.map_err(http::of_connection)?;
        Ok(http::receive(response, limits).await)
    }

    /// Prepares another attempt after a failure: replaces the token, or waits. Returns the request
    /// for it.
    ///
    /// # Errors
    /// Returns the failure if no other attempt follows.
    pub(super) async fn prepare_next(&mut self, mut error: Error) -> Result<Request, Error> {
        self.worst = self.worst.max(error.outcome());
        let Sent { again, presented } = std::mem::take(&mut self.sent);
        let prepared = match presented {
            Some((source, token)) if error.status() == Some(401) => {
                let replaced = self.replace_token(source.as_ref(), token).await;
                error.inner_mut().temporary = replaced != Replaced::ByNone;
                replaced == Replaced::ByAnother
            }
            _ => match self.wait(&error) {
                Some(wait) if again.is_some() && self.transport.budget().spend() => {
                    sleep(wait).await;
                    true
                }
                _ => false,
            },
        };
        // There is no copy if nothing could be sent, or if the operation may not be repeated.
        match again.filter(|_| prepared) {
            Some(again) => Ok(again),
            None => Err(self.sign(error)),
        }
    }

    /// Reads an answer whose envelope reports success. Returns `None` for other answers, and
    /// without a classifier.
    pub(super) fn read_success<T>(
        &self,
        received: &Received,
        read: Read<T>,
    ) -> Option<(T, Envelope)> {
        self.operation.payload_field()?;
        let classifier = self.transport.classifier()?;
        judge::read_success(classifier, self.operation, received, read)
    }

    fn prepare(&self, request: &mut Request) -> Result<(), Error> {
        if !self.transport.owns(request.url()) {
            return Err(Error::not_sent(
                ErrorKind::InvalidRequest,
                "the request is for another server than the configured one",
            ));
        }
        self.transport.complete(request);
        let bytes = request.body().map_or(Some(&[][..]), |body| body.as_bytes());
        if bytes.is_some_and(<[u8]>::is_empty) && wants_length(request.method()) {
            let zero = HeaderValue::from_static("0");
            request.headers_mut().insert(CONTENT_LENGTH, zero);
        }
        if let Some(name) = self.transport.call_id_header() {
            let id = HeaderValue::from_str(&self.call_id.to_string());
            if let Ok(id) = id {
                request.headers_mut().insert(name, id);
            }
        }
        Ok(())
    }

    /// Returns the head of a successful answer, and the text to decode.
    ///
    /// # Errors
    /// Returns an error if the answer reports a failure.
    pub(super) fn judge(&self, received: Received) -> Result<(ReplyHead, Text), Error> {
        match judge::judge(self.transport.classifier(), self.operation, &received) {
            Ok((envelope, text)) => Ok((self.head(received, envelope), text)),
            Err(mut error) => {
                let asked = received.headers.get(RETRY_AFTER);
                let asked = asked.and_then(|value| value.to_str().ok());
                let inner = error.inner_mut();
                inner.retry_after =
                    asked.and_then(|value| retry::retry_after(value, SystemTime::now()));
                inner.status = Some(received.status());
                inner.body = received.body;
                Err(error)
            }
        }
    }

    /// Returns the head of the call's reply.
    pub(super) fn head(&self, received: Received, envelope: Option<Envelope>) -> ReplyHead {
        ReplyHead {
            call_id: self.call_id,
            status: received.status(),
            attempts: self.attempts,
            envelope,
            body: received.body,
        }
    }

    /// Returns the wait before another attempt, or `None` if no other attempt may follow.
    fn wait(&self, error: &Error) -> Option<Duration> {
        let policy = self.transport.limits().retry;
        let repeatable =
            self.operation.is_idempotent() && error.is_temporary() && policy.allows(self.attempts);
        let wait = repeatable.then(|| policy.wait(self.attempts, error.retry_after()))?;
        (wait < self.left()).then_some(wait)
    }

    /// Returns the time that the call has left.
    fn left(&self) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }

    /// Adds the facts of the call to an error.
    fn sign(&self, mut error: Error) -> Error {
        let inner = error.inner_mut();
        inner.operation = Some(self.operation);
        inner.call_id = Some(self.call_id);
        inner.attempts = self.attempts;
        inner.outcome = inner.outcome.max(self.worst);
        error
    }

    /// Records in the call's span how the call ended: with a status, or with an error.
    pub(super) fn report(&self, span: &Span, ended: Result<u16, &Error>) {
        span.record("attempts", self.attempts);
        let taken = self.started.elapsed().as_millis();
        span.record("milliseconds", u64::try_from(taken).ok());
        span.in_scope(|| match ended {
            Ok(status) => {
                self.transport.budget().earn();
                span.record("status", status);
                tracing::debug!("answered");
            }
            Err(error) => {
                span.record("status", error.status());
                tracing::debug!(%error, "failed");
            }
        });
    }
}

/// Returns the latest end of a call that began at `started`.
fn deadline(started: Instant, overall: Duration) -> Instant {
    /// Fifty years are longer than any process lives. Clocks cannot represent the whole range of a
    /// `Duration`.
    const NO_LIMIT: Duration = Duration::from_secs(50 * 365 * 24 * 60 * 60);
    started + overall.min(NO_LIMIT)
}

/// Returns the error of a call that ran out of time before it sent anything.
fn out_of_time(said: &'static str) -> Error {
    let mut error = Error::not_sent(ErrorKind::Timeout, said);
    error.inner_mut().temporary = true;
    error
}

/// Returns true for methods that need a length. Some servers refuse a request of these methods
/// without a length, even if it has no body.
fn wants_length(method: &Method) -> bool {
    matches!(*method, Method::POST | Method::PUT | Method::PATCH)
}
