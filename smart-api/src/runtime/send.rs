//! One call from its request to its answer: credentials, attempts, limits, and what the answer
//! means.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use reqwest::header::{AUTHORIZATION, CONTENT_LENGTH, HeaderValue, RETRY_AFTER};
use reqwest::{Method, Request, Url};
use tokio::time::{Instant, sleep, timeout_at};
use tracing::Instrument;

use super::http::{self, Received};
use super::meaning::{self, Meaning};
use super::reply::About;
use super::transport::{Proof, bearer};
use super::{CallId, Error, ErrorKind, Operation, Outcome, Secret, TokenSource, Transport, retry};

/// An answer of success.
pub(crate) struct Answered {
    pub(crate) about: About,
    /// What is decoded: the body, or the body in an envelope.
    pub(crate) text: Bytes,
    /// Whether the envelope is ours.
    pub(crate) wrapped: bool,
}

/// Sends `request` and tells what the answer means.
pub(crate) async fn send(
    transport: &Transport,
    operation: &'static Operation,
    call_id: CallId,
    request: Request,
) -> Result<Answered, Error> {
    let span = tracing::debug_span!(
        "call",
        operation = operation.id(),
        path = operation.path(),
        call = %call_id,
        attempts = tracing::field::Empty,
        status = tracing::field::Empty,
        milliseconds = tracing::field::Empty,
    );
    let started = Instant::now();
    let mut call = Call {
        transport,
        operation,
        call_id,
        deadline: deadline(started, transport.limits().overall),
        attempts: 0,
        worst: Outcome::NotSent,
        rejected: None,
    };
    async {
        let result = call.run(request).await.map_err(|error| call.sign(error));
        call.report(&result, started);
        result
    }
    .instrument(span)
    .await
}

struct Call<'a> {
    transport: &'a Transport,
    operation: &'static Operation,
    call_id: CallId,
    deadline: Instant,
    attempts: u32,
    /// The worst that can be said of the attempts so far. A later attempt that is refused does not
    /// mean that an earlier one was.
    worst: Outcome,
    /// The token that the server has refused during this call.
    rejected: Option<Secret>,
}

/// A token that was sent, and who gave it.
type Presented = Option<(Arc<dyn TokenSource>, Secret)>;

