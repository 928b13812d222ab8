//! The control API below `/_sim`, for programs without Rust. Bodies and answers are JSON.

use axum::extract::{Path, Request, State};
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::{delete, get, post, put};
use axum::{Router, body};
use http::StatusCode;

use super::body::LARGEST_CONTROL;
use super::guard::admit;
use super::reply::{Failure, answer, bad, failure, ok};
use super::views;
use crate::control::Control;
use crate::faults::Fault;
use crate::json::Json;
use crate::routes::Operation;
use crate::scenario::duration;
use crate::status::ClaimState;
use crate::wire::Dialect;

/// Returns the routes of the control API.
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

/// Reads the JSON of a request. An empty body counts as an empty object.
async fn read(request: Request) -> Result<Json, Failure> {
    let bytes = body::to_bytes(request.into_body(), LARGEST_CONTROL).await;
    let bytes = bytes.map_err(|_| bad("the body broke off or is too large"))?;
    if bytes.is_empty() {
        return Ok(Json::object([]));
    }
    Json::read(&bytes).map_err(|error| bad(format!("the body is no JSON: {error}")))
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

async fn read_card(State(control): State<Control>, request: Request) -> Result<Response, Failure> {
    let body = read(request).await?;
    let patient = text(&body, "patient_number");
    let patient = patient.ok_or_else(|| bad("patient_number: missing"))?;
    let session = control.read_card(patient, text(&body, "member_number"));
    let session = session.map_err(|why| failure(StatusCode::NOT_FOUND, why.to_string()))?;
    Ok(answer(StatusCode::CREATED, &views::session(&session)))
}

async fn move_clock(State(control): State<Control>, request: Request) -> Result<Response, Failure> {
    let body = read(request).await?;
    match (text(&body, "advance"), text(&body, "set")) {
        (Some(time), None) => {
            let no_time = || bad("advance: not a length of time like 90s, 15m, 24h, 2d");
            control.advance(duration(time).ok_or_else(no_time)?);
        }
        (None, Some(moment)) => {
            let moment = moment.parse();
            control.set_clock(moment.map_err(|error| bad(format!("set: {error}")))?);
        }
        _ => {
            return Err(bad(
                "say either advance (such as 24h) or set (such as 2024-05-30 15:20:57)",
            ));
        }
    }
    Ok(clock(State(control)).await)
}

async fn decide(
    State(control): State<Control>,
    Path((invoice, decision)): Path<(String, String)>,
    request: Request,
) -> Result<Response, Failure> {
    let state = match decision.as_str() {
        "retrieve" => ClaimState::Billed,
        "cancel" => ClaimState::Cancelled,
        "reject" => ClaimState::Rejected,
        _ => {
            let what = "say retrieve, cancel or reject";
            return Err(failure(StatusCode::NOT_FOUND, what));
        }
    };
    let body = read(request).await?;
    let session = text(&body, "session_id").map(str::parse).transpose();
    let session = session.map_err(|_| bad("session_id: not a whole number"))?;
    let attempt = control.decide_invoice(&invoice, session, state, text(&body, "reason"));
    let attempt = attempt.map_err(|why| failure(StatusCode::CONFLICT, why.to_string()))?;
    Ok(ok(&views::attempt(&attempt)))
}

async fn expire_token(State(control): State<Control>) -> Response {
    control.expire_token();
    ok(&Json::object([("expired", true.into())]))
}

async fn set_dialect(
    State(control): State<Control>,
    request: Request,
) -> Result<Response, Failure> {
    let body = read(request).await?;
    let dialect = text(&body, "dialect")
        .unwrap_or_default()
        .parse::<Dialect>();
    control.set_dialect(dialect.map_err(|error| bad(format!("dialect: {error}")))?);
    let dialect = control.dialect().to_string();
    Ok(ok(&Json::object([("dialect", dialect.into())])))
}

async fn faults(State(control): State<Control>) -> Response {
    ok(&views::faults(&control))
}

async fn add_fault(State(control): State<Control>, request: Request) -> Result<Response, Failure> {
    let fault = Fault::from_json(&read(request).await?);
    control.add_fault(fault.map_err(bad)?);
    Ok(answer(StatusCode::CREATED, &views::faults(&control)))
}

async fn remove_fault(
    State(control): State<Control>,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    match number.parse() {
        Ok(number) if control.remove_fault(number) => Ok(ok(&views::faults(&control))),
        _ => Err(failure(StatusCode::NOT_FOUND, "no fault has this number")),
    }
}

async fn clear_faults(State(control): State<Control>) -> Response {
    control.clear_faults();
    ok(&views::faults(&control))
}

/// Shows the journal. `?operation=postClaim` and `?after=12` limit it.
async fn journal(State(control): State<Control>, request: Request) -> Result<Response, Failure> {
    let query = request.uri().query().unwrap_or_default();
    let value = |name: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
    };
    let unknown = || bad("operation: no operation has this name");
    let operation = value("operation").map(|id| Operation::from_id(id).ok_or_else(unknown));
    let operation = operation.transpose()?;
    let after = value("after").map(str::parse::<u64>).transpose();
    let after = after.map_err(|_| bad("after: not a number"))?.unwrap_or(0);
    let entries = control.with(|state| {
        let kept = state.journal.all().filter(|one| {
            one.number > after && (operation.is_none() || one.operation == operation)
        });
        kept.map(views::exchange).collect()
    });
    Ok(ok(&Json::object([("exchanges", entries)])))
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
