//! The attempts of one call: limits, and whether another one follows.

mod proof;

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use reqwest::header::{CONTENT_LENGTH, HeaderValue, RETRY_AFTER};
use reqwest::{Method, Request, Url};
use tokio::time::{Instant, sleep};
use tracing::Span;

use self::proof::Renewal;
use super::Answered;
use crate::runtime::answer::Facts;
use crate::runtime::http::{self, Received};
use crate::runtime::meaning::{self, Meaning};
use crate::runtime::reply::About;
use crate::runtime::{
    CallId, Error, ErrorKind, Operation, Outcome, Secret, TokenSource, Transport, retry,
};

/// The attempts of a call, one after the other.
pub(super) struct Attempts<'a> {
    transport: &'a Transport,
    operation: &'static Operation,
    call_id: CallId,
    started: Instant,
    deadline: Instant,
    /// What was sent, as far as what follows depends on it.
    sent: Sent,
    attempts: u32,
    /// The worst that can be said of the attempts so far. A later attempt that is refused does not
    /// mean that an earlier one was.
    worst: Outcome,
    /// The token that the server has refused during this call.
    rejected: Option<Secret>,
}

/// What was sent last.
#[derive(Default)]
struct Sent {
    /// The same request, for another attempt.
    again: Option<Request>,
    presented: Presented,
    /// Settling a refusal needs the URL that it was for.
    url: Option<Url>,
}

/// A token that was sent, and who gave it.
type Presented = Option<(Arc<dyn TokenSource>, Secret)>;

impl<'a> Attempts<'a> {
    /// The attempts of a call that begins now.
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
            crate::runtime::blocking::check()?;
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
        self.sent.url = self.transport.settle().map(|_| request.url().clone());
        let response = self.transport.client().execute(request).await;
        let response = response.map_err(http::of_connection)?;
        Ok(http::receive(response, limits).await)
    }

    /// What another attempt after a failure is made with. Waits before it.
    ///
    /// # Errors
    /// The failure, if no other attempt follows.
    pub(super) async fn again(&mut self, mut error: Error) -> Result<Request, Error> {
        self.worst = self.worst.max(error.outcome());
        let Sent {
            again, presented, ..
        } = std::mem::take(&mut self.sent);
        // Neither is there when nothing could be sent, or the request may not be repeated.
        let may_follow = again.is_some() || presented.is_some();
        let goes_on = may_follow && self.goes_on(&mut error, presented).await;
        match again.filter(|_| goes_on) {
            Some(again) => Ok(again),
            None => Err(self.sign(error)),
        }
    }

    /// Status and text of an answer that may be a whole envelope.
    pub(super) fn envelope<'r>(&self, received: &'r Received) -> Option<(u16, &'r [u8])> {
        let whole = received.broken.is_none() && self.operation.payload_field().is_some();
        whole.then(|| (received.status.as_u16(), &*received.body))
    }

    fn prepare(&self, request: &mut Request) -> Result<(), Error> {
        if !self.transport.owns(request.url()) {
            return Err(Error::unsent(
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

    /// What an answer means.
    ///
    /// # Errors
    /// The failure that it is.
    pub(super) fn understand(&self, received: Received) -> Result<Answered, Error> {
        let settle = |body: &[u8]| {
            let settle = self.transport.settle()?;
            settle(self.operation, self.sent.url.as_ref()?, body)
        };
        match meaning::of(self.operation, &received, settle) {
            Ok(Meaning {
                facts,
                text,
                wrapped,
            }) => Ok(Answered {
                about: self.about(received, facts),
                text,
                wrapped,
            }),
            Err(mut error) => {
                let asked = received.headers.get(RETRY_AFTER);
                let asked = asked.and_then(|value| value.to_str().ok());
                let inner = error.inner_mut();
                inner.retry_after =
                    asked.and_then(|value| retry::retry_after(value, SystemTime::now()));
                inner.status = Some(received.status.as_u16());
                inner.body = received.body;
                Err(error)
            }
        }
    }

    /// What is known of a call that was answered.
    pub(super) fn about(&self, received: Received, facts: Option<Facts>) -> About {
        About {
            call_id: self.call_id,
            status: received.status.as_u16(),
            attempts: self.attempts,
            facts,
            body: received.body,
        }
    }

    /// Whether another attempt follows a failure. Waits before it does.
    async fn goes_on(&mut self, error: &mut Error, presented: Presented) -> bool {
        if error.status() == Some(401)
            && let Some((source, token)) = presented
        {
            source.rejected(&token);
            // Once: a fresh token that is refused as well will not get better.
            let renewal = match self.rejected.replace(token) {
                None => self.renews(source.as_ref()).await,
                Some(_) => Renewal::Vain,
            };
            error.inner_mut().transient = renewal != Renewal::Vain;
            return renewal == Renewal::Fresh && self.operation.is_idempotent();
        }
        let policy = self.transport.limits().retry;
        if !self.operation.is_idempotent() || !error.is_transient() || !policy.allows(self.attempts)
        {
            return false;
        }
        let wait = policy.wait(self.attempts, error.retry_after());
        if wait >= self.left() || !self.transport.budget().spend() {
            return false;
        }
        sleep(wait).await;
        true
    }

    /// What is left of the call's time.
    fn left(&self) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }

    /// Puts on an error what is known of the call.
    fn sign(&self, mut error: Error) -> Error {
        let inner = error.inner_mut();
        inner.operation = Some(self.operation);
        inner.call_id = Some(self.call_id);
        inner.attempts = self.attempts;
        inner.outcome = inner.outcome.max(self.worst);
        error
    }

    /// Says in the call's span how it ended: by a status, or by an error.
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

/// When a call that began at `started` ends at the latest.
fn deadline(started: Instant, overall: Duration) -> Instant {
    /// Longer than any process lives; clocks do not count to the end of a `Duration`.
    const NO_LIMIT: Duration = Duration::from_secs(50 * 365 * 24 * 60 * 60);
    started + overall.min(NO_LIMIT)
}

/// Time ran out, and nothing was sent.
fn out_of_time(said: &'static str) -> Error {
    let mut error = Error::unsent(ErrorKind::Timeout, said);
    error.inner_mut().transient = true;
    error
}

/// Some servers refuse a request of these methods without a length, even if it has no body.
fn wants_length(method: &Method) -> bool {
    matches!(*method, Method::POST | Method::PUT | Method::PATCH)
}
