//! Documentation of generated items.

use syn::Attribute;

use crate::model::{Evidence, Field, Grade, NamedType, Operation, Parameter, Sensitive};
use crate::prose::{Comment, is_blank};
use crate::rust::attributes::{deprecated, docs};

/// Attributes of a type: docs, deprecation.
pub(crate) fn of_type(ty: &NamedType) -> Vec<Attribute> {
    attributes(ty, about_type(ty))
}

/// Attributes of a type of which more is said.
pub(crate) fn of_type_with(ty: &NamedType, more: &'static str) -> Vec<Attribute> {
    attributes(ty, about_type(ty).end().ours(more))
}

fn attributes(ty: &NamedType, comment: Comment<'_>) -> Vec<Attribute> {
    let mut attributes = docs(comment);
    attributes.extend(deprecated(ty.deprecated));
    attributes
}

fn about_type(ty: &NamedType) -> Comment<'_> {
    let schema = ty.pointer.rsplit('/').next().unwrap_or(&ty.name);
    let otherwise = Comment::from("The schema ").name(schema).ours(".");
    let comment = Comment::said(&ty.description, otherwise);
    let comment = with_evidence(comment, ty.evidence.as_ref());
    with_privacy(comment, ty.sensitive.is_some())
}

/// Docs of a field.
pub(crate) fn of_field(field: &Field) -> Vec<Attribute> {
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

/// Docs of a parameter.
pub(crate) fn of_parameter(parameter: &Parameter) -> Vec<Attribute> {
    let comment = on_the_wire(&parameter.description, &parameter.wire);
    let mut comment = with_evidence(comment, parameter.evidence.as_ref());
    if let Some(example) = &parameter.example {
        comment = comment.end().ours("Example: ").name(example).ours(".");
    }
    docs(comment)
}

/// What is said of a thing, or its name on the wire.
pub(crate) fn on_the_wire<'a>(description: &'a str, wire: &'a str) -> Comment<'a> {
    Comment::said(
        description,
        Comment::default().name(wire).ours(" on the wire."),
    )
}

/// The head of an operation's docs: summary, description, what goes over the wire, security and
/// evidence.
pub(crate) fn of_operation(operation: &Operation) -> Comment<'_> {
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

/// What goes over the wire: verb and path.
pub(crate) fn call(operation: &Operation) -> Comment<'_> {
    Comment::default().name(wire(operation))
}

fn wire(operation: &Operation) -> String {
    format!("{} {}", operation.verb, operation.path)
}

/// Adds the alternatives in which an operation is authenticated, and a full stop.
pub(crate) fn security<'a>(mut comment: Comment<'a>, operation: &'a Operation) -> Comment<'a> {
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
