//! Finds every change of two documents, before anything is judged.

pub(super) mod comparison;
pub(super) mod components;
mod document;
mod markup;
mod nodes;
mod operations;
mod pool;
mod remarks;
mod schemas;
mod schemes;
mod servers;
mod swapped;
mod view;

use crate::document::Document;
use comparison::Comparison;
use components::Carried;

/// Returns every change of the documents, and the components that came or went with others.
pub(super) fn find<'d>(base: &'d Document, head: &'d Document) -> (Comparison<'d>, Carried) {
    let mut comparison = Comparison::new(base, head);
    operations::compare(&mut comparison);
    while let Some(pair) = comparison.next() {
        schemas::compare(&mut comparison, pair);
    }
    components::unreached(&mut comparison);
    components::renamed_unused(&mut comparison);
    while let Some(pair) = comparison.next() {
        schemas::compare(&mut comparison, pair);
    }
    schemes::compare(&mut comparison);
    servers::servers(&mut comparison);
    servers::client_headers(&mut comparison);
    document::document(&mut comparison);
    markup::texts(&mut comparison);
    let carried = components::names(&mut comparison);
    (comparison, carried)
}
