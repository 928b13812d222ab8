//! The totals of a claim. They are computed exactly, and compared with the totals in the hospital's
//! books.

use super::{Found, content};
use crate::claim::{ClaimDraft, InvoiceDraft, Line, Problem, Rule};
use crate::runtime::Amount;
use crate::types::{Claim, Invoice, InvoiceLine};

/// A total, as far as it is known.
#[derive(Clone, Copy)]
enum Total {
    Exact(Amount),
    /// 28 digits cannot hold the total.
    TooLong,
    /// A part of the total is missing. The part has a problem of its own.
    Unknown,
}

/// Returns the claim with all its totals. A total that cannot be computed is a problem, and the
/// claim holds zero in its place.
pub(super) fn claim(draft: &ClaimDraft, found: &mut Found) -> Claim {
    let mut claim = draft.header.clone();
    let mut gross = Total::Exact(Amount::ZERO);
    let mut net = Total::Exact(Amount::ZERO);
    for (nth, one) in draft.invoices.iter().enumerate() {
        content::invoice(draft, nth, one, found);
        let (invoice, of_gross, of_net) = invoice(&format!("/invoices/{nth}"), one, found);
        gross = gross.plus(of_gross);
        net = net.plus(of_net);
        claim.invoices.push(invoice);
    }
    let gross = gross.or_stated(draft.gross, "/gross_amount", Rule::ClaimGross, found);
    let net = net.or_stated(draft.net, "/amount", Rule::ClaimNet, found);
    claim.gross_amount = gross.amount();
    claim.amount = net.amount();
    claim
}

/// Returns the invoice with its gross and net amounts.
fn invoice(at: &str, draft: &InvoiceDraft, found: &mut Found) -> (Invoice, Total, Total) {
    let mut gross = Total::Exact(Amount::ZERO);
    let mut lines = Vec::with_capacity(draft.lines.len());
    for (nth, one) in draft.lines.iter().enumerate() {
        let field = format!("{at}/lines/{nth}/amount");
        let priced = Total::of(one.unit_price.checked_mul(one.quantity));
        let amount = priced.or_stated(one.amount, &field, Rule::LineAmount, found);
        gross = gross.plus(amount);
        lines.push(line(one, amount.amount()));
    }
    let field = format!("{at}/gross_amount");
    let gross = gross.or_stated(draft.gross, &field, Rule::InvoiceGross, found);
    let field = format!("{at}/amount");
    let modifiers = Amount::checked_sum(draft.modifiers.iter().map(|one| one.amount));
    let net = gross.less(modifiers);
    let net = net.or_stated(draft.net, &field, Rule::InvoiceNet, found);
    if net.amount().is_negative() {
        found.add(Problem::new(field, Rule::NegativeNet).figures(net.amount(), Amount::ZERO));
    }
    let mut invoice = Invoice::builder()
        .amount(net.amount())
        .gross_amount(gross.amount())
        .invoice_date(draft.date)
        .invoice_number(draft.number.clone())
        .lines(lines)
        .build()
        .payment_modifiers(draft.modifiers.clone());
    let reference = draft.reference.as_ref().unwrap_or(&draft.number);
    invoice.invoice_ref_number = Some(reference.clone());
    invoice.pool_number = draft.pool.clone();
    invoice.service_type = draft.service_type.clone();
    invoice.etims_number = draft.fiscal_number.clone();
    invoice.etims_qrcode = draft.fiscal_code.clone();
    (invoice, gross, net)
}

impl Total {
    fn of(amount: Option<Amount>) -> Self {
        amount.map_or(Self::TooLong, Self::Exact)
    }

    fn amount(self) -> Amount {
        match self {
            Self::Exact(amount) => amount,
            Self::TooLong | Self::Unknown => Amount::ZERO,
        }
    }

    fn plus(self, part: Self) -> Self {
        match (self, part) {
            (Self::Exact(sum), Self::Exact(part)) => Self::of(sum.checked_add(part)),
            (Self::TooLong, _) => Self::TooLong,
            _ => Self::Unknown,
        }
    }

    fn less(self, part: Option<Amount>) -> Self {
        match self {
            Self::Exact(amount) => Self::of(part.and_then(|part| amount.checked_sub(part))),
            other => other,
        }
    }

    /// Returns the total of the hospital's books if they state one, else the computed total. A
    /// difference between the two is a problem.
    fn or_stated(self, stated: Option<Amount>, field: &str, rule: Rule, found: &mut Found) -> Self {
        let problem = match (stated, self) {
            (None, Self::TooLong) => {
                found.add(Problem::new(field, Rule::TooManyDigits));
                return Self::Unknown;
            }
            (None, total) => return total,
            (Some(stated), Self::Exact(computed)) if stated != computed => {
                Some(Problem::new(field, rule).figures(stated, computed))
            }
            (Some(_), Self::TooLong) => Some(Problem::new(field, rule)),
            (Some(_), _) => None,
        };
        problem.into_iter().for_each(|problem| found.add(problem));
        stated.map_or(Self::Unknown, Self::Exact)
    }
}

fn line(draft: &Line, amount: Amount) -> InvoiceLine {
    let mut line = InvoiceLine::builder()
        .amount(amount)
        .charge_date(draft.date)
        .item_code(draft.code.clone())
        .item_name(draft.name.clone())
        .quantity(draft.quantity)
        .unit_price(draft.unit_price)
        .build();
    line.charge_time = draft.time;
    line.service_group = draft.group.clone();
    line.additional_info = draft.info.clone();
    line.pre_authorization_code = draft.pre_authorization.clone();
    line.serial_no = draft.serial.clone();
    line
}
