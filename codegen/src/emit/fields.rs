//! Fields, as the declaration and the reading of a struct share them.

use proc_macro2::TokenStream;
use quote::quote;

use super::syntax::Types;
use crate::model::{Api, Field, Kind, Shape, Struct, Type};

/// Returns the type of a field.
pub(super) fn field_type(types: &Types<'_>, field: &Field) -> TokenStream {
    let value = types.value(&field.ty);
    if field.is_optional() {
        quote!(Option<#value>)
    } else {
        value
    }
}

/// Returns the reader of a list: `null` is empty, and the payload of an answer may be a single
/// object.
pub(super) fn list_reader(api: &Api, body: &Struct, field: &Field) -> &'static str {
    match &field.ty.shape {
        Shape::List(item) if is_payload(body, field) && reads_from_parts(api, item) => {
            "one_or_many"
        }
        _ => "list",
    }
}

/// Returns whether the field is the payload of an answer, no list, and may come as a list of one.
pub(super) fn is_lone_payload(api: &Api, body: &Struct, field: &Field) -> bool {
    let single = !field.required && !field.ty.is_collection();
    single && is_payload(body, field) && reads_from_parts(api, &field.ty)
}

fn is_payload(body: &Struct, field: &Field) -> bool {
    body.envelope.as_deref() == Some(&field.wire)
}

/// Returns whether a value can be read from JSON that has been taken apart.
fn reads_from_parts(api: &Api, ty: &Type) -> bool {
    match &ty.shape {
        Shape::Leaf(leaf) => leaf.facts().reads_from_parts,
        Shape::Named(number) => match &api.named(*number).kind {
            Kind::Newtype(inner) => reads_from_parts(api, inner),
            Kind::Struct(_) | Kind::Enum(_) | Kind::Union(_) => true,
        },
        Shape::List(_) | Shape::Map(_) => true,
    }
}

/// Returns the name of the field for what the document does not name.
pub(super) fn extra_name(body: &Struct) -> &'static str {
    if body.fields.iter().any(|field| *field.name == *"extra") {
        "extra_fields"
    } else {
        "extra"
    }
}
