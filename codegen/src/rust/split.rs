//! Takes code apart into its items before it is parsed, so that no more than one of them is held as
//! syntax: the whole of a large document's would not fit the processor's cache.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

/// The tokens of one item, and of the attributes before it.
pub(super) type ItemTokens = Vec<TokenTree>;

/// The items of a file, a module or an impl. Each ends with braces or a semicolon.
pub(super) fn items(code: TokenStream) -> impl Iterator<Item = ItemTokens> {
    let mut trees = code.into_iter();
    std::iter::from_fn(move || {
        let mut item = ItemTokens::new();
        for tree in trees.by_ref() {
            let last = match &tree {
                TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
                TokenTree::Punct(punct) => punct.as_char() == ';',
                _ => false,
            };
            item.push(tree);
            if last {
                break;
            }
        }
        (!item.is_empty()).then_some(item)
    })
}

/// A part of progenitor's code that is kept.
pub(super) enum Part {
    /// What is in `mod types`.
    Types(TokenStream),
    /// What is in `impl Client`.
    Client(TokenStream),
}

impl Part {
    /// The part that an item is. It takes the item, so that what is in it has no other owner and
    /// is freed piece by piece.
    pub(super) fn of(item: ItemTokens) -> Option<Self> {
        let Some(TokenTree::Group(body)) = item.last() else {
            return None;
        };
        if name(&item, "mod").is_some_and(|name| name == "types") {
            Some(Self::Types(body.stream()))
        } else if name(&item, "impl").is_some_and(|name| name == "Client") {
            Some(Self::Client(body.stream()))
        } else {
            None
        }
    }
}

/// What follows a keyword in an item.
pub(super) fn name<'a>(item: &'a ItemTokens, keyword: &str) -> Option<&'a Ident> {
    item.windows(2).find_map(|trees| match trees {
        [TokenTree::Ident(first), TokenTree::Ident(name)] if first == keyword => Some(name),
        _ => None,
    })
}
