//! `POST /api/claims`: a claim with its invoices.
//!
//! The fields that Smart requires are not known. The simulator requires those that every
//! integration sends. Smart's text puts the diagnosis "within the invoice", but every integration
//! puts it into the claim. The simulator accepts both places.

use super::Stop;
use crate::amount::Amount;
use crate::json::Json;
use crate::wire::{Answer, Call, Field, Kind, Object, Shape};
use crate::world::{ClaimLine, CopayPaid, NewClaim, NewInvoice, World};

const fn text(name: &'static str) -> Field {
    Field::new(name, Kind::Text)
}

const fn decimal(name: &'static str) -> Field {
    Field::new(name, Kind::Decimal)
}

const fn required(name: &'static str, kind: Kind) -> Field {
    Field::required(name, kind)
}

/// A diagnosis in a claim or a clinic record.
pub(super) const DIAGNOSIS: Shape = Shape(&[
    required("code", Kind::Text),
    required("coding_standard", Kind::Text),
    Field::new("is_added_with_claim", Kind::Flag),
    text("name"),
    Field::new("is_primary", Kind::Flag),
    Field::new("primary", Kind::Flag),
]);

const PRE_AUTHORIZATION: Shape = Shape(&[
    required("code", Kind::Text),
    decimal("amount"),
    text("authorized_by"),
    text("message"),
]);

const SUMMARY: Shape = Shape(&[]);

const ADMISSION: Shape = Shape(&[
    text("additional_info"),
    Field::new("admission_date", Kind::Moment),
    text("admission_number"),
    Field::new("discharge_date", Kind::Moment),
    Field::new("discharge_summary", Kind::ObjectOrList(&SUMMARY)),
]);

const LINE: Shape = Shape(&[
    text("additional_info"),
    required("amount", Kind::Decimal),
    required("charge_date", Kind::Date),
    Field::new("charge_time", Kind::Time),
    required("item_code", Kind::Text),
    required("item_name", Kind::Text),
    text("pre_authorization_code"),
    required("quantity", Kind::Decimal),
    text("service_group"),
    required("unit_price", Kind::Decimal),
    Field::new("serial_no", Kind::TextOrNumber),
]);

const MODIFIER: Shape = Shape(&[
    required("type", Kind::TextOrNumber),
    required("amount", Kind::Decimal),
    text("reference_number"),
    text("nhif_contributor_nr"),
    text("nhif_employer_code"),
    text("nhif_member_nr"),
    text("nhif_patient_relation"),
    text("nhif_site_nr"),
]);

const INVOICE: Shape = Shape(&[
    required("amount", Kind::Decimal),
    required("gross_amount", Kind::Decimal),
    required("invoice_date", Kind::Moment),
    required("invoice_number", Kind::Text),
    text("invoice_ref_number"),
    required("lines", Kind::List(&Kind::Object(&LINE))),
    Field::new("payment_modifiers", Kind::List(&Kind::Object(&MODIFIER))),
    Field::new("pool_number", Kind::TextOrNumber),
    Field::new("diagnosis", Kind::List(&Kind::Object(&DIAGNOSIS))),
    text("service_type"),
    text("etims_number"),
    text("etims_qrcode"),
]);

