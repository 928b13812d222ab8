//! Takes the request out of a method that progenitor wrote.
//!
//! A method builds its request first: a URL, headers, then one chain of calls. That is kept, with
//! real names in the place of keys. The rest sends the request and reads the answer.

use proc_macro2::{Delimiter, Ident, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};

use super::document::number;
use crate::model::{Location, Operation};
use crate::request::{Argument, ArgumentSource, Request};

/// A method as progenitor wrote it.
pub(super) struct Method(Vec<TokenTree>);

/// Returns the methods of a file: what stands in each `impl Client`.
pub(super) fn all(file: TokenStream) -> Vec<Method> {
    let items: Vec<TokenTree> = file.into_iter().collect();
    let blocks = items.windows(3).filter_map(|trees| match trees {
        [
            TokenTree::Ident(word),
            TokenTree::Ident(name),
            TokenTree::Group(body),
        ] if word == "impl" && name == "Client" => Some(body.stream()),
        _ => None,
    });
    let mut methods = Vec::new();
    for block in blocks {
        let mut method = Vec::new();
        for tree in block {
            let last = braces(&tree).is_some();
            method.push(tree);
            if last {
                methods.push(Method(std::mem::take(&mut method)));
            }
        }
    }
    methods
}

impl Method {
    /// Returns the number of its operation.
    pub(super) fn operation(&self) -> Option<usize> {
        let name = self.0.windows(2).find_map(|trees| match trees {
            [TokenTree::Ident(word), TokenTree::Ident(name)] if word == "fn" => Some(name),
            _ => None,
        });
        number(&name?.to_string(), "op")
    }

    /// Returns how its request is built, if it is written as expected.
    pub(super) fn request(self, operation: &Operation) -> Option<Request> {
        let names = Names(operation);
        let arguments = self
            .0
            .iter()
            .find_map(|tree| group(tree, Delimiter::Parenthesis))?;
        let body = self.0.last().and_then(braces)?;
        let written = Statements::read(body);
        let before = written
            .headers
            .into_iter()
            .map(|headers| names.put(headers));
        let before: TokenStream = if names.headers() {
            before.collect()
        } else {
            TokenStream::new()
        };
        let url = names.url();
        Some(Request {
            arguments: split(arguments, ',')
                .filter_map(|tokens| names.argument(tokens))
                .collect(),
            answer: answer(&self.0)?,
            before: quote!(#url #before),
            builder: names.chain(written.chain?)?,
        })
    }
}

/// What a method does before it sends.
#[derive(Default)]
struct Statements {
    /// Statements that fill `header_map`.
    headers: Vec<Vec<TokenTree>>,
    /// The calls that build the request.
    chain: Option<Vec<TokenTree>>,
}

impl Statements {
    /// Reads the statements up to the one with the request.
    fn read(body: TokenStream) -> Self {
        let mut read = Self::default();
        let mut statement = Vec::new();
        for tree in body {
            let is_end = match &tree {
                TokenTree::Punct(punct) => punct.as_char() == ';',
                TokenTree::Group(_) => braces(&tree).is_some() && starts_with(&statement, "if"),
                _ => false,
            };
            statement.push(tree);
            if !is_end {
                continue;
            }
            let statement = std::mem::take(&mut statement);
            if names(&statement, "request") {
                read.chain = Some(statement);
                return read;
            }
            // The header that says which version of the document the client is of.
            let is_api_version = statement.iter().any(|tree| {
                let inside = group(tree, Delimiter::Parenthesis);
                inside.is_some_and(|inside| inside.into_iter().any(is_header_name))
            });
            if !is_api_version && !names(&statement, "url") {
                read.headers.push(statement);
            }
        }
        read
    }
}

/// Puts the names of an operation in the place of keys.
struct Names<'a>(&'a Operation);

