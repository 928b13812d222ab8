//! Billing: a person or a rule of the scenario decides on each posted invoice.

use super::World;
use super::claim::Attempt;
use crate::amount::Amount;
use crate::scenario::Decision;
use crate::status::{ClaimState, SessionStatus};

/// The reason why an invoice is not retrieved, cancelled or rejected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotRetrieved {
    /// No attempt of this invoice is Pending. The list holds the states of all attempts.
    #[error("no attempt of this invoice is Pending (states: {0:?})")]
    NotPending(Vec<ClaimState>),
    /// The pool holds less than the amount of the invoice.
    #[error("the benefit pool holds {balance}, the invoice asks for {amount}")]
    BalanceTooLow {
        /// The balance of the pool.
        balance: Amount,
        /// The amount of the invoice.
        amount: Amount,
    },
}

impl World {
    /// Bills, cancels or rejects the latest Pending attempt of an invoice, within one session if
    /// named. At Smart, a billing officer does this by hand.
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

    /// Takes the whole amount out of the pool, or fails.
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

    /// Schedules the decision of the first rule that concerns an attempt.
    pub(super) fn schedule(&mut self, attempt: &Attempt) {
        let concerns = |decision: &&Decision| decision.concerns(attempt);
        let Some(decision) = self.rules.decisions.iter().find(concerns) else {
            return;
        };
        if decision.becomes != ClaimState::Pending {
            let due = attempt.posted.after(decision.after);
            let verdict = (decision.becomes, decision.reason.clone());
            self.due.insert((due, attempt.id), verdict);
        }
    }

    /// Applies the scheduled decisions whose time has come to attempts that are still Pending.
    pub(crate) fn apply_due_decisions(&mut self) {
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
    /// Returns whether every condition of the rule fits the attempt.
    fn concerns(&self, attempt: &Attempt) -> bool {
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
