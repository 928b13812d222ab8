//! Finds out what became of a claim, by the entries that were not there before.

use super::entry::{Entry, added, entries};
use super::handle::{Remembered, ResumeHandle};
use super::outcome::{Accepted, Settlement};
use crate::Client;
use crate::runtime::Error;

impl Client {
    /// Asks claim-status for every invoice of a claim whose outcome is not known. Nothing is posted.
    /// As long as it stays unknown, this client prepares no other claim with one of these invoices.
    ///
    /// An answer of `Unknown` is no error: ask again later. Ours are entries that were not there before the post and whose amount, if they name one, is
    /// the net or the gross amount of the invoice (which of them Smart names is not documented).
    ///
    /// # Errors
    /// When claim-status cannot be asked. The handle can be settled again.
    pub async fn settle(&self, handle: &ResumeHandle) -> Result<Settlement, Error> {
        let mut ours = Vec::new();
        let mut missing = false;
        for invoice in &handle.invoices {
            let now = entries(self, &invoice.invoice_number, handle.whose()).await?;
            let before = ours.len();
            ours.extend(
                added(&invoice.before, now)
                    .into_iter()
                    .filter(|entry| is_of(invoice, entry)),
            );
            missing |= ours.len() == before;
        }
        let dead = |invoice: &Remembered| {
            let of_invoice = |entry: &&Entry| entry.invoice_number == invoice.invoice_number;
            ours.iter().filter(of_invoice).all(Entry::is_dead)
        };
        let in_flight = self.transport().in_flight();
        if missing {
            in_flight.doubt(handle.names());
            return Ok(Settlement::Unknown(ours));
        }
        in_flight.settle(handle.names());
        Ok(if handle.invoices.iter().any(dead) {
            Settlement::CancelledOrRejected(ours)
        } else {
            Settlement::Accepted(Accepted {
                receipt: None,
                warning: None,
                entries: ours,
                handle: handle.clone(),
            })
        })
    }
}

fn is_of(invoice: &Remembered, entry: &Entry) -> bool {
    let amount = entry.amount;
    amount.is_none_or(|amount| amount == invoice.net || amount == invoice.gross)
}
