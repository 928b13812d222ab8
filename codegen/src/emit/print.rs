//! Prints items as they are made, so that no more than one of them is held: the code of a large
//! document would not fit the processor's cache.

use proc_macro2::TokenStream;
use syn::{ImplItem, ImplItemFn, Item, ItemImpl, parse_quote};

use crate::rust::types::parsed;

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
        let file = syn::File {
            shebang: None,
            frontmatter: None,
            attrs: Vec::new(),
            items,
        };
        self.text.push_str(&prettyplease::unparse(&file));
    }

    /// Prints more methods into the impl of `Client` that was printed last.
    pub(crate) fn methods(&mut self, methods: impl Iterator<Item = ImplItemFn>) {
        let open = self
            .text
            .strip_suffix("}\n")
            .map_or(self.text.len(), str::len);
        self.text.truncate(open);
        let shell: ItemImpl = parse_quote!(impl Client {});
        for method in methods {
            let mut block = shell.clone();
            block.items.push(ImplItem::Fn(method));
            let mut printer = Self::default();
            printer.items(vec![Item::Impl(block)]);
            let inside = printer
                .text
                .strip_prefix("impl Client {\n")
                .and_then(|text| text.strip_suffix("}\n"));
            self.text.push_str(inside.unwrap_or_default());
        }
        self.text.push_str("}\n");
    }

    /// The whole text.
    pub(crate) fn finish(self) -> String {
        self.text
    }
}
