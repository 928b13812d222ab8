//! Invoices and lines of a draft: what was done and what it costs. Totals are computed.

use std::fmt;

use crate::runtime::{Amount, Date, LocalDateTime, TextOrNumber, Time};
use crate::types::{Benefit, InvoiceNumber, PaymentModifier};

/// An invoice of a draft.
#[derive(Clone, PartialEq)]
#[must_use]
pub struct InvoiceDraft {
    pub(super) number: InvoiceNumber,
    pub(super) date: LocalDateTime,
    pub(super) reference: Option<String>,
    pub(super) pool: Option<TextOrNumber>,
    pub(super) service_type: Option<String>,
    pub(super) fiscal_number: Option<String>,
    pub(super) fiscal_code: Option<String>,
    pub(super) currency: Option<String>,
    pub(super) lines: Vec<Line>,
    pub(super) modifiers: Vec<PaymentModifier>,
    pub(super) gross: Option<Amount>,
    pub(super) net: Option<Amount>,
}

impl InvoiceDraft {
    /// An invoice with the hospital's own number, made at `date` (East Africa Time).
    pub fn new(number: impl Into<InvoiceNumber>, date: LocalDateTime) -> Self {
        Self {
            number: number.into(),
            date,
            reference: None,
            pool: None,
            service_type: None,
            fiscal_number: None,
            fiscal_code: None,
            currency: None,
            lines: Vec::new(),
            modifiers: Vec::new(),
            gross: None,
            net: None,
        }
    }

    /// The benefit whose pool pays.
    pub fn pool(mut self, benefit: &Benefit) -> Self {
        self.pool = benefit.pool_nr.clone();
        self
    }

    /// The number of the pool that pays, as `pool_nr` of the benefit says it.
    pub fn pool_number(mut self, number: impl Into<TextOrNumber>) -> Self {
        self.pool = Some(number.into());
        self
    }

    /// One more line.
    pub fn line(mut self, line: Line) -> Self {
        self.lines.push(line);
        self
    }

    /// One more payment modifier: what somebody else than the insurer pays.
    pub fn modifier(mut self, modifier: PaymentModifier) -> Self {
        self.modifiers.push(modifier);
        self
    }

    /// The hospital's own reference; the invoice number unless set.
    pub fn reference(mut self, reference: impl Into<String>) -> Self {
        self.reference = Some(reference.into());
        self
    }

    /// The kind of service, such as `OUTPATIENT`.
    pub fn service_type(mut self, service_type: impl Into<String>) -> Self {
        self.service_type = Some(service_type.into());
        self
    }

    /// Number and QR code text of the fiscal receipt (Kenya's eTIMS).
    pub fn fiscal_receipt(mut self, number: impl Into<String>, code: impl Into<String>) -> Self {
        self.fiscal_number = Some(number.into());
        self.fiscal_code = Some(code.into());
        self
    }

    /// The currency that the hospital's books have for this invoice. It is not sent: a claim has one
    /// currency, and this must be it.
    pub fn currency(mut self, currency: impl Into<String>) -> Self {
        self.currency = Some(currency.into());
        self
    }

    /// The gross amount as the hospital's books have it. Unless stated, the sum of the lines.
    pub fn stated_gross(mut self, amount: Amount) -> Self {
        self.gross = Some(amount);
        self
    }

    /// The net amount as the hospital's books have it. Unless stated, gross less modifiers.
    pub fn stated_net(mut self, amount: Amount) -> Self {
        self.net = Some(amount);
        self
    }
}

impl fmt::Debug for InvoiceDraft {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("InvoiceDraft")
            .field("number", &self.number)
            .field("lines", &self.lines.len())
            .field("modifiers", &self.modifiers.len())
            .finish_non_exhaustive()
    }
}

/// A line of an invoice: so many of something, at so much each.
#[derive(Clone, PartialEq)]
#[must_use]
pub struct Line {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) quantity: Amount,
    pub(super) unit_price: Amount,
    pub(super) date: Date,
    pub(super) time: Option<Time>,
    pub(super) group: Option<String>,
    pub(super) info: Option<String>,
    pub(super) pre_authorization: Option<String>,
    pub(super) serial: Option<String>,
    pub(super) amount: Option<Amount>,
}

impl Line {
    /// `quantity` of the hospital's item `code`, called `name`, at `unit_price` each in the currency
    /// of the claim, charged on `date`. The price is parsed from the books' own digits
    /// (`"0.74".parse()?`), so that none is lost; quantities are mostly whole (`30`).
    pub fn new(
        code: impl Into<String>,
        name: impl Into<String>,
        quantity: impl Into<Amount>,
        unit_price: Amount,
        date: Date,
    ) -> Self {
        Self {
            code: code.into(),
            name: name.into(),
            quantity: quantity.into(),
            unit_price,
            date,
            time: None,
            group: None,
            info: None,
            pre_authorization: None,
            serial: None,
            amount: None,
        }
    }

    /// When on that day.
    pub fn time(mut self, time: Time) -> Self {
        self.time = Some(time);
        self
    }

    /// The kind of service, such as `PHARMACY`.
    pub fn service_group(mut self, group: impl Into<String>) -> Self {
        self.group = Some(group.into());
        self
    }

    /// Anything else that is to be said.
    pub fn additional_info(mut self, info: impl Into<String>) -> Self {
        self.info = Some(info.into());
        self
    }

    /// The code of the pre-authorization that covers it.
    pub fn pre_authorization_code(mut self, code: impl Into<String>) -> Self {
        self.pre_authorization = Some(code.into());
        self
    }

    /// The number of the line.
    pub fn serial_no(mut self, number: impl Into<String>) -> Self {
        self.serial = Some(number.into());
        self
    }

    /// The amount as the hospital's books have it. Unless stated, unit price × quantity, exactly.
    pub fn stated_amount(mut self, amount: Amount) -> Self {
        self.amount = Some(amount);
        self
    }
}

impl fmt::Debug for Line {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What was done to a patient is nobody else's business.
        formatter.debug_struct("Line").finish_non_exhaustive()
    }
}
