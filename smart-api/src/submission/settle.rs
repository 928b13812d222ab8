//! Finds out what became of a claim, by the entries that were not there before.

use super::entry::{Entry, added, entries};
use super::handle::{Remembered, ResumeHandle};
use super::outcome::{Accepted, Settlement, Unsettled};
use super::posts::posts_of;
use crate::Client;
use crate::runtime::Error;

impl Client {
    /// Asks claim-status for every invoice of a claim whose outcome is not known. Nothing is posted.
    /// As long as it stays unknown, this client prepares no other claim with one of these invoices.
    ///
    /// An answer of `Unknown` is no error: ask again later. Ours are entries that were not there before
    /// the post and whose amount, if they name one, is the net or the gross amount of the invoice
    /// (which of them Smart names is not documented).
    ///
    /// # Errors
    /// When claim-status cannot be asked. The handle can be settled again.
    pub async fn settle(&self, handle: &ResumeHandle) -> Result<Settlement, Error> {
        let mut ours = Vec::new();
        let mut missing = false;
        for invoice in &handle.invoices {
            let now = entries(self, &invoice.invoice_number, handle.whose()).await?;
            let mut found = added(&invoice.before, now);
            found.retain(|entry| is_of(invoice, entry));
            // A post without an entry may be on its way. Entries of the others settle nothing then,
            // unless one of them lives.
            let may_still_arrive = found.len() < handle.posts;
            missing |= may_still_arrive && found.iter().all(Entry::is_dead);
            ours.extend(found);
        }
        let dead = |invoice: &Remembered| {
            let of_invoice = |entry: &&Entry| entry.invoice_number == invoice.invoice_number;
            ours.iter().filter(of_invoice).all(Entry::is_dead)
        };
        let posts = posts_of(self);
        if missing {
            posts.doubt(handle.names(), handle.id());
            return Ok(Settlement::Unknown(ours));
        }
        Ok(if handle.invoices.iter().any(dead) {
            posts.forget(handle.names(), handle.id());
            Settlement::CancelledOrRejected(ours)
        } else {
            posts.settle(handle.names(), handle.id());
            Settlement::Accepted(Accepted {
                receipt: None,
                warning: None,
                entries: ours,
                handle: handle.clone(),
            })
        })
    }

    /// Settles a claim by what a person knows: that it has not arrived and will not, because Smart
    /// said so, or because it was refused and the program ended before it could throw the handle
    /// away. From then on its invoices are claimed as if new, with other amounts too.
    ///
    /// Nothing is asked and nothing is sent.
    pub fn settle_as_lost(&self, handle: &ResumeHandle) {
        posts_of(self).forget(handle.names(), handle.id());
    }
}

impl Unsettled {
    /// Asks what became of the claim. Nothing is posted.
    ///
    /// # Errors
    /// When claim-status cannot be asked. It can be asked again.
    pub async fn settle(&self) -> Result<Settlement, Error> {
        self.claim.client.settle(&self.handle).await
    }
}

/// Returns whether an entry may be of a post of this invoice.
fn is_of(invoice: &Remembered, entry: &Entry) -> bool {
    let amount = entry.amount;
    amount.is_none_or(|amount| amount == invoice.net || amount == invoice.gross)
}
