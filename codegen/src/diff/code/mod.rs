//! Finds every difference of the generated Rust, and where each comes from.

pub(super) mod changes;
pub(super) mod origins;
pub(super) mod outline;
mod surface;

pub use changes::RustChange;
