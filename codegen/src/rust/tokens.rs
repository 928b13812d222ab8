//! Small pieces of generated code.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::parse::Parser as _;

use crate::model::{Api, Kind, Shape, Type};

/// An identifier. The name comes from the model, whose names are identifiers.
pub(crate) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// A path such as `crate::runtime`, written by whoever calls the generator.
pub(crate) fn path(text: &str) -> TokenStream {
    syn::Path::parse_mod_style
        .parse_str(text)
        .map_or_else(|_| quote!(crate::runtime), |path| quote!(#path))
}

/// Doc attributes, one for each line.
pub(crate) fn docs(text: &str) -> TokenStream {
    text.lines()
        .map(|line| {
            let line = if line.trim().is_empty() {
                String::new()
            } else {
                format!(" {}", line.trim_end())
            };
            quote!(#[doc = #line])
        })
        .collect()
}

/// `#[deprecated]`, where it is so.
pub(crate) fn deprecated(is: bool) -> TokenStream {
    if is {
        quote!(#[deprecated])
    } else {
        TokenStream::new()
    }
}

/// Writes types as Rust.
pub(crate) struct Types<'a> {
    pub(crate) api: &'a Api,
    pub(crate) runtime: TokenStream,
    /// What stands before the name of a generated type.
    pub(crate) prefix: TokenStream,
}

impl Types<'_> {
    /// The type in use.
    pub(crate) fn write(&self, ty: &Type) -> TokenStream {
        let shape = self.shape(&ty.shape);
        if ty.nullable {
            quote!(Option<#shape>)
        } else {
            shape
        }
    }

    /// The type, whether or not `null` is a value of it.
    pub(crate) fn shape(&self, shape: &Shape) -> TokenStream {
        let runtime = &self.runtime;
        match shape {
            Shape::Any => quote!(#runtime::Json),
            Shape::Text => quote!(String),
            Shape::Secret => quote!(#runtime::Secret),
            Shape::LocalDateTime => quote!(#runtime::LocalDateTime),
            Shape::Date => quote!(#runtime::Date),
            Shape::Time => quote!(#runtime::Time),
            Shape::Timestamp => quote!(#runtime::Timestamp),
            Shape::Integer32 => quote!(i32),
            Shape::Integer64 => quote!(i64),
            Shape::Decimal => quote!(#runtime::Amount),
            Shape::TextOrNumber => quote!(#runtime::TextOrNumber),
            Shape::Bool => quote!(bool),
            Shape::List(item) => {
                let item = self.write(item);
                quote!(Vec<#item>)
            }
            Shape::Map(value) => {
                let value = self.write(value);
                quote!(::std::collections::BTreeMap<String, #value>)
            }
            Shape::Named(number) => {
                let (prefix, name) = (&self.prefix, ident(&self.api.named(*number).name));
                quote!(#prefix #name)
            }
        }
    }
}

/// A type as it is written in the digest and in docs: `Vec<Session>`.
pub(crate) fn spoken(api: &Api, ty: &Type) -> String {
    let shape = match &ty.shape {
        Shape::Any => "Json".to_owned(),
        Shape::Text => "String".to_owned(),
        Shape::Secret => "Secret".to_owned(),
        Shape::LocalDateTime => "LocalDateTime".to_owned(),
        Shape::Date => "Date".to_owned(),
        Shape::Time => "Time".to_owned(),
        Shape::Timestamp => "Timestamp".to_owned(),
        Shape::Integer32 => "i32".to_owned(),
        Shape::Integer64 => "i64".to_owned(),
        Shape::Decimal => "Amount".to_owned(),
        Shape::TextOrNumber => "TextOrNumber".to_owned(),
        Shape::Bool => "bool".to_owned(),
        Shape::List(item) => format!("Vec<{}>", spoken(api, item)),
        Shape::Map(value) => format!("BTreeMap<String, {}>", spoken(api, value)),
        Shape::Named(number) => api.named(*number).name.clone(),
    };
    if ty.nullable {
        format!("Option<{shape}>")
    } else {
        shape
    }
}

/// A type as it is on the wire: `integer` for a `SessionId`.
pub(crate) fn wire(api: &Api, ty: &Type) -> String {
    match &ty.shape {
        Shape::Any => "any".to_owned(),
        Shape::Text | Shape::Secret => "text".to_owned(),
        Shape::LocalDateTime => "date and time".to_owned(),
        Shape::Date => "date".to_owned(),
        Shape::Time => "time".to_owned(),
        Shape::Timestamp => "instant".to_owned(),
        Shape::Integer32 | Shape::Integer64 => "integer".to_owned(),
        Shape::Decimal => "decimal".to_owned(),
        Shape::TextOrNumber => "text or number".to_owned(),
        Shape::Bool => "boolean".to_owned(),
        Shape::List(item) => format!("list of {}", wire(api, item)),
        Shape::Map(value) => format!("map of {}", wire(api, value)),
        Shape::Named(number) => match &api.named(*number).kind {
            Kind::Newtype(inner) if !inner.is_collection() => wire(api, inner),
            Kind::Newtype(_) => "list".to_owned(),
            Kind::Struct(_) => "object".to_owned(),
            Kind::Enum(_) => "text".to_owned(),
            Kind::Union(_) => "one of several".to_owned(),
        },
    }
}
