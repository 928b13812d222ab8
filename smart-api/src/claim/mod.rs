//! Claims, from the draft to the checked claim.
//!
//! A [`ClaimDraft`] comes from an active session and takes over the session's data.
//! [`ClaimDraft::check`] prices the lines, computes the totals, and reports every problem at once.
//! Only a [`CheckedClaim`] can be submitted (see [`submission`](crate::submission)).
//!
//! ```no_run
//! use smart_api::claim::{InvoiceDraft, Line};
//! use smart_api::enums::{CodingStandard, ModifierType};
//! use smart_api::types::{Diagnosis, PaymentModifier};
//! # fn draft(visit: smart_api::visit::ActiveSession) -> Result<(), Box<dyn std::error::Error>> {
//! let pool = visit.benefit("501").ok_or("no such pool")?;
//! let draft = visit
//!     .draft("CLM-1500835", "2025-01-21 09:30:00".parse()?)
//!     .visit_end("2025-01-21 11:45:00".parse()?)
//!     .primary_diagnosis(Diagnosis::new("J06.9", CodingStandard::Icd10))
//!     .invoice(
//!         InvoiceDraft::new("Invoce1500835", "2025-01-21 11:40:00".parse()?)
//!             .pool(pool)
//!             .line(Line::new("PARA-500", "Paracetamol 500 mg", 30, "0.74".parse()?, "2025-01-21".parse()?))
//!             .modifier(PaymentModifier::new(ModifierType::FixedCopay, 10).reference_number("RCT-1")),
//!     );
//! match draft.check() {
//!     Ok(claim) => println!("{} of {}", claim.claim().amount, claim.claim().gross_amount),
//!     Err(problems) => println!("{problems}"),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # What is checked
//!
//! Smart's text demands only the diagnosis. All other rules were observed or are assumed. Rules of
//! arithmetic and balance are assumptions. A hospital whose books calculate differently states its
//! own amounts and lifts the rule by name: `draft.allow("line-amount")`.
//!
//! | name | what is wrong | may be lifted |
//! |---|---|---|
//! | `missing-field` | a required field of the claim is empty | |
//! | `no-invoice`, `no-line` | the claim has no invoice, an invoice has no line | |
//! | `repeated-invoice` | two invoices of the claim have the same number | |
//! | `too-many-digits` | a total cannot be written exactly in 28 digits | |
//! | `line-amount` | the amount stated for a line is not unit price × quantity | yes |
//! | `invoice-gross` | the gross amount stated for an invoice is not the sum of its lines | yes |
//! | `invoice-net` | the net amount stated for an invoice is not gross less modifiers | yes |
//! | `negative-net` | modifiers are more than the gross amount | yes |
//! | `claim-gross`, `claim-net` | an amount stated for the claim is not the sum of its invoices' | yes |
//! | `pool-missing`, `pool-unknown` | an invoice names no benefit pool, or none of the member's | |
//! | `pool-not-claimable` | claims may not use the pool | |
//! | `pool-balance` | the pool holds less than its invoices ask for; a cash modifier is proposed | yes |
//! | `no-diagnosis` | there is no diagnosis | |
//! | `primary-diagnosis` | not exactly one diagnosis is the primary one | |
//! | `date-order` | a date is earlier or later than another date allows | |
//! | `currency` | amounts are in more than one currency | |
//! | `not-liftable` | `allow` names a rule that does not exist or cannot be lifted | |
//!
//! Some hospitals have a special arrangement with Smart to send diagnoses later.
//! [`ClaimDraft::diagnosis_follows`] then switches `no-diagnosis` off.

mod check;
mod draft;
mod invoice;
mod problem;

pub use check::CheckedClaim;
pub use draft::ClaimDraft;
pub use invoice::{InvoiceDraft, Line};
pub use problem::{Problem, Problems, Proposal, Rule};
