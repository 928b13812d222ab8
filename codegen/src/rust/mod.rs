//! Generated Rust: progenitor's code, and the passes that finish it.

pub(crate) mod attributes;
mod boxes;
mod client;
pub(crate) mod expressions;
pub(crate) mod method;
mod newtypes;
mod placeholders;
pub(crate) mod progenitor;
mod reading;
mod split;
pub(crate) mod tokens;
pub(crate) mod types;

use proc_macro2::TokenStream;
use syn::visit::Visit;
use syn::{Item, Signature};

use crate::model::Api;

/// Progenitor's code, finished.
pub(crate) struct Code {
    /// The items of `types.rs`.
    pub(crate) types: String,
    /// The items of `client.rs`.
    pub(crate) client: String,
    /// The names of the arguments that each operation's method of the internal client takes.
    pub(crate) arguments: Vec<Vec<String>>,
}

/// What progenitor's code turned out not to be.
pub(crate) enum Fault {
    /// It is no Rust.
    Unparsed(syn::Error),
    /// Binary floating point has found a way into it.
    Floats,
    /// It has no method for these operations.
    Missing(Vec<usize>),
}

impl From<syn::Error> for Fault {
    fn from(error: syn::Error) -> Self {
        Self::Unparsed(error)
    }
}

impl Code {
    /// Finishes the code of a file of progenitor's.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(crate) fn of(file: TokenStream, api: &Api, runtime: &TokenStream) -> Result<Self, Fault> {
        let mut types = String::new();
        let mut client = client::Finishing::new(api, runtime);
        for item in split::items(file) {
            match split::Part::of(item) {
                Some(split::Part::Types(items)) => types = types::finish(items, api, runtime)?,
                Some(split::Part::Client(methods)) => client.add(methods)?,
                None => {}
            }
        }
        let (client, arguments) = client.end()?;
        Ok(Self {
            types,
            client,
            arguments,
        })
    }
}

/// Whether an item names binary floating point.
fn item_has_floats(item: &Item) -> bool {
    let mut floats = Floats(false);
    floats.visit_item(item);
    floats.0
}

/// Whether a method takes or gives binary floating point.
fn signature_has_floats(signature: &Signature) -> bool {
    let mut floats = Floats(false);
    floats.visit_signature(signature);
    floats.0
}

struct Floats(bool);

impl<'a> Visit<'a> for Floats {
    fn visit_ident(&mut self, ident: &'a proc_macro2::Ident) {
        self.0 |= ident == "f64" || ident == "f32";
    }
}
