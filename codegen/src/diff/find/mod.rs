//! Finds every change of two documents, before anything is judged.

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
pub(super) mod walk;

use crate::document::Document;
use components::Carried;
use walk::Walk;

/// Returns every change of the documents, and the components that came or went with others.
pub(super) fn find<'d>(base: &'d Document, head: &'d Document) -> (Walk<'d>, Carried) {
    let mut walk = Walk::new(base, head);
    operations::compare(&mut walk);
    while let Some(pair) = walk.next() {
        schemas::compare(&mut walk, pair);
    }
    components::unreached(&mut walk);
    components::renamed_unused(&mut walk);
    while let Some(pair) = walk.next() {
        schemas::compare(&mut walk, pair);
    }
    schemes::compare(&mut walk);
    servers::servers(&mut walk);
    servers::client_headers(&mut walk);
    document::document(&mut walk);
    markup::texts(&mut walk);
    let carried = components::names(&mut walk);
    (walk, carried)
}
