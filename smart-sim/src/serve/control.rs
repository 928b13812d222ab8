//! The control API, under `/_sim`: JSON in, JSON out, for whatever has no Rust.

use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::{delete, get, post, put};
use axum::{Router, body};
use http::{HeaderValue, StatusCode, header};

use super::guard::admit;
use super::views;
use crate::control::Control;
use crate::faults::Fault;
use crate::json::Json;
use crate::routes::Operation;
use crate::scenario::duration;
use crate::wire::Dialect;
use crate::world::ClaimState;

/// Largest body of a control call, in bytes.
pub(super) const LARGEST: usize = 64 * 1024;

/// The routes of the control API.
pub(super) fn routes(control: &Control) -> Router {
    let routes = Router::new()
        .route("/health", get(health))
        .route("/state", get(state))
        .route("/cards", post(read_card))
        .route("/clock", get(clock).post(move_clock))
        .route("/invoices/{invoice}/{decision}", post(decide))
        .route("/token/expire", post(expire_token))
        .route("/dialect", put(set_dialect))
        .route("/faults", get(faults).post(add_fault).delete(clear_faults))
        .route("/faults/{number}", delete(remove_fault))
        .route("/journal", get(journal).delete(clear_journal))
        .route("/journal.har", get(archive))
        .route("/reset", post(reset))
        .fallback(async || failure(StatusCode::NOT_FOUND, "no such control; see the README"))
        .layer(from_fn_with_state(control.clone(), admit))
        .with_state(control.clone());
    Router::new().nest("/_sim", routes)
}

/// A control call that failed.
pub(super) fn failure(status: StatusCode, what: &str) -> Response {
    answer(status, &Json::object([("error", what.into())]))
}

fn answer(status: StatusCode, body: &Json) -> Response {
    let mut response = Response::new(Body::from(body.to_text() + "\n"));
    *response.status_mut() = status;
    let json = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, json);
    response
}

fn ok(body: &Json) -> Response {
    answer(StatusCode::OK, body)
}

fn bad(what: impl AsRef<str>) -> Response {
    failure(StatusCode::BAD_REQUEST, what.as_ref())
}

/// The JSON of a request; an empty body counts as an empty object.
async fn read(request: Request) -> Result<Json, String> {
    let bytes = body::to_bytes(request.into_body(), LARGEST).await;
    let bytes = bytes.map_err(|_| "the body broke off or is too large".to_owned())?;
    if bytes.is_empty() {
        return Ok(Json::object([]));
    }
    Json::read(&bytes).map_err(|error| format!("the body is no JSON: {error}"))
}

fn text<'a>(body: &'a Json, name: &str) -> Option<&'a str> {
    body.get(name).and_then(Json::as_identifier)
}

async fn health(State(control): State<Control>) -> Response {
    ok(&Json::object([
        ("status", "up".into()),
        ("time", control.now().to_string().into()),
    ]))
}

async fn state(State(control): State<Control>) -> Response {
    ok(&views::state(&control))
}

async fn clock(State(control): State<Control>) -> Response {
    ok(&Json::object([("time", control.now().to_string().into())]))
}

async fn read_card(State(control): State<Control>, request: Request) -> Response {
    let body = match read(request).await {
        Ok(body) => body,
        Err(what) => return bad(what),
    };
    let Some(patient) = text(&body, "patient_number") else {
        return bad("patient_number: missing");
    };
    match control.read_card(patient, text(&body, "member_number")) {
        Ok(session) => answer(StatusCode::CREATED, &views::session(&session)),
        Err(why) => failure(StatusCode::NOT_FOUND, &why.to_string()),
    }
}

async fn move_clock(State(control): State<Control>, request: Request) -> Response {
    let body = match read(request).await {
        Ok(body) => body,
        Err(what) => return bad(what),
    };
    match (text(&body, "advance"), text(&body, "set")) {
        (Some(time), None) => match duration(time) {
            Some(time) => control.advance(time),
            None => return bad("advance: not a length of time like 90s, 15m, 24h, 2d"),
        },
        (None, Some(moment)) => match moment.parse() {
            Ok(moment) => control.set_clock(moment),
            Err(error) => return bad(format!("set: {error}")),
        },
        _ => return bad("say either advance (such as 24h) or set (such as 2024-05-30 15:20:57)"),
    }
    clock(State(control)).await
}

