//! The internal client, out of progenitor's.
//!
//! Of what progenitor writes only how the methods build their requests is kept. Its client type, its
//! constructors, its hooks, its `api-version` header and its reading of answers go: the runtime
//! decides what is sent and how, and what the answer means.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Expr, parse_quote};

use super::method::{Begun, Method};
use super::{Fault, split};
use crate::emit::print::Printer;
use crate::lower::operation_number;
use crate::model::Api;

/// The methods of the internal client, finished and printed one after the other.
pub(super) struct Finishing<'a> {
    api: &'a Api,
    runtime: &'a TokenStream,
    /// `self.call.http()`.
    http: Expr,
    /// The finished methods, one for each operation, in the model's order.
    methods: Vec<Option<Method>>,
}

impl<'a> Finishing<'a> {
    pub(super) fn new(api: &'a Api, runtime: &'a TokenStream) -> Self {
        Self {
            api,
            runtime,
            http: parse_quote!(self.call.http()),
            methods: api.operations.iter().map(|_| None).collect(),
        }
    }

    /// Adds the methods of an impl.
    ///
    /// # Errors
    /// What is wrong with them.
    pub(super) fn add(&mut self, methods: TokenStream) -> Result<(), Fault> {
        for method in split::items(methods) {
            let number = split::name(&method, "fn").and_then(operation_number);
            let operation = number.and_then(|number| self.api.operations.get(number));
            let slot = number.and_then(|number| self.methods.get_mut(number));
            if let (Some(operation), Some(slot)) = (operation, slot) {
                let Begun(method) = syn::parse2(method.into_iter().collect())?;
                *slot = Some(Method::finished(method, self.api, operation, &self.http)?);
            }
        }
        Ok(())
    }

    /// The items of `client.rs`, and the names of the arguments of each operation's method.
    ///
    /// # Errors
    /// The operations for which there is no method.
    pub(super) fn end(self) -> Result<(String, Vec<Vec<String>>), Fault> {
        let slots = self.methods.iter().enumerate();
        let missing: Vec<_> = slots
            .filter_map(|(number, method)| method.is_none().then_some(number))
            .collect();
        if !missing.is_empty() {
            return Err(Fault::Missing(missing));
        }
        let mut printer = beginning(self.runtime);
        let mut arguments = Vec::with_capacity(self.methods.len());
        let methods = self.methods.into_iter().flatten();
        printer.methods(methods.map(|method| {
            arguments.push(method.arguments);
            method.text
        }));
        Ok((printer.finish(), arguments))
    }
}

fn beginning(runtime: &TokenStream) -> Printer {
    Printer::beginning(quote! {
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
        }
    })
}
