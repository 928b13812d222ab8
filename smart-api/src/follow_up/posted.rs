//! A posted invoice, as the hospital's books know it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::runtime::{Amount, LocalDateTime};
use crate::submission::ResumeHandle;
use crate::types::{InvoiceNumber, MemberNumber, SessionId, VisitNumber};

/// A posted invoice that needs follow-up.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PostedInvoice {
    /// The hospital's number of the invoice.
    pub invoice_number: InvoiceNumber,
    /// The hospital's number of the visit.
    pub visit_number: VisitNumber,
    /// The member's number at the insurer. Claim-status accepts it and works without it (observed).
    pub member_number: Option<MemberNumber>,
    /// Smart's id of the session. Claim-status accepts it and works without it (observed).
    pub session_id: Option<SessionId>,
    /// The time of the post, in East Africa Time. Smart does not report it.
    pub posted_at: LocalDateTime,
    /// The net amount in the hospital's books. It stands in for an amount that Smart does not name.
    pub amount: Option<Amount>,
    /// The reason why the invoice was not retrieved, if somebody has given one.
    pub reason: Option<String>,
}

impl PostedInvoice {
    /// Creates an invoice of a visit, posted at `posted_at` in East Africa Time.
    pub fn new(
        invoice_number: impl Into<InvoiceNumber>,
        visit_number: impl Into<VisitNumber>,
        posted_at: LocalDateTime,
    ) -> Self {
        Self {
            invoice_number: invoice_number.into(),
            visit_number: visit_number.into(),
            member_number: None,
            session_id: None,
            posted_at,
            amount: None,
            reason: None,
        }
    }

    /// Returns all invoices of a submitted claim, with visit, member, session and net amount. The
    /// time of the post is the time when the claim was prepared.
    pub fn of(handle: &ResumeHandle) -> impl Iterator<Item = Self> + Send + use<> {
        let invoices = handle.invoices().map(|(number, net)| Self {
            invoice_number: number.clone(),
            visit_number: handle.visit_number().clone(),
            member_number: Some(handle.member_number().clone()),
            session_id: Some(handle.session_id()),
            posted_at: handle.prepared_at(),
            amount: Some(net),
            reason: None,
        });
        // The iterator owns the invoices, because a follow-up outlives the handle.
        invoices.collect::<Vec<_>>().into_iter()
    }

    /// Sets the member's number at the insurer.
    #[must_use]
    pub fn member_number(mut self, number: impl Into<MemberNumber>) -> Self {
        self.member_number = Some(number.into());
        self
    }

    /// Sets Smart's id of the session.
    #[must_use]
    pub fn session_id(mut self, id: impl Into<SessionId>) -> Self {
        self.session_id = Some(id.into());
        self
    }

    /// Sets the net amount in the hospital's books.
    #[must_use]
    pub fn amount(mut self, net: Amount) -> Self {
        self.amount = Some(net);
        self
    }

    /// Sets the reason why the invoice was not retrieved.
    #[must_use]
    pub fn reason(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }
}

impl fmt::Debug for PostedInvoice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("PostedInvoice")
            .field("invoice_number", &self.invoice_number)
            .field("posted_at", &self.posted_at)
            .finish_non_exhaustive()
    }
}
