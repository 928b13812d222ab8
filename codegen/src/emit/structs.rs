//! Structs: fields, the meaning of `null`, and `Debug` without secrets.

use proc_macro2::TokenStream;
use quote::quote;

use super::construction::{Constructors, Input};
use super::fields::{extra_name, field_type, is_lone_payload, list_reader};
use super::syntax::{Types, debug, deprecated, ident};
use super::{documentation, reading};
use crate::model::{Api, Field, Leaf, NamedType, Shape, Struct};

/// Returns a struct, how it is printed and read, and its constructors if it is sent.
pub(super) fn emit(types: &Types<'_>, ty: &NamedType, body: &Struct) -> TokenStream {
    let own_reading =
        body.extra.is_some() || body.fields.iter().any(|field| !field.aliases.is_empty());
    let hidden = ty.sensitive.is_some() || body.fields.iter().any(is_hidden);
    let derived_debug = (!hidden).then(|| quote!(Debug,));
    let default = body
        .fields
        .iter()
        .all(|field| !field.required)
        .then(|| quote!(Default,));
    let derived_reading = (!own_reading).then(|| quote!(::serde::Deserialize,));
    let (name, head) = (ident(&ty.name), documentation::of_type(ty));
    let fields = body.fields.iter().map(|field| {
        let serde = serde(types.api, body, field, own_reading);
        declaration(types, field, &serde)
    });
    let extra = body.extra.as_ref().map(|extra| {
        let (name, value) = (ident(extra_name(body)), types.write(extra));
        quote! {
            /// Fields that the document does not name.
            #[serde(flatten)]
            pub #name: ::std::collections::BTreeMap<String, #value>
        }
    });
    let mut code = quote! {
        #head
        #[derive(Clone, #derived_debug #default PartialEq, #derived_reading ::serde::Serialize)]
        #[non_exhaustive]
        pub struct #name { #(#fields,)* #extra }
    };
    if hidden {
        let fields = body.fields.iter();
        let fields = fields.map(|field| (&*field.name, ty.sensitive.is_some() || is_hidden(field)));
        code.extend(debug(&ty.name, fields));
    }
    if own_reading {
        code.extend(reading::deserialize(types, ty, body));
    }
    if ty.sent {
        let inputs = inputs(types, body);
        code.extend(Constructors::new(types.runtime).of(&ty.name, &inputs));
    }
    code
}

fn declaration(types: &Types<'_>, field: &Field, serde: &TokenStream) -> TokenStream {
    let (name, ty) = (ident(&field.name), field_type(types, field));
    let docs = documentation::of_field(field);
    let deprecated = deprecated(field.deprecated);
    let serde = (!serde.is_empty()).then(|| quote!(#[serde(#serde)]));
    quote!(#docs #deprecated #serde pub #name: #ty)
}

/// Returns what `#[serde(…)]` of a field says.
fn serde(api: &Api, body: &Struct, field: &Field, own_reading: bool) -> TokenStream {
    let mut parts = Vec::new();
    if *field.name != *field.wire {
        let wire = &field.wire;
        parts.push(quote!(rename = #wire));
    }
    let (skip, with) = match (&field.ty.shape, field.required) {
        (Shape::List(_), _) => (Some("Vec::is_empty"), Some(list_reader(api, body, field))),
        (Shape::Map(_), _) => (Some("::std::collections::BTreeMap::is_empty"), Some("map")),
        (_, false) if is_lone_payload(api, body, field) => (Some("Option::is_none"), Some("one")),
        (_, false) => (Some("Option::is_none"), None),
        (_, true) => (None, None),
    };
    if let Some(with) = with.filter(|_| !own_reading) {
        if !field.required {
            parts.push(quote!(default));
        }
        let with = format!("generated_code::{with}");
        parts.push(quote!(deserialize_with = #with));
    }
    if let Some(skip) = skip.filter(|_| !field.required) {
        parts.push(quote!(skip_serializing_if = #skip));
    }
    quote!(#(#parts),*)
}

/// Returns what the constructors of a struct take.
fn inputs<'a>(types: &Types<'_>, body: &'a Struct) -> Vec<Input<'a>> {
    let fields = body.fields.iter().map(|field| {
        let value = types.value(&field.ty);
        Input::new(&field.name, value, &field.ty)
            .optional(field.is_optional())
            .required(field.required)
            .described(&field.description)
    });
    let extra = body.extra.as_ref().map(|extra| {
        let value = types.write(extra);
        let map = quote!(::std::collections::BTreeMap<String, #value>);
        Input::new(extra_name(body), map, extra)
            .converted()
            .described("Fields that the document does not name.")
    });
    fields.chain(extra).collect()
}

/// Returns whether a field must not be printed; a [`Leaf::Secret`] hides its value itself.
fn is_hidden(field: &Field) -> bool {
    field.sensitive.is_some() && field.ty.leaf() != Some(Leaf::Secret)
}