async fn decide(
    State(control): State<Control>,
    Path((invoice, decision)): Path<(String, String)>,
    request: Request,
) -> Response {
    let state = match decision.as_str() {
        "retrieve" => ClaimState::Billed,
        "cancel" => ClaimState::Cancelled,
        "reject" => ClaimState::Rejected,
        _ => return failure(StatusCode::NOT_FOUND, "say retrieve, cancel or reject"),
    };
    let body = match read(request).await {
        Ok(body) => body,
        Err(what) => return bad(what),
    };
    let session = match text(&body, "session_id").map(str::parse).transpose() {
        Ok(session) => session,
        Err(_) => return bad("session_id: not a whole number"),
    };
    match control.decide_invoice(&invoice, session, state, text(&body, "reason")) {
        Ok(attempt) => ok(&views::attempt(&attempt)),
        Err(why) => failure(StatusCode::CONFLICT, &why.to_string()),
    }
}

async fn expire_token(State(control): State<Control>) -> Response {
    control.expire_token();
    ok(&Json::object([("expired", true.into())]))
}

async fn set_dialect(State(control): State<Control>, request: Request) -> Response {
    let body = match read(request).await {
        Ok(body) => body,
        Err(what) => return bad(what),
    };
    match text(&body, "dialect")
        .unwrap_or_default()
        .parse::<Dialect>()
    {
        Ok(dialect) => control.set_dialect(dialect),
        Err(error) => return bad(format!("dialect: {error}")),
    }
    ok(&Json::object([(
        "dialect",
        control.dialect().to_string().into(),
    )]))
}

async fn faults(State(control): State<Control>) -> Response {
    ok(&views::faults(&control))
}

async fn add_fault(State(control): State<Control>, request: Request) -> Response {
    let fault = match read(request).await {
        Ok(body) => Fault::from_json(&body),
        Err(what) => Err(what),
    };
    match fault {
        Ok(fault) => {
            control.add_fault(fault);
            answer(StatusCode::CREATED, &views::faults(&control))
        }
        Err(what) => bad(what),
    }
}

async fn remove_fault(State(control): State<Control>, Path(number): Path<String>) -> Response {
    match number
        .parse()
        .is_ok_and(|number| control.remove_fault(number))
    {
        true => ok(&views::faults(&control)),
        false => failure(StatusCode::NOT_FOUND, "no fault has this number"),
    }
}

async fn clear_faults(State(control): State<Control>) -> Response {
    control.clear_faults();
    ok(&views::faults(&control))
}

/// `?operation=postClaim` and `?after=12` narrow it down.
async fn journal(State(control): State<Control>, request: Request) -> Response {
    let query = request.uri().query().unwrap_or_default();
    let value = |name: &str| {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs
            .filter(|(key, _)| *key == name)
            .map(|(_, value)| value)
            .next()
    };
    let operation = match value("operation").map(|id| Operation::from_id(id).ok_or(id)) {
        Some(Err(_)) => return bad("operation: no operation has this name"),
        Some(Ok(operation)) => Some(operation),
        None => None,
    };
    let after = match value("after").map(str::parse::<u64>).transpose() {
        Ok(after) => after.unwrap_or(0),
        Err(_) => return bad("after: not a number"),
    };
    let entries = control.with(|state| {
        let kept = state.journal.all().filter(|one| {
            one.number > after && (operation.is_none() || one.operation == operation)
        });
        kept.map(views::exchange).collect()
    });
    ok(&Json::object([("exchanges", entries)]))
}

async fn archive(State(control): State<Control>) -> Response {
    ok(&control.har())
}

async fn clear_journal(State(control): State<Control>) -> Response {
    control.clear_journal();
    ok(&Json::object([("exchanges", Json::List(Vec::new()))]))
}

async fn reset(State(control): State<Control>) -> Response {
    control.reset();
    ok(&views::state(&control))
}
