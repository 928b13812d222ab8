//! The forms of the page. Each drives the simulator and leads the browser back to the page.

use axum::body;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use http::{StatusCode, header};

use super::board::PRESETS;
use super::panels::DECISIONS;
use super::{Outcome, Page, see};
use crate::control::Control;
use crate::faults::Fault;
use crate::json::Json;
use crate::routes::Operation;
use crate::scenario::duration;
use crate::serve::body::LARGEST_CONTROL;
use crate::serve::reply::{Failure, bad, failure};
use crate::status::ClaimState;
use crate::wire;

/// The fields of a form.
struct Form(Vec<(String, String)>);

impl Form {
    fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value.trim())
    }
}

/// Acts on a form, and leads the browser back to the part of the page that the form changes.
pub(super) async fn submit(
    State(page): State<Page>,
    Path(name): Path<String>,
    request: Request,
) -> Result<Response, Failure> {
    let act: (fn(&Control, &Form) -> Outcome, &str) = match name.as_str() {
        "card" => (read_card, "sessions"),
        "decide" => (decide, "claims"),
        "fault-on" => (switch_on, "faults"),
        "fault-off" => (switch_off, "faults"),
        "clock" => (move_clock, "sessions"),
        "forget" => (forget, "journal"),
        "reset" => (reset, "sessions"),
        _ => return Err(failure(StatusCode::NOT_FOUND, "the page has no such form")),
    };
    let kind = request.headers().get(header::CONTENT_TYPE);
    if kind.is_none_or(|kind| kind != "application/x-www-form-urlencoded") {
        let what = "the page takes forms only; programs use the control API";
        return Err(failure(StatusCode::UNSUPPORTED_MEDIA_TYPE, what));
    }
    let bytes = body::to_bytes(request.into_body(), LARGEST_CONTROL)
        .await
        .ok();
    let text = bytes.and_then(|bytes| String::from_utf8(bytes.to_vec()).ok());
    let Some(Ok(pairs)) = text.as_deref().map(wire::pairs) else {
        return Err(bad("the form broke off, is too large or no text"));
    };
    let (act, part) = act;
    let outcome = act(&page.control, &Form(pairs));
    let notice = page.notices(|notices| notices.add(outcome));
    Ok(see(&format!("/?notice={notice}#{part}")))
}

fn read_card(control: &Control, form: &Form) -> Outcome {
    let (patient, member) = match form.get("patient").split_once(' ') {
        Some((patient, member)) => (patient, Some(member)),
        None => (form.get("patient"), None),
    };
    match control.read_card(patient, member) {
        Ok(session) => Ok(format!(
            "Card read: session {} is PENDING until it is merged, or for 24 hours.",
            session.id
        )),
        Err(why) => Err(format!("The card was not read: {why}.")),
    }
}

fn decide(control: &Control, form: &Form) -> Outcome {
    let (invoice, becomes) = (form.get("invoice"), form.get("becomes"));
    let decision = DECISIONS
        .iter()
        .find(|(state, _)| state.as_str() == becomes);
    let (state, verb) = *decision.ok_or("Pick one of the buttons.")?;
    let session = form.get("session").parse();
    let session = session.map_err(|_| "The session is not a number.")?;
    let reason = (state != ClaimState::Billed).then_some("by hand, on the simulator’s page");
    match control.decide_invoice(invoice, Some(session), state, reason) {
        Ok(attempt) => Ok(format!(
            "{verb}: invoice {invoice} is {} now.",
            attempt.state.as_str()
        )),
        Err(why) => Err(format!(
            "{verb}: nothing was done with invoice {invoice}, {why}."
        )),
    }
}

fn switch_on(control: &Control, form: &Form) -> Outcome {
    let picked = form.get("fault");
    let written = match picked.parse::<usize>().ok().and_then(|at| PRESETS.get(at)) {
        Some((_, written)) => written,
        None if picked == "own" => form.get("own"),
        None => return Err("Pick one of the faults.".to_owned()),
    };
    let no = |why: String| format!("The fault is not on: {why}.");
    let json = Json::read(written.as_bytes()).map_err(|error| no(format!("no JSON, {error}")))?;
    let mut fault = Fault::from_json(&json).map_err(no)?;
    if !form.get("operation").is_empty() {
        let operation = Operation::from_id(form.get("operation"));
        fault = fault.on(operation.ok_or_else(|| no("no operation has this name".to_owned()))?);
    }
    if !form.get("times").is_empty() {
        let times = form.get("times").parse();
        fault = fault.times(times.map_err(|_| no("times is not a whole number".to_owned()))?);
    }
    let said = format!("On: {fault}.");
    control.add_fault(fault);
    Ok(said)
}

fn switch_off(control: &Control, form: &Form) -> Outcome {
    let number = form.get("number").parse().unwrap_or_default();
    match control.remove_fault(number) {
        true => Ok("The fault is off.".to_owned()),
        false => Err("That fault was off already.".to_owned()),
    }
}

fn move_clock(control: &Control, form: &Form) -> Outcome {
    let to = form.get("to");
    match (duration(to), to.parse()) {
        (Some(time), _) => control.advance(time),
        (None, Ok(moment)) => control.set_clock(moment),
        (None, Err(_)) => {
            return Err(
                "The clock was not moved: write a length like 90s, 15m, 24h, 2d, or a moment like 2024-05-30 15:20:57."
                    .to_owned(),
            );
        }
    }
    Ok(format!("The clock shows {} now.", control.now()))
}

fn forget(control: &Control, _: &Form) -> Outcome {
    control.clear_journal();
    Ok("The journal is empty.".to_owned())
}

fn reset(control: &Control, _: &Form) -> Outcome {
    control.reset();
    Ok("Everything is as at the start.".to_owned())
}
