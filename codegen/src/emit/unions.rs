//! Unions: one of several types, by the JSON that came.

use std::collections::HashSet;

use heck::ToSnakeCase;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::documentation;
use super::syntax::{Types, docs, ident};
use crate::model::{Api, Kind, Leaf, NamedType, Shape, Told, Type, Union};
use crate::prose::Comment;

/// Returns the type of a union and its conversions.
pub(super) fn emit(types: &Types<'_>, ty: &NamedType, body: &Union) -> TokenStream {
    let variants = variants(types.api, body);
    match &body.told {
        Told::ByNothing => kept(types, ty, &body.branches, &variants),
        Told::ByForm => {
            let tried = variants.iter().zip(&body.branches);
            let (last, first): (Vec<_>, Vec<_>) =
                tried.partition(|(_, branch)| reads_number_from_text(types.api, branch));
            let tried = first.into_iter().chain(last).map(|(variant, _)| variant);
            let read = quote! {
                #(if let Some(value) = value.read() {
                    return Ok(Self::#tried(value));
                })*
                Err(value.none())
            };
            chosen(types, ty, body, &variants, &read)
        }
        Told::ByTag { property, texts } => {
            let arms = variants.iter().zip(texts).map(|(variant, texts)| {
                let texts = if texts.is_empty() {
                    quote!(_)
                } else {
                    quote!(#(Some(#texts))|*)
                };
                quote!(#texts => value.only().map(Self::#variant))
            });
            let read = quote!(match value.tag(#property).as_deref() { #(#arms,)* });
            chosen(types, ty, body, &variants, &read)
        }
    }
}

/// Returns whether a type reads a number also from text that holds one. It is tried after all others,
/// so that text stays text where an alternative takes it.
fn reads_number_from_text(api: &Api, ty: &Type) -> bool {
    !ty.boxed
        && match &ty.shape {
            Shape::Leaf(leaf) => matches!(leaf, Leaf::Decimal | Leaf::Number),
            Shape::List(_) | Shape::Map(_) => false,
            Shape::Named(number) => match &api.named(*number).kind {
                Kind::Newtype(inner) => reads_number_from_text(api, inner),
                Kind::Union(body) => body
                    .branches
                    .iter()
                    .any(|branch| reads_number_from_text(api, branch)),
                Kind::Struct(_) | Kind::Enum(_) => false,
            },
        }
}

/// Returns the enum of alternatives of which one is chosen while reading.
fn chosen(
    types: &Types<'_>,
    ty: &NamedType,
    body: &Union,
    variants: &[Ident],
    read: &TokenStream,
) -> TokenStream {
    let branches = &body.branches;
    let name = ident(&ty.name);
    let head = documentation::of_type(ty);
    let values: Vec<_> = branches.iter().map(|branch| types.write(branch)).collect();
    let is_rest = |number: usize| match &body.told {
        Told::ByTag { texts, .. } => texts[number].is_empty(),
        Told::ByForm | Told::ByNothing => false,
    };
    let said = variants.iter().enumerate().map(|(number, variant)| {
        if is_rest(number) {
            docs(Comment::from("A value with another tag, kept as it came."))
        } else {
            docs(Comment::from("A ").name(variant.to_string()).ours("."))
        }
    });
    let mut code = quote! {
        #head
        #[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
        #[serde(untagged)]
        #[non_exhaustive]
        pub enum #name {
            #(#said #variants(#values),)*
        }
        impl<'de> ::serde::Deserialize<'de> for #name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                let value = generated_code::Alternatives::deserialize(deserializer)?;
                #read
            }
        }
    };
    let displayed = body.told == Told::ByForm
        && branches
            .iter()
            .all(|branch| is_displayed(types.api, branch));
    if displayed {
        code.extend(quote! {
            impl ::std::fmt::Display for #name {
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    match self {
                        #(Self::#variants(x) => x.fmt(f),)*
                    }
                }
            }
        });
    }
    for ((branch, variant), value) in branches.iter().zip(variants).zip(&values) {
        let alone = branches.iter().filter(|other| *other == branch).count() == 1;
        let is_text = *branch == Type::plain(Shape::Leaf(Leaf::Text));
        if alone && !is_text {
            code.extend(quote! {
                impl ::std::convert::From<#value> for #name {
                    fn from(value: #value) -> Self {
                        Self::#variant(value)
                    }
                }
            });
        }
    }
    code
}

