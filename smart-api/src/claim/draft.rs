//! The draft of a claim: a header that the session fills in, and what the hospital adds.

use std::collections::BTreeSet;
use std::fmt;

use super::{InvoiceDraft, Proposal};
use crate::Client;
use crate::runtime::{Amount, LocalDateTime, TextOrNumber};
use crate::types::{Admission, Benefit, Claim, Diagnosis, PreAuthorization};
use crate::visit::ActiveSession;

/// A claim that is being put together. [`ActiveSession::draft`] begins one.
///
/// Nothing is checked before [`check`](Self::check), which says everything at once.
#[derive(Clone)]
#[must_use]
pub struct ClaimDraft {
    pub(super) client: Client,
    /// All but invoices and totals. What the session did not know is empty.
    pub(super) header: Claim,
    pub(super) benefits: Vec<Benefit>,
    pub(super) policy_currency: Option<String>,
    pub(super) invoices: Vec<InvoiceDraft>,
    pub(super) gross: Option<Amount>,
    pub(super) net: Option<Amount>,
    pub(super) lifted: BTreeSet<String>,
    pub(super) diagnosis_follows: bool,
}

impl ActiveSession {
    /// Begins a claim for this visit. `claim_code` is the hospital's own code of the claim,
    /// `visit_start` is when the visit began, in East Africa Time.
    ///
    /// Patient, member, payer, scheme, visit, session, location and currency are filled in from what
    /// the session knows.
    pub fn draft(&self, claim_code: impl Into<String>, visit_start: LocalDateTime) -> ClaimDraft {
        ClaimDraft {
            client: self.client().clone(),
            header: header(self, claim_code.into(), visit_start),
            benefits: self.benefits().to_vec(),
            policy_currency: self.member().policy_currency.clone(),
            invoices: Vec::new(),
            gross: None,
            net: None,
            lifted: BTreeSet::new(),
            diagnosis_follows: false,
        }
    }
}

impl ClaimDraft {
    /// One more invoice.
    pub fn invoice(mut self, invoice: InvoiceDraft) -> Self {
        self.invoices.push(invoice);
        self
    }

    /// The diagnosis that the visit was about. Exactly one is the primary one.
    pub fn primary_diagnosis(self, diagnosis: Diagnosis) -> Self {
        self.diagnosis(diagnosis.is_primary(true))
    }

    /// One more diagnosis; not the primary one unless it says so.
    pub fn diagnosis(mut self, mut diagnosis: Diagnosis) -> Self {
        diagnosis.is_primary.get_or_insert(false);
        diagnosis.is_added_with_claim.get_or_insert(true);
        self.header.diagnosis.push(diagnosis);
        self
    }

    /// The diagnosis is sent afterwards by clinic record. Only for hospitals that have this special
    /// arrangement with Smart (documented).
    pub fn diagnosis_follows(mut self) -> Self {
        self.diagnosis_follows = true;
        self
    }

    /// When the visit ended.
    pub fn visit_end(mut self, end: LocalDateTime) -> Self {
        self.header.visit_end = Some(end);
        self
    }

    /// The treating doctor.
    pub fn doctor_name(mut self, name: impl Into<String>) -> Self {
        self.header.doctor_name = Some(name.into());
        self
    }

    /// The batch that the hospital dispatches the claim in, and when.
    pub fn batch(mut self, number: impl Into<String>, dispatched: LocalDateTime) -> Self {
        self.header.batch_number = Some(number.into());
        self.header.dispatch_date = Some(dispatched);
        self
    }

    /// One more pre-authorization.
    pub fn pre_authorization(mut self, pre_authorization: PreAuthorization) -> Self {
        self.header.pre_authorization.push(pre_authorization);
        self
    }

    /// The admission of an inpatient.
    pub fn admission(mut self, admission: Admission) -> Self {
        self.header.admission = Some(admission);
        self
    }

    /// The code of the insurer, where the session does not say it.
    pub fn payer_code(mut self, code: impl Into<String>) -> Self {
        self.header.payer_code = code.into();
        self
    }

