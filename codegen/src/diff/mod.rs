//! Compares two documents and the code generated from them, and judges every change.
//!
//! The comparison has four stages, a folder each: `find` finds the changes of the documents, `code`
//! the differences of the generated Rust, `judge` brings both together, and `render` shows the
//! report. The other files are what the stages share.
//!
//! A change gets separate verdicts, because the provider is a third party and there are two
//! products: what deployed clients meet at the new server, what Rust source that uses the crate
//! meets when it is compiled, what the new client meets at the old server, and whether the new
//! document generates at all.

mod code;
mod find;
mod judge;
pub mod render;

mod action;
mod change;
mod entry;
mod explain;
mod fingerprint;
mod kind;
mod report;
mod side;
mod surface;
mod value;
mod verdict;
mod ways;

pub use code::RustChange;
pub use entry::Entry;
pub use explain::{Explanation, explain};
pub use kind::Kind;
pub use report::Report;
pub use side::Side;
pub use verdict::{Bump, Rust, Wire};
pub use ways::Ways;

/// Compares two sides.
pub fn compare(base: &Side, head: &Side) -> Report {
    let found = find::find(&base.document, &head.document);
    let differences = code::compare(&found, base, head);
    Report {
        base: base.source().name().to_owned(),
        head: head.source().name().to_owned(),
        entries: judge::entries(&found, differences.as_ref(), (base, head)),
        problems: head.problems.clone(),
        compares_rust: differences.is_some(),
        notes: Vec::new(),
    }
}
