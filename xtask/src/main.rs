//! Regenerate, check, lint, report.
fn main() {}
