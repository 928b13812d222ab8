//! The bill of the visit: a consultation and thirty tablets, of which the patient paid the copay.

use smart_api::enums::{CodingStandard, ModifierType};
use smart_api::runtime::Amount;
use smart_api::types::{Benefit, Claim, Diagnosis, Invoice, InvoiceLine, PaymentModifier, Session};

use super::Failure;

/// The hospital's number of the invoice, in Smart's own spelling.
pub(super) const INVOICE: &str = "Invoce1500835";

/// Returns the claim for `session`, merged with `visit`, paid from `benefit`, less the `copay`.
pub(super) fn of(
    session: &Session,
    visit: &str,
    benefit: &Benefit,
    copay: Amount,
) -> Result<Claim, Failure> {
    let lines = vec![
        line("CONS-01", "Consultation", 1, "1500.00".parse()?)?,
        line("PARA-500", "Paracetamol 500 mg tablet", 30, "0.74".parse()?)?,
    ];
    let gross = Amount::checked_sum(lines.iter().map(|line| line.amount)).ok_or("too large")?;
    let net = gross.checked_sub(copay).ok_or("too large")?;
    let paid = PaymentModifier::new(ModifierType::FixedCopay, copay).reference_number("RCT-0001");
    let mut invoice = Invoice::builder()
        .amount(net)
        .gross_amount(gross)
        .invoice_date("2025-01-21 11:40:00".parse::<smart_api::runtime::LocalDateTime>()?)
        .invoice_number(INVOICE)
        .lines(lines)
        .build()
        .service_type("OUTPATIENT")
        .payment_modifiers(vec![paid]);
    invoice.pool_number.clone_from(&benefit.pool_nr);
    let member = session.member_number.clone().ok_or("no member number")?;
    let patient = session.patient_number.clone().ok_or("no patient number")?;
    Ok(Claim::builder()
        .claim_code("CLM-1500835")
        .payer_code(session.payer_code.clone().ok_or("no payer code")?)
        .amount(net)
        .gross_amount(gross)
        .patient_number(patient)
        .member_number(member)
        .visit_number(visit)
        .session_id(session.session_id)
        .visit_start("2025-01-21 09:30:00".parse::<smart_api::runtime::LocalDateTime>()?)
        .currency("KES")
        .invoices(vec![invoice])
        .build()
        .diagnosis(vec![diagnosis()]))
}

/// Returns the diagnosis.
pub(super) fn diagnosis() -> Diagnosis {
    Diagnosis::new("J06.9", CodingStandard::Icd10)
        .name("Acute upper respiratory infection, unspecified")
        .is_primary(true)
}

fn line(code: &str, name: &str, quantity: i64, price: Amount) -> Result<InvoiceLine, Failure> {
    let quantity = Amount::from(quantity);
    let amount = price.checked_mul(quantity).ok_or("too large")?;
    Ok(InvoiceLine::builder()
        .amount(amount)
        .charge_date("2025-01-21".parse::<smart_api::runtime::Date>()?)
        .item_code(code)
        .item_name(name)
        .quantity(quantity)
        .unit_price(price)
        .build())
}
