//! Claims: each posted invoice is an attempt, which is Pending until its billing.

use super::World;
use super::refusal::{Reason, Refusal};
use super::session::Session;
use crate::amount::Amount;
use crate::clock::Moment;
use crate::scenario::Scenario;
use crate::status::{ClaimState, SessionStatus};

/// An attempt to claim: one posting of one invoice.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Attempt {
    /// The number in the order of posting.
    pub id: i64,
    /// The number of the claim.
    pub claim_id: i64,
    /// The number of the session.
    pub session_id: i64,
    /// The patient file number.
    pub patient_number: String,
    /// The membership number.
    pub member_number: String,
    /// The hospital's visit number.
    pub visit_number: String,
    /// The hospital's invoice number.
    pub invoice_number: String,
    /// The net amount.
    pub amount: Amount,
    /// The benefit that pays, if the invoice names one.
    pub benefit_id: Option<i64>,
    /// The state.
    pub state: ClaimState,
    /// The reason of the decision.
    pub reason: Option<String>,
    /// The time of the posting.
    pub posted: Moment,
    pub(crate) copay: Option<CopayPaid>,
}

/// A copay that the patient has paid, from a payment modifier of the claim.
#[derive(Clone, Debug)]
pub(crate) struct CopayPaid {
    pub(crate) amount: Amount,
    pub(crate) receipt: Option<String>,
}

/// The position of an attempt among all attempts of its invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    /// The place of the attempt, from 1.
    pub(crate) nth: usize,
    /// The number of attempts.
    pub(crate) of: usize,
}

/// The parts of a posted claim that the rules use.
#[derive(Debug, Default)]
pub(crate) struct NewClaim {
    pub(crate) patient_number: Option<String>,
    pub(crate) member_number: Option<String>,
    pub(crate) visit_number: Option<String>,
    pub(crate) session_id: Option<String>,
    pub(crate) amount: Option<Amount>,
    pub(crate) has_diagnosis: bool,
    pub(crate) invoices: Vec<NewInvoice>,
}

#[derive(Debug, Default)]
pub(crate) struct NewInvoice {
    pub(crate) number: Option<String>,
    pub(crate) amount: Option<Amount>,
    pub(crate) gross_amount: Option<Amount>,
    pub(crate) modifiers: Amount,
    pub(crate) pool: Option<String>,
    pub(crate) copay: Option<CopayPaid>,
    pub(crate) lines: Vec<ClaimLine>,
}

#[derive(Debug)]
pub(crate) struct ClaimLine {
    pub(crate) amount: Option<Amount>,
    pub(crate) quantity: Option<Amount>,
    pub(crate) unit_price: Option<Amount>,
}

impl World {
    pub(super) fn seed_claims(&mut self, scenario: &Scenario) {
        for seed in &scenario.claims {
            let Some(session) = self.session(seed.session) else {
                continue;
            };
            let claim_id = self.take_claim_number();
            let pool = seed
                .pool_nr
                .and_then(|nr| self.benefit_number(&session.member_number, nr));
            let invoice = NewInvoice {
                number: Some(seed.invoice_number.clone()),
                amount: Some(seed.amount),
                ..NewInvoice::default()
            };
            let id = self.add_attempt(claim_id, &session, &invoice, pool);
            self.decide(id, seed.claim_status, None);
        }
    }

    fn take_claim_number(&mut self) -> i64 {
        let number = self.next_claim;
        self.next_claim += 1;
        number
    }

    /// Accepts a claim. Returns its number.
    pub(crate) fn post_claim(
        &mut self,
        patient: &str,
        session: i64,
        claim: &NewClaim,
    ) -> Result<i64, Refusal> {
        let session = self.session_of(patient, session)?;
        if !matches!(
            session.status,
            SessionStatus::Active | SessionStatus::Billed
        ) {
            return Err(Refusal::of_status(session.status, session.id));
        }
        let refuse = |reason| Err(Refusal::of_session(reason, session.id));
        if self.rules.check_identifiers && !claim.agrees_with(&session) {
            return refuse(Reason::IdentifiersDiffer);
        }
        if self.rules.require_diagnosis && !claim.has_diagnosis {
            return refuse(Reason::DiagnosisMissing);
        }
        if claim.invoices.is_empty() || claim.invoices.iter().any(|one| one.number.is_none()) {
            return refuse(Reason::NoInvoice);
        }
        if self.rules.check_arithmetic && !claim.adds_up() {
            return refuse(Reason::DoesNotAddUp);
        }
        if self.rules.refuse_repeated_claims
            && claim
                .invoices
                .iter()
                .any(|invoice| self.is_posted(&session, invoice))
        {
            return refuse(Reason::RepeatedClaim);
        }
        let mut pools = Vec::new();
        for invoice in &claim.invoices {
            match self.paying_pool(&session, invoice) {
                Ok(pool) => pools.push(pool),
                Err(reason) => return refuse(reason),
            }
        }
        let claim_id = self.take_claim_number();
        for (invoice, pool) in claim.invoices.iter().zip(pools) {
            self.add_attempt(claim_id, &session, invoice, pool);
        }
        Ok(claim_id)
    }

