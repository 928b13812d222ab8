//! Refuses parameters and forms of types that have no spelling as text.

use super::{Api, Kind, Shape, Type};
use crate::document::Document;
use crate::problem::{Lowering, Problem};

/// Refuses parameters and forms that have no one spelling as text.
pub(super) fn parameters_and_forms(document: &Document, api: &Api, problems: &mut Vec<Problem>) {
    for operation in &api.operations {
        for parameter in operation
            .parameters
            .iter()
            .filter(|parameter| !is_text_or_list(api, &parameter.ty))
        {
            let finding = Lowering::ParameterShape {
                parameter: parameter.wire.clone(),
            };
            problems.push(Problem::new(finding, document.place(&parameter.pointer)));
        }
        let Some(body) = operation.body.as_ref().filter(|body| body.form) else {
            continue;
        };
        match structure(api, &body.ty) {
            Some(form) if form.extra.is_none() => {
                for field in form
                    .fields
                    .iter()
                    .filter(|field| !is_text_or_list(api, &field.ty))
                {
                    let finding = Lowering::FormField {
                        field: field.wire.clone(),
                    };
                    problems.push(Problem::new(finding, document.place(&field.pointer)));
                }
            }
            _ => problems.push(Problem::new(
                Lowering::FormBody,
                document.place(&body.pointer),
            )),
        }
    }
}

fn structure<'a>(api: &'a Api, ty: &Type) -> Option<&'a super::Struct> {
    match ty.shape {
        Shape::Named(number) => match &api.named(number).kind {
            Kind::Struct(body) => Some(body),
            _ => None,
        },
        _ => None,
    }
}

fn is_text_or_list(api: &Api, ty: &Type) -> bool {
    match &ty.shape {
        // A list of text has no spelling for `null`.
        Shape::List(item) => !item.nullable && is_text(api, item),
        _ => is_text(api, ty),
    }
}

fn is_text(api: &Api, ty: &Type) -> bool {
    match &ty.shape {
        Shape::Leaf(leaf) => leaf.facts().is_text,
        Shape::List(_) | Shape::Map(_) => false,
        Shape::Named(number) => match &api.named(*number).kind {
            Kind::Enum(_) => true,
            Kind::Newtype(inner) => !inner.is_collection() && is_text(api, inner),
            Kind::Struct(_) | Kind::Union(_) => false,
        },
    }
}
