//! The handle of a submission. It settles the claim later, in another process too.

use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use super::entry::{Entry, Whose};
use super::posts::PostId;
use crate::runtime::{Amount, LocalDateTime};
use crate::types::{Claim, Invoice, InvoiceNumber, MemberNumber, SessionId, VisitNumber};

/// The version of the stored form. Another version is refused, so that it is not misread.
const VERSION: u32 = 1;

/// All data that settling a claim needs: its invoices, and the entries that Smart had for them
/// before the post.
///
/// Store it with serde, as JSON for example. This version and later versions of the crate can read
/// it. It holds the member number and the visit number, but neither diagnosis nor services. `Debug`
/// prints the claim's code and the time, and nothing else.
#[derive(Clone, PartialEq, Serialize)]
pub struct ResumeHandle {
    version: u32,
    claim_code: String,
    member_number: MemberNumber,
    visit_number: VisitNumber,
    session_id: SessionId,
    prepared_at: LocalDateTime,
    /// The number of posts that this handle stands for. It includes the post that the handle was
    /// prepared for, so it is one before the first post.
    pub(super) posts: usize,
    pub(super) invoices: Vec<Remembered>,
}

/// An invoice of the claim, with the entries that Smart had before the post.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Remembered {
    pub(super) invoice_number: InvoiceNumber,
    pub(super) net: Amount,
    pub(super) gross: Amount,
    pub(super) before: Vec<Entry>,
}

impl ResumeHandle {
    /// Creates a handle that remembers no entries yet.
    pub(super) fn new(claim: &Claim, prepared_at: LocalDateTime) -> Self {
        let invoices = claim.invoices.iter().map(|invoice| Remembered {
            invoice_number: invoice.invoice_number.clone(),
            net: invoice.amount,
            gross: invoice.gross_amount,
            before: Vec::new(),
        });
        Self {
            version: VERSION,
            claim_code: claim.claim_code.clone(),
            member_number: claim.member_number.clone(),
            visit_number: claim.visit_number.clone(),
            session_id: claim.session_id,
            prepared_at,
            posts: 1,
            invoices: invoices.collect(),
        }
    }

    /// Returns a handle that stands for one more post.
    pub(super) fn for_another_post(&self) -> Self {
        Self {
            posts: self.posts.saturating_add(1),
            ..self.clone()
        }
    }

    /// Returns the id of the handle's post, a hash of all that the handle holds. Compare it within
    /// one process only: another release of Rust may hash differently.
    pub(super) fn id(&self) -> PostId {
        let mut hasher = DefaultHasher::new();
        // All its fields can be written, so this cannot fail.
        let written = serde_json::to_vec(self).unwrap_or_default();
        written.hash(&mut hasher);
        PostId(hasher.finish())
    }

    /// Returns the hospital's code of the claim.
    pub fn claim_code(&self) -> &str {
        &self.claim_code
    }

    /// Returns the time at which the entries were remembered, by this machine's clock, in East
    /// Africa Time.
    pub fn prepared_at(&self) -> LocalDateTime {
        self.prepared_at
    }

    /// Returns the claim's invoices with the net amount of each.
    pub fn invoices(&self) -> impl Iterator<Item = (&InvoiceNumber, Amount)> {
        let invoices = self.invoices.iter();
        invoices.map(|invoice| (&invoice.invoice_number, invoice.net))
    }

    /// Returns the member's number at the insurer.
    pub fn member_number(&self) -> &MemberNumber {
        &self.member_number
    }

    /// Returns the hospital's number of the visit.
    pub fn visit_number(&self) -> &VisitNumber {
        &self.visit_number
    }

    /// Returns Smart's id of the session.
    pub fn session_id(&self) -> SessionId {
        self.session_id
    }

    /// Returns the names under which the claim's invoices are reserved or in doubt.
    pub(super) fn names(&self) -> impl Iterator<Item = String> {
        let invoices = self.invoices.iter();
        invoices.map(|invoice| name(&self.visit_number, &invoice.invoice_number))
    }

    pub(super) fn whose(&self) -> Whose<'_> {
        Whose {
            visit_number: &self.visit_number,
            member_number: &self.member_number,
            session_id: self.session_id,
        }
    }

    /// Returns true if the handle was made for a claim with the same ids, invoices and amounts.
    pub(super) fn is_of(&self, claim: &Claim) -> bool {
        let same_invoice = |(ours, theirs): (&Remembered, &Invoice)| {
            ours.invoice_number == theirs.invoice_number
                && ours.net == theirs.amount
                && ours.gross == theirs.gross_amount
        };
        self.claim_code == claim.claim_code
            && self.member_number == claim.member_number
            && self.visit_number == claim.visit_number
            && self.session_id == claim.session_id
            && self.invoices.len() == claim.invoices.len()
            && self.invoices.iter().zip(&claim.invoices).all(same_invoice)
    }
}

/// Returns the name of an invoice of a visit.
pub(super) fn name(visit: &VisitNumber, invoice: &InvoiceNumber) -> String {
    [visit.as_str(), "\n", invoice.as_str()].concat()
}

impl<'de> Deserialize<'de> for ResumeHandle {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Stored {
            version: u32,
            claim_code: String,
            member_number: MemberNumber,
            visit_number: VisitNumber,
            session_id: SessionId,
            prepared_at: LocalDateTime,
            posts: usize,
            invoices: Vec<Remembered>,
        }
        let stored = Stored::deserialize(deserializer)?;
        if stored.version != VERSION {
            return Err(D::Error::custom(
                "a resume handle of a version that is not known here",
            ));
        }
        if stored.invoices.is_empty() {
            return Err(D::Error::custom("a resume handle without invoices"));
        }
        if stored.posts == 0 {
            return Err(D::Error::custom("a resume handle without a post"));
        }
        Ok(Self {
            version: stored.version,
            claim_code: stored.claim_code,
            member_number: stored.member_number,
            visit_number: stored.visit_number,
            session_id: stored.session_id,
            prepared_at: stored.prepared_at,
            posts: stored.posts,
            invoices: stored.invoices,
        })
    }
}

impl fmt::Debug for ResumeHandle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ResumeHandle")
            .field("claim_code", &self.claim_code)
            .field("prepared_at", &self.prepared_at)
            .finish_non_exhaustive()
    }
}
