//! The checks that do not depend on amounts: fields, diagnosis, dates, currency.

use super::Found;
use crate::claim::{ClaimDraft, InvoiceDraft, Line, Problem, Rule};
use crate::runtime::LocalDateTime;

/// Checks everything above the invoices.
pub(super) fn header(draft: &ClaimDraft, found: &mut Found) {
    let claim = &draft.header;
    for (field, value) in [
        ("/claim_code", &claim.claim_code),
        ("/payer_code", &claim.payer_code),
        ("/patient_number", &claim.patient_number.0),
        ("/member_number", &claim.member_number.0),
        ("/visit_number", &claim.visit_number.0),
        ("/currency", &claim.currency),
    ] {
        required(value, field.to_owned(), found);
    }
    let policy = draft.policy_currency.as_ref();
    let foreign = policy.is_some_and(|policy| *policy != claim.currency);
    let stated = !claim.currency.trim().is_empty();
    found.add_if(foreign && stated, "/currency", Rule::Currency);
    let end = claim.visit_end;
    let ends_early = end.is_some_and(|end| end < claim.visit_start);
    found.add_date_if(ends_early, "/visit_end", "is before the visit began");
    dispatch(draft, found);
    if let Some(admission) = &claim.admission {
        let dates = admission.admission_date.zip(admission.discharge_date);
        let wrong = dates.is_some_and(|(admitted, discharged)| discharged < admitted);
        let field = "/admission/discharge_date";
        found.add_date_if(wrong, field, "is before the admission");
    }
    diagnosis(draft, found);
    found.add_if(draft.invoices.is_empty(), "/invoices", Rule::NoInvoice);
}

fn dispatch(draft: &ClaimDraft, found: &mut Found) {
    let last = draft.invoices.iter().map(|invoice| invoice.date).max();
    let dates = draft.header.dispatch_date.zip(last);
    let early = dates.is_some_and(|(dispatched, last)| dispatched.date() < last.date());
    found.add_date_if(
        early,
        "/dispatch_date",
        "is before the day of the last invoice",
    );
}

fn diagnosis(draft: &ClaimDraft, found: &mut Found) {
    let diagnoses = &draft.header.diagnosis;
    for (nth, diagnosis) in diagnoses.iter().enumerate() {
        required(&diagnosis.code, format!("/diagnosis/{nth}/code"), found);
    }
    if diagnoses.is_empty() {
        found.add_if(!draft.diagnosis_follows, "/diagnosis", Rule::NoDiagnosis);
        return;
    }
    let primary = |one: &&crate::types::Diagnosis| one.is_primary == Some(true);
    let count = diagnoses.iter().filter(primary).count();
    found.add_if(count != 1, "/diagnosis", Rule::PrimaryDiagnosis);
}

/// Checks all of an invoice but its amounts and its pool. `at` is the invoice's place.
pub(super) fn invoice(draft: &ClaimDraft, nth: usize, invoice: &InvoiceDraft, found: &mut Found) {
    let at = format!("/invoices/{nth}");
    let number = format!("{at}/invoice_number");
    required(&invoice.number, number.clone(), found);
    let earlier = draft.invoices.iter().take(nth);
    let repeated = earlier.filter(|one| one.number == invoice.number).count() > 0;
    found.add_if(repeated, number, Rule::RepeatedInvoice);
    // Only days are compared, because a hospital's clocks differ by minutes.
    let start = draft.header.visit_start;
    let early = invoice.date.date() < start.date();
    let field = format!("{at}/invoice_date");
    found.add_date_if(early, field, "is before the day on which the visit began");
    let currency = invoice.currency.as_ref();
    let foreign = currency.is_some_and(|currency| *currency != draft.header.currency);
    if foreign {
        let said = "is in another currency than the claim";
        found.add(Problem::new(at.clone(), Rule::Currency).saying(said));
    }
    found.add_if(
        invoice.lines.is_empty(),
        format!("{at}/lines"),
        Rule::NoLine,
    );
    for (nth, modifier) in invoice.modifiers.iter().enumerate() {
        let kind = modifier.type_.as_str();
        required(kind, format!("{at}/payment_modifiers/{nth}/type"), found);
    }
    for (nth, one) in invoice.lines.iter().enumerate() {
        line(&format!("{at}/lines/{nth}"), one, start, invoice, found);
    }
}

fn line(at: &str, line: &Line, start: LocalDateTime, invoice: &InvoiceDraft, found: &mut Found) {
    required(&line.code, format!("{at}/item_code"), found);
    required(&line.name, format!("{at}/item_name"), found);
    let field = format!("{at}/charge_date");
    if line.date < start.date() {
        found.add_date_if(true, field, "is before the day on which the visit began");
    } else {
        let late = line.date > invoice.date.date();
        found.add_date_if(late, field, "is after the day of the invoice");
    }
}

fn required(value: &str, field: String, found: &mut Found) {
    found.add_if(value.trim().is_empty(), field, Rule::MissingField);
}
