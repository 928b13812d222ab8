//! Finishes the distinct types over plain ones, such as a `SessionId`.

use quote::quote;
use syn::{Item, ItemStruct, parse_quote};

use super::attributes::{docs, list};
use crate::emit::documentation;
use crate::model::{NamedType, Shape, Type};
use crate::rust::tokens::ident;

/// The finished struct and what it can do beyond what typify writes.
pub(super) fn finish(mut item: ItemStruct, ty: &NamedType, inner: &Type) -> Vec<Item> {
    let plain = matches!(
        inner.shape,
        Shape::Text | Shape::Integer32 | Shape::Integer64
    ) && !inner.nullable;
    let copied = matches!(
        inner.shape,
        Shape::Integer32 | Shape::Integer64 | Shape::Bool
    );
    let copy = copied.then(|| quote!(Copy,));
    let debug = ty.sensitive.is_none().then(|| quote!(Debug,));
    let compared = plain.then(|| quote!(Eq, Hash, Ord, PartialOrd,));
    item.attrs = documentation::of_type(ty);
    item.attrs.push(list(
        "derive",
        quote!(Clone, #copy #debug PartialEq, #compared ::serde::Deserialize, ::serde::Serialize),
    ));
    item.attrs.push(list("serde", quote!(transparent)));
    for field in &mut item.fields {
        field.attrs = docs("The value.");
    }
    let name = item.ident.clone();
    let mut items = vec![Item::Struct(item)];
    if ty.sensitive.is_some() {
        items.push(debug_of(ty));
    }
    if inner.shape == Shape::Text && !inner.nullable {
        items.push(parse_quote! {
            impl ::std::convert::From<&str> for #name {
                fn from(value: &str) -> Self {
                    Self(value.to_owned())
                }
            }
        });
    }
    items
}

fn debug_of(ty: &NamedType) -> Item {
    let (name, text) = (ident(&ty.name), &ty.name);
    parse_quote! {
        impl ::std::fmt::Debug for #name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_tuple(#text).field(&generated_code::redacted()).finish()
            }
        }
    }
}
