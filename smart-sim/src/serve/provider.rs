//! The provider API over HTTP: route, faults, effect, dialect, journal, answer.

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use bytes::Bytes;
use http::{HeaderValue, StatusCode, header, request::Parts};

use super::body::{CutBody, FloodBody, Unread, read};
use super::connection::Cut;
use crate::control::{Control, State};
use crate::faults::{ErrorBody, FaultKind, Plan};
use crate::journal::{self, Answered, Exchange};
use crate::json::Json;
use crate::operations;
use crate::routes::{self, Operation, Target};
use crate::wire::{Answer, Call, Dialect, Rendered};

/// Serves the provider API.
#[derive(Clone, Debug)]
pub(crate) struct Provider {
    control: Control,
}

/// An answer, and what faults make of its way back.
struct Outcome {
    operation: Option<Operation>,
    answer: Rendered,
    plan: Plan,
    way: Way,
}

/// What happens to an answer on its way back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Whole,
    /// Nothing of it arrives.
    Dropped,
    /// In its place come so many bytes without end in sight.
    Flooded(u64),
}

impl Outcome {
    fn of(answer: Rendered) -> Outcome {
        Outcome {
            operation: None,
            answer,
            plan: Plan::default(),
            way: Way::Whole,
        }
    }
}

impl Provider {
    pub(crate) fn new(control: Control) -> Provider {
        Provider { control }
    }

    /// Answers a request.
    pub(crate) async fn serve(&self, request: Request) -> Response {
        let (parts, body) = request.into_parts();
        let limits = &self.control.settings().limits;
        let (body, unread) = match read(body, limits.body, limits.time).await {
            Ok(body) => (body, None),
            Err(unread) => (unread.read.clone(), Some(unread)),
        };
        let outcome = self.control.with(|state| {
            let outcome = self.outcome(state, &parts, &body, unread.as_ref());
            state.journal.add(record(
                state.world.now(),
                state.dialect,
                &parts,
                &body,
                &outcome,
            ));
            outcome
        });
        if !outcome.plan.latency.is_zero() {
            tokio::time::sleep(outcome.plan.latency).await;
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
        let spring = |status, message| Outcome::of(Rendered::spring(status, message, path, now));
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
            let outcome = Outcome::of(operations::failure(operation, status, message, path, now));
            return Outcome {
                operation: Some(operation),
                ..outcome
            };
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

/// Answers a call of an operation, faults included.
fn answer(state: &mut State, operation: Operation, call: &Call, path: &str) -> Outcome {
    let mut plan = state.faults.plan(operation, &mut state.world.chance);
    if plan.expire_token {
        let now = state.world.now();
        state.world.tokens.expire(now);
    }
    let mut way = Way::Whole;
    let mut answer = match plan.before.take() {
        Some(fault) => failure(state, &fault, path, &mut way),
        None => operations::answer(&mut state.world, operation, call, path).render(state.dialect),
    };
    if let Some(fault) = plan.after.take() {
        answer = failure(state, &fault, path, &mut way);
    }
    if !plan.drifts.is_empty()
        && let Ok(mut body) = Json::read(&answer.body)
    {
        plan.drifts.iter().for_each(|drift| drift.apply(&mut body));
        answer.body = body.to_text().into();
    }
    Outcome {
        operation: Some(operation),
        answer,
        plan,
        way,
    }
}

/// The answer that a fault puts in the place of another.
fn failure(state: &State, fault: &FaultKind, path: &str, way: &mut Way) -> Rendered {
    let now = state.world.now();
    let spring = |status, message| Rendered::spring(status, message, path, now);
    match fault {
        FaultKind::TooManyRequests(seconds) => {
            let mut answer = spring(StatusCode::TOO_MANY_REQUESTS, "Too many requests");
            answer
                .headers
                .push((header::RETRY_AFTER, HeaderValue::from(*seconds)));
            answer
        }
        FaultKind::ServerError { status, body } => {
            let status = StatusCode::from_u16(*status);
            let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            match body {
                ErrorBody::Spring => spring(status, "Failure on purpose"),
                ErrorBody::Html => html(status),
                ErrorBody::Empty => bare(status, Bytes::new()),
            }
        }
        FaultKind::Replace {
            status,
            content_type,
            body,
        } => {
            let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::OK);
            let mut answer = bare(status, body.clone().into());
            if let Ok(kind) = HeaderValue::from_str(content_type) {
                answer.headers.push((header::CONTENT_TYPE, kind));
            }
            answer
        }
        FaultKind::Flood(bytes) => {
            *way = Way::Flooded(*bytes);
            let mut answer = bare(StatusCode::OK, Bytes::new());
            let json = HeaderValue::from_static("application/json");
            answer.headers.push((header::CONTENT_TYPE, json));
            answer
        }
        FaultKind::Refuse { code, message } => {
            let refused = Answer::Refused {
                code: code.clone(),
                message: message.clone(),
                session: None,
            };
            refused.render(state.dialect)
        }
        // The other kinds never stand in the place of an answer.
        _ => {
            *way = Way::Dropped;
            bare(StatusCode::OK, Bytes::new())
        }
    }
}

fn bare(status: StatusCode, body: Bytes) -> Rendered {
    Rendered {
        status,
        headers: Vec::new(),
        body,
    }
}

/// The page that a proxy shows when the service behind it fails.
fn html(status: StatusCode) -> Rendered {
    let reason = status.canonical_reason().unwrap_or("Error");
    let title = format!("{} {reason}", status.as_u16());
    let page = format!(
        "<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n</body>\r\n</html>\r\n"
    );
    let kind = HeaderValue::from_static("text/html");
    Rendered {
        status,
        headers: vec![(header::CONTENT_TYPE, kind)],
        body: page.into(),
    }
}

fn record(
    at: crate::Moment,
    dialect: Dialect,
    parts: &Parts,
    body: &Bytes,
    outcome: &Outcome,
) -> Exchange {
    let answer = &outcome.answer;
    let mut headers = http::HeaderMap::new();
    for (name, value) in &answer.headers {
        headers.append(name, value.clone());
    }
    let mut answered = Answered::new(answer.status, &headers, answer.body.clone());
    answered.cut = match (outcome.way, outcome.plan.truncate) {
        (Way::Dropped, _) => Some(None),
        (_, Some(keep)) => Some(Some(keep.min(answer.body.len()))),
        (_, None) => None,
    };
    Exchange {
        number: 0,
        at,
        operation: outcome.operation,
        request: journal::Request {
            method: parts.method.to_string(),
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().map(str::to_owned),
            headers: journal::headers(&parts.headers),
            body: body.clone(),
        },
        answer: answered,
        faults: outcome.plan.words.clone(),
        dialect,
    }
}

fn respond(outcome: Outcome, close: bool) -> Response {
    let Outcome {
        answer, plan, way, ..
    } = outcome;
    let body = match (way, plan.truncate) {
        (Way::Flooded(bytes), _) => Body::new(FloodBody::new(bytes)),
        (_, Some(keep)) => Body::new(CutBody::new(&answer.body, keep)),
        (_, None) => Body::from(answer.body),
    };
    let mut response = Response::new(body);
    *response.status_mut() = answer.status;
    for (name, value) in answer.headers {
        response.headers_mut().append(name, value);
    }
    if close {
        // The rest of the request is still on its way.
        response
            .headers_mut()
            .insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    if way == Way::Dropped {
        response.extensions_mut().insert(Cut);
    }
    response
}
