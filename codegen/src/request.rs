//! The request of one operation, as code. One module writes how it is built, another one emits the
//! client around it.
//!
//! [`crate::progenitor`] is such a writer. Another one gives a [`Request`] of its own for the
//! operations that progenitor cannot write. It can also take progenitor's and add to `builder`.

use proc_macro2::{Ident, TokenStream};

/// How the request of one operation is built.
pub(crate) struct Request {
    /// The arguments of the internal client's method, in their order.
    pub(crate) arguments: Vec<Argument>,
    /// The type that the answer is read as.
    pub(crate) answer: TokenStream,
    /// Statements before the builder; the URL is one of them.
    pub(crate) before: TokenStream,
    /// An expression that is a `reqwest::RequestBuilder`.
    pub(crate) builder: TokenStream,
}

/// An argument of a method of the internal client.
pub(crate) struct Argument {
    /// The value that the caller puts there.
    pub(crate) source: ArgumentSource,
    pub(crate) name: Ident,
    /// Its type, which may borrow for the lifetime `'a`.
    pub(crate) ty: TokenStream,
}

/// The value of an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ArgumentSource {
    /// A parameter as text or a list of text, by its position in the model.
    Parameter(usize),
    /// The body.
    Body,
}
