//! The checks of the benefit pools: they exist, claims may use them, and they hold enough.

use super::Found;
use crate::claim::{ClaimDraft, Problem, Proposal, Rule};
use crate::enums::ModifierType;
use crate::runtime::Amount;
use crate::types::{Benefit, Claim, Invoice, PaymentModifier};

/// Checks the pool of each invoice. Invoices of one pool draw on it in their order.
pub(super) fn check(draft: &ClaimDraft, claim: &Claim, found: &mut Found) {
    let mut left: Vec<(&Benefit, Amount)> = draft
        .benefits
        .iter()
        .map(|benefit| (benefit, benefit.amount))
        .collect();
    for (nth, invoice) in claim.invoices.iter().enumerate() {
        let field = format!("/invoices/{nth}/pool_number");
        let Some((benefit, left)) = pool_of(invoice, &mut left) else {
            let rule = match invoice.pool_number {
                Some(_) => Rule::PoolUnknown,
                None => Rule::PoolMissing,
            };
            found.add(Problem::new(field, rule));
            continue;
        };
        if benefit.claimable == Some(false) {
            found.add(Problem::new(field, Rule::PoolNotClaimable));
            continue;
        }
        // An overdrawn pool counts as an empty one.
        let available = (*left).max(Amount::ZERO);
        let lacking = invoice.amount.checked_sub(available);
        let lacking = lacking.filter(|lacking| *lacking > Amount::ZERO);
        *left = match lacking {
            Some(_) => Amount::ZERO,
            None => available.checked_sub(invoice.amount).unwrap_or(available),
        };
        if let Some(lacking) = lacking {
            let modifier = PaymentModifier::new(ModifierType::CashAboveBalance, lacking);
            let proposal = Proposal {
                invoice: nth,
                modifier,
            };
            let problem = Problem::new(field, Rule::PoolBalance)
                .figures(invoice.amount, available)
                .proposing(proposal);
            found.add(problem);
        }
    }
}

/// Returns the pool that an invoice names, with the amount that is left in it. Smart sends the
/// number sometimes as text and sometimes as a number.
fn pool_of<'a, 'b>(
    invoice: &Invoice,
    left: &'b mut [(&'a Benefit, Amount)],
) -> Option<(&'a Benefit, &'b mut Amount)> {
    let wanted = invoice.pool_number.as_ref()?.as_str();
    left.iter_mut()
        .find(|(benefit, _)| {
            let number = benefit.pool_nr.as_ref();
            number.is_some_and(|number| number.as_str() == wanted)
        })
        .map(|(benefit, left)| (*benefit, left))
}
