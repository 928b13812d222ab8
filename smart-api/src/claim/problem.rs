//! The problems of a draft: each one has a place, a name and amounts.

use std::fmt;
use std::ops::Deref;

use crate::runtime::Amount;
use crate::types::PaymentModifier;

/// A rule for claims. Its name is stable; see the table in [the module](super).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// `missing-field`: a required field of the claim is empty.
    MissingField,
    /// `no-invoice`: the claim has no invoice.
    NoInvoice,
    /// `no-line`: an invoice has no line.
    NoLine,
    /// `repeated-invoice`: two invoices of the claim have the same number.
    RepeatedInvoice,
    /// `too-many-digits`: a total cannot be written exactly in 28 digits.
    TooManyDigits,
    /// `line-amount`: the stated amount of a line is not unit price × quantity.
    LineAmount,
    /// `invoice-gross`: the stated gross amount of an invoice is not the sum of its lines.
    InvoiceGross,
    /// `invoice-net`: the stated net amount of an invoice is not gross less modifiers.
    InvoiceNet,
    /// `negative-net`: modifiers are more than the gross amount.
    NegativeNet,
    /// `claim-gross`: the stated gross amount of the claim is not the sum of its invoices'.
    ClaimGross,
    /// `claim-net`: the stated net amount of the claim is not the sum of its invoices'.
    ClaimNet,
    /// `pool-missing`: an invoice names no benefit pool.
    PoolMissing,
    /// `pool-unknown`: the member has no such benefit pool.
    PoolUnknown,
    /// `pool-not-claimable`: claims may not use the pool.
    PoolNotClaimable,
    /// `pool-balance`: the pool holds less than its invoices ask for.
    PoolBalance,
    /// `no-diagnosis`: there is no diagnosis.
    NoDiagnosis,
    /// `primary-diagnosis`: not exactly one diagnosis is the primary one.
    PrimaryDiagnosis,
    /// `date-order`: a date is earlier or later than another date allows.
    DateOrder,
    /// `currency`: amounts are in more than one currency.
    Currency,
    /// `not-liftable`: `allow` names a rule that does not exist or cannot be lifted.
    NotLiftable,
}

impl Rule {
    /// Returns the stable name, such as `pool-balance`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::MissingField => "missing-field",
            Self::NoInvoice => "no-invoice",
            Self::NoLine => "no-line",
            Self::RepeatedInvoice => "repeated-invoice",
            Self::TooManyDigits => "too-many-digits",
            Self::LineAmount => "line-amount",
            Self::InvoiceGross => "invoice-gross",
            Self::InvoiceNet => "invoice-net",
            Self::NegativeNet => "negative-net",
            Self::ClaimGross => "claim-gross",
            Self::ClaimNet => "claim-net",
            Self::PoolMissing => "pool-missing",
            Self::PoolUnknown => "pool-unknown",
            Self::PoolNotClaimable => "pool-not-claimable",
            Self::PoolBalance => "pool-balance",
            Self::NoDiagnosis => "no-diagnosis",
            Self::PrimaryDiagnosis => "primary-diagnosis",
            Self::DateOrder => "date-order",
            Self::Currency => "currency",
            Self::NotLiftable => "not-liftable",
        }
    }

    /// Returns a text that says what is wrong where the rule is broken.
    pub const fn says(self) -> &'static str {
        match self {
            Self::MissingField => "must not be empty",
            Self::NoInvoice => "the claim has no invoice",
            Self::NoLine => "the invoice has no line",
            Self::RepeatedInvoice => "another invoice of the claim has this number",
            Self::TooManyDigits => "cannot be written exactly in 28 digits; state a rounded amount",
            Self::LineAmount => "is not unit price × quantity",
            Self::InvoiceGross => "is not the sum of the lines",
            Self::InvoiceNet => "is not the gross amount less the modifiers",
            Self::NegativeNet => "is below zero: the modifiers are more than the gross amount",
            Self::ClaimGross | Self::ClaimNet => "is not the sum of the invoices",
            Self::PoolMissing => "no benefit pool is named",
            Self::PoolUnknown => "the member has no such benefit pool",
            Self::PoolNotClaimable => "claims may not use this benefit pool",
            Self::PoolBalance => "the benefit pool holds less; the patient pays the rest in cash",
            Self::NoDiagnosis => "every claim carries a diagnosis",
            Self::PrimaryDiagnosis => "exactly one diagnosis is the primary one",
            Self::DateOrder => "is earlier or later than another date allows",
            Self::Currency => "is not the currency of the policy; a claim has one",
            Self::NotLiftable => {
                "the rule cannot be lifted; only rules of arithmetic and balance can"
            }
        }
    }

    /// Returns true if `allow` can lift the rule. Rules of arithmetic and balance are assumptions,
    /// so they can be lifted.
    pub const fn is_liftable(self) -> bool {
        matches!(
            self,
            Self::LineAmount
                | Self::InvoiceGross
                | Self::InvoiceNet
                | Self::NegativeNet
                | Self::ClaimGross
                | Self::ClaimNet
                | Self::PoolBalance
        )
    }

    /// Returns the liftable rule of this name.
    pub(super) fn liftable(name: &str) -> Option<Self> {
        [
            Self::LineAmount,
            Self::InvoiceGross,
            Self::InvoiceNet,
            Self::NegativeNet,
            Self::ClaimGross,
            Self::ClaimNet,
            Self::PoolBalance,
        ]
        .into_iter()
        .find(|rule| rule.name() == name)
    }
}

