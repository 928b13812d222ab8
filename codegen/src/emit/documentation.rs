//! Documentation of generated items.

use proc_macro2::TokenStream;

use super::syntax::{deprecated, docs};
use crate::model::{Evidence, Field, Grade, NamedType, Operation, Parameter, Sensitive};
use crate::prose::{Comment, is_blank};

/// Returns the docs of a type, and its deprecation.
pub(super) fn of_type(ty: &NamedType) -> TokenStream {
    attributes(ty, about_type(ty))
}

/// Returns the docs of a type with one more paragraph, and its deprecation.
pub(super) fn of_type_with(ty: &NamedType, more: &'static str) -> TokenStream {
    attributes(ty, about_type(ty).end().ours(more))
}

fn attributes(ty: &NamedType, comment: Comment<'_>) -> TokenStream {
    let mut attributes = docs(comment);
    attributes.extend(deprecated(ty.deprecated));
    attributes
}

fn about_type(ty: &NamedType) -> Comment<'_> {
    let schema = ty.pointer.rsplit('/').next().unwrap_or_default();
    let otherwise = Comment::from("The schema ").name(schema).ours(".");
    let comment = Comment::said(&ty.description, otherwise);
    let comment = with_evidence(comment, ty.evidence.as_ref());
    with_privacy(comment, ty.sensitive.is_some())
}

/// Returns the docs of a field.
pub(super) fn of_field(field: &Field) -> TokenStream {
    let comment = on_the_wire(&field.description, &field.wire);
    let mut comment = with_evidence(comment, field.evidence.as_ref());
    if !field.aliases.is_empty() {
        let also = comment.end().ours("Also read from ");
        comment = also.names(&field.aliases, ", ").ours(".");
    }
    docs(with_privacy(
        comment,
        field.sensitive == Some(Sensitive::Personal),
    ))
}

/// Returns the docs of a parameter.
pub(super) fn of_parameter(parameter: &Parameter) -> TokenStream {
    let comment = on_the_wire(&parameter.description, &parameter.wire);
    let mut comment = with_evidence(comment, parameter.evidence.as_ref());
    if let Some(example) = &parameter.example {
        comment = comment.end().ours("Example: ").name(example).ours(".");
    }
    docs(comment)
}

/// Returns the description of a thing, or its name on the wire.
pub(super) fn on_the_wire<'a>(description: &'a str, wire: &'a str) -> Comment<'a> {
    Comment::said(
        description,
        Comment::default().name(wire).ours(" on the wire."),
    )
}

/// Returns the head of an operation's docs: summary, description, what goes over the wire, security
/// and evidence.
pub(super) fn of_operation(operation: &Operation) -> Comment<'_> {
    let mut comment = Comment::default();
    comment = if is_blank(&operation.summary) {
        comment.ours("The operation ").name(&operation.id).ours(".")
    } else {
        comment.line(&operation.summary)
    };
    if !is_blank(&operation.description) && operation.description != operation.summary {
        comment = comment.prose(&operation.description);
    }
    comment = comment.end().name(wire(operation)).end();
    comment = security(comment.ours("Security: "), operation);
    comment = comment.ours(if operation.idempotent {
        " May be repeated."
    } else {
        " Not to be repeated blindly."
    });
    with_evidence(comment, operation.evidence.as_ref())
}

/// Returns what goes over the wire: verb and path.
pub(super) fn call(operation: &Operation) -> Comment<'_> {
    Comment::default().name(wire(operation))
}

fn wire(operation: &Operation) -> String {
    format!("{} {}", operation.verb, operation.path)
}

/// Adds the alternatives in which an operation is authenticated, and a full stop.
pub(super) fn security<'a>(mut comment: Comment<'a>, operation: &'a Operation) -> Comment<'a> {
    for (number, all) in operation.security.iter().enumerate() {
        comment = comment.ours(if number > 0 { ", or " } else { "" });
        comment = match all.as_slice() {
            [] => comment.ours("none"),
            all => comment.names(all, " and "),
        };
    }
    comment.ours(if operation.security.is_empty() {
        "none."
    } else {
        "."
    })
}

fn with_privacy(comment: Comment<'_>, personal: bool) -> Comment<'_> {
    if personal {
        comment.end().ours("Personal: not printed by `Debug`.")
    } else {
        comment
    }
}

fn with_evidence<'a>(comment: Comment<'a>, evidence: Option<&'a Evidence>) -> Comment<'a> {
    let Some(evidence) = evidence else {
        return comment;
    };
    let comment = comment
        .end()
        .ours("Evidence: ")
        .ours(evidence.grade.as_str());
    let source = evidence.source.trim().trim_end_matches('.');
    if evidence.grade == Grade::Documented || is_blank(source) {
        return comment.ours(".");
    }
    comment.ours(" (").line(source).ours(").")
}
