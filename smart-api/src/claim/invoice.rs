//! Invoices and lines of a draft: the services and their prices. The check computes the totals.

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
    /// Creates an invoice with the hospital's own number, made at `date` (East Africa Time).
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

    /// Sets the benefit whose pool pays.
    pub fn pool(mut self, benefit: &Benefit) -> Self {
        self.pool = benefit.pool_nr.clone();
        self
    }

    /// Sets the number of the pool that pays. The benefit's field `pool_nr` holds it.
    pub fn pool_number(mut self, number: impl Into<TextOrNumber>) -> Self {
        self.pool = Some(number.into());
        self
    }

    /// Adds a line.
    pub fn line(mut self, line: Line) -> Self {
        self.lines.push(line);
        self
    }

    /// Adds a payment modifier: an amount that somebody other than the insurer pays.
    pub fn modifier(mut self, modifier: PaymentModifier) -> Self {
        self.modifiers.push(modifier);
        self
    }

    /// Sets the hospital's own reference. The default is the invoice number.
    pub fn reference(mut self, reference: impl Into<String>) -> Self {
        self.reference = Some(reference.into());
        self
    }

    /// Sets the kind of service, such as `OUTPATIENT`.
    pub fn service_type(mut self, service_type: impl Into<String>) -> Self {
        self.service_type = Some(service_type.into());
        self
    }

    /// Sets the number and the QR code text of the fiscal receipt (Kenya's eTIMS).
    pub fn fiscal_receipt(mut self, number: impl Into<String>, code: impl Into<String>) -> Self {
        self.fiscal_number = Some(number.into());
        self.fiscal_code = Some(code.into());
        self
    }

    /// Sets the currency that the hospital's books state for this invoice. It is not sent. A claim
    /// has one currency, and the check compares the two.
    pub fn currency(mut self, currency: impl Into<String>) -> Self {
        self.currency = Some(currency.into());
        self
    }

    /// Sets the gross amount that the hospital's books state. The default is the sum of the lines.
    pub fn stated_gross(mut self, amount: Amount) -> Self {
        self.gross = Some(amount);
        self
    }

    /// Sets the net amount that the hospital's books state. The default is the gross amount less
    /// the modifiers.
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

/// A line of an invoice: a quantity of one item, at a price for each.
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
    /// Creates a line: `quantity` of the hospital's item `code`, called `name`, charged on `date`.
    ///
    /// `unit_price` is the price of one item, in the currency of the claim. Parse it from the
    /// books' own digits (`"0.74".parse()?`), so that no digit is lost. Quantities are mostly whole
    /// (`30`).
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

    /// Sets the time of day.
    pub fn time(mut self, time: Time) -> Self {
        self.time = Some(time);
        self
    }

    /// Sets the kind of service, such as `PHARMACY`.
    pub fn service_group(mut self, group: impl Into<String>) -> Self {
        self.group = Some(group.into());
        self
    }

    /// Sets additional information.
    pub fn additional_info(mut self, info: impl Into<String>) -> Self {
        self.info = Some(info.into());
        self
    }

    /// Sets the code of the pre-authorization that covers the line.
    pub fn pre_authorization_code(mut self, code: impl Into<String>) -> Self {
        self.pre_authorization = Some(code.into());
        self
    }

    /// Sets the number of the line.
    pub fn serial_no(mut self, number: impl Into<String>) -> Self {
        self.serial = Some(number.into());
        self
    }

    /// Sets the amount that the hospital's books state. The default is unit price × quantity,
    /// exactly.
    pub fn stated_amount(mut self, amount: Amount) -> Self {
        self.amount = Some(amount);
        self
    }
}

impl fmt::Debug for Line {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The services for a patient are private.
        formatter.debug_struct("Line").finish_non_exhaustive()
    }
}
