//! `requests.rs`: one struct for each operation, so that an added optional parameter breaks nobody.

use proc_macro2::TokenStream;
use quote::quote;

use super::construction::{Input, constructors};
use super::documentation;
use crate::model::{Api, Body, Operation, Parameter};
use crate::rust::tokens::{Types, deprecated, docs, ident};

/// The items of `requests.rs`.
pub(crate) fn emit(api: &Api, runtime: &TokenStream) -> TokenStream {
    let types = Types {
        api,
        runtime: runtime.clone(),
        prefix: quote!(super::types::),
    };
    let structs = api
        .operations
        .iter()
        .map(|operation| request(operation, &types));
    quote! {
        #[allow(unused_imports, reason = "not every document needs it")]
        use #runtime::seam;
        #(#structs)*
    }
}

fn request(operation: &Operation, types: &Types<'_>) -> TokenStream {
    let name = ident(&operation.request);
    let inputs = inputs(operation, types);
    let fields = inputs
        .iter()
        .zip(field_docs(operation))
        .map(|(input, docs)| {
            let (name, ty, deprecated) =
                (ident(&input.name), &input.ty, deprecated(input.deprecated));
            quote!(#docs #deprecated pub #name: #ty)
        });
    let doc = docs(&format!(
        "What [`Client::{0}`](super::Client::{0}) sends.",
        operation.method
    ));
    let hidden = operation
        .parameters
        .iter()
        .any(|parameter| parameter.sensitive.is_some());
    let required = inputs.iter().any(|input| input.required);
    let mut derives = vec![quote!(Clone)];
    if !hidden {
        derives.push(quote!(Debug));
    }
    if !required {
        derives.push(quote!(Default));
    }
    derives.push(quote!(PartialEq));
    let debug = hidden.then(|| debug(operation));
    let constructors = constructors(&operation.request, &inputs, &types.runtime);
    quote! {
        #doc
        #[derive(#(#derives),*)]
        #[non_exhaustive]
        pub struct #name { #(#fields),* }
        #debug
        #constructors
    }
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
    let collection = parameter.ty.is_collection();
    let optional = !parameter.required && !collection;
    Input {
        name: parameter.field.clone(),
        ty: if optional {
            quote!(Option<#shape>)
        } else {
            shape.clone()
        },
        inner: optional.then_some(shape),
        required: parameter.required,
        deprecated: parameter.deprecated,
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
            quote!(Option<#ty>)
        },
        inner: (!body.required).then_some(ty),
        required: body.required,
        deprecated: false,
        description: body.description.clone(),
    }
}

fn field_docs(operation: &Operation) -> impl Iterator<Item = TokenStream> {
    let body = operation.body.as_ref().map(|body| {
        docs(if body.description.is_empty() {
            "The body."
        } else {
            &body.description
        })
    });
    operation
        .parameters
        .iter()
        .map(documentation::of_parameter)
        .chain(body)
}

fn debug(operation: &Operation) -> TokenStream {
    let (name, text) = (ident(&operation.request), &operation.request);
    let fields = operation.parameters.iter().map(|parameter| {
        let (name, text) = (ident(&parameter.field), &parameter.field);
        match parameter.sensitive {
            Some(_) => quote!(.field(#text, &seam::redacted())),
            None => quote!(.field(#text, &self.#name)),
        }
    });
    let body = operation.body.as_ref().map(|body| {
        let (name, text) = (ident(&body.field), &body.field);
        quote!(.field(#text, &self.#name))
    });
    quote! {
        impl ::std::fmt::Debug for #name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct(#text)#(#fields)*#body.finish_non_exhaustive()
            }
        }
    }
}
