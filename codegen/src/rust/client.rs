//! Finishes progenitor's client: real names, paths and parameters, bodies through the runtime.
//!
//! Of what progenitor writes only the methods are kept. Its client type, its constructors and its
//! `api-version` header go: the runtime decides what is sent and how.

use std::collections::HashMap;

use proc_macro2::TokenStream;
use quote::quote;
use syn::visit_mut::VisitMut;
use syn::{Expr, FnArg, ImplItem, ImplItemFn, Item, Pat, Stmt, Type, parse_quote};

use super::attributes::docs;
use super::placeholders::Names;
use super::tokens::ident;
use super::types::parsed;
use crate::lower::{operation_placeholder, parameter_placeholder};
use crate::model::{Api, Location, Operation};

/// A finished method of the internal client.
pub(crate) struct Method {
    /// The names of its arguments in their order.
    pub(crate) arguments: Vec<String>,
    code: ImplItemFn,
}

/// The finished methods, one for each operation, in the model's order.
///
/// # Errors
/// The operations for which there is no method.
pub(crate) fn finish(items: Vec<Item>, api: &Api) -> Result<Vec<Method>, Vec<usize>> {
    let mut found: HashMap<String, ImplItemFn> = HashMap::new();
    for item in items {
        let Item::Impl(block) = item else { continue };
        found.extend(block.items.into_iter().filter_map(|item| match item {
            ImplItem::Fn(method) => Some((method.sig.ident.to_string(), method)),
            _ => None,
        }));
    }
    let mut methods = Vec::with_capacity(api.operations.len());
    let mut missing = Vec::new();
    for (number, operation) in api.operations.iter().enumerate() {
        match found.remove(&operation_placeholder(number)) {
            Some(method) => methods.push(finished(method, api, operation)),
            None => missing.push(number),
        }
    }
    if missing.is_empty() {
        Ok(methods)
    } else {
        Err(missing)
    }
}

/// The items of `client.rs`.
pub(crate) fn emit(methods: Vec<Method>, runtime: &TokenStream) -> Vec<Item> {
    let mut items = parsed(quote! {
        use super::types;
        use #runtime::seam::{
            Call,
            progenitor_client::{self, ClientHooks, ClientInfo, Error, OperationInfo, RequestBuilderExt, ResponseValue},
            reqwest, form_body, json_body, path_segment,
        };

        /// The client of one call.
        pub(super) struct Client {
            pub(super) call: Call,
        }

        impl ClientInfo<Call> for Client {
            fn api_version() -> &'static str {
                ""
            }
            fn baseurl(&self) -> &str {
                self.call.base_url()
            }
            fn client(&self) -> &reqwest::Client {
                self.call.http()
            }
            fn inner(&self) -> &Call {
                &self.call
            }
        }

        impl ClientHooks<Call> for Client {
            async fn exec(&self, request: reqwest::Request, _: &OperationInfo) -> reqwest::Result<reqwest::Response> {
                self.call.exec(request).await
            }
        }

        impl Client {}
    });
    if let Some(Item::Impl(block)) = items.last_mut() {
        block.items = methods
            .into_iter()
            .map(|method| ImplItem::Fn(method.code))
            .collect();
    }
    items
}

fn finished(mut method: ImplItemFn, api: &Api, operation: &Operation) -> Method {
    let mut pass = Pass {
        operation,
        headers: operation
            .parameters
            .iter()
            .any(|p| p.location == Location::Header),
    };
    method.attrs = docs(&format!("`{} {}`", operation.verb, operation.path));
    method.vis = parse_quote!(pub(super));
    pass.visit_signature_mut(&mut method.sig);
    Names { api }.visit_signature_mut(&mut method.sig);
    method.sig.ident = ident(&operation.method);
    let statements = std::mem::take(&mut method.block.stmts);
    method.block.stmts = statements
        .into_iter()
        .filter_map(|statement| pass.statement(statement))
        .collect();
    borrow_body(&mut method, operation);
    let arguments = method.sig.inputs.iter().filter_map(argument).collect();
    Method {
        arguments,
        code: method,
    }
}

/// The argument for a field; it must not be mistaken for a variable of progenitor's own.
pub(crate) fn argument_name(field: &str) -> String {
    const VARIABLES: &[&str] = &[
        "header_map",
        "info",
        "request",
        "response",
        "result",
        "url",
        "value",
    ];
    if VARIABLES.contains(&field) {
        format!("{field}_argument")
    } else {
        field.to_owned()
    }
}

fn argument(input: &FnArg) -> Option<String> {
    match input {
        FnArg::Typed(typed) => variable(&typed.pat),
        _ => None,
    }
}

fn variable(pattern: &Pat) -> Option<String> {
    match pattern {
        Pat::Ident(name) => Some(name.ident.to_string()),
        Pat::Type(typed) => variable(&typed.pat),
        _ => None,
    }
}

/// Whether a statement adds progenitor's `api-version` header.
fn is_api_version(call: &syn::ExprMethodCall) -> bool {
    use quote::ToTokens as _;
    call.method == "append"
        && call
            .args
            .to_token_stream()
            .to_string()
            .contains("\"api-version\"")
}

