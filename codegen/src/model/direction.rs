//! The direction of types: sent, received, or both.

use super::{Direction, Kind, Shape, Type};

/// The types that one operation sends and receives.
pub(super) struct Exchange<'a> {
    pub(super) sent: Vec<&'a Type>,
    pub(super) received: Vec<&'a Type>,
}

/// Which way a named type travels.
#[derive(Debug, Clone, Copy)]
pub(super) struct Directions {
    pub(super) sent: bool,
    pub(super) received: bool,
}

/// Returns the ways of each type that a request or an answer reaches. A type that nothing reaches
/// counts as received: it can only be there to be read, such as the body of a failure.
pub(super) fn ways(kinds: &[Kind], exchanges: &[Exchange<'_>]) -> Vec<Directions> {
    let sent = exchanges.iter().flat_map(|exchange| &exchange.sent);
    let received = exchanges.iter().flat_map(|exchange| &exchange.received);
    let (sent, received) = (reached(kinds, sent), reached(kinds, received));
    let ways = sent.into_iter().zip(received);
    ways.map(|(sent, received)| Directions {
        sent,
        received: received || !sent,
    })
    .collect()
}

/// Takes back that a field must be there, where it travels one way and its type the other.
pub(super) fn relax(kind: &mut Kind, ways: Directions) {
    if let Kind::Struct(body) = kind {
        for field in &mut body.fields {
            field.required &= match field.only {
                Some(Direction::Received) => !ways.sent,
                Some(Direction::Sent) => !ways.received,
                None => true,
            };
        }
    }
}

fn reached<'a>(kinds: &'a [Kind], from: impl Iterator<Item = &'a &'a Type>) -> Vec<bool> {
    let mut reached = vec![false; kinds.len()];
    let mut open: Vec<&Type> = from.copied().collect();
    while let Some(ty) = open.pop() {
        match &ty.shape {
            Shape::List(inner) | Shape::Map(inner) => open.push(inner),
            Shape::Named(number) if !reached[*number] => {
                reached[*number] = true;
                match &kinds[*number] {
                    Kind::Struct(body) => {
                        open.extend(body.fields.iter().map(|field| &field.ty));
                        open.extend(&body.extra);
                    }
                    Kind::Newtype(inner) => open.push(inner),
                    Kind::Union(branches) => open.extend(branches),
                    Kind::Enum(_) => {}
                }
            }
            _ => {}
        }
    }
    reached
}
