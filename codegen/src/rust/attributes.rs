//! Attributes, put together as syntax: parsing them back from tokens is most of their cost.

use proc_macro2::{Span, TokenStream};
use syn::{
    AttrStyle, Attribute, Expr, ExprLit, Lit, LitStr, MacroDelimiter, Meta, MetaList,
    MetaNameValue, token,
};

use super::tokens::ident;
use crate::prose::Comment;

fn attribute(meta: Meta) -> Attribute {
    Attribute {
        pound_token: token::Pound::default(),
        style: AttrStyle::Outer,
        bracket_token: token::Bracket::default(),
        meta,
    }
}

/// `#[name]`.
pub(crate) fn word(name: &str) -> Attribute {
    attribute(Meta::Path(ident(name).into()))
}

/// `#[name(tokens)]`.
pub(crate) fn list(name: &str, tokens: TokenStream) -> Attribute {
    attribute(Meta::List(MetaList {
        path: ident(name).into(),
        delimiter: MacroDelimiter::Paren(token::Paren::default()),
        tokens,
    }))
}

/// Documentation, one attribute for each line.
pub(crate) fn docs<'a>(comment: impl Into<Comment<'a>>) -> Vec<Attribute> {
    comment.into().text().lines().map(doc_line).collect()
}

fn doc_line(line: &str) -> Attribute {
    let text = if line.is_empty() {
        String::new()
    } else {
        format!(" {line}")
    };
    attribute(Meta::NameValue(MetaNameValue {
        path: ident("doc").into(),
        eq_token: token::Eq::default(),
        value: Expr::Lit(ExprLit {
            attrs: Vec::new(),
            lit: Lit::Str(LitStr::new(&text, Span::call_site())),
        }),
    }))
}

/// `#[deprecated]`, where it is so.
pub(crate) fn deprecated(is: bool) -> Option<Attribute> {
    is.then(|| word("deprecated"))
}
