//! Finishes a method of progenitor's client: real names, paths and parameters, bodies through the
//! runtime.

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::visit_mut::VisitMut;
use syn::{
    Attribute, Block, Expr, ExprCall, ExprTry, FnArg, Ident, ImplItemFn, Pat, Stmt, Token, Type,
    braced, parse_quote,
};

use super::attributes::docs;
use super::placeholders::Names;
use super::tokens::ident;
use super::{Fault, signature_has_floats};
use crate::emit::{documentation, print};
use crate::model::{Api, Location, Operation, Parameter};

/// A method of progenitor's as far as it builds the request. What follows is its reading of the
/// answer, which is not even parsed.
pub(super) struct Begun(pub(super) ImplItemFn);

impl Parse for Begun {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        input.call(Attribute::parse_outer)?;
        let vis = input.parse()?;
        let sig = input.parse()?;
        let body;
        let brace_token = braced!(body in input);
        let mut stmts = Vec::new();
        while !body.is_empty() && !is_sending(&body) {
            stmts.push(body.parse()?);
        }
        body.parse::<TokenStream>()?;
        Ok(Self(ImplItemFn {
            attrs: Vec::new(),
            vis,
            modifiers: Default::default(),
            sig,
            block: Block { brace_token, stmts },
        }))
    }
}

/// Whether what comes next is `let info`, with which progenitor begins to send.
fn is_sending(body: ParseStream<'_>) -> bool {
    let ahead = body.fork();
    ahead.parse::<Token![let]>().is_ok()
        && ahead
            .parse::<Ident>()
            .is_ok_and(|variable| variable == "info")
}

/// A finished method.
pub(super) struct Method {
    /// The names of its arguments in their order.
    pub(super) arguments: Vec<String>,
    pub(super) text: String,
}

impl Method {
    /// # Errors
    /// Binary floating point in its signature.
    pub(super) fn finished(
        mut method: ImplItemFn,
        api: &Api,
        operation: &Operation,
        http: &Expr,
    ) -> Result<Self, Fault> {
        let mut pass = Pass {
            operation,
            http,
            headers: operation
                .parameters
                .iter()
                .any(|p| p.location == Location::Header),
        };
        method.attrs = docs(documentation::call(operation));
        method.vis = parse_quote!(pub(super));
        pass.visit_signature_mut(&mut method.sig);
        Names { api }.visit_signature_mut(&mut method.sig);
        method.sig.ident = ident(&operation.method);
        let statements = std::mem::take(&mut method.block.stmts);
        method.block.stmts = statements
            .into_iter()
            .filter_map(|statement| pass.statement(statement))
            .collect();
        method.block.stmts.push(Stmt::Expr(
            parse_quote!(Ok(self.call.send(request).await)),
            None,
        ));
        borrow_body(&mut method, operation);
        if signature_has_floats(&method.sig) {
            return Err(Fault::Floats);
        }
        Ok(Self {
            arguments: method.sig.inputs.iter().filter_map(argument).collect(),
            text: print::method(method),
        })
    }
}

