//! Small pieces of generated code.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::parse::Parser as _;

use crate::model::{Api, Kind, Shape, Type};
use crate::prose::Comment;

/// Returns an identifier. The name comes from the model, whose names are identifiers.
pub(super) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// Returns a path such as `crate::runtime`, written by whoever calls the generator.
pub(super) fn path(text: &str) -> syn::Result<TokenStream> {
    let path = syn::Path::parse_mod_style.parse_str(text)?;
    Ok(path.into_token_stream())
}

/// Returns documentation, one attribute for each line.
pub(super) fn docs<'a>(comment: impl Into<Comment<'a>>) -> TokenStream {
    comment.into().text().lines().flat_map(doc_line).collect()
}

fn doc_line(line: &str) -> TokenStream {
    let text = if line.is_empty() {
        String::new()
    } else {
        format!(" {line}")
    };
    quote!(#[doc = #text])
}

/// Returns `#[deprecated]`, if `is`.
pub(super) fn deprecated(is: bool) -> Option<TokenStream> {
    is.then(|| quote!(#[deprecated]))
}

/// Returns `Debug` for a struct. Each field has a flag that says whether its value is hidden.
pub(super) fn debug<'a>(name: &str, fields: impl Iterator<Item = (&'a str, bool)>) -> TokenStream {
    let own = ident(name);
    let fields = fields.map(|(text, hidden)| {
        let field = ident(text);
        if hidden {
            quote!(.field(#text, &generated_code::redacted()))
        } else {
            quote!(.field(#text, &self.#field))
        }
    });
    quote! {
        impl ::std::fmt::Debug for #own {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct(#name)#(#fields)*.finish_non_exhaustive()
            }
        }
    }
}

/// Writes types as Rust.
pub(super) struct Types<'a> {
    pub(super) api: &'a Api,
    pub(super) runtime: &'a TokenStream,
    /// Whether it writes into `types.rs`, and not into a module beside it.
    pub(super) inside: bool,
}

impl Types<'_> {
    /// Returns the type in use.
    pub(super) fn write(&self, ty: &Type) -> TokenStream {
        let value = self.value(ty);
        if ty.nullable {
            quote!(Option<#value>)
        } else {
            value
        }
    }

    /// Returns the type without regard to `null`.
    pub(super) fn value(&self, ty: &Type) -> TokenStream {
        let shape = self.shape(&ty.shape);
        if ty.boxed { quote!(Box<#shape>) } else { shape }
    }

    fn shape(&self, shape: &Shape) -> TokenStream {
        match shape {
            Shape::Leaf(leaf) => {
                let facts = leaf.facts();
                let name = ident(facts.rust);
                if facts.in_runtime {
                    let runtime = self.runtime;
                    quote!(#runtime::#name)
                } else {
                    name.into_token_stream()
                }
            }
            Shape::List(item) => {
                let item = self.write(item);
                quote!(Vec<#item>)
            }
            Shape::Map(value) => {
                let value = self.write(value);
                quote!(::std::collections::BTreeMap<String, #value>)
            }
            Shape::Named(number) => {
                let ty = self.api.named(*number);
                let name = ident(&ty.name);
                match (self.inside, &ty.kind) {
                    (false, _) => quote!(super::types::#name),
                    (true, Kind::Enum(_)) => quote!(super::enums::#name),
                    (true, _) => name.into_token_stream(),
                }
            }
        }
    }
}
