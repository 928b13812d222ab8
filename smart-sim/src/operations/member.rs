//! `GET /api/member`: who the patient is to the insurer, and what is left in which benefit.

use super::Stop;
use crate::Amount;
use crate::json::Json;
use crate::scenario::{Benefit, CopayType, ExchangeLocation, Member, Patient};
use crate::wire::{Answer, Call, Object};
use crate::world::{Pool, Reason, Refusal, Session, SessionStatus, World};

pub(super) fn fetch(world: &World, call: &Call) -> Result<Answer, Stop> {
    let patient = call.required("patientNumber")?;
    let session = call.required_number("sessionId")?;
    let session = world.session_of(&patient, session)?;
    if matches!(
        session.status,
        SessionStatus::Expired | SessionStatus::Closed
    ) {
        return Err(Refusal::of_status(session.status, session.id).into());
    }
    let patient = world.patient(&patient)?;
    let member = world
        .member(&session.member_number)
        .ok_or_else(|| Refusal::of_session(Reason::UnknownPatient, session.id))?;
    let content = [to_json(world, member, patient, &session)]
        .into_iter()
        .collect();
    Ok(Answer::found(Object::Member, content))
}

fn to_json(world: &World, member: &Member, patient: &Patient, session: &Session) -> Json {
    let policy = world.policy_of(member);
    let copay = fixed_copay(world, member);
    let has_copay = world
        .pools_of(member)
        .any(|pool| !pool.benefit.copays.is_empty());
    let copay_info = Json::object([("has_copay", has_copay.into()), ("amount", copay.into())]);
    Json::object([
        (
            "medicalaid_code",
            policy.map(|policy| &policy.payer_code).into(),
        ),
        (
            "medicalaid_name",
            policy.map(|policy| &policy.payer_name).into(),
        ),
        ("medicalaid_number", (&member.member_number).into()),
        (
            "medicalaid_plan",
            policy.and_then(|policy| policy.plan.as_ref()).into(),
        ),
        (
            "medicalaid_scheme_code",
            policy.map(|policy| &policy.scheme_code).into(),
        ),
        (
            "medicalaid_scheme_name",
            policy.map(|policy| &policy.scheme_name).into(),
        ),
        (
            "medicalaid_regdate",
            policy.and_then(|policy| policy.registered.as_ref()).into(),
        ),
        (
            "medicalaid_expiry",
            policy.and_then(|policy| policy.expires.as_ref()).into(),
        ),
        ("policy_id", policy.map(|policy| policy.id).into()),
        (
            "policy_country",
            policy.map(|policy| &policy.country).into(),
        ),
        (
            "policy_currency",
            policy.map(|policy| &policy.currency).into(),
        ),
        ("member_name", (&member.name).into()),
        ("global_id", member.global_id.as_ref().into()),
        (
            "card_serial_number",
            member.card_serial_number.as_ref().into(),
        ),
        ("patient_number", (&patient.patient_number).into()),
        ("patient_surname", (&patient.surname).into()),
        ("patient_forenames", (&patient.forenames).into()),
        ("patient_gender", patient.gender.as_ref().into()),
        ("patient_dob", patient.dob.as_ref().into()),
        ("vip_message", member.vip_message.as_ref().into()),
        ("has_copay", has_copay.into()),
        ("co_pay_amount", copay.into()),
        ("copay_info", copay_info),
        ("session_id", session.id.into()),
        ("session_type", "OUTPATIENT".into()),
        ("admit_id", Json::Null),
        ("benefits", world.pools_of(member).map(benefit).collect()),
    ])
}

/// The member's fixed copay, the first if there are several.
fn fixed_copay(world: &World, member: &Member) -> Option<Amount> {
    let mut copays = world.pools_of(member).flat_map(|pool| &pool.benefit.copays);
    copays
        .find(|copay| copay.kind == CopayType::Fixed)
        .map(|copay| copay.amount)
}

fn benefit(pool: &Pool) -> Json {
    let Benefit {
        id,
        pool_nr,
        pool_desc,
        claimable,
        groups,
        ..
    } = &pool.benefit;
    let groups = groups.iter().map(|group| {
        Json::object([
            ("code", (&group.code).into()),
            ("name", (&group.name).into()),
        ])
    });
    Json::object([
        ("id", (*id).into()),
        ("pool_nr", (*pool_nr).into()),
        ("pool_desc", pool_desc.into()),
        ("amount", pool.balance.into()),
        ("claimable", (*claimable).into()),
        ("location_id", pool.benefit.location_id.into()),
        ("location_name", pool.benefit.location_name.as_ref().into()),
        ("sp_id", pool.benefit.sp_id.into()),
        ("parent_pool_nr", pool.benefit.parent_pool_nr.into()),
        ("groups", groups.collect()),
        (
            "exchange_location",
            pool.benefit.exchange_location.as_ref().map(place).into(),
        ),
    ])
}

fn place(place: &ExchangeLocation) -> Json {
    Json::object([
        ("id", place.id.into()),
        ("sl_id", place.sl_id.into()),
        ("sp_id", place.sp_id.into()),
        ("location_description", (&place.location_description).into()),
        (
            "group_practice_number",
            place.group_practice_number.as_ref().into(),
        ),
        ("country_code", (&place.country_code).into()),
    ])
}