    /// Returns the benefit number of the pool that an invoice names.
    fn paying_pool(&self, session: &Session, invoice: &NewInvoice) -> Result<Option<i64>, Reason> {
        let Some(text) = &invoice.pool else {
            return Ok(None);
        };
        let pool = text
            .parse()
            .ok()
            .and_then(|nr| self.benefit_number(&session.member_number, nr));
        match pool {
            None if self.rules.check_identifiers => Err(Reason::UnknownPool),
            found => Ok(found),
        }
    }

    /// Returns whether the invoice is Pending or Billed in this session.
    fn is_posted(&self, session: &Session, invoice: &NewInvoice) -> bool {
        let number = invoice.number.as_deref().unwrap_or_default();
        self.attempts_of(number).any(|attempt| {
            attempt.session_id == session.id
                && matches!(attempt.state, ClaimState::Pending | ClaimState::Billed)
        })
    }

    fn add_attempt(
        &mut self,
        claim_id: i64,
        session: &Session,
        invoice: &NewInvoice,
        benefit_id: Option<i64>,
    ) -> i64 {
        let id = i64::try_from(self.attempts.len()).unwrap_or(i64::MAX) + 1;
        let attempt = Attempt {
            id,
            claim_id,
            session_id: session.id,
            patient_number: session.patient_number.clone(),
            member_number: session.member_number.clone(),
            visit_number: session.visit_number.clone().unwrap_or_default(),
            invoice_number: invoice.number.clone().unwrap_or_default(),
            amount: invoice.amount.unwrap_or_default(),
            benefit_id,
            state: ClaimState::Pending,
            reason: None,
            posted: self.now(),
            copay: invoice.copay.clone(),
        };
        self.attempts_of
            .entry(attempt.invoice_number.clone())
            .or_default()
            .push(id);
        self.schedule(&attempt);
        self.attempts.insert(id, attempt);
        id
    }

    /// Returns all attempts, in the order of posting.
    pub(crate) fn attempts(&self) -> impl DoubleEndedIterator<Item = &Attempt> + ExactSizeIterator {
        self.attempts.values()
    }

    /// Returns the attempts of one invoice number, in the order of posting.
    pub(crate) fn attempts_of(&self, invoice: &str) -> impl DoubleEndedIterator<Item = &Attempt> {
        let ids = self
            .attempts_of
            .get(invoice)
            .map(Vec::as_slice)
            .unwrap_or_default();
        ids.iter().filter_map(|id| self.attempts.get(id))
    }

    /// Returns the attempt that a decision on an invoice concerns: the latest Pending one, within
    /// one session if named.
    pub(crate) fn pending_attempt(&self, invoice: &str, session: Option<i64>) -> Option<&Attempt> {
        let concerned = |one: &&Attempt| {
            one.state == ClaimState::Pending && session.is_none_or(|id| one.session_id == id)
        };
        self.attempts_of(invoice).rev().find(concerned)
    }

    /// Returns the position of an attempt among all attempts of its invoice.
    pub(crate) fn position(&self, attempt: &Attempt) -> Position {
        let ids = self
            .attempts_of
            .get(&attempt.invoice_number)
            .map(Vec::as_slice)
            .unwrap_or_default();
        Position {
            nth: ids.partition_point(|id| *id <= attempt.id),
            of: ids.len(),
        }
    }
}

impl NewClaim {
    /// Returns whether every identifier in the claim is that of the session.
    pub(crate) fn agrees_with(&self, session: &Session) -> bool {
        let same =
            |named: &Option<String>, known: &str| named.as_deref().is_none_or(|n| n == known);
        same(&self.patient_number, &session.patient_number)
            && same(&self.member_number, &session.member_number)
            && same(
                &self.visit_number,
                session.visit_number.as_deref().unwrap_or_default(),
            )
            && same(&self.session_id, &session.id.to_string())
    }

    /// Returns whether the amounts add up.
    ///
    /// Lines add up to the gross amount of their invoice. Gross less modifiers is net. The net
    /// amounts of invoices add up to the claim.
    fn adds_up(&self) -> bool {
        let total = self.invoices.iter().try_fold(Amount::ZERO, |sum, invoice| {
            invoice.adds_up().then_some(())?;
            sum.plus(invoice.amount?)
        });
        total.is_some() && total == self.amount
    }
}

impl NewInvoice {
    fn adds_up(&self) -> bool {
        let lines = self.lines.iter().try_fold(Amount::ZERO, |sum, line| {
            let priced = line.quantity?.times(line.unit_price?)?;
            let amount = line.amount?;
            (priced == amount).then_some(())?;
            sum.plus(amount)
        });
        let net = self
            .gross_amount
            .and_then(|gross| gross.minus(self.modifiers));
        lines.is_some() && lines == self.gross_amount && net == self.amount
    }
}
