//! Which types stand in a box: those that lead back to the type that has them, and those that are
//! too deep. The compiler works out the layout of structs by recursion and gives up at 128 steps, of
//! which each struct takes two.

use super::{Kind, Shape, Type};

/// How many structs may stand in each other without a box.
const DEEPEST: usize = 16;

/// Puts types into boxes. Which ones does not depend on the order of the types.
pub(super) fn place(kinds: &mut [Kind]) {
    let groups = Groups::of(kinds);
    for (kind, group) in kinds.iter_mut().zip(&groups.of) {
        for_each(kind, |ty, inner| ty.boxed = groups.of[inner] == *group);
    }
    let depths = depths(kinds, &groups.order);
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

/// Groups of types of which each stands in each other.
struct Groups {
    /// The group of each type.
    of: Vec<usize>,
    /// The types, each after those that stand in it.
    order: Vec<usize>,
}

impl Groups {
    /// Finds the groups with Tarjan's algorithm; iterative, because the types may be nested deeper
    /// than the stack.
    fn of(kinds: &[Kind]) -> Self {
        const UNSEEN: usize = usize::MAX;
        let inside: Vec<Vec<usize>> = kinds.iter().map(inside).collect();
        let mut groups = Self {
            of: vec![UNSEEN; kinds.len()],
            order: Vec::with_capacity(kinds.len()),
        };
        let mut low = vec![UNSEEN; kinds.len()];
        let (mut index, mut open, mut count, mut group) = (low.clone(), Vec::new(), 0, 0);
        for root in 0..kinds.len() {
            // Types that are being looked at, with the position of the next type inside.
            let mut path = if index[root] == UNSEEN {
                vec![(root, 0)]
            } else {
                Vec::new()
            };
            while let Some((at, next)) = path.last_mut() {
                let at = *at;
                if *next == 0 {
                    (index[at], low[at]) = (count, count);
                    count += 1;
                    open.push(at);
                }
                if let Some(inner) = inside[at].get(*next).copied() {
                    *next += 1;
                    if index[inner] == UNSEEN {
                        path.push((inner, 0));
                    } else if groups.of[inner] == UNSEEN {
                        low[at] = low[at].min(index[inner]);
                    }
                    continue;
                }
                path.pop();
                if let Some((outer, _)) = path.last() {
                    low[*outer] = low[*outer].min(low[at]);
                }
                if low[at] == index[at] {
                    while let Some(member) = open.pop() {
                        groups.of[member] = group;
                        groups.order.push(member);
                        if member == at {
                            break;
                        }
                    }
                    group += 1;
                }
            }
        }
        groups
    }
}
