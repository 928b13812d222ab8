//! `GET /api/copayment`: the patient's own share of a benefit at one provider.

use super::Stop;
use crate::amount::Amount;
use crate::json::Json;
use crate::wire::{Answer, Call, Object};
use crate::world::{Reason, Refusal, World};

pub(super) fn fetch(world: &World, call: &Call) -> Result<Answer, Stop> {
    let benefit = call.required_number("benefitId")?;
    let provider = call.required("providerKey")?;
    let visit = call.required("visitNumber")?;
    let sessions = world.sessions_of_visit(&visit);
    if sessions.is_empty() {
        return Err(Refusal::new(Reason::UnknownVisit).into());
    }
    // Two patients may have the same visit number. The benefit belongs to one of them.
    let pool = sessions.iter().find_map(|session| {
        let member = world.member(&session.member_number)?;
        world.benefit_of(member, benefit)
    });
    let pool = pool.ok_or_else(|| Refusal::new(Reason::UnknownBenefit))?;
    let Some(copay) = pool
        .benefit
        .copays
        .iter()
        .find(|copay| copay.provider_key == provider)
    else {
        return Ok(Answer::found(Object::Copay, Json::List(Vec::new())));
    };
    let attempt = world
        .attempts()
        .filter(|attempt| attempt.visit_number == visit && attempt.benefit_id == Some(benefit))
        .find_map(|attempt| Some((attempt, attempt.copay.as_ref()?)));
    let (paid, invoice, receipt) = match attempt {
        Some((attempt, copay)) => (
            copay.amount,
            Some(&attempt.invoice_number),
            copay.receipt.as_ref(),
        ),
        None => (Amount::ZERO, None, None),
    };
    let copay = Json::object([
        ("type", copay.kind.as_str().into()),
        ("amount", copay.amount.into()),
        ("is_copay_per_visit", copay.is_copay_per_visit.into()),
        ("paid_amount", paid.into()),
        ("invoice_number", invoice.into()),
        ("receipt_number", receipt.into()),
    ]);
    Ok(Answer::found(Object::Copay, [copay].into_iter().collect()))
}
