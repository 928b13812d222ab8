//! Puts the names of types in the place of their placeholders and shortens the standard paths.

use syn::visit_mut::VisitMut;
use syn::{Ident, Item, ItemImpl, Path};

use super::tokens::ident;
use crate::model::Api;

/// The number in a placeholder such as `T000003`.
pub(super) fn number(ident: &Ident) -> Option<usize> {
    let text = ident.to_string();
    let digits = text.strip_prefix('T').filter(|digits| digits.len() >= 6)?;
    digits
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| digits.parse().ok())
        .flatten()
}

/// The type that an item belongs to.
pub(super) fn owner(item: &Item) -> Option<usize> {
    match item {
        Item::Struct(item) => number(&item.ident),
        Item::Enum(item) => number(&item.ident),
        Item::Impl(item) => implementor(item),
        _ => None,
    }
}

/// The first placeholder that an impl names: in its self type, else in its trait's arguments.
fn implementor(item: &ItemImpl) -> Option<usize> {
    struct First(Option<usize>);
    impl<'a> syn::visit::Visit<'a> for First {
        fn visit_ident(&mut self, ident: &'a Ident) {
            self.0 = self.0.or_else(|| number(ident));
        }
    }
    let mut first = First(None);
    syn::visit::Visit::visit_type(&mut first, &item.self_ty);
    if let Some((path, _)) = &item.trait_ {
        syn::visit::Visit::visit_path(&mut first, path);
    }
    first.0
}

/// The visitor that does it.
pub(super) struct Names<'a> {
    pub(super) api: &'a Api,
}

impl VisitMut for Names<'_> {
    fn visit_ident_mut(&mut self, found: &mut Ident) {
        if let Some(ty) = number(found).and_then(|number| self.api.types.get(number)) {
            *found = ident(&ty.name);
        }
    }

    fn visit_path_mut(&mut self, path: &mut Path) {
        if path.leading_colon.is_some() && path.segments.len() == 3 && is_prelude(path) {
            path.leading_colon = None;
            path.segments = path.segments.iter().skip(2).cloned().collect();
        }
        syn::visit_mut::visit_path_mut(self, path);
    }
}

fn is_prelude(path: &Path) -> bool {
    let standard = path
        .segments
        .first()
        .is_some_and(|first| first.ident == "std");
    let last = path.segments.last();
    standard
        && last.is_some_and(|last| {
            ["Box", "Option", "String", "Vec"]
                .iter()
                .any(|name| last.ident == name)
        })
}
