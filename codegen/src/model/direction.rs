//! Which types are sent and which are received.

use super::{Api, Direction, Kind, Shape, Type};

/// Marks every type that a request or an answer reaches. A type that nothing reaches counts as
/// received: it can only be there to be read, such as the body of a failure.
pub(super) fn mark(api: &mut Api) {
    let mut sent = vec![false; api.types.len()];
    let mut received = vec![false; api.types.len()];
    for operation in &api.operations {
        for parameter in &operation.parameters {
            reach(api, &parameter.ty, &mut sent);
        }
        if let Some(body) = &operation.body {
            reach(api, &body.ty, &mut sent);
        }
        if let Some(answer) = &operation.answer {
            reach(api, answer, &mut received);
        }
    }
    for (number, ty) in api.types.iter_mut().enumerate() {
        ty.sent = sent[number];
        ty.received = received[number] || !sent[number];
        let Kind::Struct(body) = &mut ty.kind else {
            continue;
        };
        // What travels one way only cannot be asked of the other.
        for field in &mut body.fields {
            field.required &= match field.only {
                Some(Direction::Received) => !ty.sent,
                Some(Direction::Sent) => !ty.received,
                None => true,
            };
        }
    }
}

fn reach(api: &Api, ty: &Type, reached: &mut [bool]) {
    let mut open = vec![ty];
    while let Some(ty) = open.pop() {
        match &ty.shape {
            Shape::List(inner) | Shape::Map(inner) => open.push(inner),
            Shape::Named(number) if !reached[*number] => {
                reached[*number] = true;
                match &api.types[*number].kind {
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
}