impl Names<'_> {
    fn headers(&self) -> bool {
        let mut parameters = self.0.parameters.iter();
        parameters.any(|parameter| parameter.location == Location::Header)
    }

    fn url(&self) -> TokenStream {
        let mut format = String::new();
        let mut values = TokenStream::new();
        let mut rest = self.0.path.as_str();
        while let Some((literal, name, after)) = next_parameter(rest) {
            format.push_str(literal);
            let mut parameters = self.0.parameters.iter();
            let found = parameters.find(|p| p.location == Location::Path && p.wire == name);
            if let Some(field) = found.map(|parameter| argument_name(&parameter.field)) {
                format.push_str("{}");
                values.extend(quote!(, path_segment(#field)?));
            }
            rest = after;
        }
        format.push_str(rest);
        if values.is_empty() {
            quote!(let url = self.call.url(#format);)
        } else {
            quote!(let url = self.call.url(&format!(#format #values));)
        }
    }

    /// Returns an argument out of its tokens: a name, a colon and a type.
    fn argument(&self, tokens: Vec<TokenTree>) -> Option<Argument> {
        let mut tokens = tokens.into_iter();
        let Some(TokenTree::Ident(key)) = tokens.next() else {
            return None;
        };
        let ty: TokenStream = tokens.skip(1).collect();
        if let Some(number) = number(&key.to_string(), "p") {
            let parameter = self.0.parameters.get(number)?;
            return Some(Argument {
                source: ArgumentSource::Parameter(number),
                name: argument_name(&parameter.field),
                ty,
            });
        }
        let body = self.0.body.as_ref()?;
        // A body is borrowed, whatever progenitor thinks of its size.
        let first = ty.clone().into_iter().next();
        let borrowed = first.is_some_and(|tree| is_punct(&tree, '&'));
        let ty = if borrowed { ty } else { quote!(&'a #ty) };
        Some(Argument {
            source: ArgumentSource::Body,
            name: argument_name(&body.field),
            ty: if body.required {
                ty
            } else {
                quote!(Option<#ty>)
            },
        })
    }

    /// Returns the calls that build a request, without the last one that ends the building.
    fn chain(&self, statement: Vec<TokenTree>) -> Option<TokenStream> {
        let mut builder = quote!(self.call.http());
        let mut trees = statement.into_iter();
        // `let mut request = self.client`
        trees.find(|tree| matches!(tree, TokenTree::Ident(name) if name == "client"))?;
        while let Some(tree) = trees.next() {
            let TokenTree::Punct(point) = tree else {
                return None;
            };
            if point.as_char() != '.' {
                // The `?` of a form, which our own function has as well.
                continue;
            }
            let (Some(TokenTree::Ident(call)), Some(TokenTree::Group(arguments))) =
                (trees.next(), trees.next())
            else {
                return None;
            };
            let arguments = self.put(arguments.stream());
            match call.to_string().as_str() {
                "build" => return Some(builder),
                "json" => builder = self.body(builder, false)?,
                "form_urlencoded" => builder = self.body(builder, true)?,
                "headers" if !self.headers() => {}
                // Verbs for which the HTTP client has no method of its own.
                verb @ ("options" | "trace") => {
                    let verb = ident(&verb.to_ascii_uppercase());
                    builder.extend(quote!(.request(reqwest::Method::#verb, #arguments)));
                }
                _ => builder.extend(quote!(.#call(#arguments))),
            }
        }
        None
    }

    /// Returns the call of a function of the runtime that adds the body to a builder.
    fn body(&self, builder: TokenStream, form: bool) -> Option<TokenStream> {
        let body = self.0.body.as_ref()?;
        let name = argument_name(&body.field);
        let value = if body.required {
            quote!(Some(#name))
        } else {
            quote!(#name)
        };
        let media_type = &body.media_type;
        Some(if form {
            quote!(form_body(#builder, #value)?)
        } else {
            quote!(json_body(#builder, #media_type, #value)?)
        })
    }

    /// Returns tokens with the names of parameters in the place of their keys.
    fn put(&self, tokens: impl IntoIterator<Item = TokenTree>) -> TokenStream {
        let mut named: Vec<TokenTree> = Vec::new();
        for tree in tokens {
            match tree {
                TokenTree::Group(group) => {
                    let inside = self.put(group.stream());
                    named.push(proc_macro2::Group::new(group.delimiter(), inside).into());
                }
                TokenTree::Ident(key) => {
                    if key == "reqwest" {
                        // Generated code has it from the runtime: `::reqwest` is another crate's.
                        while named.last().is_some_and(is_colon) {
                            named.pop();
                        }
                    }
                    named.push(self.name(&key).unwrap_or(key).into());
                }
                TokenTree::Literal(key) => named.push(self.wire(&key).unwrap_or(key).into()),
                TokenTree::Punct(_) => named.push(tree),
            }
        }
        named.into_iter().collect()
    }

    fn name(&self, key: &Ident) -> Option<Ident> {
        let parameter = self.0.parameters.get(number(&key.to_string(), "p")?)?;
        Some(argument_name(&parameter.field))
    }

    fn wire(&self, key: &Literal) -> Option<Literal> {
        let key = key.to_string();
        let parameter = self.0.parameters.get(number(key.trim_matches('"'), "p")?)?;
        Some(Literal::string(
            &if parameter.location == Location::Header {
                parameter.wire.to_ascii_lowercase()
            } else {
                parameter.wire.clone()
            },
        ))
    }
}

/// Returns the argument for a field. It must not be mistaken for a variable of progenitor's own.
fn argument_name(field: &str) -> Ident {
    const VARIABLES: &[&str] = &["header_map", "request", "url", "value"];
    if VARIABLES.contains(&field) {
        ident(&format!("{field}_argument"))
    } else {
        ident(field)
    }
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// Returns the type `T` of an answer, out of `Result<ResponseValue<T>, …>`.
fn answer(method: &[TokenTree]) -> Option<TokenStream> {
    let mut trees = method.iter();
    trees.find(|tree| matches!(tree, TokenTree::Ident(name) if name == "ResponseValue"))?;
    let mut depth = 0_usize;
    let mut ty = TokenStream::new();
    for tree in trees {
        if is_punct(tree, '<') {
            depth += 1;
            if depth == 1 {
                continue;
            }
        } else if is_punct(tree, '>') {
            depth = depth.saturating_sub(1);
        }
        if depth == 0 {
            return Some(ty);
        }
        tree.to_tokens(&mut ty);
    }
    None
}

/// Returns the text before the next parameter of a path template, its name, and what follows.
fn next_parameter(template: &str) -> Option<(&str, &str, &str)> {
    let (literal, rest) = template.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((literal, name, after))
}

/// Returns tokens split at a sign that stands in no angle brackets.
fn split(tokens: TokenStream, sign: char) -> impl Iterator<Item = Vec<TokenTree>> {
    let mut trees = tokens.into_iter();
    std::iter::from_fn(move || {
        let (mut depth, mut part) = (0_usize, Vec::new());
        for tree in trees.by_ref() {
            if is_punct(&tree, '<') {
                depth += 1;
            } else if is_punct(&tree, '>') {
                depth = depth.saturating_sub(1);
            } else if depth == 0 && is_punct(&tree, sign) {
                break;
            }
            part.push(tree);
        }
        (!part.is_empty()).then_some(part)
    })
}

fn is_header_name(tree: TokenTree) -> bool {
    matches!(tree, TokenTree::Ident(name) if name == "HeaderName")
}

fn is_punct(tree: &TokenTree, sign: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == sign)
}

fn is_colon(tree: &TokenTree) -> bool {
    is_punct(tree, ':')
}

fn group(tree: &TokenTree, delimiter: Delimiter) -> Option<TokenStream> {
    match tree {
        TokenTree::Group(group) if group.delimiter() == delimiter => Some(group.stream()),
        _ => None,
    }
}

fn braces(tree: &TokenTree) -> Option<TokenStream> {
    group(tree, Delimiter::Brace)
}

fn starts_with(statement: &[TokenTree], word: &str) -> bool {
    matches!(statement.first(), Some(TokenTree::Ident(first)) if first == word)
}

/// Whether a statement is `let name = …` or `let mut name = …`.
fn names(statement: &[TokenTree], name: &str) -> bool {
    let after = statement
        .iter()
        .skip_while(|tree| !matches!(tree, TokenTree::Ident(word) if word == "let"));
    let variable = after
        .skip(1)
        .find(|tree| !matches!(tree, TokenTree::Ident(word) if word == "mut"));
    matches!(variable, Some(TokenTree::Ident(variable)) if variable == name)
}
