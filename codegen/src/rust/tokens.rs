//! Small pieces of generated code.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::parse::Parser as _;
use syn::{Type as RustType, parse_quote};

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

/// Writes types as Rust.
pub(crate) struct Types<'a> {
    pub(crate) api: &'a Api,
    pub(crate) runtime: TokenStream,
    /// What stands before the name of a generated type.
    pub(crate) prefix: TokenStream,
}

impl Types<'_> {
    /// The type in use.
    pub(crate) fn write(&self, ty: &Type) -> RustType {
        let shape = self.shape(&ty.shape);
        if ty.nullable {
            generic("Option", shape)
        } else {
            shape
        }
    }

    /// The type, whether or not `null` is a value of it.
    pub(crate) fn shape(&self, shape: &Shape) -> RustType {
        match shape {
            Shape::Any => self.runtime_type("Json"),
            Shape::Text => plain("String"),
            Shape::Secret => self.runtime_type("Secret"),
            Shape::LocalDateTime => self.runtime_type("LocalDateTime"),
            Shape::Date => self.runtime_type("Date"),
            Shape::Time => self.runtime_type("Time"),
            Shape::Timestamp => self.runtime_type("Timestamp"),
            Shape::Integer32 => plain("i32"),
            Shape::Integer64 => plain("i64"),
            Shape::Decimal => self.runtime_type("Amount"),
            Shape::TextOrNumber => self.runtime_type("TextOrNumber"),
            Shape::Bool => plain("bool"),
            Shape::List(item) => generic("Vec", self.write(item)),
            Shape::Map(value) => {
                let value = self.write(value);
                parse_quote!(::std::collections::BTreeMap<String, #value>)
            }
            Shape::Named(number) => {
                let name = ident(&self.api.named(*number).name);
                let prefix = &self.prefix;
                if prefix.is_empty() {
                    path_type(name.into())
                } else {
                    parse_quote!(#prefix #name)
                }
            }
        }
    }

    fn runtime_type(&self, name: &str) -> RustType {
        let (runtime, name) = (&self.runtime, ident(name));
        parse_quote!(#runtime::#name)
    }
}

fn path_type(path: syn::Path) -> RustType {
    RustType::Path(syn::TypePath {
        attrs: Vec::new(),
        qself: None,
        path,
    })
}

fn plain(name: &str) -> RustType {
    path_type(ident(name).into())
}

/// `Option<T>` and its like.
pub(crate) fn generic(name: &str, argument: RustType) -> RustType {
    let arguments = syn::AngleBracketedGenericArguments {
        colon2_token: None,
        lt_token: syn::token::Lt::default(),
        args: std::iter::once(syn::GenericArgument::Type(argument)).collect(),
        gt_token: syn::token::Gt::default(),
    };
    let segment = syn::PathSegment {
        ident: ident(name),
        arguments: syn::PathArguments::AngleBracketed(arguments),
    };
    path_type(segment.into())
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
