//! `GET /api/claim-status`: the state of an invoice, with one entry for each attempt.

use super::Stop;
use crate::json::Json;
use crate::wire::{Answer, Call, Object};
use crate::world::{Attempt, World};

pub(super) fn fetch(world: &World, call: &Call) -> Result<Answer, Stop> {
    let invoice = call.required("invoiceNumber")?;
    let visit = call.required("visitNumber")?;
    let member = call.query_text("memberNumber")?;
    let session = call.optional_number("sessionId")?;
    let matching = world.attempts_of(&invoice).filter(|attempt| {
        attempt.visit_number == visit
            && member
                .as_ref()
                .is_none_or(|number| attempt.member_number == *number)
            && session.is_none_or(|id| attempt.session_id == id)
    });
    let content = matching.map(|attempt| to_json(world, attempt)).collect();
    Ok(Answer::found(Object::ClaimStatus, content))
}

fn to_json(world: &World, attempt: &Attempt) -> Json {
    let policy = world
        .member(&attempt.member_number)
        .and_then(|member| world.policy_of(member));
    Json::object([
        ("session_id", attempt.session_id.into()),
        ("claim_status", attempt.state.as_str().into()),
        ("payer_name", policy.map(|policy| &policy.payer_name).into()),
        ("patient_number", (&attempt.patient_number).into()),
        ("visit_number", (&attempt.visit_number).into()),
        (
            "scheme_name",
            policy.map(|policy| &policy.scheme_name).into(),
        ),
        ("amount", attempt.amount.into()),
        ("invoice_number", (&attempt.invoice_number).into()),
    ])
}