impl Call<'_> {
    async fn run(&mut self, mut request: Request) -> Result<Answered, Error> {
        #[cfg(feature = "blocking")]
        super::blocking::check()?;
        self.prepare(&mut request)?;
        loop {
            let again = if self.operation.is_idempotent() {
                request.try_clone()
            } else {
                None
            };
            let presented = self.authenticate(&mut request).await?;
            let mut error = match self.attempt(request).await {
                Ok(answered) => return Ok(answered),
                Err(error) => error,
            };
            self.worst = self.worst.max(error.outcome());
            let goes_on = self.goes_on(&mut error, presented).await;
            match again.filter(|_| goes_on) {
                Some(again) => request = again,
                None => return Err(error),
            }
        }
    }

    fn prepare(&self, request: &mut Request) -> Result<(), Error> {
        if !self.transport.owns(request.url()) {
            return Err(Error::unsent(
                ErrorKind::InvalidRequest,
                "the request is for another server than the configured one",
            ));
        }
        self.transport.complete(request);
        if request.body().is_none() && wants_length(request.method()) {
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

    async fn authenticate(&self, request: &mut Request) -> Result<Presented, Error> {
        let mut presented = None;
        for proof in self.transport.proofs(self.operation)? {
            match proof {
                Proof::Header(name, value) => {
                    request.headers_mut().insert(name, value.clone());
                }
                Proof::Query(parameter, key) => {
                    let mut pairs = request.url_mut().query_pairs_mut();
                    pairs.append_pair(parameter, key.expose());
                }
                Proof::Token(source) => {
                    let token = self.token(source.as_ref()).await?;
                    request.headers_mut().insert(AUTHORIZATION, bearer(&token)?);
                    presented = Some((source.clone(), token));
                }
            }
        }
        Ok(presented)
    }

    async fn token(&self, source: &dyn TokenSource) -> Result<Secret, Error> {
        match timeout_at(self.deadline, source.token()).await {
            Ok(Ok(token)) => Ok(token),
            Ok(Err(error)) => Err(without_token(error)),
            Err(_) => Err(out_of_time("while waiting for a token")),
        }
    }

    async fn attempt(&mut self, mut request: Request) -> Result<Answered, Error> {
        let limits = self.transport.limits();
        let left = self.left();
        if left.is_zero() {
            return Err(out_of_time("before the request was sent"));
        }
        self.attempts += 1;
        *request.timeout_mut() = Some(limits.attempt.min(left));
        // Settling a refusal needs the URL that it was for.
        let url = self.transport.settle().map(|_| request.url().clone());
        let response = self.transport.client().execute(request).await;
        let response = response.map_err(http::of_connection)?;
        let received = http::receive(response, limits.body).await;
        self.understand(received, url.as_ref())
    }

    fn understand(&self, received: Received, url: Option<&Url>) -> Result<Answered, Error> {
        let retry_after = received.headers.get(RETRY_AFTER).cloned();
        let status = received.status.as_u16();
        let settle = |body: &[u8]| (self.transport.settle()?)(self.operation, url?, body);
        match meaning::of(self.operation, &received, settle) {
            Ok(Meaning {
                facts,
                text,
                wrapped,
            }) => Ok(Answered {
                about: About {
                    call_id: self.call_id,
                    status,
                    attempts: self.attempts,
                    facts,
                    body: received.body,
                },
                text,
                wrapped,
            }),
            Err(mut error) => {
                let asked = retry_after.as_ref().and_then(|value| value.to_str().ok());
                let inner = error.inner_mut();
                inner.retry_after =
                    asked.and_then(|value| retry::retry_after(value, SystemTime::now()));
                inner.status = Some(status);
                inner.body = received.body;
                Err(error)
            }
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

    /// Whether there is another token than the one that was refused.
    async fn renews(&self, source: &dyn TokenSource) -> Renewal {
        match self.token(source).await {
            Ok(token) if Some(&token) != self.rejected.as_ref() => Renewal::Fresh,
            Err(error) if error.is_transient() => Renewal::Later,
            _ => Renewal::Vain,
        }
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

    fn report(&self, result: &Result<Answered, Error>, started: Instant) {
        let span = tracing::Span::current();
        span.record("attempts", self.attempts);
        span.record(
            "milliseconds",
            u64::try_from(started.elapsed().as_millis()).ok(),
        );
        match result {
            Ok(answered) => {
                self.transport.budget().earn();
                span.record("status", answered.about.status);
                tracing::debug!("answered");
            }
            Err(error) => {
                span.record("status", error.status());
                tracing::debug!(%error, "failed");
            }
        }
    }
}

/// What became of a token that was refused.
#[derive(PartialEq, Eq)]
enum Renewal {
    /// There is another one.
    Fresh,
    /// There is none now, and may be one soon.
    Later,
    /// There is none, or the same again.
    Vain,
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

/// The failure of a call that got no token.
fn without_token(error: Error) -> Error {
    let kind = match error.kind() {
        ErrorKind::Timeout => ErrorKind::Timeout,
        ErrorKind::Transport => ErrorKind::Transport,
        ErrorKind::RateLimited => ErrorKind::RateLimited,
        ErrorKind::Configuration => ErrorKind::Configuration,
        _ => ErrorKind::Authentication,
    };
    let mut outer = Error::unsent(kind, "no token could be got");
    let inner = outer.inner_mut();
    inner.transient = error.is_transient();
    inner.retry_after = error.retry_after();
    outer.caused_by(error)
}
