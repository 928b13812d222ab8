//! Generates a client crate from an OpenAPI document: document text in, files out.
//!
//! The library reads no disk, clock or environment: the same text gives the same bytes.
//!
//! ```
//! use smart_codegen::{Options, Source};
//!
//! let source = Source::new("tide.yaml", include_str!("../tests/documents/tide.yaml"));
//! let output = smart_codegen::generate(&source, &Options::new()).map_err(|problems| problems.len())?;
//! assert!(output.files["api.rs"].contains("pub async fn fetch_tide"));
//! # Ok::<(), usize>(())
//! ```

pub mod characters;
pub mod diff;
mod digest;
pub mod document;
mod emit;
pub mod lint;
pub mod model;
mod output;
mod place;
pub mod problem;
mod progenitor;
mod prose;
mod questions;
mod request;
mod source;

pub use document::Source;
pub use emit::STAMP;
pub use lint::Rules;
pub use output::{Options, Output, generate};
pub use problem::Problem;
pub use questions::questions;
