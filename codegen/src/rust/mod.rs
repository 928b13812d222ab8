//! Generated Rust: progenitor's code, and the passes that finish it.

pub(crate) mod attributes;
pub(crate) mod client;
mod newtypes;
mod placeholders;
pub(crate) mod progenitor;
mod reading;
pub(crate) mod tokens;
pub(crate) mod types;

use syn::Item;

use crate::model::Api;

/// Progenitor's code, taken apart: the items of its module of types, and the finished methods of
/// its client.
pub(crate) struct Code {
    pub(crate) types: Vec<Item>,
    pub(crate) methods: Vec<client::Method>,
}

impl Code {
    /// Takes a file of progenitor's apart.
    ///
    /// # Errors
    /// The operations for which it has no method.
    pub(crate) fn of(file: syn::File, api: &Api) -> Result<Self, Vec<usize>> {
        let (modules, others): (Vec<Item>, Vec<Item>) = file
            .items
            .into_iter()
            .partition(|item| matches!(item, Item::Mod(module) if module.ident == "types"));
        let content = modules.into_iter().filter_map(|item| match item {
            Item::Mod(module) => module.content.map(|(_, items)| items),
            _ => None,
        });
        Ok(Self {
            types: content.flatten().collect(),
            methods: client::finish(others, api)?,
        })
    }
}
