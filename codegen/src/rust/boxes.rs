//! Puts a field into a box where structs stand in each other too deeply: the compiler works out
//! their layout by recursion and gives up at 128 steps, of which each struct takes two.

use std::collections::{HashMap, HashSet};

use syn::visit::Visit;
use syn::visit_mut::VisitMut;
use syn::{Fields, Item, Type, TypePath, parse_quote};

use super::placeholders::number;

/// How many structs may stand in each other without a box.
const DEEPEST: usize = 16;

/// How deeply each type stands in itself, by its number.
type Depths = HashMap<usize, usize>;

/// Boxes what is too deep, in types that are still called by their placeholders.
pub(super) fn shallow(items: &mut [(usize, Item)]) {
    let depths = depths(items);
    if depths.values().all(|depth| *depth < DEEPEST) {
        return;
    }
    let mut pass = Boxes(&depths);
    for (_, item) in items {
        if let Item::Struct(item) = item
            && let Fields::Named(fields) = &mut item.fields
        {
            fields
                .named
                .iter_mut()
                .for_each(|field| pass.visit_type_mut(&mut field.ty));
        }
    }
}

/// Walks without recursion: it is how deep the types are that is asked here.
fn depths(items: &[(usize, Item)]) -> Depths {
    let mut inside: HashMap<usize, Inside> = HashMap::new();
    for (number, item) in items {
        if matches!(item, Item::Struct(_) | Item::Enum(_)) {
            let found = inside.entry(*number).or_default();
            found.boxable =
                matches!(item, Item::Struct(item) if matches!(item.fields, Fields::Named(_)));
            found.visit_item(item);
        }
    }
    let mut depths = Depths::new();
    let mut begun = HashSet::new();
    let mut open: Vec<usize> = items.iter().map(|(number, _)| *number).collect();
    while let Some(at) = open.last().copied() {
        let Some(own) = inside.get(&at) else {
            open.pop();
            continue;
        };
        if begun.insert(at) {
            open.extend(own.types.iter().filter(|ty| !begun.contains(*ty)));
            continue;
        }
        open.pop();
        let deepest = own.types.iter().filter_map(|ty| depths.get(ty)).max();
        let deepest = deepest.copied().unwrap_or(0);
        let boxed = own.boxable && deepest >= DEEPEST;
        depths.insert(at, if boxed { 1 } else { deepest + 1 });
    }
    depths
}

/// The types that stand in a type without a box, list or mapping between.
#[derive(Default)]
struct Inside {
    types: Vec<usize>,
    boxable: bool,
}

impl<'a> Visit<'a> for Inside {
    fn visit_type_path(&mut self, path: &'a TypePath) {
        match named(path) {
            Some(number) => self.types.push(number),
            None if is_pointer(path) => {}
            None => syn::visit::visit_type_path(self, path),
        }
    }
}

struct Boxes<'a>(&'a Depths);

impl VisitMut for Boxes<'_> {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        let Type::Path(path) = ty else {
            return syn::visit_mut::visit_type_mut(self, ty);
        };
        match named(path).map(|number| self.0.get(&number)) {
            Some(Some(depth)) if *depth >= DEEPEST => *ty = parse_quote!(Box<#path>),
            Some(_) => {}
            None if is_pointer(path) => {}
            None => syn::visit_mut::visit_type_mut(self, ty),
        }
    }
}

fn named(path: &TypePath) -> Option<usize> {
    number(&path.path.segments.last()?.ident)
}

/// Whether what is inside stands elsewhere in memory.
fn is_pointer(path: &TypePath) -> bool {
    let last = path.path.segments.last();
    last.is_some_and(|last| {
        ["BTreeMap", "Box", "Vec"]
            .iter()
            .any(|name| last.ident == name)
    })
}