const CLAIM: Shape = Shape(&[
    required("claim_code", Kind::Text),
    required("payer_code", Kind::Text),
    text("payer_name"),
    text("medicalaid_code"),
    required("amount", Kind::Decimal),
    required("gross_amount", Kind::Decimal),
    text("batch_number"),
    Field::new("dispatch_date", Kind::Moment),
    required("patient_number", Kind::Text),
    text("patient_name"),
    text("location_code"),
    text("location_name"),
    text("scheme_code"),
    text("scheme_name"),
    required("member_number", Kind::Text),
    required("visit_number", Kind::Text),
    required("session_id", Kind::Whole),
    required("visit_start", Kind::Moment),
    Field::new("visit_end", Kind::Moment),
    required("currency", Kind::Text),
    text("doctor_name"),
    Field::new("sp_id", Kind::Whole),
    Field::new("diagnosis", Kind::List(&Kind::Object(&DIAGNOSIS))),
    Field::new(
        "pre_authorization",
        Kind::List(&Kind::Object(&PRE_AUTHORIZATION)),
    ),
    Field::new("admission", Kind::Object(&ADMISSION)),
    required("invoices", Kind::List(&Kind::Object(&INVOICE))),
    Field::new("payment_modifiers", Kind::List(&Kind::Object(&MODIFIER))),
    Field::new("pool_number", Kind::TextOrNumber),
]);

pub(super) fn post(world: &mut World, call: &Call) -> Result<Answer, Stop> {
    let patient = call.required("patientNumber")?;
    let session = call.required_number("sessionId")?;
    call.optional_number("spID")?;
    let claim = read(&call.json(&CLAIM)?);
    let number = world.post_claim(&patient, session, &claim)?;
    let content = Json::object([
        ("id", number.into()),
        ("message", "Claim received, it waits to be retrieved".into()),
    ]);
    Ok(Answer::created(Object::Claim, "Claim saved", content))
}

fn read(body: &Json) -> NewClaim {
    let invoices = body.get("invoices").map(Json::items).unwrap_or_default();
    NewClaim {
        patient_number: named(body, "patient_number"),
        member_number: named(body, "member_number"),
        visit_number: named(body, "visit_number"),
        session_id: named(body, "session_id"),
        amount: amount(body, "amount"),
        has_diagnosis: has_diagnosis(body) || invoices.iter().any(has_diagnosis),
        invoices: invoices
            .iter()
            .map(|invoice| read_invoice(body, invoice))
            .collect(),
    }
}

/// Reads an invoice. Pool and modifiers of the claim count for an invoice that has none.
fn read_invoice(claim: &Json, invoice: &Json) -> NewInvoice {
    let of_claim = claim.get("payment_modifiers");
    let modifiers = invoice
        .get("payment_modifiers")
        .filter(|list| !list.items().is_empty());
    let modifiers = modifiers.or(of_claim).map(Json::items).unwrap_or_default();
    let mut total = Amount::ZERO;
    for modifier in modifiers {
        total += amount(modifier, "amount").unwrap_or_default();
    }
    let lines = invoice.get("lines").map(Json::items).unwrap_or_default();
    NewInvoice {
        number: named(invoice, "invoice_number").filter(|number| !number.is_empty()),
        amount: amount(invoice, "amount"),
        gross_amount: amount(invoice, "gross_amount"),
        modifiers: total,
        pool: named(invoice, "pool_number").or_else(|| named(claim, "pool_number")),
        copay: modifiers.iter().find_map(copay),
        lines: lines.iter().map(read_line).collect(),
    }
}

fn read_line(line: &Json) -> ClaimLine {
    ClaimLine {
        amount: amount(line, "amount"),
        quantity: amount(line, "quantity"),
        unit_price: amount(line, "unit_price"),
    }
}

/// Returns the copay of a modifier. Type 1 is a fixed copay, type 2 a percentage.
fn copay(modifier: &Json) -> Option<CopayPaid> {
    matches!(modifier.get("type")?.as_identifier()?, "1" | "2").then_some(())?;
    Some(CopayPaid {
        amount: amount(modifier, "amount")?,
        receipt: named(modifier, "reference_number"),
    })
}

fn has_diagnosis(part: &Json) -> bool {
    part.get("diagnosis")
        .is_some_and(|list| !list.items().is_empty())
}

pub(super) fn named(object: &Json, name: &str) -> Option<String> {
    object.get(name)?.as_identifier().map(str::to_owned)
}

fn amount(object: &Json, name: &str) -> Option<Amount> {
    object.get(name)?.as_amount()
}
