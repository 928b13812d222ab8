//! Shows reports as text, Markdown, JSON and annotations.

mod github;
mod json;
mod markdown;
mod text;
mod words;

pub use github::github;
pub use json::{SCHEMA, json};
pub use markdown::{LONGEST, MARKER, changelog, markdown, not_compared};
pub use text::{explanation, text};
pub use words::headline;
