//! Claims: an invoice is posted, waits, and is billed when somebody retrieves it in Smart's screens.

use serde::Deserialize;

use super::{Reason, Refusal, Session, SessionStatus, World};
use crate::Amount;
use crate::clock::Moment;
use crate::scenario::Scenario;

/// How far a posted invoice has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub enum ClaimState {
    /// Posted, not retrieved yet.
    #[default]
    Pending,
    /// Retrieved; the benefit pool has paid.
    Billed,
    /// Withdrawn by a billing officer.
    Cancelled,
    /// Refused by the insurer.
    Rejected,
}

impl ClaimState {
    /// All states.
    pub const ALL: [ClaimState; 4] = [
        ClaimState::Pending,
        ClaimState::Billed,
        ClaimState::Cancelled,
        ClaimState::Rejected,
    ];

    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            ClaimState::Pending => "Pending",
            ClaimState::Billed => "Billed",
            ClaimState::Cancelled => "Cancelled",
            ClaimState::Rejected => "Rejected",
        }
    }
}

/// One posting of one invoice.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Attempt {
    /// Order of posting.
    pub id: i64,
    /// Number of the claim that it came in.
    pub claim_id: i64,
    /// Session it was posted in.
    pub session_id: i64,
    /// Patient file number.
    pub patient_number: String,
    /// Membership number.
    pub member_number: String,
    /// The hospital's visit number.
    pub visit_number: String,
    /// The hospital's invoice number.
    pub invoice_number: String,
    /// Net amount.
    pub amount: Amount,
    /// The benefit that pays, if the invoice names one.
    pub benefit_id: Option<i64>,
    /// How far it has come.
    pub state: ClaimState,
    /// Why it was cancelled or rejected.
    pub reason: Option<String>,
    /// When it was posted.
    pub posted: Moment,
    pub(crate) copay: Option<CopayPaid>,
}

/// A copay that the patient has paid, as the claim's payment modifier tells it.
#[derive(Clone, Debug)]
pub(crate) struct CopayPaid {
    pub(crate) amount: Amount,
    pub(crate) receipt: Option<String>,
}

/// What the simulator needs to know of a posted claim.
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
                .and_then(|nr| self.pool_number(&session.member_number, nr));
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

    /// Takes a claim in; gives its number.
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
                .any(|invoice| self.is_under_way(&session, invoice))
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

    fn paying_pool(&self, session: &Session, invoice: &NewInvoice) -> Result<Option<i64>, Reason> {
        let Some(text) = &invoice.pool else {
            return Ok(None);
        };
        let pool = text
            .parse()
            .ok()
            .and_then(|nr| self.pool_number(&session.member_number, nr));
        match pool {
            None if self.rules.check_identifiers => Err(Reason::UnknownPool),
            found => Ok(found),
        }
    }

    fn is_under_way(&self, session: &Session, invoice: &NewInvoice) -> bool {
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

    /// All attempts, in the order of posting.
    pub(crate) fn attempts(&self) -> impl DoubleEndedIterator<Item = &Attempt> + ExactSizeIterator {
        self.attempts.values()
    }

    /// The attempts of one invoice number, in the order of posting.
    pub(crate) fn attempts_of(&self, invoice: &str) -> impl DoubleEndedIterator<Item = &Attempt> {
        let ids = self
            .attempts_of
            .get(invoice)
            .map(Vec::as_slice)
            .unwrap_or_default();
        ids.iter().filter_map(|id| self.attempts.get(id))
    }

    /// The attempt that a decision on an invoice (of one session, if that is named) is about: the
    /// latest that is Pending.
    pub(crate) fn pending_attempt(&self, invoice: &str, session: Option<i64>) -> Option<&Attempt> {
        let about = |one: &&Attempt| {
            one.state == ClaimState::Pending && session.is_none_or(|id| one.session_id == id)
        };
        self.attempts_of(invoice).rev().find(about)
    }

    /// Which attempt of its invoice this is, from 1, and of how many.
    pub(crate) fn place_of(&self, attempt: &Attempt) -> (usize, usize) {
        let ids = self
            .attempts_of
            .get(&attempt.invoice_number)
            .map(Vec::as_slice)
            .unwrap_or_default();
        (ids.partition_point(|id| *id <= attempt.id), ids.len())
    }
}

impl NewClaim {
    /// Whether every identifier that the claim carries is that of the session.
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

    /// Whether lines make up the gross amount of their invoice, gross less modifiers is net, and
    /// the net amounts of invoices make up the claim.
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
