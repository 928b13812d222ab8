//! Puts a field into a box where structs stand in each other too deeply: the compiler works out
//! their layout by recursion and gives up at 128 steps, of which each struct takes two.

use std::collections::{BTreeMap, HashMap, HashSet};

use syn::visit::Visit;
use syn::visit_mut::VisitMut;
use syn::{Fields, Item, Type, TypePath, parse_quote};

use super::placeholders::number;
use crate::model::{Api, Kind, NamedType, Shape};

/// How many structs may stand in each other without a box.
const DEEPEST: usize = 16;

/// How deeply types stand in each other.
#[derive(Default)]
struct Depths {
    /// By the number of the outermost.
    of: HashMap<usize, usize>,
    /// Whether a type stands in itself.
    cyclic: bool,
}

impl Depths {
    fn are_shallow(&self) -> bool {
        self.of.values().all(|depth| *depth < DEEPEST)
    }
}

/// Whether there may be something to box. Where typify puts its own boxes, in types that stand in
/// themselves, only its code says.
pub(super) fn may_be_needed(api: &Api) -> bool {
    let types = api.types.iter().enumerate();
    let depths = depths(types.map(|(number, ty)| (number, Inside::of(ty))).collect());
    depths.cyclic || !depths.are_shallow()
}

/// Boxes what is too deep, in types that are still called by their placeholders.
pub(super) fn shallow(items: &mut [(usize, Item)]) {
    let mut inside: BTreeMap<usize, Inside> = BTreeMap::new();
    for (number, item) in items.iter() {
        if matches!(item, Item::Struct(_) | Item::Enum(_)) {
            let found = inside.entry(*number).or_default();
            found.boxable =
                matches!(item, Item::Struct(item) if matches!(item.fields, Fields::Named(_)));
            found.visit_item(item);
        }
    }
    let depths = depths(inside);
    if depths.are_shallow() {
        return;
    }
    let mut pass = Boxes(&depths.of);
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
fn depths(inside: BTreeMap<usize, Inside>) -> Depths {
    let mut depths = Depths::default();
    let mut begun = HashSet::new();
    let mut open: Vec<usize> = inside.keys().copied().collect();
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
        let known = own.types.iter().filter(|ty| inside.contains_key(*ty));
        let known: Vec<_> = known.map(|ty| depths.of.get(ty)).collect();
        depths.cyclic |= known.contains(&None);
        let deepest = known.into_iter().flatten().max().copied().unwrap_or(0);
        let boxed = own.boxable && deepest >= DEEPEST;
        depths.of.insert(at, if boxed { 1 } else { deepest + 1 });
    }
    depths
}

/// The types that stand in a type without a box, list or mapping between.
#[derive(Default)]
struct Inside {
    types: Vec<usize>,
    boxable: bool,
}

impl Inside {
    /// As the model has it: without the boxes that typify puts into what stands in itself.
    fn of(ty: &NamedType) -> Self {
        let mut inside = Self::default();
        let mut add = |ty: &crate::model::Type| {
            if let Shape::Named(number) = ty.shape {
                inside.types.push(number);
            }
        };
        match &ty.kind {
            Kind::Struct(body) => body.fields.iter().for_each(|field| add(&field.ty)),
            Kind::Newtype(inner) => add(inner),
            Kind::Union(branches) => branches.iter().for_each(add),
            Kind::Enum(_) => {}
        }
        inside.boxable = matches!(ty.kind, Kind::Struct(_));
        inside
    }
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

struct Boxes<'a>(&'a HashMap<usize, usize>);

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
