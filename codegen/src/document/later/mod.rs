//! What OpenAPI 3.1 and 3.2 say, rewritten as OpenAPI 3.0 says it.
//!
//! Everything after this room reads one form only. A document that is written in either version
//! gives the same tree, and so the same code and the same digest. Keywords that only restrict
//! values, which the client does not judge, are taken out. Every new value has the place of the value
//! that it was made from.

mod objects;
mod schema;
mod types;

use super::Node;
use super::objects::Kind;
use crate::place::Place;
use crate::problem::{Problem, Reading};

/// Rewrites a document of version 3.1 or 3.2 as one of 3.0. Returns a warning for each part of which
/// no code is made, such as a webhook.
pub(super) fn rewrite(root: &mut Node) -> Vec<Problem> {
    let passed_over = objects::take_out(root);
    objects::rewrite(root, Kind::Document);
    let warnings = passed_over.into_iter().map(|(what, pointer, span)| {
        Problem::new(Reading::PassedOver { what }, Place::new(pointer, span))
    });
    warnings.collect()
}
