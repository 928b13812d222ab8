//! The views of the control API: state, faults and journal as JSON with masked secrets.

use crate::control::Control;
use crate::faults::Fault;
use crate::journal::{Cut, Exchange};
use crate::json::Json;
use crate::mask;
use crate::world::{Attempt, Pool, Session};

/// Returns the state at a glance.
pub(super) fn state(control: &Control) -> Json {
    Json::object([
        ("scenario", (&control.scenario().name).into()),
        ("time", control.now().to_string().into()),
        ("dialect", control.dialect().to_string().into()),
        ("sessions", control.sessions().iter().map(session).collect()),
        ("claims", control.attempts().iter().map(attempt).collect()),
        ("benefits", control.pools().iter().map(pool).collect()),
        ("faults", faults(control)),
        (
            "requests",
            Json::Number(control.request_count().to_string()),
        ),
    ])
}

pub(super) fn session(session: &Session) -> Json {
    Json::object([
        ("session_id", session.id.into()),
        ("patient_number", (&session.patient_number).into()),
        ("member_number", (&session.member_number).into()),
        ("status", session.status.as_str().into()),
        ("visit_number", session.visit_number.as_ref().into()),
        ("opened", session.opened.to_string().into()),
        ("expires", session.expires.to_string().into()),
    ])
}

pub(super) fn attempt(attempt: &Attempt) -> Json {
    Json::object([
        ("claim_id", attempt.claim_id.into()),
        ("invoice_number", (&attempt.invoice_number).into()),
        ("session_id", attempt.session_id.into()),
        ("visit_number", (&attempt.visit_number).into()),
        ("member_number", (&attempt.member_number).into()),
        ("amount", attempt.amount.into()),
        ("benefit_id", attempt.benefit_id.into()),
        ("claim_status", attempt.state.as_str().into()),
        ("reason", attempt.reason.as_ref().into()),
        ("posted", attempt.posted.to_string().into()),
    ])
}

fn pool(pool: &Pool) -> Json {
    Json::object([
        ("benefit_id", pool.benefit.id.into()),
        ("pool_nr", pool.benefit.pool_nr.into()),
        ("pool_desc", (&pool.benefit.pool_desc).into()),
        ("balance", pool.balance.into()),
    ])
}

pub(super) fn faults(control: &Control) -> Json {
    let show = |(number, fault, played): (u64, Fault, u32)| {
        Json::object([
            ("number", Json::Number(number.to_string())),
            ("fault", fault.to_string().into()),
            (
                "operation",
                fault.operation.map(|operation| operation.id()).into(),
            ),
            ("played", i64::from(played).into()),
        ])
    };
    control.faults().into_iter().map(show).collect()
}

pub(super) fn exchange(exchange: &Exchange) -> Json {
    let (request, answer) = (&exchange.request, &exchange.answer);
    let cut = answer.cut.map(|cut| match cut {
        Cut::Dropped => "dropped without an answer".to_owned(),
        Cut::After(bytes) => format!("cut after {bytes} bytes of the body"),
    });
    Json::object([
        ("number", Json::Number(exchange.number.to_string())),
        ("at", exchange.at.to_string().into()),
        (
            "operation",
            exchange.operation.map(|operation| operation.id()).into(),
        ),
        ("faults", exchange.faults.iter().collect()),
        (
            "request",
            Json::object([
                ("method", (&request.method).into()),
                ("target", mask::target(&request.target()).into()),
                (
                    "headers",
                    mask::headers(&request.headers).into_iter().collect(),
                ),
                (
                    "body",
                    mask::body(request.header("content-type"), &request.body).into(),
                ),
            ]),
        ),
        (
            "answer",
            Json::object([
                ("status", i64::from(answer.status).into()),
                (
                    "headers",
                    mask::headers(&answer.headers).into_iter().collect(),
                ),
                (
                    "body",
                    mask::body(answer.header("content-type"), &answer.body).into(),
                ),
                ("cut", cut.into()),
            ]),
        ),
    ])
}
