//! `requests.rs`: one struct for each operation, so that an added optional parameter breaks nobody.

use proc_macro2::TokenStream;
use quote::quote;

use super::construction::{Constructors, Input};
use super::documentation;
use super::syntax::{Types, debug, deprecated, docs, ident};
use crate::model::{Api, Operation};
use crate::prose::Comment;

/// Returns the items of `requests.rs`, those of one operation at a time.
pub(super) fn emit<'a>(
    api: &'a Api,
    runtime: &'a TokenStream,
) -> impl Iterator<Item = TokenStream> + 'a {
    let types = Types {
        api,
        runtime,
        inside: false,
    };
    let constructors = Constructors::new(runtime);
    let requests = api.operations.iter();
    let requests = requests.map(move |operation| request(operation, &types, &constructors));
    std::iter::once(quote!(use #runtime::generated_code;)).chain(requests)
}

fn request(
    operation: &Operation,
    types: &Types<'_>,
    constructors: &Constructors<'_>,
) -> TokenStream {
    let name = ident(&operation.request);
    let inputs = inputs(operation, types);
    let hidden = operation
        .parameters
        .iter()
        .any(|parameter| parameter.sensitive.is_some());
    let derived_debug = (!hidden).then(|| quote!(Debug,));
    let default = inputs
        .iter()
        .all(|input| !input.is_required())
        .then(|| quote!(Default,));
    let head = docs(called(operation));
    let fields = inputs
        .iter()
        .zip(field_docs(operation))
        .map(|(input, docs)| {
            let (name, ty) = (input.ident(), input.ty());
            quote!(#docs pub #name: #ty)
        });
    let debug = hidden.then(|| printed(operation));
    let constructors = constructors.of(&operation.request, &inputs);
    quote! {
        #head
        #[derive(Clone, #derived_debug #default PartialEq)]
        #[non_exhaustive]
        pub struct #name { #(#fields),* }
        #debug
        #constructors
    }
}

fn called(operation: &Operation) -> Comment<'_> {
    let method = format!("Client::{}", operation.method);
    Comment::from("What ")
        .item_at(&method, &format!("super::{method}"))
        .ours(" sends.")
}

fn inputs<'a>(operation: &'a Operation, types: &Types<'_>) -> Vec<Input<'a>> {
    let parameters = operation.parameters.iter().map(|parameter| {
        let ty = &parameter.ty;
        Input::new(&parameter.field, types.value(ty), ty)
            .optional(!parameter.required && !ty.is_collection())
            .required(parameter.required)
            .described(&parameter.description)
    });
    let body = operation.body.as_ref().map(|body| {
        Input::new(&body.field, types.write(&body.ty), &body.ty)
            .optional(!body.required)
            .required(body.required)
            .described(&body.description)
    });
    parameters.chain(body).collect()
}

fn field_docs(operation: &Operation) -> impl Iterator<Item = TokenStream> {
    let parameters = operation.parameters.iter().map(|parameter| {
        let docs = documentation::of_parameter(parameter);
        let deprecated = deprecated(parameter.deprecated);
        quote!(#docs #deprecated)
    });
    let body = operation.body.as_ref();
    let body = body.map(|body| docs(Comment::said(&body.description, "The body.")));
    parameters.chain(body)
}

/// Returns `Debug` of a request with parameters that are not printed.
fn printed(operation: &Operation) -> TokenStream {
    let parameters = operation.parameters.iter();
    let parameters = parameters.map(|parameter| (&*parameter.field, parameter.sensitive.is_some()));
    let body = operation.body.as_ref().map(|body| (&*body.field, false));
    debug(&operation.request, parameters.chain(body))
}
