//! Finds every difference of the generated Rust, and the change of the document that it comes from.

mod attribution;
mod changes;
mod origins;

use super::find::comparison::Comparison;
use super::side::Side;

pub use changes::RustChange;

pub(super) use attribution::{Differences, Explained, MOST_SHOWN, Unexplained};

/// Returns the differences of the generated Rust, or nothing where one side has no code.
pub(super) fn compare<'a>(
    found: &Comparison<'_>,
    base: &'a Side,
    head: &'a Side,
) -> Option<Differences<'a>> {
    let (old, new) = (base.surface.as_ref()?, head.surface.as_ref()?);
    let changes = changes::compare(old, new);
    Some(attribution::attribute(found, changes, (base, head)))
}
