//! What OpenAPI 3.1 and 3.2 say, rewritten as OpenAPI 3.0 says it.
//!
//! Everything after this room reads one form only. A document that is written in either version
//! gives the same tree, and so the same code and the same digest. Keywords that only restrict
//! values, which the client does not judge, are taken out. Every new value has the place of the value
//! that it was made from.

mod objects;
mod schema;
mod types;

use super::{Entry, Node, Span, Value};
use crate::place::Place;
use crate::problem::{Problem, Reading};

/// Rewrites a document of version 3.1 or 3.2 as one of 3.0. Returns a warning for each part of which
/// no code is made, such as a webhook.
pub(super) fn rewrite(root: &mut Node) -> Vec<Problem> {
    let passed_over = objects::take_out(root);
    objects::rewrite(root, objects::Kind::Document);
    let warnings = passed_over.into_iter().map(|(what, pointer, span)| {
        Problem::new(Reading::PassedOver { what }, Place::new(pointer, span))
    });
    warnings.collect()
}

/// Visits the values of a list or a mapping.
fn each(node: &mut Node, visit: &mut dyn FnMut(&mut Node)) {
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(visit),
        Value::Map(map) => map.values_mut().for_each(|entry| visit(&mut entry.node)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Text(_) => {}
    }
}

impl Node {
    fn map_mut(&mut self) -> Option<&mut indexmap::IndexMap<String, Entry>> {
        match &mut self.value {
            Value::Map(map) => Some(map),
            _ => None,
        }
    }

    fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        Some(&mut self.map_mut()?.get_mut(key)?.node)
    }

    /// Takes out what stands under a key.
    fn take(&mut self, key: &str) -> Option<Entry> {
        self.map_mut()?.shift_remove(key)
    }

    /// Sets a value of a mapping at the place of something that stood there.
    fn set(&mut self, key: &str, value: Value, place: Span) {
        let node = Node { value, span: place };
        if let Some(map) = self.map_mut() {
            map.insert(key.to_owned(), Entry { key: place, node });
        }
    }
}
