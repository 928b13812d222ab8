//! Distinct types over plain ones, such as a `SessionId`.

use proc_macro2::TokenStream;
use quote::quote;

use super::documentation;
use super::syntax::{Types, ident};
use super::unions::is_displayed;
use crate::model::{Api, Kind, Leaf, NamedType, Shape, Type};

/// Returns the struct of a newtype and its conversions.
pub(super) fn emit(types: &Types<'_>, ty: &NamedType, inner: &Type) -> TokenStream {
    let (name, value) = (ident(&ty.name), types.write(inner));
    let facts = inner.leaf().map(Leaf::facts);
    let copied = facts.as_ref().is_some_and(|facts| facts.is_copied);
    let ordered = facts.is_some_and(|facts| facts.is_ordered) && !inner.nullable;
    let copy = copied.then(|| quote!(Copy,));
    let debug = ty.sensitive.is_none().then(|| quote!(Debug,));
    let compared = ordered.then(|| quote!(Eq, Hash, Ord, PartialOrd,));
    let head = documentation::of_type(ty);
    let mut code = quote! {
        #head
        #[derive(Clone, #copy #debug PartialEq, #compared ::serde::Deserialize, ::serde::Serialize)]
        #[serde(transparent)]
        pub struct #name(
            /// The value.
            pub #value
        );
    };
    if ty.sensitive.is_some() {
        code.extend(redacted(&ty.name));
    }
    let is_text = *inner == Type::plain(Shape::Leaf(Leaf::Text));
    if is_text {
        code.extend(quote! {
            impl ::std::convert::From<&str> for #name {
                fn from(value: &str) -> Self {
                    Self(value.to_owned())
                }
            }
        });
    }
    code.extend(quote! {
        impl ::std::ops::Deref for #name {
            type Target = #value;
            fn deref(&self) -> &#value {
                &self.0
            }
        }
        impl ::std::convert::From<#name> for #value {
            fn from(value: #name) -> Self {
                value.0
            }
        }
        impl ::std::convert::From<#value> for #name {
            fn from(value: #value) -> Self {
                Self(value)
            }
        }
    });
    if is_displayed(types.api, inner) {
        code.extend(quote! {
            impl ::std::fmt::Display for #name {
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    self.0.fmt(f)
                }
            }
        });
    }
    if is_text {
        code.extend(quote! {
            impl ::std::str::FromStr for #name {
                type Err = ::std::convert::Infallible;
                fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
                    Ok(Self(value.to_string()))
                }
            }
        });
    } else if is_parsed(types.api, inner) {
        code.extend(parsed(ty, &value));
    }
    code
}

fn parsed(ty: &NamedType, value: &TokenStream) -> TokenStream {
    let name = ident(&ty.name);
    let error = quote!(<#value as ::std::str::FromStr>::Err);
    let tries = [quote!(&str), quote!(String)].map(|text| {
        quote! {
            impl ::std::convert::TryFrom<#text> for #name {
                type Error = #error;
                fn try_from(value: #text) -> ::std::result::Result<Self, Self::Error> {
                    value.parse()
                }
            }
        }
    });
    quote! {
        impl ::std::str::FromStr for #name {
            type Err = #error;
            fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
                Ok(Self(value.parse()?))
            }
        }
        #(#tries)*
    }
}

/// Returns whether a type is parsed from text that may be no value of it.
fn is_parsed(api: &Api, ty: &Type) -> bool {
    !ty.nullable
        && !ty.boxed
        && match ty.shape {
            Shape::Leaf(leaf) => leaf.facts().is_copied,
            Shape::Named(number) => {
                matches!(&api.named(number).kind, Kind::Newtype(inner) if is_parsed(api, inner))
            }
            Shape::List(_) | Shape::Map(_) => false,
        }
}

fn redacted(name: &str) -> TokenStream {
    let own = ident(name);
    quote! {
        impl ::std::fmt::Debug for #own {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_tuple(#name).field(&generated_code::redacted()).finish()
            }
        }
    }
}
