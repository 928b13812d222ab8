//! The draft of a claim: a header that the session fills in, and the parts that the hospital adds.

use std::collections::BTreeSet;
use std::fmt;

use super::{InvoiceDraft, Proposal};
use crate::Client;
use crate::runtime::{Amount, LocalDateTime, TextOrNumber};
use crate::types::{Admission, Benefit, Claim, Diagnosis, PreAuthorization};
use crate::visit::ActiveSession;

/// A claim that is being put together. [`ActiveSession::draft`] begins one.
///
/// The methods check nothing. [`check`](Self::check) reports all problems at once.
#[derive(Clone)]
#[must_use]
pub struct ClaimDraft {
    pub(super) client: Client,
    /// All but the invoices and totals. Fields that the session does not know are empty.
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
    /// Begins a claim for this visit. `claim_code` is the hospital's own code of the claim.
    /// `visit_start` is the start of the visit, in East Africa Time.
    ///
    /// The session fills in patient, member, payer, scheme, visit, session, location and currency,
    /// as far as it knows them.
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
    /// Adds an invoice.
    pub fn invoice(mut self, invoice: InvoiceDraft) -> Self {
        self.invoices.push(invoice);
        self
    }

    /// Adds the diagnosis that the visit was about. Exactly one diagnosis is the primary one.
    pub fn primary_diagnosis(self, diagnosis: Diagnosis) -> Self {
        self.diagnosis(diagnosis.is_primary(true))
    }

    /// Adds a diagnosis. It is a secondary one unless it is marked as primary.
    pub fn diagnosis(mut self, mut diagnosis: Diagnosis) -> Self {
        diagnosis.is_primary.get_or_insert(false);
        diagnosis.is_added_with_claim.get_or_insert(true);
        self.header.diagnosis.push(diagnosis);
        self
    }

    /// Marks the diagnosis as sent later by clinic record. Only hospitals with a special
    /// arrangement with Smart may do so (documented).
    pub fn diagnosis_follows(mut self) -> Self {
        self.diagnosis_follows = true;
        self
    }

    /// Sets the end of the visit.
    pub fn visit_end(mut self, end: LocalDateTime) -> Self {
        self.header.visit_end = Some(end);
        self
    }

    /// Sets the treating doctor.
    pub fn doctor_name(mut self, name: impl Into<String>) -> Self {
        self.header.doctor_name = Some(name.into());
        self
    }

    /// Sets the batch in which the hospital dispatches the claim, and its time.
    pub fn batch(mut self, number: impl Into<String>, dispatched: LocalDateTime) -> Self {
        self.header.batch_number = Some(number.into());
        self.header.dispatch_date = Some(dispatched);
        self
    }

    /// Adds a pre-authorization.
    pub fn pre_authorization(mut self, pre_authorization: PreAuthorization) -> Self {
        self.header.pre_authorization.push(pre_authorization);
        self
    }

    /// Sets the admission of an inpatient.
    pub fn admission(mut self, admission: Admission) -> Self {
        self.header.admission = Some(admission);
        self
    }

    /// Sets the insurer's code, for a session that does not name it.
    pub fn payer_code(mut self, code: impl Into<String>) -> Self {
        self.header.payer_code = code.into();
        self
    }

    /// Sets the place of care, for a session that does not name it.
    pub fn location(mut self, code: impl Into<String>, name: impl Into<String>) -> Self {
        self.header.location_code = Some(code.into());
        self.header.location_name = Some(name.into());
        self
    }

    /// Sets the currency of all amounts, such as `KES`. The default is the currency of the policy.
    pub fn currency(mut self, currency: impl Into<String>) -> Self {
        self.header.currency = currency.into();
        self
    }

    /// Sets the gross amount that the hospital's books state. The default is the sum of the
    /// invoices.
    pub fn stated_gross(mut self, amount: Amount) -> Self {
        self.gross = Some(amount);
        self
    }

    /// Sets the net amount that the hospital's books state. The default is the sum of the invoices.
    pub fn stated_net(mut self, amount: Amount) -> Self {
        self.net = Some(amount);
        self
    }

    /// Lifts the rule of this name, such as `pool-balance`: the check no longer reports its
    /// problems. Only rules of arithmetic and balance can be lifted. Any other name is a problem
    /// itself.
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

/// Returns the header of a claim, filled in from the session.
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

/// Returns the value that all benefits share. Returns `None` if they differ, because the draft does
/// not know which benefit is meant.
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
