//! `types.rs`: the types that are sent and received, in the order of the model.

use proc_macro2::TokenStream;
use quote::quote;

use super::syntax::{Types, ident};
use super::{newtypes, structs, unions};
use crate::model::{Api, Kind};

/// Returns the items of `types.rs`, those of one type at a time.
pub(super) fn emit<'a>(
    api: &'a Api,
    runtime: &'a TokenStream,
) -> impl Iterator<Item = TokenStream> + 'a {
    let types = Types {
        api,
        runtime,
        inside: true,
    };
    let enums = api.types.iter();
    let enums: Vec<_> = enums
        .filter(|ty| matches!(ty.kind, Kind::Enum(_)))
        .map(|ty| ident(&ty.name))
        .collect();
    let enums = (!enums.is_empty()).then(|| quote!(pub use super::enums::{#(#enums),*};));
    let head = quote!(use #runtime::generated_code; #enums);
    let types = api.types.iter().map(move |ty| match &ty.kind {
        Kind::Struct(body) => structs::emit(&types, ty, body),
        Kind::Newtype(inner) => newtypes::emit(&types, ty, inner),
        Kind::Union(branches) => unions::emit(&types, ty, branches),
        Kind::Enum(_) => TokenStream::new(),
    });
    std::iter::once(head).chain(types)
}
