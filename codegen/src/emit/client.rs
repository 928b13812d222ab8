//! `client.rs`: the internal client. Its methods build requests. The runtime sends them and judges the
//! answers.

use proc_macro2::TokenStream;
use quote::quote;

use super::documentation;
use super::syntax::{docs, ident};
use crate::model::{Api, Operation};
use crate::request::Request;

/// Returns the items of `client.rs`.
pub(super) fn emit(api: &Api, requests: &[Request], runtime: &TokenStream) -> TokenStream {
    let methods = api.operations.iter().zip(requests);
    let methods = methods.map(|(operation, request)| method(operation, request));
    quote! {
        use super::types;
        use #runtime::{Operation, Transport};
        use #runtime::generated_code::{
            Answer, Call,
            progenitor_client::{self, Error, RequestBuilderExt},
            reqwest, form_body, json_body, path_segment,
        };

        /// The client of one call.
        pub(super) struct Client {
            pub(super) call: Call,
        }

        impl Client {
            /// Begins a call.
            pub(super) fn of(transport: &Transport, operation: &'static Operation) -> Self {
                Self { call: Call::new(transport, operation) }
            }
            #(#methods)*
        }
    }
}

fn method(operation: &Operation, request: &Request) -> TokenStream {
    let name = ident(&operation.method);
    let docs = docs(documentation::call(operation));
    let Request {
        arguments,
        answer,
        before,
        builder,
    } = request;
    let arguments = arguments.iter().map(|argument| {
        let (name, ty) = (&argument.name, &argument.ty);
        quote!(#name: #ty)
    });
    quote! {
        #docs
        pub(super) async fn #name<'a>(&'a self, #(#arguments),*) -> Result<Answer<#answer>, Error<()>> {
            #before
            let request = #builder.build()?;
            Ok(self.call.send(request).await)
        }
    }
}
