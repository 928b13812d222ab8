//! Settles claims: finds out their outcome by the entries that are new since the post.

use super::entry::{Entry, added, entries};
use super::handle::{Remembered, ResumeHandle};
use super::outcome::{Accepted, Settlement, Unsettled};
use super::posts::posts_of;
use crate::Client;
use crate::runtime::Error;

impl Client {
    /// Asks claim-status for every invoice of a claim whose outcome is not known. Nothing is
    /// posted. While the outcome stays unknown, this client prepares no other claim with one of
    /// these invoices.
    ///
    /// A result of `Unknown` is no error: ask again later. An entry is ours if it is new since the
    /// post and its amount fits. An amount fits if it is the net or the gross amount of the
    /// invoice, because Smart does not document which one it names. An entry without an amount fits
    /// too.
    ///
    /// # Errors
    /// Returns an error if claim-status cannot be asked. The handle can be settled again.
    pub async fn settle(&self, handle: &ResumeHandle) -> Result<Settlement, Error> {
        let mut ours = Vec::new();
        let mut missing = false;
        for invoice in &handle.invoices {
            let now = entries(self, &invoice.invoice_number, handle.whose()).await?;
            let mut found = added(&invoice.before, now);
            found.retain(|entry| is_of(invoice, entry));
            // A post without an entry may still arrive. Entries of the other posts then decide
            // nothing, unless one of them is neither cancelled nor rejected.
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
            posts.end_doubt(handle.names(), handle.id());
            Settlement::Accepted(Accepted {
                receipt: None,
                warning: None,
                entries: ours,
                handle: handle.clone(),
            })
        })
    }

    /// Settles a claim by the knowledge of a person: the claim has not arrived and will not arrive.
    /// Smart said so, or the claim was refused and the program ended before it threw away the
    /// handle. From then on its invoices can be claimed like new ones, with other amounts too.
    ///
    /// Nothing is asked and nothing is sent.
    pub fn settle_as_lost(&self, handle: &ResumeHandle) {
        posts_of(self).forget(handle.names(), handle.id());
    }
}

impl Unsettled {
    /// Settles the claim by its handle, as [`Client::settle`]. Nothing is posted.
    ///
    /// # Errors
    /// Returns an error if claim-status cannot be asked. It can be asked again.
    pub async fn settle(&self) -> Result<Settlement, Error> {
        self.claim.client.settle(&self.handle).await
    }
}

/// Returns true if an entry may belong to a post of this invoice.
fn is_of(invoice: &Remembered, entry: &Entry) -> bool {
    let amount = entry.amount;
    amount.is_none_or(|amount| amount == invoice.net || amount == invoice.gross)
}
