//! `POST /api/clinic-record`: a diagnosis after the claim.

use super::Stop;
use super::claim::{DIAGNOSIS, named};
use crate::json::Json;
use crate::wire::{Answer, Call, Field, Kind, Object, Shape};
use crate::world::{NewClaim, Reason, Refusal, World};

const RECORD: Shape = Shape(&[
    Field::required("invoice_number", Kind::Text),
    Field::required("member_number", Kind::Text),
    Field::required("patient_number", Kind::Text),
    Field::required("session_id", Kind::TextOrNumber),
    Field::required("visit_number", Kind::Text),
    Field::required("diagnosis", Kind::List(&Kind::Object(&DIAGNOSIS))),
]);

pub(super) fn post(world: &mut World, call: &Call) -> Result<Answer, Stop> {
    let body = call.json(&RECORD)?;
    let patient = named(&body, "patient_number").unwrap_or_default();
    world.patient(&patient)?;
    let session = named(&body, "session_id").and_then(|text| text.parse().ok());
    let session = session.ok_or_else(|| Refusal::new(Reason::UnknownSession))?;
    let session = world.session_of(&patient, session)?;
    let named = NewClaim {
        member_number: named(&body, "member_number"),
        visit_number: named(&body, "visit_number"),
        ..NewClaim::default()
    };
    if world.rules.check_identifiers && !named.agrees_with(&session) {
        return Err(Refusal::of_session(Reason::IdentifiersDiffer, session.id).into());
    }
    if body
        .get("diagnosis")
        .is_none_or(|list| list.items().is_empty())
    {
        return Err(Refusal::of_session(Reason::DiagnosisMissing, session.id).into());
    }
    let content = Json::object([
        ("id", world.add_record().into()),
        ("message", "Clinic record received".into()),
    ]);
    Ok(Answer::created(
        Object::ClinicRecord,
        "Clinic record saved",
        content,
    ))
}
