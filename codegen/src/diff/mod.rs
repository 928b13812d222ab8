//! Compares two documents and the code generated from them, and judges every change.
//!
//! The comparison has four stages, and each has a folder:
//!
//! 1. `find` finds the changes of the documents.
//! 2. `code` finds the differences of the generated Rust, and the change that each comes from.
//! 3. `judge` gives each change its verdicts.
//! 4. `render` shows the report.
//!
//! The other modules are types that the stages share.
//!
//! The provider is a third party and upgrades at another time, so a change has separate verdicts: on
//! deployed clients at the new server, on Rust source that uses the crate, and on the new client at
//! the old server. The report also says whether the new document generates.

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
        base_files: base.source().file_names(),
        head_files: head.source().file_names(),
        entries: judge::entries(&found, differences.as_ref(), (base, head)),
        problems: head.problems.clone(),
        compares_rust: differences.is_some(),
        notes: Vec::new(),
    }
}
