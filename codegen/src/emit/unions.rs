//! Unions: one of several types, by the JSON that came.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::documentation;
use super::syntax::{Types, docs, ident};
use crate::model::{Api, Kind, Leaf, NamedType, Shape, Type};
use crate::prose::Comment;

/// Returns the enum of a union and its conversions.
pub(super) fn emit(types: &Types<'_>, ty: &NamedType, branches: &[Type]) -> TokenStream {
    let name = ident(&ty.name);
    let head = documentation::of_type(ty);
    let variants = variants(types.api, branches);
    let values: Vec<_> = branches.iter().map(|branch| types.write(branch)).collect();
    let said = variants
        .iter()
        .map(|variant| docs(Comment::from("A ").name(variant.to_string()).ours(".")));
    let mut code = quote! {
        #head
        #[derive(Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize)]
        #[serde(untagged)]
        #[non_exhaustive]
        pub enum #name {
            #(#said #variants(#values),)*
        }
    };
    if branches
        .iter()
        .all(|branch| is_displayed(types.api, branch))
    {
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
    for ((branch, variant), value) in branches.iter().zip(&variants).zip(&values) {
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

/// Returns the names of the variants: those of the branches, or numbers if these do not differ.
fn variants(api: &Api, branches: &[Type]) -> Vec<Ident> {
    let names: Option<Vec<_>> = branches.iter().map(|branch| variant(api, branch)).collect();
    let differ = |names: &Vec<&str>| names.iter().collect::<HashSet<_>>().len() == names.len();
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
                Kind::Union(branches) => branches.iter().all(|branch| is_displayed(api, branch)),
            },
        }
}