/// A body is borrowed, whatever progenitor thinks of its size, and an `Option` where it may be left
/// out.
fn borrow_body(method: &mut ImplItemFn, operation: &Operation) {
    let Some(body) = &operation.body else { return };
    for input in &mut method.sig.inputs {
        if argument(input) == Some(argument_name(&body.field))
            && let FnArg::Typed(typed) = input
        {
            if !matches!(typed.ty.as_ref(), Type::Reference(_)) {
                let ty = &typed.ty;
                typed.ty = parse_quote!(&'a #ty);
            }
            if !body.required {
                let ty = &typed.ty;
                typed.ty = parse_quote!(Option<#ty>);
            }
        }
    }
}

struct Pass<'a> {
    operation: &'a Operation,
    headers: bool,
}

impl Pass<'_> {
    /// Finishes a statement, replaces the URL, and drops what the runtime does.
    fn statement(&mut self, mut statement: Stmt) -> Option<Stmt> {
        match &mut statement {
            Stmt::Local(local) => match variable(&local.pat).as_deref() {
                Some("url") => return Some(self.url()),
                Some("header_map") if !self.headers => return None,
                Some("request") => {
                    local.attrs.clear();
                    if let Pat::Ident(name) = &mut local.pat {
                        name.mutability = None;
                    }
                    self.visit_stmt_mut(&mut statement);
                }
                Some("header_map" | "info") => self.visit_stmt_mut(&mut statement),
                _ => {}
            },
            Stmt::Expr(Expr::MethodCall(call), _) if is_api_version(call) => return None,
            // What follows a `?` without a value are the hooks before and after, which are not used.
            Stmt::Expr(Expr::Try(_), _) => return None,
            Stmt::Expr(Expr::MethodCall(_) | Expr::If(_), _) => self.visit_stmt_mut(&mut statement),
            _ => {}
        }
        Some(statement)
    }

    fn url(&self) -> Stmt {
        let mut format = String::from("{}");
        let mut values: Vec<Expr> = vec![parse_quote!(self.call.base_url())];
        let mut rest = self.operation.path.as_str();
        while let Some((literal, name, after)) = next_parameter(rest) {
            format.push_str(literal);
            let field = self
                .operation
                .parameters
                .iter()
                .find(|p| p.location == Location::Path && p.wire == name);
            if let Some(field) = field.map(|parameter| ident(&argument_name(&parameter.field))) {
                format.push_str("{}");
                values.push(parse_quote!(path_segment(#field)?));
            }
            rest = after;
        }
        format.push_str(rest);
        parse_quote!(let url = format!(#format, #(#values),*);)
    }

    fn wire(&self, placeholder: &str) -> Option<String> {
        let mut parameters = self.operation.parameters.iter().enumerate();
        let (_, parameter) =
            parameters.find(|(number, _)| parameter_placeholder(*number) == placeholder)?;
        let lower = parameter.location == Location::Header;
        Some(if lower {
            parameter.wire.to_ascii_lowercase()
        } else {
            parameter.wire.clone()
        })
    }

    fn body(&self, receiver: &Expr, function: &str) -> Option<Expr> {
        let body = self.operation.body.as_ref()?;
        let (function, name) = (ident(function), ident(&argument_name(&body.field)));
        let value: Expr = if body.required {
            parse_quote!(Some(#name))
        } else {
            parse_quote!(#name)
        };
        let media_type = &body.media_type;
        Some(if body.form {
            parse_quote!(#function(#receiver, #value)?)
        } else {
            parse_quote!(#function(#receiver, #media_type, #value)?)
        })
    }
}

/// The text before the next parameter of a path template, its name, and what follows.
fn next_parameter(template: &str) -> Option<(&str, &str, &str)> {
    let (literal, rest) = template.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((literal, name, after))
}

impl VisitMut for Pass<'_> {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        if let Expr::Try(tried) = expr
            && let Expr::MethodCall(call) = tried.expr.as_ref()
            && call.method == "form_urlencoded"
            && let Some(body) = self.body(&call.receiver, "form_body")
        {
            *expr = body;
        } else if let Expr::MethodCall(call) = expr {
            if call.method == "json"
                && let Some(body) = self.body(&call.receiver, "json_body")
            {
                *expr = body;
            } else if call.method == "headers" && !self.headers {
                *expr = (*call.receiver).clone();
                return self.visit_expr_mut(expr);
            }
        } else if let Expr::Field(field) = expr
            && matches!(&field.member, syn::Member::Named(name) if name == "client")
        {
            *expr = parse_quote!(self.call.http());
        }
        syn::visit_mut::visit_expr_mut(self, expr);
    }

    fn visit_lit_str_mut(&mut self, literal: &mut syn::LitStr) {
        let text = literal.value();
        if let Some(wire) = self.wire(&text) {
            *literal = syn::LitStr::new(&wire, literal.span());
        } else if text.starts_with("op0") {
            *literal = syn::LitStr::new(&self.operation.id, literal.span());
        }
    }

    fn visit_ident_mut(&mut self, found: &mut syn::Ident) {
        let text = found.to_string();
        let mut parameters = self.operation.parameters.iter().enumerate();
        if let Some((_, parameter)) =
            parameters.find(|(number, _)| parameter_placeholder(*number) == text)
        {
            *found = ident(&argument_name(&parameter.field));
        } else if text == "body"
            && let Some(body) = &self.operation.body
        {
            *found = ident(&argument_name(&body.field));
        }
    }

    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        if path.leading_colon.is_some()
            && path
                .segments
                .first()
                .is_some_and(|first| first.ident == "reqwest")
        {
            path.leading_colon = None;
        }
        syn::visit_mut::visit_path_mut(self, path);
    }
}