    /// The place of care, where the session does not say it.
    pub fn location(mut self, code: impl Into<String>, name: impl Into<String>) -> Self {
        self.header.location_code = Some(code.into());
        self.header.location_name = Some(name.into());
        self
    }

    /// The currency of all amounts, such as `KES`; that of the policy unless set.
    pub fn currency(mut self, currency: impl Into<String>) -> Self {
        self.header.currency = currency.into();
        self
    }

    /// The gross amount as the hospital's books have it. Unless stated, the sum of the invoices.
    pub fn stated_gross(mut self, amount: Amount) -> Self {
        self.gross = Some(amount);
        self
    }

    /// The net amount as the hospital's books have it. Unless stated, the sum of the invoices.
    pub fn stated_net(mut self, amount: Amount) -> Self {
        self.net = Some(amount);
        self
    }

    /// Lifts the rule of this name, such as `pool-balance`: its problems are no problems. Only rules
    /// of arithmetic and balance can be lifted; any other name is a problem itself.
    pub fn allow(mut self, rule: impl Into<String>) -> Self {
        self.lifted.insert(rule.into());
        self
    }

    /// Adds a payment modifier that was [proposed](super::Problem::proposal) for this draft.
    pub fn accept(mut self, proposal: &Proposal) -> Self {
        if let Some(invoice) = self.invoices.get_mut(proposal.invoice) {
            invoice.modifiers.push(proposal.modifier.clone());
        }
        self
    }
}

/// What the session knows of a claim.
fn header(visit: &ActiveSession, claim_code: String, start: LocalDateTime) -> Claim {
    let (session, member) = (visit.session().clone(), visit.member().clone());
    let member_number = session.member_number.map(String::from);
    let mut claim = Claim::builder()
        .claim_code(claim_code)
        .payer_code(
            session
                .payer_code
                .or(member.medicalaid_code.clone())
                .unwrap_or_default(),
        )
        .amount(Amount::ZERO)
        .gross_amount(Amount::ZERO)
        .patient_number(visit.patient_number().clone())
        .member_number(
            member_number
                .or(member.medicalaid_number)
                .unwrap_or_default(),
        )
        .visit_number(visit.visit_number().clone())
        .session_id(visit.session_id())
        .visit_start(start)
        .currency(member.policy_currency.unwrap_or_default())
        .invoices([])
        .build();
    claim.payer_name = session.payer_name.or(member.medicalaid_name);
    claim.medicalaid_code = member.medicalaid_code;
    claim.patient_name = session.patient_name.or_else(|| {
        let (first, last) = (member.patient_forenames?, member.patient_surname?);
        Some(format!("{first} {last}"))
    });
    claim.scheme_code = session.schemecode.or(member.medicalaid_scheme_code);
    claim.scheme_name = session.scheme_name.or(member.medicalaid_scheme_name);
    let benefits = visit.benefits();
    let location = |benefit: &Benefit| benefit.location_id.as_ref().map(text);
    claim.location_code = session.location_code.or_else(|| shared(benefits, location));
    claim.location_name = shared(benefits, |benefit| benefit.location_name.clone());
    let provider = |benefit: &Benefit| benefit.sp_id.as_ref().map(text);
    let provider = session
        .sp_id
        .as_ref()
        .map(text)
        .or_else(|| shared(benefits, provider));
    claim.sp_id = provider.and_then(|digits| digits.parse().ok());
    claim
}

fn text(value: &TextOrNumber) -> String {
    value.as_str().to_owned()
}

/// What all benefits agree on; where they do not, nobody knows which of them is meant.
fn shared(benefits: &[Benefit], value: impl Fn(&Benefit) -> Option<String>) -> Option<String> {
    let mut values = benefits.iter().map(value);
    let first = values.next()??;
    values
        .all(|other| other.as_ref() == Some(&first))
        .then_some(first)
}

impl fmt::Debug for ClaimDraft {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ClaimDraft")
            .field("invoices", &self.invoices)
            .field("diagnoses", &self.header.diagnosis.len())
            .field("lifted", &self.lifted)
            .finish_non_exhaustive()
    }
}
