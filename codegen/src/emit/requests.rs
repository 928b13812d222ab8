//! `requests.rs`: one struct for each operation, so that an added optional parameter breaks nobody.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Item, ItemStruct, parse_quote};

use super::construction::{Constructors, Input};
use super::documentation;
use super::print::Printer;
use crate::model::{Api, Body, Operation, Parameter};
use crate::prose::Comment;
use crate::rust::attributes::{deprecated, docs};
use crate::rust::tokens::{Types, generic, ident};

/// The items of `requests.rs`.
pub(crate) fn emit(api: &Api, runtime: &TokenStream) -> String {
    let types = Types {
        api,
        runtime: runtime.clone(),
        prefix: quote!(super::types::),
    };
    let constructors = Constructors::new(runtime);
    let mut printer = Printer::beginning(quote!(use #runtime::generated_code;));
    for operation in &api.operations {
        printer.items(request(operation, &types, &constructors));
    }
    printer.finish()
}

fn request(operation: &Operation, types: &Types<'_>, constructors: &Constructors) -> Vec<Item> {
    let name = ident(&operation.request);
    let inputs = inputs(operation, types);
    let hidden = operation
        .parameters
        .iter()
        .any(|parameter| parameter.sensitive.is_some());
    let debug = (!hidden).then(|| quote!(Debug,));
    let default = inputs
        .iter()
        .all(|input| !input.required)
        .then(|| quote!(Default,));
    let (names, kinds) = (
        inputs.iter().map(|input| ident(&input.name)),
        inputs.iter().map(|input| &input.ty),
    );
    let mut declared: ItemStruct = parse_quote! {
        #[derive(Clone, #debug #default PartialEq)]
        #[non_exhaustive]
        pub struct #name { #(pub #names: #kinds),* }
    };
    declared.attrs.splice(0..0, docs(called(operation)));
    for (field, attributes) in declared.fields.iter_mut().zip(field_attributes(operation)) {
        field.attrs = attributes;
    }
    let mut items = vec![Item::Struct(declared)];
    items.extend(hidden.then(|| debug_of(operation)));
    items.extend(constructors.of(&operation.request, &inputs));
    items
}

fn called(operation: &Operation) -> Comment<'_> {
    let method = format!("Client::{}", operation.method);
    Comment::from("What ")
        .item_at(&method, &format!("super::{method}"))
        .ours(" sends.")
}

fn inputs(operation: &Operation, types: &Types<'_>) -> Vec<Input> {
    let parameters = operation
        .parameters
        .iter()
        .map(|parameter| input_of_parameter(parameter, types));
    parameters
        .chain(
            operation
                .body
                .as_ref()
                .map(|body| input_of_body(body, types)),
        )
        .collect()
}

fn input_of_parameter(parameter: &Parameter, types: &Types<'_>) -> Input {
    let shape = types.shape(&parameter.ty.shape);
    let optional = !parameter.required && !parameter.ty.is_collection();
    Input {
        name: parameter.field.clone(),
        ty: if optional {
            generic("Option", shape.clone())
        } else {
            shape.clone()
        },
        inner: optional.then_some(shape),
        required: parameter.required,
        description: parameter.description.clone(),
    }
}

fn input_of_body(body: &Body, types: &Types<'_>) -> Input {
    let ty = types.write(&body.ty);
    Input {
        name: body.field.clone(),
        ty: if body.required {
            ty.clone()
        } else {
            generic("Option", ty.clone())
        },
        inner: (!body.required).then_some(ty),
        required: body.required,
        description: body.description.clone(),
    }
}

fn field_attributes(operation: &Operation) -> impl Iterator<Item = Vec<Attribute>> {
    let body = operation.body.as_ref();
    let body = body.map(|body| docs(Comment::said(&body.description, "The body.")));
    let parameters = operation.parameters.iter().map(|parameter| {
        let mut attributes = documentation::of_parameter(parameter);
        attributes.extend(deprecated(parameter.deprecated));
        attributes
    });
    parameters.chain(body)
}

fn debug_of(operation: &Operation) -> Item {
    let (name, text) = (ident(&operation.request), &operation.request);
    let fields = operation.parameters.iter().map(|parameter| {
        let (name, text) = (ident(&parameter.field), &parameter.field);
        match parameter.sensitive {
            Some(_) => quote!(.field(#text, &generated_code::redacted())),
            None => quote!(.field(#text, &self.#name)),
        }
    });
    let body = operation.body.as_ref().map(|body| {
        let (name, text) = (ident(&body.field), &body.field);
        quote!(.field(#text, &self.#name))
    });
    parse_quote! {
        impl ::std::fmt::Debug for #name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct(#text)#(#fields)*#body.finish_non_exhaustive()
            }
        }
    }
}
