//! Generated Rust: progenitor's code, and the passes that finish it.

pub(crate) mod attributes;
mod boxes;
pub(crate) mod client;
mod newtypes;
mod placeholders;
pub(crate) mod progenitor;
mod reading;
pub(crate) mod tokens;
pub(crate) mod types;

use syn::Item;
use syn::visit::Visit;

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

    /// Whether binary floating point has found a way into the code.
    pub(crate) fn has_floats(&self) -> bool {
        let mut floats = Floats(false);
        self.types.iter().for_each(|item| floats.visit_item(item));
        self.methods
            .iter()
            .for_each(|method| floats.visit_signature(method.signature()));
        floats.0
    }
}

struct Floats(bool);

impl<'a> Visit<'a> for Floats {
    fn visit_ident(&mut self, ident: &'a proc_macro2::Ident) {
        self.0 |= ident == "f64" || ident == "f32";
    }
}
