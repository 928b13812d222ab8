//! How to work with this crate: from the first call to the list of claims that are not billed.
//!
//! | page | for |
//! |---|---|
//! | [`journey`] | a whole visit, step by step, and what the compiler keeps in order |
//! | [`errors`] | what a failure means, what to do about it, what may be logged |
//! | [`testing`] | your own tests against a simulator, faults included |
//! | [`comparison`] | what the clients of AWS, Google, GitHub and Stripe have, point by point |
//!
//! Every example on these pages is compiled; those of [`testing`] are run.

#[doc = include_str!("journey.md")]
pub mod journey {}

#[doc = include_str!("errors.md")]
pub mod errors {}

#[doc = include_str!("testing.md")]
pub mod testing {}

#[doc = include_str!("comparison.md")]
pub mod comparison {}