/// One problem of a draft.
///
/// `Display` and `Debug` show place and name. They leave out the amounts, which belong to a
/// patient.
#[derive(Clone, PartialEq)]
pub struct Problem {
    field: String,
    rule: Rule,
    said: &'static str,
    figures: Option<(Amount, Amount)>,
    proposal: Option<Box<Proposal>>,
}

impl Problem {
    pub(super) fn new(field: impl Into<String>, rule: Rule) -> Self {
        Self {
            field: field.into(),
            rule,
            said: rule.says(),
            figures: None,
            proposal: None,
        }
    }

    /// Sets a text that is more exact than the rule's own.
    pub(super) fn saying(mut self, said: &'static str) -> Self {
        self.said = said;
        self
    }

    /// Sets the amounts: `found` is in the field, and `expected` should be.
    pub(super) fn figures(mut self, found: Amount, expected: Amount) -> Self {
        self.figures = Some((found, expected));
        self
    }

    pub(super) fn proposing(mut self, proposal: Proposal) -> Self {
        self.proposal = Some(Box::new(proposal));
        self
    }

    /// Returns the field, as a JSON pointer into the claim as it is sent:
    /// `/invoices/0/lines/2/amount`. The pointer is empty for a problem of the whole draft.
    pub fn field(&self) -> &str {
        &self.field
    }

    /// Returns the rule that is broken.
    pub fn rule(&self) -> Rule {
        self.rule
    }

    /// Returns the stable name of the rule, such as `pool-balance`.
    pub fn name(&self) -> &'static str {
        self.rule.name()
    }

    /// Returns the amount in the field. For `pool-balance`, it is the amount that the invoice asks
    /// for.
    pub fn found(&self) -> Option<Amount> {
        self.figures.map(|(found, _)| found)
    }

    /// Returns the amount that the field should hold. For `pool-balance`, it is the amount that the
    /// pool has left.
    pub fn expected(&self) -> Option<Amount> {
        self.figures.map(|(_, expected)| expected)
    }

    /// Returns a correction, which [`ClaimDraft::accept`](super::ClaimDraft::accept) adds to the
    /// draft.
    pub fn proposal(&self) -> Option<&Proposal> {
        self.proposal.as_deref()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = if self.field.is_empty() {
            "the draft"
        } else {
            &self.field
        };
        write!(formatter, "{field}: {} ({})", self.said, self.name())
    }
}

impl fmt::Debug for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Problem")
            .field("field", &self.field)
            .field("rule", &self.rule)
            .field("has_proposal", &self.proposal.is_some())
            .finish_non_exhaustive()
    }
}

/// A payment modifier that would correct a problem of one invoice: the patient pays the amount that
/// the pool lacks, in cash (type 0).
#[derive(Clone, PartialEq)]
pub struct Proposal {
    pub(super) invoice: usize,
    pub(super) modifier: PaymentModifier,
}

impl Proposal {
    /// Returns the index of the invoice in the draft, from 0.
    pub fn invoice(&self) -> usize {
        self.invoice
    }

    /// Returns the modifier. Its amount is in the currency of the claim.
    pub fn modifier(&self) -> &PaymentModifier {
        &self.modifier
    }
}

impl fmt::Debug for Proposal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Proposal")
            .field("invoice", &self.invoice)
            .field("type", &self.modifier.type_)
            .finish_non_exhaustive()
    }
}

/// All problems of a draft, in the order of the check: header, invoices, totals of the claim,
/// benefit pools. There is at least one.
#[derive(Clone, Debug, PartialEq)]
pub struct Problems(pub(super) Vec<Problem>);

impl Deref for Problems {
    type Target = [Problem];

    fn deref(&self) -> &[Problem] {
        &self.0
    }
}

impl IntoIterator for Problems {
    type Item = Problem;
    type IntoIter = std::vec::IntoIter<Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (nth, problem) in self.iter().enumerate() {
            if nth > 0 {
                formatter.write_str("\n")?;
            }
            problem.fmt(formatter)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}
