//! Prints items as they are made, so that no more than one of them is held: the code of a large
//! document would not fit the processor's cache.

use proc_macro2::TokenStream;
use syn::{ImplItem, ImplItemFn, Item, ItemImpl, parse_quote};

use crate::rust::types::parsed;

/// Items as text.
pub(crate) fn text(items: Vec<Item>) -> String {
    prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items,
    })
}

/// A method as it stands in an impl.
pub(crate) fn method(code: ImplItemFn) -> String {
    let mut block: ItemImpl = parse_quote!(impl Client {});
    block.items.push(ImplItem::Fn(code));
    let text = text(vec![Item::Impl(block)]);
    let inside = text
        .strip_prefix("impl Client {\n")
        .and_then(|text| text.strip_suffix("}\n"));
    inside.unwrap_or_default().to_owned()
}

/// The text of a file, so far.
#[derive(Default)]
pub(crate) struct Printer {
    text: String,
}

impl Printer {
    /// Begins with items out of tokens.
    pub(crate) fn beginning(tokens: TokenStream) -> Self {
        let mut printer = Self::default();
        printer.items(parsed(tokens));
        printer
    }

    /// Prints items.
    pub(crate) fn items(&mut self, items: Vec<Item>) {
        self.text(&text(items));
    }

    /// Adds what was printed elsewhere.
    pub(crate) fn text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Prints more methods into the impl of `Client` that was printed last.
    pub(crate) fn methods(&mut self, methods: impl Iterator<Item = String>) {
        let open = self
            .text
            .strip_suffix("}\n")
            .map_or(self.text.len(), str::len);
        self.text.truncate(open);
        methods.for_each(|method| self.text(&method));
        self.text.push_str("}\n");
    }

    /// The whole text.
    pub(crate) fn finish(self) -> String {
        self.text
    }
}
