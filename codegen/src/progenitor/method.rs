//! Takes the request out of a method that progenitor wrote.
//!
//! A method first builds its request: a URL, headers, then one chain of calls. This part is kept,
//! with real names in the place of keys. The rest of the method sends the request and reads the
//! answer.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::{ToTokens, quote};

use super::document::number;
use super::names::Names;
use super::tokens::{braces, group, is_punct, split};
use crate::model::Operation;
use crate::request::Request;

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

/// The statements of a method before it sends.
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

fn starts_with(statement: &[TokenTree], word: &str) -> bool {
    matches!(statement.first(), Some(TokenTree::Ident(first)) if first == word)
}

/// Returns whether a statement is `let name = …` or `let mut name = …`.
fn names(statement: &[TokenTree], name: &str) -> bool {
    let after = statement
        .iter()
        .skip_while(|tree| !matches!(tree, TokenTree::Ident(word) if word == "let"));
    let variable = after
        .skip(1)
        .find(|tree| !matches!(tree, TokenTree::Ident(word) if word == "mut"));
    matches!(variable, Some(TokenTree::Ident(variable)) if variable == name)
}

fn is_header_name(tree: TokenTree) -> bool {
    matches!(tree, TokenTree::Ident(name) if name == "HeaderName")
}
