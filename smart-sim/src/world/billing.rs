//! Billing: a posted invoice waits until somebody, or a rule of the scenario, decides on it.

use super::{Attempt, ClaimState, SessionStatus, World};
use crate::Amount;
use crate::scenario::Decision;

/// Why an invoice could not be retrieved, cancelled or rejected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotRetrieved {
    /// No attempt of this invoice is Pending; these are the states of those that exist.
    #[error("no attempt of this invoice is Pending (states: {0:?})")]
    NotPending(Vec<ClaimState>),
    /// The pool holds less than the invoice asks for.
    #[error("the benefit pool holds {balance}, the invoice asks for {amount}")]
    BalanceTooLow {
        /// What the pool holds.
        balance: Amount,
        /// What the invoice asks for.
        amount: Amount,
    },
}

impl World {
    /// What a billing officer does in Smart's screens: the latest pending attempt of an invoice
    /// (of one session, if that is named) is retrieved, cancelled or rejected.
    pub(crate) fn decide_invoice(
        &mut self,
        invoice: &str,
        session: Option<i64>,
        state: ClaimState,
        reason: Option<String>,
    ) -> Result<Attempt, NotRetrieved> {
        let here = |one: &&Attempt| session.is_none_or(|id| one.session_id == id);
        let Some(attempt) = self.pending_attempt(invoice, session).cloned() else {
            let states = self
                .attempts_of(invoice)
                .filter(here)
                .map(|one| one.state)
                .collect();
            return Err(NotRetrieved::NotPending(states));
        };
        if state == ClaimState::Billed {
            self.pay(&attempt)?;
        }
        self.decide(attempt.id, state, reason.clone());
        Ok(Attempt {
            state,
            reason,
            ..attempt
        })
    }

    /// Takes the amount out of the pool, whole or not at all.
    fn pay(&mut self, attempt: &Attempt) -> Result<(), NotRetrieved> {
        let Some(pool) = attempt.benefit_id.and_then(|id| self.pool_mut(id)) else {
            return Ok(());
        };
        let (balance, amount) = (pool.balance, attempt.amount);
        match balance.minus(amount) {
            Some(left) if left >= Amount::ZERO => pool.balance = left,
            _ => return Err(NotRetrieved::BalanceTooLow { balance, amount }),
        }
        Ok(())
    }

    pub(super) fn decide(&mut self, id: i64, state: ClaimState, reason: Option<String>) {
        let Some(attempt) = self.attempts.get_mut(&id) else {
            return;
        };
        attempt.state = state;
        attempt.reason = reason;
        let session = attempt.session_id;
        if state == ClaimState::Billed && self.rules.bill_sessions {
            self.set_status(session, SessionStatus::Billed);
        }
    }

    /// Notes when the first rule that is about an attempt will decide on it.
    pub(super) fn schedule(&mut self, attempt: &Attempt) {
        let about = |decision: &&Decision| decision.is_about(attempt);
        let Some(decision) = self.rules.decisions.iter().find(about) else {
            return;
        };
        if decision.becomes != ClaimState::Pending {
            let due = attempt.posted.after(decision.after);
            let verdict = (decision.becomes, decision.reason.clone());
            self.due.insert((due, attempt.id), verdict);
        }
    }

    /// Decides on what has waited as long as its rule says, unless somebody has decided before.
    pub(super) fn decide_what_is_due(&mut self) {
        let now = self.now();
        while let Some(first) = self.due.first_entry()
            && first.key().0 <= now
        {
            let ((_, id), (state, reason)) = first.remove_entry();
            let pending = |one: &&Attempt| one.state == ClaimState::Pending;
            let Some(attempt) = self.attempts.get(&id).filter(pending).cloned() else {
                continue;
            };
            let paid = match state {
                ClaimState::Billed => self.pay(&attempt),
                _ => Ok(()),
            };
            match paid {
                Ok(()) => self.decide(id, state, reason),
                Err(why) => self.decide(id, ClaimState::Rejected, Some(why.to_string())),
            }
        }
    }
}

impl Decision {
    /// Whether everything that the rule names fits the attempt.
    fn is_about(&self, attempt: &Attempt) -> bool {
        let same = |named: &Option<String>, value: &str| match named {
            None => true,
            Some(text) => match text.strip_suffix('*') {
                Some(beginning) => value.starts_with(beginning),
                None => value == text,
            },
        };
        same(&self.invoice_number, &attempt.invoice_number)
            && same(&self.patient_number, &attempt.patient_number)
            && same(&self.member_number, &attempt.member_number)
            && self.amount_from.is_none_or(|least| attempt.amount >= least)
    }
}
