//! The provider API over HTTP: route, faults, effect, dialect, journal, answer.

use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use bytes::Bytes;
use http::{HeaderValue, StatusCode, header, request::Parts};

use super::body::{CutBody, FloodBody, Unread, read};
use super::connection::NoAnswer;
use super::plan::{Delivery, Plan};
use crate::control::{Control, State};
use crate::faults::Fault;
use crate::journal::{self, Answered, Cut, Exchange};
use crate::operations;
use crate::routes::{self, Operation, Target};
use crate::wire::{Call, Rendered};

/// The service of the provider API.
#[derive(Clone, Debug)]
pub(super) struct Provider {
    control: Control,
}

/// An answer, and its way to the client.
struct Outcome {
    operation: Option<Operation>,
    answer: Rendered,
    delivery: Delivery,
    latency: Duration,
    /// The faults of the call, in words.
    faults: Vec<String>,
}

impl Outcome {
    fn of(operation: Option<Operation>, answer: Rendered) -> Outcome {
        Outcome {
            operation,
            answer,
            delivery: Delivery::Whole,
            latency: Duration::ZERO,
            faults: Vec::new(),
        }
    }
}

impl Provider {
    pub(super) fn new(control: Control) -> Provider {
        Provider { control }
    }

    /// Answers a request.
    pub(super) async fn serve(&self, request: Request) -> Response {
        let (parts, body) = request.into_parts();
        let limits = &self.control.settings().limits;
        let (body, unread) = match read(body, limits.body, limits.time).await {
            Ok(body) => (body, None),
            Err(unread) => (unread.read.clone(), Some(unread)),
        };
        let outcome = self.control.with(|state| {
            let outcome = self.outcome(state, &parts, &body, unread.as_ref());
            record(state, &parts, &body, &outcome);
            outcome
        });
        if !outcome.latency.is_zero() {
            tokio::time::sleep(outcome.latency).await;
        }
        respond(outcome, unread.is_some())
    }

    fn outcome(
        &self,
        state: &mut State,
        parts: &Parts,
        body: &Bytes,
        unread: Option<&Unread>,
    ) -> Outcome {
        let path = parts.uri.path();
        let now = state.world.now();
        let spring =
            |status, message| Outcome::of(None, Rendered::spring(status, message, path, now));
        let below = path.strip_prefix(self.control.settings().base_path.as_str());
        let target = below.map_or(Target::Unknown, |below| routes::find(&parts.method, below));
        let (operation, values) = match target {
            Target::Found(operation, values) => (operation, values),
            Target::Unknown => return spring(StatusCode::NOT_FOUND, "No message available"),
            Target::Malformed => return spring(StatusCode::BAD_REQUEST, "Malformed path"),
            Target::WrongMethod(allowed) => {
                let status = StatusCode::METHOD_NOT_ALLOWED;
                let mut outcome = spring(status, "Request method is not supported");
                let allowed = HeaderValue::from_static(allowed);
                outcome.answer.headers.push((header::ALLOW, allowed));
                return outcome;
            }
        };
        if let Some(unread) = unread {
            let (status, message) = (unread.status, unread.message);
            let answer = operations::failure(operation, status, message, path, now);
            return Outcome::of(Some(operation), answer);
        }
        let call = Call {
            path: values,
            query: parts.uri.query().unwrap_or_default().to_owned(),
            headers: parts.headers.clone(),
            body: body.clone(),
        };
        answer(state, operation, &call, path)
    }
}

/// Answers a call of an operation, with its faults.
fn answer(state: &mut State, operation: Operation, call: &Call, path: &str) -> Outcome {
    let faults = state.faults.play(operation, &mut state.world.chance);
    let plan = Plan::new(&faults, state, path);
    if plan.expire_token {
        let now = state.world.now();
        state.world.tokens.expire(now);
    }
    let latency = plan.latency;
    let (answer, delivery) = plan.run(|| {
        let answer = operations::answer(&mut state.world, operation, call, path);
        answer.render(state.dialect)
    });
    Outcome {
        operation: Some(operation),
        answer,
        delivery,
        latency,
        faults: faults.iter().map(Fault::to_string).collect(),
    }
}

/// Adds an exchange to the journal.
fn record(state: &mut State, parts: &Parts, body: &Bytes, outcome: &Outcome) {
    let answer = &outcome.answer;
    let headers = answer.headers.iter().map(|(name, value)| (name, value));
    let (at, dialect) = (state.world.now(), state.dialect);
    state.journal.add(|number| Exchange {
        number,
        at,
        operation: outcome.operation,
        request: journal::Request {
            method: parts.method.to_string(),
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().map(str::to_owned),
            headers: journal::headers(&parts.headers),
            body: body.clone(),
        },
        answer: Answered {
            status: answer.status.as_u16(),
            headers: journal::headers(headers),
            body: answer.body.clone(),
            cut: match outcome.delivery {
                Delivery::Cut(cut) => Some(cut),
                Delivery::Whole | Delivery::Flood(_) => None,
            },
        },
        faults: outcome.faults.clone(),
        dialect,
    });
}

/// Converts an outcome to an HTTP answer, which may close the connection.
fn respond(outcome: Outcome, close: bool) -> Response {
    let answer = outcome.answer;
    let body = match outcome.delivery {
        Delivery::Flood(bytes) => Body::new(FloodBody::new(bytes)),
        Delivery::Cut(Cut::After(keep)) => Body::new(CutBody::new(&answer.body, keep)),
        Delivery::Cut(Cut::Dropped) | Delivery::Whole => Body::from(answer.body),
    };
    let mut response = Response::new(body);
    *response.status_mut() = answer.status;
    for (name, value) in answer.headers {
        response.headers_mut().append(name, value);
    }
    if close {
        // The client is still sending the rest of the request.
        response
            .headers_mut()
            .insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    if outcome.delivery == Delivery::Cut(Cut::Dropped) {
        response.extensions_mut().insert(NoAnswer);
    }
    response
}
