//! Reading a document: text in, positioned tree out.

mod node;

pub use node::{Entry, Node, Span, Value, pointer_token};
