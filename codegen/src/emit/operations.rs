//! `operations.rs`: a table with the facts about each operation that are known before a call.

use proc_macro2::TokenStream;
use quote::quote;

use super::documentation;
use super::syntax::{docs, ident};
use crate::model::{Api, Grade, Operation, SchemeKind};

/// Returns the items of `operations.rs`.
pub(super) fn emit(api: &Api, runtime: &TokenStream) -> TokenStream {
    let operations = api.operations.iter().map(operation);
    let names = api
        .operations
        .iter()
        .map(|operation| constant(&operation.method));
    let servers = api.servers.iter().map(|server| {
        let (url, description) = (&server.url, &server.description);
        quote!((#url, #description))
    });
    let headers = api.client_headers.iter().map(|header| {
        let name = &header.name;
        quote!(#name)
    });
    let schemes = api.schemes.iter().map(|scheme| {
        let name = &scheme.name;
        match &scheme.kind {
            SchemeKind::Basic => quote!(SecurityScheme::basic(#name)),
            SchemeKind::Bearer => quote!(SecurityScheme::bearer(#name)),
            SchemeKind::Header(header) => quote!(SecurityScheme::api_key_header(#name, #header)),
            SchemeKind::Query(parameter) => {
                quote!(SecurityScheme::api_key_query(#name, #parameter))
            }
        }
    });
    quote! {
        use #runtime::{Evidence, Operation, SecurityScheme};

        #(#operations)*

        /// All operations, in the order of the document.
        pub static OPERATIONS: &[&Operation] = &[#(&#names),*];

        /// The security schemes that operations name.
        pub static SECURITY_SCHEMES: &[SecurityScheme] = &[#(#schemes),*];

        /// Base URL and description of each server.
        pub static SERVERS: &[(&str, &str)] = &[#(#servers),*];

        /// Headers of every call, set by configuration.
        pub static CLIENT_HEADERS: &[&str] = &[#(#headers),*];
    }
}

/// Returns the name of the operation's constant.
pub(super) fn constant(method: &str) -> proc_macro2::Ident {
    ident(&method.to_ascii_uppercase())
}

fn operation(operation: &Operation) -> TokenStream {
    let (id, verb, path) = (&operation.id, &operation.verb, &operation.path);
    let name = constant(&operation.method);
    let doc = docs(documentation::security(
        documentation::call(operation).ours("; security: "),
        operation,
    ));
    let mut parts = TokenStream::new();
    if !operation.security.is_empty() {
        let alternatives = operation.security.iter().map(|all| quote!(&[#(#all),*]));
        parts.extend(quote!(.security(&[#(#alternatives),*])));
    }
    if operation.idempotent {
        parts.extend(quote!(.idempotent(true)));
    }
    if operation.deprecated {
        parts.extend(quote!(.deprecated(true)));
    }
    if let Some(evidence) = &operation.evidence {
        let grade = ident(match evidence.grade {
            Grade::Documented => "Documented",
            Grade::Observed => "Observed",
            Grade::Assumed => "Assumed",
        });
        parts.extend(quote!(.evidence(Evidence::#grade)));
    }
    if let Some(envelope) = &operation.envelope {
        let wire = &envelope.wire;
        parts.extend(quote!(.envelope(#wire)));
    }
    quote!(#doc pub static #name: Operation = Operation::new(#id, #verb, #path)#parts;)
}