/// The argument for a field; it must not be mistaken for a variable of progenitor's own.
pub(crate) fn argument_name(field: &str) -> String {
    const VARIABLES: &[&str] = &["header_map", "request", "url", "value"];
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
    /// `self.call.http()`.
    http: &'a Expr,
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
                Some("header_map") => self.visit_stmt_mut(&mut statement),
                _ => {}
            },
            Stmt::Expr(Expr::MethodCall(call), _) if is_api_version(call) => return None,
            Stmt::Expr(Expr::MethodCall(_) | Expr::If(_), _) => self.visit_stmt_mut(&mut statement),
            _ => {}
        }
        Some(statement)
    }

    fn url(&self) -> Stmt {
        let mut format = String::new();
        let mut values = TokenStream::new();
        let mut rest = self.operation.path.as_str();
        while let Some((literal, name, after)) = next_parameter(rest) {
            format.push_str(literal);
            let mut parameters = self.operation.parameters.iter();
            let found = parameters.find(|p| p.location == Location::Path && p.wire == name);
            if let Some(field) = found.map(|parameter| ident(&argument_name(&parameter.field))) {
                format.push_str("{}");
                values.extend(quote!(, path_segment(#field)?));
            }
            rest = after;
        }
        format.push_str(rest);
        if values.is_empty() {
            parse_quote!(let url = self.call.url(#format);)
        } else {
            parse_quote!(let url = self.call.url(&format!(#format #values));)
        }
    }

    /// The parameter of a placeholder.
    fn parameter(&self, placeholder: &str) -> Option<&Parameter> {
        let digits = placeholder
            .strip_prefix('p')
            .filter(|digits| digits.len() >= 6)?;
        self.operation.parameters.get(digits.parse::<usize>().ok()?)
    }

    /// The call of a function of the runtime that adds the body to a request.
    fn body(&self, receiver: Expr, form: bool) -> Option<Expr> {
        let body = self.operation.body.as_ref()?;
        let name = ident(&argument_name(&body.field));
        let value = if body.required {
            quote!(Some(#name))
        } else {
            quote!(#name)
        };
        let media_type = &body.media_type;
        let mut call: ExprCall = if form {
            parse_quote!(form_body(request, #value))
        } else {
            parse_quote!(json_body(request, #media_type, #value))
        };
        *call.args.first_mut()? = receiver;
        Some(Expr::Try(ExprTry {
            attrs: Vec::new(),
            expr: Box::new(Expr::Call(call)),
            question_token: Default::default(),
        }))
    }
}

/// Takes an expression out of another that is given up.
fn take(expr: &mut Expr) -> Expr {
    std::mem::replace(expr, Expr::Verbatim(TokenStream::new()))
}

/// The text before the next parameter of a path template, its name, and what follows.
fn next_parameter(template: &str) -> Option<(&str, &str, &str)> {
    let (literal, rest) = template.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((literal, name, after))
}

impl VisitMut for Pass<'_> {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        let body = match expr {
            Expr::Try(tried) => match tried.expr.as_mut() {
                Expr::MethodCall(call) if call.method == "form_urlencoded" => {
                    self.body(take(&mut call.receiver), true)
                }
                _ => None,
            },
            Expr::MethodCall(call) if call.method == "json" => {
                self.body(take(&mut call.receiver), false)
            }
            Expr::MethodCall(call) if call.method == "headers" && !self.headers => {
                *expr = take(&mut call.receiver);
                return self.visit_expr_mut(expr);
            }
            // Verbs for which the HTTP client has no method of its own.
            Expr::MethodCall(call) if call.method == "options" || call.method == "trace" => {
                let verb = ident(&call.method.to_string().to_ascii_uppercase());
                call.method = ident("request");
                call.args.insert(0, parse_quote!(reqwest::Method::#verb));
                None
            }
            Expr::Field(field) if matches!(&field.member, syn::Member::Named(name) if name == "client") => {
                Some(self.http.clone())
            }
            _ => None,
        };
        if let Some(body) = body {
            *expr = body;
        }
        syn::visit_mut::visit_expr_mut(self, expr);
    }

    fn visit_lit_str_mut(&mut self, literal: &mut syn::LitStr) {
        let text = literal.value();
        if let Some(parameter) = self.parameter(&text) {
            let lower = parameter.location == Location::Header;
            let wire = if lower {
                parameter.wire.to_ascii_lowercase()
            } else {
                parameter.wire.clone()
            };
            *literal = syn::LitStr::new(&wire, literal.span());
        }
    }

    fn visit_ident_mut(&mut self, found: &mut syn::Ident) {
        let text = found.to_string();
        if let Some(parameter) = self.parameter(&text) {
            *found = ident(&argument_name(&parameter.field));
        } else if text == "ResponseValue" {
            *found = ident("Answer");
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
