//! Turns a draft into a claim that can be submitted, or reports everything that is wrong with it.

mod content;
mod pools;
mod totals;

use std::fmt;

use super::{ClaimDraft, Problem, Problems, Rule};
use crate::Client;
use crate::types::Claim;

/// A claim that has passed its check. Only a checked claim can be submitted.
///
/// A checked claim can be submitted once: see [`submission`](crate::submission).
#[must_use = "a checked claim is not submitted yet"]
pub struct CheckedClaim {
    pub(crate) client: Client,
    pub(crate) claim: Box<Claim>,
}

impl CheckedClaim {
    /// Returns the claim in the form in which it is sent.
    pub fn claim(&self) -> &Claim {
        &self.claim
    }
}

impl fmt::Debug for CheckedClaim {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("CheckedClaim")
            .field("claim_code", &self.claim.claim_code)
            .finish_non_exhaustive()
    }
}

impl ClaimDraft {
    /// Computes every total and checks the whole claim. Nothing is sent.
    ///
    /// # Errors
    /// Returns all problems, except those that [`allow`](Self::allow) lifts.
    pub fn check(&self) -> Result<CheckedClaim, Problems> {
        let mut found = Found::new(self);
        content::header(self, &mut found);
        let claim = totals::claim(self, &mut found);
        pools::check(self, &claim, &mut found);
        if !found.problems.is_empty() {
            return Err(Problems(found.problems));
        }
        Ok(CheckedClaim {
            client: self.client.clone(),
            claim: Box::new(claim),
        })
    }
}

/// The problems that were found so far.
struct Found {
    problems: Vec<Problem>,
    lifted: Vec<Rule>,
}

impl Found {
    fn new(draft: &ClaimDraft) -> Self {
        let mut found = Self {
            problems: Vec::new(),
            lifted: Vec::new(),
        };
        for name in &draft.lifted {
            match Rule::liftable(name) {
                Some(rule) => found.lifted.push(rule),
                None => found.add(Problem::new("", Rule::NotLiftable)),
            }
        }
        found
    }

    fn add(&mut self, problem: Problem) {
        if !self.lifted.contains(&problem.rule()) {
            self.problems.push(problem);
        }
    }

    fn add_if(&mut self, wrong: bool, field: impl Into<String>, rule: Rule) {
        if wrong {
            self.add(Problem::new(field, rule));
        }
    }

    /// Adds a problem of a date if the date is wrong.
    fn add_date_if(&mut self, wrong: bool, field: impl Into<String>, said: &'static str) {
        if wrong {
            self.add(Problem::new(field, Rule::DateOrder).saying(said));
        }
    }
}
