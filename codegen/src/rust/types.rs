//! Finishes the types: names, documentation, wire names, what `null` means, what is not printed.

use proc_macro2::TokenStream;
use quote::quote;
use syn::visit_mut::VisitMut;
use syn::{Fields, Item, ItemImpl, ItemStruct, Type as RustType};

use super::reading;
use super::tokens::{Types, deprecated, docs, ident};
use crate::emit::construction::{self, Input};
use crate::emit::documentation;
use crate::lower::{field_placeholder, type_placeholder};
use crate::model::{Api, Field, Kind, NamedType, Sensitive, Shape, Struct};

/// The items of `types.rs`.
pub(crate) fn finish(file: &syn::File, api: &Api, runtime: &TokenStream) -> TokenStream {
    let pass = Pass { api, runtime };
    let module = file.items.iter().find_map(|item| match item {
        Item::Mod(module) if module.ident == "types" => {
            module.content.as_ref().map(|(_, items)| items)
        }
        _ => None,
    });
    let mut structs = Vec::with_capacity(api.types.len());
    structs.resize_with(api.types.len(), TokenStream::new);
    for item in module.into_iter().flatten() {
        if let Some(number) = owner(item) {
            structs[number].extend(pass.item(item.clone(), number));
        }
    }
    let enums = api
        .types
        .iter()
        .filter(|ty| matches!(ty.kind, Kind::Enum(_)))
        .map(|ty| ident(&ty.name));
    let reexports: Vec<_> = enums.collect();
    let reexport =
        (!reexports.is_empty()).then(|| quote!(pub use super::enums::{#(#reexports),*};));
    let seam = quote!(#[allow(unused_imports, reason = "not every document needs it")] use #runtime::seam;);
    quote!(#seam #reexport #(#structs)*)
}

/// The number in a placeholder such as `T000003`.
fn number(ident: &syn::Ident) -> Option<usize> {
    let text = ident.to_string();
    let digits = text.strip_prefix('T').filter(|digits| digits.len() >= 6)?;
    digits
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| digits.parse().ok())
        .flatten()
}

/// The type that an item belongs to.
fn owner(item: &Item) -> Option<usize> {
    match item {
        Item::Struct(item) => number(&item.ident),
        Item::Enum(item) => number(&item.ident),
        Item::Impl(item) => implementor(item),
        _ => None,
    }
}

/// The first placeholder that an impl names: in its self type, else in its trait's arguments.
fn implementor(item: &ItemImpl) -> Option<usize> {
    struct First(Option<usize>);
    impl<'a> syn::visit::Visit<'a> for First {
        fn visit_ident(&mut self, ident: &'a syn::Ident) {
            self.0 = self.0.or_else(|| number(ident));
        }
    }
    let mut first = First(None);
    syn::visit::Visit::visit_type(&mut first, &item.self_ty);
    if let Some((path, _)) = &item.trait_ {
        syn::visit::Visit::visit_path(&mut first, path);
    }
    first.0
}

struct Pass<'a> {
    api: &'a Api,
    runtime: &'a TokenStream,
}

impl Pass<'_> {
    fn item(&self, mut item: Item, number: usize) -> TokenStream {
        let ty = self.api.named(number);
        if matches!(&item, Item::Impl(item) if is_default(item)) {
            return TokenStream::new();
        }
        Names { api: self.api }.visit_item_mut(&mut item);
        match (&mut item, &ty.kind) {
            (Item::Struct(item), Kind::Struct(body)) => self.structure(item, ty, body),
            (Item::Struct(item), Kind::Newtype(_)) => self.newtype(item, ty),
            (Item::Enum(item), _) => {
                let head = documentation::of_type(self.api, ty);
                item.attrs.clear();
                quote!(#head #[derive(Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize)] #[serde(untagged)] #item)
            }
            _ => quote!(#item),
        }
    }

    fn structure(&self, item: &mut ItemStruct, ty: &NamedType, body: &Struct) -> TokenStream {
        let head = documentation::of_type(self.api, ty);
        let own_reading =
            body.extra.is_some() || body.fields.iter().any(|field| !field.aliases.is_empty());
        let hidden = ty.sensitive.is_some()
            || body
                .fields
                .iter()
                .any(|field| field.sensitive == Some(Sensitive::Personal));
        let mut derives = vec![quote!(Clone)];
        if !hidden {
            derives.push(quote!(Debug));
        }
        if body.fields.iter().all(|field| !field.required) {
            derives.push(quote!(Default));
        }
        derives.push(quote!(PartialEq));
        if !own_reading {
            derives.push(quote!(::serde::Deserialize));
        }
        derives.push(quote!(::serde::Serialize));
        let fields = self.fields(item, ty, body, own_reading);
        let name = &item.ident;
        let mut code = quote! {
            #head
            #[derive(#(#derives),*)]
            #[non_exhaustive]
            pub struct #name { #(#fields),* }
        };
        if hidden {
            code.extend(self.debug(ty, body));
        }
        if own_reading {
            code.extend(reading::deserialize(item, body));
        }
        if ty.sent {
            code.extend(construction::of_type(
                self.api,
                &self.types(),
                item,
                ty,
                body,
            ));
        }
        code
    }

    fn types(&self) -> Types<'_> {
        Types {
            api: self.api,
            runtime: self.runtime.clone(),
            prefix: TokenStream::new(),
        }
    }

    fn fields(
        &self,
        item: &mut ItemStruct,
        ty: &NamedType,
        body: &Struct,
        own_reading: bool,
    ) -> Vec<TokenStream> {
        let mut fields = Vec::with_capacity(body.fields.len() + 1);
        for (field, rust) in in_order(item, body) {
            let (name, rust_type) = (ident(&field.name), &rust.ty);
            let serde = self.serde(ty, body, field, own_reading);
            let (docs, deprecated) = (
                documentation::of_field(self.api, field),
                deprecated(field.deprecated),
            );
            fields.push(quote!(#docs #deprecated #serde pub #name: #rust_type));
        }
        if let Some(extra) = &body.extra {
            let (name, value) = (ident(extra_name(body)), self.types().write(extra));
            let docs = docs("Fields that the document does not name.");
            fields.push(quote!(#docs #[serde(flatten)] pub #name: ::std::collections::BTreeMap<String, #value>));
        }
        fields
    }

    fn serde(&self, _: &NamedType, body: &Struct, field: &Field, own_reading: bool) -> TokenStream {
        let mut parts = Vec::new();
        if field.name != field.wire {
            let wire = &field.wire;
            parts.push(quote!(rename = #wire));
        }
        let (skip, with) = match (&field.ty.shape, field.required) {
            (Shape::List(_), _) => (Some("Vec::is_empty"), Some(list_reader(body, field))),
            (Shape::Map(_), _) => (Some("::std::collections::BTreeMap::is_empty"), Some("map")),
            (_, false) if body.envelope.as_deref() == Some(&field.wire) => {
                (Some("Option::is_none"), Some("one"))
            }
            (_, false) => (Some("Option::is_none"), None),
            (_, true) => (None, None),
        };
        let with = with.filter(|_| !own_reading);
        if !field.required && with.is_some() {
            parts.push(quote!(default));
        }
        if let Some(with) = with {
            let with = format!("seam::{with}");
            parts.push(quote!(deserialize_with = #with));
        }
        if let Some(skip) = skip.filter(|_| !field.required) {
            parts.push(quote!(skip_serializing_if = #skip));
        }
        if parts.is_empty() {
            TokenStream::new()
        } else {
            quote!(#[serde(#(#parts),*)])
        }
    }

    fn debug(&self, ty: &NamedType, body: &Struct) -> TokenStream {
        let (name, text) = (ident(&ty.name), &ty.name);
        let runtime = self.runtime;
        let fields = body.fields.iter().map(|field| {
            let (name, text) = (ident(&field.name), &field.name);
            if ty.sensitive.is_some() || field.sensitive == Some(Sensitive::Personal) {
                quote!(.field(#text, &seam::redacted()))
            } else if field.deprecated {
                quote!(.field(#text, &{ #[expect(deprecated, reason = "printing is no use")] &self.#name }))
            } else {
                quote!(.field(#text, &self.#name))
            }
        });
        let _ = runtime;
        quote! {
            impl ::std::fmt::Debug for #name {
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    f.debug_struct(#text)#(#fields)*.finish_non_exhaustive()
                }
            }
        }
    }

    fn newtype(&self, item: &mut ItemStruct, ty: &NamedType) -> TokenStream {
        let Kind::Newtype(inner) = &ty.kind else {
            return quote!(#item);
        };
        let head = documentation::of_type(self.api, ty);
        let comparable = matches!(
            inner.shape,
            Shape::Text | Shape::Integer32 | Shape::Integer64
        ) && !inner.nullable;
        let mut derives = vec![quote!(Clone)];
        if matches!(
            inner.shape,
            Shape::Integer32 | Shape::Integer64 | Shape::Bool
        ) {
            derives.push(quote!(Copy));
        }
        if ty.sensitive.is_none() {
            derives.push(quote!(Debug));
        }
        derives.push(quote!(PartialEq));
        if comparable {
            derives.extend([quote!(Eq), quote!(Hash), quote!(Ord), quote!(PartialOrd)]);
        }
        let (name, text, rust_type) = (
            &item.ident,
            &ty.name,
            item.fields.iter().map(|field| &field.ty),
        );
        let mut code = quote! {
            #head
            #[derive(#(#derives,)* ::serde::Deserialize, ::serde::Serialize)]
            #[serde(transparent)]
            pub struct #name(
                /// The value.
                #(pub #rust_type),*
            );
        };
        if ty.sensitive.is_some() {
            code.extend(quote! {
                impl ::std::fmt::Debug for #name {
                    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                        f.debug_tuple(#text).field(&seam::redacted()).finish()
                    }
                }
            });
        }
        if inner.shape == Shape::Text && !inner.nullable {
            code.extend(quote! {
                impl ::std::convert::From<&str> for #name {
                    fn from(value: &str) -> Self {
                        Self(value.to_owned())
                    }
                }
            });
        }
        code
    }
}

/// The reader of a list: `null` is empty, and the payload of an answer may be a single object.
pub(super) fn list_reader(body: &Struct, field: &Field) -> &'static str {
    if body.envelope.as_deref() == Some(&field.wire) {
        "one_or_many"
    } else {
        "list"
    }
}

/// The name of the field for what the document does not name.
pub(crate) fn extra_name(body: &Struct) -> &'static str {
    if body.fields.iter().any(|field| field.name == "extra") {
        "extra_fields"
    } else {
        "extra"
    }
}

/// The fields of the model with those of the struct that typify wrote.
pub(super) fn in_order<'a>(
    item: &'a ItemStruct,
    body: &'a Struct,
) -> Vec<(&'a Field, &'a syn::Field)> {
    let Fields::Named(fields) = &item.fields else {
        return Vec::new();
    };
    let find = |number: usize| {
        let placeholder = field_placeholder(number);
        fields.named.iter().find(|field| {
            field
                .ident
                .as_ref()
                .is_some_and(|name| *name == placeholder)
        })
    };
    body.fields
        .iter()
        .enumerate()
        .filter_map(|(number, field)| Some((field, find(number)?)))
        .collect()
}

/// The inputs of a constructor for the fields of a struct.
pub(crate) fn inputs(item: &ItemStruct, body: &Struct) -> Vec<Input> {
    in_order(item, body)
        .into_iter()
        .map(|(field, rust)| Input {
            name: field.name.clone(),
            ty: {
                let ty = &rust.ty;
                quote!(#ty)
            },
            inner: option_argument(&rust.ty).map(|ty| quote!(#ty)),
            required: field.required,
            deprecated: field.deprecated,
            description: field.description.clone(),
        })
        .collect()
}

/// The `T` of an `Option<T>`.
fn option_argument(ty: &RustType) -> Option<&RustType> {
    let RustType::Path(path) = ty else {
        return None;
    };
    let last = path
        .path
        .segments
        .last()
        .filter(|segment| segment.ident == "Option")?;
    let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        syn::GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

fn is_default(item: &ItemImpl) -> bool {
    let path = item.trait_.as_ref().map(|(path, _)| path);
    path.and_then(|path| path.segments.last())
        .is_some_and(|segment| segment.ident == "Default")
}

/// Puts the names of types in the place of their placeholders and shortens the standard paths.
pub(super) struct Names<'a> {
    pub(super) api: &'a Api,
}

impl VisitMut for Names<'_> {
    fn visit_ident_mut(&mut self, found: &mut syn::Ident) {
        if let Some(number) = number(found).filter(|number| *number < self.api.types.len()) {
            debug_assert_eq!(*found, type_placeholder(number));
            *found = ident(&self.api.named(number).name);
        }
    }

    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        let standard = path.leading_colon.is_some()
            && path
                .segments
                .first()
                .is_some_and(|first| first.ident == "std");
        let short = path.segments.last().is_some_and(|last| {
            ["Option", "Vec", "String", "Box"]
                .iter()
                .any(|name| last.ident == name)
        });
        if standard && short && path.segments.len() == 3 {
            path.leading_colon = None;
            path.segments = path.segments.iter().skip(2).cloned().collect();
        }
        syn::visit_mut::visit_path_mut(self, path);
    }
}
