//! Compares two documents and the code generated from them, and judges every change.
//!
//! A change gets separate verdicts, because the provider is a third party and there are two
//! products: what deployed clients meet on the wire (W), what code that uses the crate meets when
//! it is compiled (R), what the new client meets at a server that did not change (N), and whether
//! the new document generates at all (G).

mod about;
mod access;
mod action;
mod answers;
mod attribution;
mod components;
mod draft;
mod entry;
mod enums;
mod exchange;
mod explain;
mod finding;
mod judge;
mod keywords;
mod kind;
mod markup;
mod name;
mod nodes;
mod objects;
mod operations;
mod origins;
mod outline;
mod parameters;
mod pool;
mod properties;
mod reach;
mod remarks;
mod renames;
pub mod render;
mod report;
mod rust;
mod schemas;
mod schemes;
mod servers;
mod side;
mod surface;
mod swapped;
mod unions;
mod verdict;
mod view;
mod walk;

pub use entry::Entry;
pub use explain::{Explanation, explain};
pub use finding::Ways;
pub use kind::Kind;
pub use report::{Report, compare};
pub use rust::RustChange;
pub use side::Side;
pub use verdict::{Bump, Rust, Wire};

/// Finds every change of the documents, before anything is judged.
fn find<'d>(
    base: &'d crate::document::Document,
    head: &'d crate::document::Document,
) -> (walk::Walk<'d>, components::Carried) {
    let mut walk = walk::Walk::new(base, head);
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
    about::document(&mut walk);
    markup::texts(&mut walk);
    let carried = components::names(&mut walk);
    (walk, carried)
}
