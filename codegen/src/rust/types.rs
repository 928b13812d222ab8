//! Finishes the types: names, documentation, wire names, what `null` means, what is not printed.

use proc_macro2::TokenStream;
use quote::quote;
use syn::visit_mut::VisitMut;
use syn::{Fields, Item, ItemImpl, ItemStruct, Type as RustType, parse_quote};

use super::attributes::{deprecated, docs, list, word};
use super::placeholders::{Names, owner};
use super::tokens::{Types, ident};
use super::{Fault, boxes, item_has_floats, newtypes, reading, split};
use crate::emit::construction::{Constructors, Input};
use crate::emit::documentation;
use crate::emit::print::{self, Printer};
use crate::lower::field_placeholder;
use crate::model::{Api, Field, Kind, NamedType, Shape, Struct, Type};
use crate::prose::Comment;

/// The items of `types.rs`, out of the module of types that progenitor wrote.
///
/// # Errors
/// What is wrong with the module.
pub(super) fn finish(
    module: TokenStream,
    api: &Api,
    runtime: &TokenStream,
) -> Result<String, Fault> {
    let pass = Pass {
        api,
        constructors: Constructors::new(runtime),
        types: Types {
            api,
            runtime: runtime.clone(),
            prefix: TokenStream::new(),
        },
    };
    let mut printer = Printer::beginning(quote!(use #runtime::generated_code;));
    let enums = api
        .types
        .iter()
        .filter(|ty| matches!(ty.kind, Kind::Enum(_)))
        .map(|ty| ident(&ty.name));
    let enums: Vec<_> = enums.collect();
    if !enums.is_empty() {
        printer.items(parsed(quote!(pub use super::enums::{#(#enums),*};)));
    }
    let mut printed = Vec::with_capacity(api.types.len());
    let mut print = |number, item| {
        if item_has_floats(&item) {
            return Err(Fault::Floats);
        }
        printed.push((number, print::text(pass.item(item, number))));
        Ok(())
    };
    let items =
        split::items(module).map(|tokens| syn::parse2::<Item>(tokens.into_iter().collect()));
    let mut items = items.filter_map(|item| match item {
        Ok(item) => Some(Ok((owner(&item)?, item))),
        Err(error) => Some(Err(Fault::from(error))),
    });
    if boxes::may_be_needed(api) {
        let mut items = items.collect::<Result<Vec<_>, _>>()?;
        boxes::shallow(&mut items);
        items
            .into_iter()
            .try_for_each(|(number, item)| print(number, item))?;
    } else {
        items.try_for_each(|item| item.and_then(|(number, item)| print(number, item)))?;
    }
    printed.sort_by_key(|(number, _)| *number);
    printed.iter().for_each(|(_, text)| printer.text(text));
    Ok(printer.finish())
}

struct Pass<'a> {
    api: &'a Api,
    types: Types<'a>,
    constructors: Constructors,
}

impl Pass<'_> {
    fn item(&self, mut item: Item, number: usize) -> Vec<Item> {
        let ty = self.api.named(number);
        let mut names = Names { api: self.api };
        match (item, &ty.kind) {
            (Item::Impl(item), _) if is_default(&item) => Vec::new(),
            (Item::Struct(mut item), Kind::Struct(body)) => {
                item.ident = ident(&ty.name);
                names.visit_fields_mut(&mut item.fields);
                self.structure(item, ty, body)
            }
            (Item::Struct(mut item), Kind::Newtype(inner)) => {
                names.visit_item_struct_mut(&mut item);
                newtypes::finish(item, ty, inner)
            }
            (Item::Enum(mut item), _) => {
                names.visit_item_enum_mut(&mut item);
                item.attrs = documentation::of_type(ty);
                item.attrs.push(list(
                    "derive",
                    quote!(
                        Clone,
                        Debug,
                        PartialEq,
                        ::serde::Deserialize,
                        ::serde::Serialize
                    ),
                ));
                item.attrs.push(list("serde", quote!(untagged)));
                item.attrs.push(word("non_exhaustive"));
                for variant in &mut item.variants {
                    variant.attrs = docs(
                        Comment::from("A ")
                            .name(variant.ident.to_string())
                            .ours("."),
                    );
                }
                vec![Item::Enum(item)]
            }
            (other, _) => {
                item = other;
                names.visit_item_mut(&mut item);
                vec![item]
            }
        }
    }

    fn structure(&self, mut item: ItemStruct, ty: &NamedType, body: &Struct) -> Vec<Item> {
        let own_reading =
            body.extra.is_some() || body.fields.iter().any(|field| !field.aliases.is_empty());
        let hidden = ty.sensitive.is_some() || body.fields.iter().any(is_hidden);
        let debug = (!hidden).then(|| quote!(Debug,));
        let default = body
            .fields
            .iter()
            .all(|field| !field.required)
            .then(|| quote!(Default,));
        let reading = (!own_reading).then(|| quote!(::serde::Deserialize,));
        item.attrs = documentation::of_type(ty);
        item.attrs.push(list(
            "derive",
            quote!(Clone, #debug #default PartialEq, #reading ::serde::Serialize),
        ));
        item.attrs.push(word("non_exhaustive"));
        self.fields(&mut item, body, own_reading);
        let mut code = TokenStream::new();
        if hidden {
            code.extend(debug_of(ty, body));
        }
        if own_reading {
            code.extend(reading::deserialize(self.api, &item, body));
        }
        let constructors = ty
            .sent
            .then(|| self.constructors.of_type(&self.types, &item, body));
        let mut items = vec![Item::Struct(item)];
        items.extend(parsed(code));
        items.extend(constructors.into_iter().flatten());
        items
    }

    fn fields(&self, item: &mut ItemStruct, body: &Struct, own_reading: bool) {
        let Fields::Named(fields) = &mut item.fields else {
            return;
        };
        for (number, field) in body.fields.iter().enumerate() {
            let placeholder = field_placeholder(number);
            let found = fields.named.iter_mut().find(|field| {
                field
                    .ident
                    .as_ref()
                    .is_some_and(|name| *name == placeholder)
            });
            let Some(rust) = found else { continue };
            rust.ident = Some(ident(&field.name));
            rust.attrs = documentation::of_field(field);
            rust.attrs.extend(deprecated(field.deprecated));
            let serde = serde(self.api, body, field, own_reading);
            rust.attrs
                .extend((!serde.is_empty()).then(|| list("serde", serde)));
        }
        if let Some(extra) = &body.extra {
            let (name, value) = (ident(extra_name(body)), self.types.write(extra));
            fields.named.push(parse_quote! {
                /// Fields that the document does not name.
                #[serde(flatten)]
                pub #name: ::std::collections::BTreeMap<String, #value>
            });
        }
    }
}

/// Items out of tokens of our own. Should they not parse, the output says so and does not compile.
pub(crate) fn parsed(code: TokenStream) -> Vec<Item> {
    syn::parse2::<syn::File>(code)
        .map(|file| file.items)
        .unwrap_or_else(|error| {
            let message = error.to_string();
            vec![parse_quote!(compile_error!(#message);)]
        })
}

fn serde(api: &Api, body: &Struct, field: &Field, own_reading: bool) -> TokenStream {
    let mut parts = Vec::new();
    if field.name != field.wire {
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

fn debug_of(ty: &NamedType, body: &Struct) -> TokenStream {
    let (name, text) = (ident(&ty.name), &ty.name);
    let fields = body.fields.iter().map(|field| {
        let (name, text) = (ident(&field.name), &field.name);
        if ty.sensitive.is_some() || is_hidden(field) {
            quote!(.field(#text, &generated_code::redacted()))
        } else {
            quote!(.field(#text, &self.#name))
        }
    });
    quote! {
        impl ::std::fmt::Debug for #name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct(#text)#(#fields)*.finish_non_exhaustive()
            }
        }
    }
}

/// Whether a field must not be printed; a [`Shape::Secret`] sees to that itself.
fn is_hidden(field: &Field) -> bool {
    field.sensitive.is_some() && field.ty.shape != Shape::Secret
}

/// The reader of a list: `null` is empty, and the payload of an answer may be a single object.
pub(super) fn list_reader(api: &Api, body: &Struct, field: &Field) -> &'static str {
    match &field.ty.shape {
        Shape::List(item) if is_payload(body, field) && reads_from_parts(api, item) => {
            "one_or_many"
        }
        _ => "list",
    }
}

/// Whether the field is the payload of an answer, no list, and may come as a list of one.
pub(super) fn is_lone_payload(api: &Api, body: &Struct, field: &Field) -> bool {
    let single = !field.required && !field.ty.is_collection();
    single && is_payload(body, field) && reads_from_parts(api, &field.ty)
}

fn is_payload(body: &Struct, field: &Field) -> bool {
    body.envelope.as_deref() == Some(&field.wire)
}

/// Whether a value can be read after it was looked at. What is kept as it was written cannot: it
/// is read from the text of the answer.
fn reads_from_parts(api: &Api, ty: &Type) -> bool {
    match &ty.shape {
        Shape::Any | Shape::Decimal | Shape::TextOrNumber => false,
        Shape::Named(number) => match &api.named(*number).kind {
            Kind::Newtype(inner) => reads_from_parts(api, inner),
            Kind::Struct(_) | Kind::Enum(_) | Kind::Union(_) => true,
        },
        _ => true,
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

/// The fields of the model with those of the finished struct.
pub(super) fn in_order<'a>(
    item: &'a ItemStruct,
    body: &'a Struct,
) -> Vec<(&'a Field, &'a syn::Field)> {
    let Fields::Named(fields) = &item.fields else {
        return Vec::new();
    };
    let find = |field: &Field| {
        fields
            .named
            .iter()
            .find(|rust| rust.ident.as_ref().is_some_and(|name| *name == field.name))
    };
    body.fields
        .iter()
        .filter_map(|field| Some((field, find(field)?)))
        .collect()
}

/// The inputs of a constructor for the fields of a struct.
pub(crate) fn inputs(item: &ItemStruct, body: &Struct) -> Vec<Input> {
    let fields = in_order(item, body).into_iter();
    fields
        .map(|(field, rust)| Input {
            name: field.name.clone(),
            ty: rust.ty.clone(),
            inner: option_argument(&rust.ty).cloned(),
            required: field.required,
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
