//! The handle of a submission, by which it is settled later, in another process too.

use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use super::entry::{Entry, Whose};
use super::posts::PostId;
use crate::runtime::{Amount, LocalDateTime};
use crate::types::{Claim, Invoice, InvoiceNumber, MemberNumber, SessionId, VisitNumber};

/// The form of the stored handle. Another one is refused rather than misread.
const VERSION: u32 = 1;

/// All that is needed to find out what became of a claim: which invoices, and which entries Smart
/// had for them before the post.
///
/// It is stored with serde, as JSON for example, and read again by this and later versions of the
/// crate. It holds member number and visit number, and neither diagnosis nor what was done; `Debug`
/// prints none of it but the claim's code.
#[derive(Clone, PartialEq, Serialize)]
pub struct ResumeHandle {
    version: u32,
    claim_code: String,
    member_number: MemberNumber,
    visit_number: VisitNumber,
    session_id: SessionId,
    prepared_at: LocalDateTime,
    /// How many posts this handle stands for, the one that it was prepared for included: one before
    /// the first post.
    pub(super) posts: usize,
    pub(super) invoices: Vec<Remembered>,
}

/// An invoice of the claim, and what Smart knew of it before the post.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Remembered {
    pub(super) invoice_number: InvoiceNumber,
    pub(super) net: Amount,
    pub(super) gross: Amount,
    pub(super) before: Vec<Entry>,
}

impl ResumeHandle {
    /// Nothing is remembered of the invoices yet.
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

    /// Returns the handle that stands for another post too.
    pub(super) fn for_another_post(&self) -> Self {
        Self {
            posts: self.posts.saturating_add(1),
            ..self.clone()
        }
    }

    /// Returns what tells its post from others, made of all that it holds. It is compared within one
    /// process only: another release of Rust may hash otherwise.
    pub(super) fn id(&self) -> PostId {
        let mut hasher = DefaultHasher::new();
        // It has only fields that can be written.
        let written = serde_json::to_vec(self).unwrap_or_default();
        written.hash(&mut hasher);
        PostId(hasher.finish())
    }

    /// The hospital's code of the claim.
    pub fn claim_code(&self) -> &str {
        &self.claim_code
    }

    /// When the entries were remembered, by this machine's clock, in East Africa Time.
    pub fn prepared_at(&self) -> LocalDateTime {
        self.prepared_at
    }

    /// The claim's invoices and the net amount of each.
    pub fn invoices(&self) -> impl Iterator<Item = (&InvoiceNumber, Amount)> {
        let invoices = self.invoices.iter();
        invoices.map(|invoice| (&invoice.invoice_number, invoice.net))
    }

    /// The member's number at the insurer.
    pub fn member_number(&self) -> &MemberNumber {
        &self.member_number
    }

    /// The hospital's number of the visit.
    pub fn visit_number(&self) -> &VisitNumber {
        &self.visit_number
    }

    /// Smart's id of the session.
    pub fn session_id(&self) -> SessionId {
        self.session_id
    }

    /// Returns the names under which its invoices are reserved or in doubt.
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

    /// Returns whether it was made for a claim like this.
    pub(super) fn is_of(&self, claim: &Claim) -> bool {
        let alike = |(ours, theirs): (&Remembered, &Invoice)| {
            ours.invoice_number == theirs.invoice_number
                && ours.net == theirs.amount
                && ours.gross == theirs.gross_amount
        };
        self.claim_code == claim.claim_code
            && self.member_number == claim.member_number
            && self.visit_number == claim.visit_number
            && self.session_id == claim.session_id
            && self.invoices.len() == claim.invoices.len()
            && self.invoices.iter().zip(&claim.invoices).all(alike)
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
