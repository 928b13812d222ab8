//! Finds the changes of two documents.

pub(super) mod comparison;
mod components;
mod document;
mod markup;
mod nodes;
mod operations;
mod pool;
pub(super) mod references;
mod remarks;
mod schemas;
mod schemes;
mod servers;
mod swapped;
mod view;

use crate::document::Document;
use comparison::Comparison;

/// Returns every change of the documents.
pub(super) fn find<'d>(base: &'d Document, head: &'d Document) -> Comparison<'d> {
    let mut found = Comparison::new(base, head);
    operations::compare(&mut found);
    schemas(&mut found);
    components::unreached(&mut found);
    components::renamed_unused(&mut found);
    schemas(&mut found);
    schemes::compare(&mut found);
    servers::servers(&mut found);
    servers::client_headers(&mut found);
    document::document(&mut found);
    markup::texts(&mut found);
    found.moved_schemas = components::names(&mut found);
    found
}

/// Compares the pairs of schemas that are still to be compared. A pair can add further pairs.
fn schemas(found: &mut Comparison<'_>) {
    while let Some(pair) = found.next() {
        schemas::compare(found, pair);
    }
}
