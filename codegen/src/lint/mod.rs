//! What must be true of a document before code is generated from it, and what this repository
//! asks of its own document on top.

use crate::document::Document;
use crate::problem::{self, Problem};

/// Which rules a document is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rules {
    /// Those of generation and those of this repository's own document.
    All,
    /// Those without which code could not be generated, or would be wrong.
    Generation,
}

/// All problems of a document, in its order.
pub fn run(document: &Document, rules: Rules) -> Vec<Problem> {
    let mut problems = document.problems().to_vec();
    let _ = rules;
    problem::sort(&mut problems);
    problems
}
