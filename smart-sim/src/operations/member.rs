//! `GET /api/member`: the member behind a session, and the balances of benefits.

use super::Stop;
use crate::amount::Amount;
use crate::json::Json;
use crate::scenario::{Benefit, CopayType, ExchangeLocation, Member, Patient, Policy};
use crate::status::SessionStatus;
use crate::wire::{Answer, Call, Object};
use crate::world::{Pool, Reason, Refusal, Session, World};

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
    let unknown = || Refusal::of_session(Reason::UnknownPatient, session.id);
    let patient = world.patient(&patient)?;
    let member = world.member(&session.member_number).ok_or_else(unknown)?;
    let policy = world.policy_of(member).ok_or_else(unknown)?;
    let content = to_json(world, policy, member, patient, &session);
    Ok(Answer::found(Object::Member, Json::List(vec![content])))
}

fn to_json(
    world: &World,
    policy: &Policy,
    member: &Member,
    patient: &Patient,
    session: &Session,
) -> Json {
    let copay = fixed_copay(world, member);
    let has_copay = world
        .pools_of(member)
        .any(|pool| !pool.benefit.copays.is_empty());
    let copay_info = Json::object([("has_copay", has_copay.into()), ("amount", copay.into())]);
    let card = member.card_serial_number.as_ref();
    Json::object([
        ("medicalaid_code", (&policy.payer_code).into()),
        ("medicalaid_name", (&policy.payer_name).into()),
        ("medicalaid_number", (&member.member_number).into()),
        ("medicalaid_plan", policy.plan.as_ref().into()),
        ("medicalaid_scheme_code", (&policy.scheme_code).into()),
        ("medicalaid_scheme_name", (&policy.scheme_name).into()),
        ("medicalaid_regdate", policy.registered.as_ref().into()),
        ("medicalaid_expiry", policy.expires.as_ref().into()),
        ("policy_id", policy.id.into()),
        ("policy_country", (&policy.country).into()),
        ("policy_currency", (&policy.currency).into()),
        ("member_name", (&member.name).into()),
        ("global_id", member.global_id.as_ref().into()),
        ("card_serial_number", card.into()),
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

/// Returns the member's first fixed copay.
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
