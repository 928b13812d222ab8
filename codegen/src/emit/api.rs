//! `api.rs`: the public client, one method for each operation.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{ImplItemFn, Type as RustType, parse_quote};

use super::operations::constant;
use super::print::{self, Printer};
use super::{documentation, examples};
use crate::model::{Api, Kind, Listing, Operation, Parameter, Shape, Type};
use crate::prose::{self, Comment};
use crate::rust::attributes::{deprecated, docs};
use crate::rust::method::argument_name;
use crate::rust::tokens::{Types, generic, ident};

/// The items of `api.rs`.
pub(crate) fn emit(
    api: &Api,
    arguments: &[Vec<String>],
    runtime: &TokenStream,
    module: Option<&str>,
) -> String {
    let types = Types {
        api,
        runtime: runtime.clone(),
        prefix: quote!(super::types::),
    };
    let docs_of_client = docs(about(api));
    let mut printer = Printer::beginning(quote! {
        use super::{client, operations, requests};
        use #runtime::{Error, Reply, Transport};

        #(#docs_of_client)*
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
        }
    });
    let operations = api.operations.iter().zip(arguments);
    printer.methods(
        operations.map(|(operation, arguments)| {
            print::method(public(operation, arguments, &types, module))
        }),
    );
    printer.finish()
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

fn public(
    operation: &Operation,
    arguments: &[String],
    types: &Types<'_>,
    module: Option<&str>,
) -> ImplItemFn {
    let (name, request, table) = (
        ident(&operation.method),
        ident(&operation.request),
        constant(&operation.method),
    );
    let arguments = arguments
        .iter()
        .map(|argument| value(types.api, operation, argument));
    let (result, finish) = result(operation, types);
    let unused = operation.parameters.is_empty() && operation.body.is_none();
    let argument = if unused { quote!(_) } else { quote!(request) };
    let mut code: ImplItemFn = parse_quote! {
        pub async fn #name(&self, #argument: requests::#request) -> Result<Reply<#result>, Error> {
            let client = client::Client::of(&self.transport, &operations::#table);
            let answer = client.#name(#(#arguments),*).await;
            #finish
        }
    };
    code.attrs = docs(documented(operation, types.api, module));
    code.attrs.extend(deprecated(operation.deprecated));
    code
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

/// The payload's type, and how the answer becomes it.
fn result(operation: &Operation, types: &Types<'_>) -> (RustType, TokenStream) {
    let whole = quote!(client.call.finish(answer));
    let Some(answer) = &operation.answer else {
        return (parse_quote!(()), whole);
    };
    let Some(envelope) = &operation.envelope else {
        return (types.write(answer), whole);
    };
    let (payload, field) = (types.shape(&envelope.payload.shape), ident(&envelope.field));
    let payload = if envelope.optional {
        generic("Option", payload)
    } else {
        payload
    };
    (
        payload,
        quote!(Ok(client.call.finish(answer)?.map(|answer| answer.#field))),
    )
}

/// The value for an argument of the internal client: text, lists of text, or the body.
fn value(api: &Api, operation: &Operation, argument: &str) -> TokenStream {
    if let Some(body) = operation
        .body
        .as_ref()
        .filter(|body| argument_name(&body.field) == argument)
    {
        let field = ident(&body.field);
        return match (body.required, &body.ty.shape) {
            (true, _) => quote!(&request.#field),
            (false, Shape::Text) => quote!(request.#field.as_deref()),
            (false, _) => quote!(request.#field.as_ref()),
        };
    }
    let parameter = operation
        .parameters
        .iter()
        .find(|parameter| argument_name(&parameter.field) == argument);
    parameter.map_or_else(|| quote!(None), |parameter| text(api, parameter))
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
        (Shape::Text, _, true) => quote!(&request.#field),
        (Shape::Text, _, false) => quote!(request.#field.as_deref()),
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

/// Whether a type is text with a name, or text out of a list, which need not be written anew.
fn is_text(api: &Api, ty: &Type) -> bool {
    let Shape::Named(number) = ty.shape else {
        return false;
    };
    match &api.named(number).kind {
        Kind::Enum(_) => true,
        Kind::Newtype(inner) => {
            !inner.nullable && (inner.shape == Shape::Text || is_text(api, inner))
        }
        Kind::Struct(_) | Kind::Union(_) => false,
    }
}

/// A value as text.
fn written(ty: &Type, value: &TokenStream) -> TokenStream {
    match ty.shape {
        Shape::Secret => quote!(#value.expose().to_owned()),
        _ => quote!(#value.to_string()),
    }
}
