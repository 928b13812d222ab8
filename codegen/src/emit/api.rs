//! `api.rs`: the public client, one method for each operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::documentation;
use super::examples;
use super::operations::constant;
use super::syntax::{Types, deprecated, docs, ident};
use crate::model::{Api, Body, Kind, Leaf, Listing, Operation, Parameter, Shape, Type};
use crate::prose::{self, Comment};
use crate::request::{ArgumentSource, Request};

/// Returns the items of `api.rs`.
pub(super) fn emit(
    api: &Api,
    requests: &[Request],
    runtime: &TokenStream,
    module: Option<&str>,
) -> TokenStream {
    let types = Types {
        api,
        runtime,
        inside: false,
    };
    let head = docs(about(api));
    let methods = api.operations.iter().zip(requests);
    let methods = methods.map(|(operation, request)| method(operation, request, &types, module));
    quote! {
        use super::{client, operations, requests};
        use #runtime::{Error, Reply, Transport};

        #head
        #[derive(Clone)]
        pub struct Client {
            transport: Transport,
        }

        impl ::std::convert::From<Transport> for Client {
            fn from(transport: Transport) -> Self {
                Self { transport }
            }
        }

        impl ::std::fmt::Debug for Client {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("Client").finish_non_exhaustive()
            }
        }

        impl Client {
            /// What carries the calls.
            pub fn transport(&self) -> &Transport {
                &self.transport
            }
            #(#methods)*
        }
    }
}

fn about(api: &Api) -> Comment<'_> {
    let client = Comment::from("Client of ");
    let client = if prose::is_blank(&api.title) {
        client.ours("the API")
    } else {
        client.line(&api.title)
    };
    let client = client.ours(": one method for each operation.").end();
    client.ours("Cheap to clone; clones share connections and tokens.")
}

fn method(
    operation: &Operation,
    request: &Request,
    types: &Types<'_>,
    module: Option<&str>,
) -> TokenStream {
    let (name, table) = (ident(&operation.method), constant(&operation.method));
    let struct_name = ident(&operation.request);
    let arguments = request.arguments.iter();
    let arguments = arguments.map(|argument| argument_value(types.api, operation, argument.source));
    let (result, finish) = result(operation, types);
    let unused = operation.parameters.is_empty() && operation.body.is_none();
    let argument = if unused { quote!(_) } else { quote!(request) };
    let docs = docs(documented(operation, types.api, module));
    let deprecated = deprecated(operation.deprecated);
    quote! {
        #docs
        #deprecated
        pub async fn #name(&self, #argument: requests::#struct_name) -> Result<Reply<#result>, Error> {
            let client = client::Client::of(&self.transport, &operations::#table);
            let answer = client.#name(#(#arguments),*).await;
            #finish
        }
    }
}

fn documented<'a>(operation: &'a Operation, api: &Api, module: Option<&str>) -> Comment<'a> {
    let comment = documentation::of_operation(operation).end().ours(
        "# Errors\nWhat went wrong, whether the request may have taken effect, and whether it may be repeated.",
    );
    match examples::of_operation(api, operation, module) {
        Some(example) => {
            let language = if module.is_some() { "no_run" } else { "ignore" };
            comment
                .end()
                .ours("# Example\n")
                .example(language, &example)
        }
        None => comment,
    }
}

/// Returns the payload's type, and how the answer becomes it.
fn result(operation: &Operation, types: &Types<'_>) -> (TokenStream, TokenStream) {
    let whole = quote!(client.call.finish(answer));
    let Some(answer) = &operation.answer else {
        return (quote!(()), whole);
    };
    let Some(envelope) = &operation.envelope else {
        return (types.write(answer), whole);
    };
    let (payload, field) = (types.value(&envelope.payload), ident(&envelope.field));
    let payload = if envelope.optional {
        quote!(Option<#payload>)
    } else {
        payload
    };
    (
        payload,
        quote!(Ok(client.call.finish(answer)?.map(|answer| answer.#field))),
    )
}

/// Returns the value for an argument of the internal client.
fn argument_value(api: &Api, operation: &Operation, source: ArgumentSource) -> TokenStream {
    match source {
        ArgumentSource::Parameter(number) => text(api, &operation.parameters[number]),
        ArgumentSource::Body => operation.body.as_ref().map(body).unwrap_or_default(),
    }
}

fn body(body: &Body) -> TokenStream {
    let field = ident(&body.field);
    match (body.required, body.ty.leaf()) {
        (true, _) => quote!(&request.#field),
        (false, Some(Leaf::Text)) => quote!(request.#field.as_deref()),
        (false, _) => quote!(request.#field.as_ref()),
    }
}

fn text(api: &Api, parameter: &Parameter) -> TokenStream {
    let field = ident(&parameter.field);
    match (&parameter.ty.shape, parameter.listing, parameter.required) {
        (Shape::List(item), Listing::Repeated, required) => {
            let written = written(item, &quote!(item));
            let list = quote!(request.#field.iter().map(|item| #written).collect::<Vec<String>>());
            if required {
                quote!(&#list)
            } else {
                quote!(Some(&#list).filter(|list| !list.is_empty()))
            }
        }
        (Shape::List(item), Listing::Joined(separator), required) => {
            let written = written(item, &quote!(item));
            let separator = separator.to_string();
            let joined = quote!(request.#field.iter().map(|item| #written).collect::<Vec<String>>().join(#separator));
            if required {
                quote!(&#joined)
            } else {
                quote!(Some(#joined.as_str()).filter(|_| !request.#field.is_empty()))
            }
        }
        (Shape::Leaf(Leaf::Text), _, true) => quote!(&request.#field),
        (Shape::Leaf(Leaf::Text), _, false) => quote!(request.#field.as_deref()),
        (_, _, true) if is_text(api, &parameter.ty) => quote!(request.#field.as_str()),
        (_, _, false) if is_text(api, &parameter.ty) => {
            quote!(request.#field.as_ref().map(|value| value.as_str()))
        }
        (_, _, true) => {
            let written = written(&parameter.ty, &quote!(request.#field));
            quote!(&#written)
        }
        (_, _, false) => {
            let written = written(&parameter.ty, &quote!(value));
            quote!(request.#field.as_ref().map(|value| #written).as_deref())
        }
    }
}

/// Returns whether a type is text with a name, or text out of a list, which need not be written
/// anew.
fn is_text(api: &Api, ty: &Type) -> bool {
    let Shape::Named(number) = ty.shape else {
        return false;
    };
    match &api.named(number).kind {
        Kind::Enum(_) => true,
        Kind::Newtype(inner) => {
            !inner.nullable && (inner.leaf() == Some(Leaf::Text) || is_text(api, inner))
        }
        Kind::Struct(_) | Kind::Union(_) => false,
    }
}

/// Returns a value as text.
fn written(ty: &Type, value: &TokenStream) -> TokenStream {
    match ty.leaf() {
        Some(Leaf::Secret) => quote!(#value.expose().to_owned()),
        _ => quote!(#value.to_string()),
    }
}
