//! The plan of one call: its faults, sorted by the moment at which they act.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};

use crate::control::State;
use crate::faults::{Drift, ErrorBody, Fault, FaultKind};
use crate::journal::Cut;
use crate::json::Json;
use crate::wire::{Answer, Rendered};

/// The faults of one call.
#[derive(Default)]
pub(super) struct Plan {
    /// Before the call: whether the access token expires.
    pub(super) expire_token: bool,
    /// In place of the effect: another answer.
    instead_of_effect: Option<(Rendered, Delivery)>,
    /// In place of the answer, after the effect: another answer.
    instead_of_answer: Option<(Rendered, Delivery)>,
    /// On the answer: changes to its body.
    drifts: Vec<Drift>,
    /// On the answer: the number of bytes of its body that go out.
    truncate: Option<usize>,
    /// On the answer: the wait before it goes out.
    pub(super) latency: Duration,
}

/// The way of an answer to the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Delivery {
    Whole,
    Cut(Cut),
    /// This many blanks take the place of the body.
    Flood(u64),
}

impl Delivery {
    /// Returns this delivery, or `other` if this one is `Whole`.
    fn or(self, other: Delivery) -> Delivery {
        match self {
            Delivery::Whole => other,
            special => special,
        }
    }
}

impl Plan {
    /// Sorts the faults of a call of this path, and creates the answers that they give.
    pub(super) fn new(faults: &[Fault], state: &State, path: &str) -> Plan {
        let mut plan = Plan::default();
        for fault in faults {
            plan.add(fault, state, path);
        }
        plan
    }

    fn add(&mut self, fault: &Fault, state: &State, path: &str) {
        let spring = |status, message| Rendered::spring(status, message, path, state.world.now());
        let (answer, delivery) = match &fault.kind {
            FaultKind::ExpireToken => return self.expire_token = true,
            FaultKind::Drift(drift) => return self.drifts.push(drift.clone()),
            FaultKind::Truncate(bytes) => return self.truncate = Some(*bytes),
            FaultKind::Latency(time) => {
                return self.latency = self.latency.saturating_add(*time);
            }
            FaultKind::Drop => (empty(StatusCode::OK), Delivery::Cut(Cut::Dropped)),
            FaultKind::Flood(bytes) => (
                typed(StatusCode::OK, "application/json", ""),
                Delivery::Flood(*bytes),
            ),
            FaultKind::TooManyRequests(seconds) => {
                let mut answer = spring(StatusCode::TOO_MANY_REQUESTS, "Too many requests");
                let wait = (header::RETRY_AFTER, HeaderValue::from(*seconds));
                answer.headers.push(wait);
                (answer, Delivery::Whole)
            }
            FaultKind::ServerError { status, body } => {
                let status = StatusCode::from_u16(*status);
                let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
                let answer = match body {
                    ErrorBody::Spring => spring(status, "Failure on purpose"),
                    ErrorBody::Html => html(status),
                    ErrorBody::Empty => empty(status),
                };
                (answer, Delivery::Whole)
            }
            FaultKind::Replace {
                status,
                content_type,
                body,
            } => {
                let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::OK);
                (typed(status, content_type, body.clone()), Delivery::Whole)
            }
            FaultKind::Refuse { code, message } => {
                let refused = Answer::Refused {
                    code: code.clone(),
                    message: message.clone(),
                    session: None,
                };
                (refused.render(state.dialect), Delivery::Whole)
            }
        };
        let place = match fault.after_effect {
            true => &mut self.instead_of_answer,
            false => &mut self.instead_of_effect,
        };
        // The first of several replacements counts.
        place.get_or_insert((answer, delivery));
    }

    /// Runs `effect`, unless a fault prevents it. Returns the answer and its delivery.
    pub(super) fn run(self, effect: impl FnOnce() -> Rendered) -> (Rendered, Delivery) {
        let (mut answer, mut delivery) = self
            .instead_of_effect
            .unwrap_or_else(|| (effect(), Delivery::Whole));
        if let Some((other, way)) = self.instead_of_answer {
            answer = other;
            delivery = way.or(delivery);
        }
        if !self.drifts.is_empty()
            && let Ok(mut body) = Json::read(&answer.body)
        {
            self.drifts.iter().for_each(|drift| drift.apply(&mut body));
            answer.body = body.to_text().into();
        }
        let truncated = self.truncate.map_or(Delivery::Whole, |keep| {
            Delivery::Cut(Cut::After(keep.min(answer.body.len())))
        });
        (answer, delivery.or(truncated))
    }
}

fn empty(status: StatusCode) -> Rendered {
    Rendered {
        status,
        headers: Vec::new(),
        body: Bytes::new(),
    }
}

fn typed(status: StatusCode, content_type: &str, body: impl Into<Bytes>) -> Rendered {
    let kind = HeaderValue::from_str(content_type).map(|kind| (header::CONTENT_TYPE, kind));
    Rendered {
        status,
        headers: kind.into_iter().collect(),
        body: body.into(),
    }
}

/// Returns the page of a proxy whose service fails.
fn html(status: StatusCode) -> Rendered {
    let reason = status.canonical_reason().unwrap_or("Error");
    let title = format!("{} {reason}", status.as_u16());
    let page = format!(
        "<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n</body>\r\n</html>\r\n"
    );
    typed(status, "text/html", page)
}
