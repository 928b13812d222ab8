//! The three session operations: list the sessions of a patient, merge one, close one.

use super::Stop;
use crate::json::Json;
use crate::status::SessionStatus;
use crate::wire::{Answer, BadCall, Call, Field, Kind, Object, Shape};
use crate::world::{Session, World};

/// The body of close-session, which one integration sends.
const CLOSING: Shape = Shape(&[Field::new("sessionNumber", Kind::TextOrNumber)]);

pub(super) fn fetch(world: &World, call: &Call) -> Result<Answer, Stop> {
    let patient = call.required("patientNumber")?;
    let status = status(&call.required("sessionStatus")?)?;
    world.patient(&patient)?;
    let sessions = world.sessions_of(&patient, status);
    let content = sessions
        .iter()
        .map(|session| to_json(world, session))
        .collect();
    Ok(Answer::found(Object::Session, content))
}

fn status(text: &str) -> Result<SessionStatus, BadCall> {
    let known = SessionStatus::ALL
        .into_iter()
        .find(|status| status.as_str() == text);
    known.ok_or_else(|| BadCall::Malformed("Parameter 'sessionStatus' is no status".to_owned()))
}

pub(super) fn merge(world: &mut World, call: &Call) -> Result<Answer, Stop> {
    let id = call.path_number(0, "sessionId")?;
    let visit = call.path_text(1);
    if visit.trim().is_empty() {
        return Err(BadCall::Malformed("Parameter 'visitNumber' is blank".to_owned()).into());
    }
    let session = world.merge(id, visit)?;
    Ok(Answer::done(
        Object::Session,
        "Session activated",
        to_json(world, &session),
    ))
}

pub(super) fn close(world: &mut World, call: &Call) -> Result<Answer, Stop> {
    let id = call.path_number(0, "sessionId")?;
    if !call.body.is_empty() {
        call.json(&CLOSING)?;
    }
    let session = world.close(id)?;
    Ok(Answer::done(
        Object::Session,
        "Session closed",
        to_json(world, &session),
    ))
}

/// Returns a session in Smart's canonical form.
pub(super) fn to_json(world: &World, session: &Session) -> Json {
    let member = world.member(&session.member_number);
    let policy = member.and_then(|member| world.policy_of(member));
    let patient = world.patient(&session.patient_number).ok();
    let pool = member.and_then(|member| world.pools_of(member).next());
    let name = patient.map(|patient| format!("{} {}", patient.forenames, patient.surname));
    Json::object([
        ("session_id", session.id.into()),
        ("status", session.status.as_str().into()),
        ("patient_number", (&session.patient_number).into()),
        ("patient_name", name.into()),
        ("member_number", (&session.member_number).into()),
        ("member_name", member.map(|member| &member.name).into()),
        (
            "global_id",
            member.and_then(|member| member.global_id.as_ref()).into(),
        ),
        ("payer_code", policy.map(|policy| &policy.payer_code).into()),
        ("payer_name", policy.map(|policy| &policy.payer_name).into()),
        (
            "schemecode",
            policy.map(|policy| &policy.scheme_code).into(),
        ),
        (
            "scheme_name",
            policy.map(|policy| &policy.scheme_name).into(),
        ),
        ("visit_number", session.visit_number.as_ref().into()),
        ("comments", session.comments.as_ref().into()),
        ("member_info_data", Json::Null),
        ("sp_id", pool.and_then(|pool| pool.benefit.sp_id).into()),
        (
            "location_code",
            pool.and_then(|pool| pool.benefit.location_id)
                .map(|id| id.to_string())
                .into(),
        ),
    ])
}