/// Returns the type of a value that may be several alternatives at once: the value as it came, with a
/// reader and a writer for each alternative.
fn kept(types: &Types<'_>, ty: &NamedType, branches: &[Type], variants: &[Ident]) -> TokenStream {
    let (name, runtime) = (ident(&ty.name), types.runtime);
    let head = documentation::of_type_with(
        ty,
        "Nothing tells its alternatives apart, so the value is kept as it came.",
    );
    let methods = branches.iter().zip(variants).map(|(branch, variant)| {
        let value = types.write(branch);
        let words = variant.to_string().to_snake_case();
        let (read, write) = (ident(&format!("as_{words}")), ident(&format!("from_{words}")));
        let of_read = docs(
            Comment::from("Reads the value as ")
                .name(variant.to_string())
                .ours(".\n\n# Errors\nReturns an error if the value is something else. The error holds no value."),
        );
        let of_write = docs(
            Comment::from("Returns the value of ")
                .name(variant.to_string())
                .ours(".\n\n# Errors\nReturns an error if it cannot be written as JSON."),
        );
        quote! {
            #of_read
            pub fn #read(&self) -> ::std::result::Result<#value, #runtime::Mismatch> {
                self.0.decode()
            }
            #of_write
            pub fn #write(value: &#value) -> ::std::result::Result<Self, #runtime::Malformed> {
                #runtime::Json::of(value).map(Self)
            }
        }
    });
    quote! {
        #head
        #[derive(Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize)]
        #[serde(transparent)]
        pub struct #name(#runtime::Json);
        impl #name {
            /// Returns the value as it came.
            pub fn json(&self) -> &#runtime::Json {
                &self.0
            }
            #(#methods)*
        }
        impl ::std::convert::From<#runtime::Json> for #name {
            fn from(value: #runtime::Json) -> Self {
                Self(value)
            }
        }
    }
}

/// Returns the names of the variants: those of the branches, or numbers if these do not differ.
fn variants(api: &Api, body: &Union) -> Vec<Ident> {
    let branches = &body.branches;
    let is_rest = |number: usize| match &body.told {
        Told::ByTag { texts, .. } => texts[number].is_empty(),
        Told::ByForm | Told::ByNothing => false,
    };
    let names = branches.iter().enumerate().map(|(number, branch)| {
        if is_rest(number) {
            Some("Other")
        } else {
            variant(api, branch)
        }
    });
    let names: Option<Vec<_>> = names.collect();
    let differ = |names: &Vec<&str>| {
        let words: HashSet<_> = names.iter().map(|name| name.to_snake_case()).collect();
        words.len() == names.len()
    };
    match names.filter(differ) {
        Some(names) => names.into_iter().map(ident).collect(),
        None => (0..branches.len())
            .map(|number| ident(&format!("Variant{number}")))
            .collect(),
    }
}

fn variant<'a>(api: &'a Api, branch: &Type) -> Option<&'a str> {
    let name = match &branch.shape {
        Shape::Leaf(leaf) => leaf.facts().name,
        Shape::List(_) => "Array",
        Shape::Map(_) => "Object",
        Shape::Named(number) => &api.named(*number).name,
    };
    (!branch.nullable).then_some(name)
}

/// Returns whether a type has `Display`.
pub(super) fn is_displayed(api: &Api, ty: &Type) -> bool {
    !ty.nullable
        && !ty.boxed
        && match &ty.shape {
            Shape::Leaf(_) => true,
            Shape::List(_) | Shape::Map(_) => false,
            Shape::Named(number) => match &api.named(*number).kind {
                Kind::Enum(_) => true,
                Kind::Struct(_) => false,
                Kind::Newtype(inner) => is_displayed(api, inner),
                Kind::Union(body) => {
                    let mut branches = body.branches.iter();
                    body.told == Told::ByForm && branches.all(|branch| is_displayed(api, branch))
                }
            },
        }
}
