//! Entries of claim-status, and the search for new ones.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use crate::Client;
use crate::enums::ClaimStatus;
use crate::requests::FetchClaimStatus;
use crate::runtime::{Amount, Error, Outcome};
use crate::types::{ClaimAttempt, InvoiceNumber, MemberNumber, SessionId, VisitNumber};

/// One attempt to have an invoice paid, as Smart knows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Entry {
    /// The invoice.
    pub invoice_number: InvoiceNumber,
    /// The status of the attempt.
    pub status: ClaimStatus,
    /// The amount that Smart names, in the currency of the claim.
    pub amount: Option<Amount>,
    /// The session in which the attempt was posted.
    pub session_id: Option<SessionId>,
}

impl Entry {
    /// Returns true if the attempt is over and nothing will be paid for it. An unknown status may
    /// mean anything, so the answer is then false.
    pub fn is_dead(&self) -> bool {
        matches!(self.status, ClaimStatus::Cancelled | ClaimStatus::Rejected)
    }

    /// Returns how likely it is that two entries show the same attempt. The amount weighs most,
    /// because attempts of one visit usually share the session, and the status changes.
    fn likeness(&self, other: &Self) -> u8 {
        u8::from(self.amount == other.amount) * 4
            + u8::from(self.session_id == other.session_id) * 2
            + u8::from(self.status == other.status)
    }
}

/// The owner of the invoices in a question to claim-status.
#[derive(Clone, Copy)]
pub(super) struct Whose<'a> {
    pub(super) visit_number: &'a VisitNumber,
    pub(super) member_number: &'a MemberNumber,
    pub(super) session_id: SessionId,
}

/// Returns all entries that an invoice has in its session now.
pub(super) async fn entries(
    client: &Client,
    invoice: &InvoiceNumber,
    whose: Whose<'_>,
) -> Result<Vec<Entry>, Error> {
    let request = FetchClaimStatus::new(invoice.clone(), whose.visit_number.clone())
        .member_number(whose.member_number.clone())
        .session_id(whose.session_id);
    asked(client, invoice, request).await
}

/// Returns the entries of an invoice that belong to other sessions of the same visit, such as one
/// that has expired. `own` are the entries of this session. Some entries name no session: those
/// beyond the number of such entries in `own` belong to other sessions.
///
/// The question leaves out the session, as some integrations do (observed). A server that refuses
/// this question adds no entries, and the documented question is enough.
pub(super) async fn elsewhere(
    client: &Client,
    invoice: &InvoiceNumber,
    whose: Whose<'_>,
    own: &[Entry],
) -> Result<Vec<Entry>, Error> {
    let request = FetchClaimStatus::new(invoice.clone(), whose.visit_number.clone());
    let found = match asked(client, invoice, request).await {
        Err(error) if error.outcome() == Outcome::Refused => Vec::new(),
        answer => answer?,
    };
    let others = |entry: &Entry| entry.session_id != Some(whose.session_id);
    let own: Vec<Entry> = own.iter().filter(|entry| others(entry)).cloned().collect();
    Ok(added(&own, found.into_iter().filter(others).collect()))
}

async fn asked(
    client: &Client,
    invoice: &InvoiceNumber,
    request: FetchClaimStatus,
) -> Result<Vec<Entry>, Error> {
    let attempts = client.fetch_claim_status(request).await?.into_payload();
    let entry = |attempt: ClaimAttempt| {
        let named = attempt.invoice_number.as_ref();
        named.is_none_or(|named| named == invoice).then(|| Entry {
            invoice_number: invoice.clone(),
            status: attempt.claim_status,
            amount: attempt.amount,
            session_id: attempt.session_id,
        })
    };
    Ok(attempts.into_iter().filter_map(entry).collect())
}

/// Returns the entries of `now` that are not in `before`. Each old entry takes out the most similar
/// entry of `now`. An entry has no id and may change, so an old entry always counts as old, however
/// much it changed. There are never more new entries than were added.
pub(super) fn added(before: &[Entry], mut now: Vec<Entry>) -> Vec<Entry> {
    let mut old: Vec<&Entry> = before.iter().collect();
    while !old.is_empty() && !now.is_empty() {
        let pairs = old.iter().enumerate().flat_map(|(o, old)| {
            let now = now.iter().enumerate();
            now.map(move |(n, new)| (Reverse(old.likeness(new)), o, n))
        });
        let Some((_, o, n)) = pairs.min() else {
            break;
        };
        old.remove(o);
        now.remove(n);
    }
    now
}

#[cfg(test)]
mod tests {
    use super::{Entry, added};
    use crate::enums::ClaimStatus;

    fn entry(status: &str, amount: i64) -> Entry {
        Entry {
            invoice_number: "I".into(),
            status: ClaimStatus::from(status),
            amount: Some(amount.into()),
            session_id: Some(1.into()),
        }
    }

    #[test]
    fn only_what_was_added_is_new() {
        let (old, new) = (entry("Cancelled", 5), entry("Pending", 5));
        assert_eq!(added(&[], vec![new.clone()]), std::slice::from_ref(&new));
        let both = vec![new.clone(), old.clone()];
        assert_eq!(added(std::slice::from_ref(&old), both), [new]);
    }

    #[test]
    fn an_old_entry_that_has_changed_is_not_new() {
        for changed in ["Billed", "Rejected", "Pending", "PARTLY_BILLED"] {
            assert_eq!(added(&[entry("Cancelled", 5)], vec![entry(changed, 5)]), []);
            assert_eq!(added(&[entry("Cancelled", 5)], vec![entry(changed, 4)]), []);
        }
        // Two entries existed before and both have changed; the third is ours.
        let before = [entry("Pending", 5), entry("Pending", 7)];
        let now = vec![
            entry("Billed", 7),
            entry("Pending", 9),
            entry("Cancelled", 5),
        ];
        assert_eq!(added(&before, now), [entry("Pending", 9)]);
    }

    #[test]
    fn an_entry_that_is_gone_makes_no_other_one_new_twice() {
        let before = [entry("Cancelled", 5), entry("Cancelled", 6)];
        assert_eq!(added(&before, vec![entry("Cancelled", 6)]), []);
        assert_eq!(added(&before, vec![]), []);
    }
}
