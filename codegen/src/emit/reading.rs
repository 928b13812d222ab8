//! `Deserialize` for structs with other spellings of a field, or with fields that have no name.
//!
//! Serde's own attributes do not fit: `alias` refuses an answer that has both spellings, and
//! `flatten` reads numbers through binary floating point.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::fields::{extra_name, field_type, is_lone_payload, list_reader};
use super::syntax::{Types, ident};
use crate::model::{Api, Field, NamedType, Shape, Struct};

/// Returns the impl for a struct.
pub(super) fn deserialize(types: &Types<'_>, ty: &NamedType, body: &Struct) -> TokenStream {
    let (api, name, text) = (types.api, ident(&ty.name), &*ty.name);
    let expecting = format!("an object ({text})");
    let fields = &body.fields;
    let slots: Vec<_> = (0..fields.len())
        .map(|number| format_ident!("field{number}"))
        .collect();
    let declare = fields.iter().zip(&slots).map(|(field, slot)| {
        let (ty, spellings) = (slot_type(types, body, field), aliases(slot, field));
        quote!(let mut #slot: Option<#ty> = None; #(let mut #spellings: Option<generated_code::Spelling> = None;)*)
    });
    let arms = fields.iter().zip(&slots).map(|(field, slot)| {
        let wire = &field.wire;
        let read = aliases(slot, field).into_iter().zip(&field.aliases).map(
            |(spelling, wire)| quote!(#wire => #spelling = generated_code::Spelling::read(#wire, &mut map)?,),
        );
        let value = if field.aliases.is_empty() {
            quote!(Some(map.next_value()?))
        } else {
            quote!(map.next_value()?)
        };
        quote!(#wire => #slot = #value, #(#read)*)
    });
    let known = fields
        .iter()
        .flat_map(|field| std::iter::once(&field.wire).chain(&field.aliases));
    let values = fields.iter().zip(&slots).map(|(field, slot)| {
        let name = ident(&field.name);
        let value = value(api, body, field, slot);
        quote!(#name: #value)
    });
    let (declare_extra, unknown, extra) = match &body.extra {
        Some(_) => {
            let name = ident(extra_name(body));
            (
                quote!(let mut extra = ::std::collections::BTreeMap::new();),
                quote!(_ => { extra.insert(key.into_owned(), map.next_value()?); }),
                quote!(#name: extra,),
            )
        }
        None => (
            TokenStream::new(),
            quote!(_ => { map.next_value::<::serde::de::IgnoredAny>()?; }),
            TokenStream::new(),
        ),
    };
    // No schema is called like these.
    quote! {
        impl<'de> ::serde::Deserialize<'de> for #name {
            fn deserialize<__D: ::serde::Deserializer<'de>>(deserializer: __D) -> ::std::result::Result<Self, __D::Error> {
                struct __Fields;
                impl<'de> ::serde::de::Visitor<'de> for __Fields {
                    type Value = #name;
                    fn expecting(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                        f.write_str(#expecting)
                    }
                    fn visit_map<__A: ::serde::de::MapAccess<'de>>(self, mut map: __A) -> ::std::result::Result<#name, __A::Error> {
                        #(#declare)*
                        #declare_extra
                        while let Some(key) = map.next_key::<generated_code::Key>()? {
                            match key.as_str() {
                                #(#arms)*
                                #unknown
                            }
                        }
                        Ok(#name { #(#values,)* #extra })
                    }
                }
                deserializer.deserialize_struct(#text, &[#(#known),*], __Fields)
            }
        }
    }
}

/// Returns what a field is read as, before it is known whether it was there.
fn slot_type(types: &Types<'_>, body: &Struct, field: &Field) -> TokenStream {
    let (api, rust) = (types.api, field_type(types, field));
    match &field.ty.shape {
        Shape::List(_) if list_reader(api, body, field) == "one_or_many" => {
            quote!(generated_code::OneOrMany<#rust>)
        }
        Shape::List(_) | Shape::Map(_) => quote!(generated_code::NullIsEmpty<#rust>),
        _ if is_lone_payload(api, body, field) => quote!(generated_code::AtMostOne<#rust>),
        _ => quote!(#rust),
    }
}

fn aliases(slot: &proc_macro2::Ident, field: &Field) -> Vec<proc_macro2::Ident> {
    (0..field.aliases.len())
        .map(|number| format_ident!("{slot}_spelling{number}"))
        .collect()
}

/// Returns what a field becomes, from its slot and those of its other spellings.
fn value(api: &Api, body: &Struct, field: &Field, slot: &proc_macro2::Ident) -> TokenStream {
    let wire = &field.wire;
    let spellings = aliases(slot, field);
    let found = if spellings.is_empty() {
        quote!(#slot)
    } else {
        quote!(generated_code::first(#slot, [#(#spellings),*])?)
    };
    match (
        field.ty.is_collection() || is_lone_payload(api, body, field),
        field.required,
    ) {
        (true, true) => quote!(generated_code::required(#wire, #found)?.into_inner()),
        (true, false) => quote!(#found.map(|read| read.into_inner()).unwrap_or_default()),
        (false, true) => quote!(generated_code::required(#wire, #found)?),
        (false, false) => quote!(#found.unwrap_or_default()),
    }
}
