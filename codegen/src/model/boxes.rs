//! Puts types into boxes: those that lead back to the type that has them, and those that are nested
//! too deeply. The compiler computes the layout of structs by recursion and gives up at 128 steps,
//! of which each struct takes two.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::{Kind, Shape, Type};

/// How many structs may stand in each other without a box.
const DEEPEST: usize = 16;

/// Puts types into boxes. Which ones follows from the places of the types, and not from their order.
pub(super) fn place(kinds: &mut [Kind], places: &[&str]) {
    let walk = DepthFirst::of(kinds, places);
    for (number, kind) in kinds.iter_mut().enumerate() {
        for_each(kind, |ty, inner| {
            ty.boxed = walk.back.contains(&(number, inner))
        });
    }
    let depths = depths(kinds, &walk.order);
    for kind in kinds
        .iter_mut()
        .filter(|kind| matches!(kind, Kind::Struct(_)))
    {
        for_each(kind, |ty, inner| ty.boxed |= depths[inner] >= DEEPEST);
    }
}

/// Calls a function with each type that stands in a type without a list or mapping between.
fn for_each(kind: &mut Kind, mut act: impl FnMut(&mut Type, usize)) {
    let mut each = |ty: &mut Type| {
        if let Shape::Named(number) = ty.shape {
            act(ty, number);
        }
    };
    match kind {
        Kind::Struct(body) => body.fields.iter_mut().for_each(|field| each(&mut field.ty)),
        Kind::Newtype(inner) => each(inner),
        Kind::Union(branches) => branches.iter_mut().for_each(each),
        Kind::Enum(_) => {}
    }
}

/// Returns the numbers of the types that stand in a type without a box, list or mapping between.
fn inside(kind: &Kind) -> Vec<usize> {
    let types: Vec<&Type> = match kind {
        Kind::Struct(body) => body.fields.iter().map(|field| &field.ty).collect(),
        Kind::Newtype(inner) => vec![inner],
        Kind::Union(branches) => branches.iter().collect(),
        Kind::Enum(_) => Vec::new(),
    };
    let bare = types.into_iter().filter(|ty| !ty.boxed);
    bare.filter_map(|ty| match ty.shape {
        Shape::Named(number) => Some(number),
        _ => None,
    })
    .collect()
}

/// Returns how many structs stand in each other below each type, with each after what is inside it.
fn depths(kinds: &[Kind], order: &[usize]) -> Vec<usize> {
    let mut depths = vec![0; kinds.len()];
    for number in order {
        let kind = &kinds[*number];
        let inside = inside(kind).into_iter().map(|inner| depths[inner]);
        let deepest = inside.max().unwrap_or(0);
        let boxed = matches!(kind, Kind::Struct(_)) && deepest >= DEEPEST;
        depths[*number] = if boxed { 1 } else { deepest + 1 };
    }
    depths
}

/// A walk through the types, each entered once.
#[derive(Default)]
struct DepthFirst {
    /// The types that are left for a type in which they stand: a box there ends a circle.
    back: HashSet<(usize, usize)>,
    /// The types, each after those that stand in it.
    order: Vec<usize>,
}

impl DepthFirst {
    /// Walks in the order of the places; iterative, because the types may be nested deeper than the
    /// stack. A box on each field of a circle would be too many for the compiler, which counts them.
    fn of(kinds: &[Kind], places: &[&str]) -> Self {
        let mut walk = Self::default();
        let mut roots: Vec<usize> = (0..kinds.len()).collect();
        roots.sort_by_key(|number| places[*number]);
        let (mut entered, mut open) = (vec![false; kinds.len()], vec![false; kinds.len()]);
        for root in roots {
            let mut path = Vec::new();
            let mut next = Some(root).filter(|root| !entered[*root]);
            loop {
                if let Some(number) = next {
                    (entered[number], open[number]) = (true, true);
                    let mut inside = inside(&kinds[number]);
                    // The next one is taken from the end.
                    inside.sort_by_key(|inner| Reverse(places[*inner]));
                    path.push((number, inside));
                }
                let Some((number, inside)) = path.last_mut() else {
                    break;
                };
                next = inside.pop();
                match next {
                    Some(inner) if open[inner] => {
                        walk.back.insert((*number, inner));
                    }
                    Some(_) => {}
                    None => {
                        open[*number] = false;
                        walk.order.push(*number);
                        path.pop();
                    }
                }
                next = next.filter(|inner| !entered[*inner]);
            }
        }
        walk
    }
}
