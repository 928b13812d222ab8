//! Questions about tokens of Rust.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Returns tokens split at a sign that stands in no angle brackets.
pub(super) fn split(tokens: TokenStream, sign: char) -> impl Iterator<Item = Vec<TokenTree>> {
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

/// Returns whether a tree is this sign.
pub(super) fn is_punct(tree: &TokenTree, sign: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == sign)
}

/// Returns whether a tree is a colon.
pub(super) fn is_colon(tree: &TokenTree) -> bool {
    is_punct(tree, ':')
}

/// Returns the tokens inside these delimiters.
pub(super) fn group(tree: &TokenTree, delimiter: Delimiter) -> Option<TokenStream> {
    match tree {
        TokenTree::Group(group) if group.delimiter() == delimiter => Some(group.stream()),
        _ => None,
    }
}

/// Returns the tokens inside braces.
pub(super) fn braces(tree: &TokenTree) -> Option<TokenStream> {
    group(tree, Delimiter::Brace)
}
