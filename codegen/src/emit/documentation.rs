//! Documentation of generated items.

use syn::Attribute;

use crate::model::{Evidence, Field, Grade, NamedType, Operation, Parameter, Sensitive};
use crate::rust::attributes::{deprecated, docs};

/// Attributes of a type: docs, deprecation.
pub(crate) fn of_type(ty: &NamedType) -> Vec<Attribute> {
    let schema = ty.pointer.rsplit('/').next().unwrap_or(&ty.name);
    let mut text = said(&ty.description, || format!("The schema `{schema}`."));
    push_evidence(&mut text, ty.evidence.as_ref());
    if ty.sensitive.is_some() {
        text.push_str("\n\nPersonal: not printed by `Debug`.");
    }
    let mut attributes = docs(&text);
    attributes.extend(deprecated(ty.deprecated));
    attributes
}

/// Docs of a field.
pub(crate) fn of_field(field: &Field) -> Vec<Attribute> {
    let mut text = said(&field.description, || {
        format!("`{}` on the wire.", field.wire)
    });
    push_evidence(&mut text, field.evidence.as_ref());
    if !field.aliases.is_empty() {
        let spellings: Vec<_> = field
            .aliases
            .iter()
            .map(|alias| format!("`{alias}`"))
            .collect();
        text.push_str(&format!("\n\nAlso read from {}.", spellings.join(", ")));
    }
    if field.sensitive == Some(Sensitive::Personal) {
        text.push_str("\n\nPersonal: not printed by `Debug`.");
    }
    docs(&text)
}

/// Docs of a parameter.
pub(crate) fn of_parameter(parameter: &Parameter) -> Vec<Attribute> {
    let mut text = said(&parameter.description, || {
        format!("`{}` on the wire.", parameter.wire)
    });
    push_evidence(&mut text, parameter.evidence.as_ref());
    if let Some(example) = &parameter.example {
        text.push_str(&format!("\n\nExample: `{example}`."));
    }
    docs(&text)
}

/// The head of an operation's docs: summary, description, what goes over the wire, security and
/// evidence.
pub(crate) fn of_operation(operation: &Operation) -> String {
    let mut text = said(&operation.summary, || {
        format!("The operation `{}`.", operation.id)
    });
    if !operation.description.is_empty() && operation.description != operation.summary {
        text.push_str("\n\n");
        text.push_str(&operation.description);
    }
    text.push_str(&format!("\n\n`{} {}`", operation.verb, operation.path));
    text.push_str(&format!("\n\nSecurity: {}. ", security(operation)));
    text.push_str(if operation.idempotent {
        "May be repeated."
    } else {
        "Not to be repeated blindly."
    });
    push_evidence(&mut text, operation.evidence.as_ref());
    text
}

/// The alternatives in which an operation is authenticated.
pub(crate) fn security(operation: &Operation) -> String {
    if operation.security.is_empty() {
        return "none".to_owned();
    }
    let alternatives = operation.security.iter();
    let spoken: Vec<_> = alternatives
        .map(|all| {
            if all.is_empty() {
                "none".to_owned()
            } else {
                all.join(" and ")
            }
        })
        .collect();
    spoken.join(", or ")
}

/// The text, or what is said where the document says nothing.
fn said(text: &str, otherwise: impl FnOnce() -> String) -> String {
    if text.trim().is_empty() {
        otherwise()
    } else {
        text.trim().to_owned()
    }
}

fn push_evidence(text: &mut String, evidence: Option<&Evidence>) {
    let Some(evidence) = evidence else { return };
    text.push_str("\n\nEvidence: ");
    text.push_str(evidence.grade.as_str());
    if evidence.grade != Grade::Documented && !evidence.source.is_empty() {
        text.push_str(&format!(
            " ({})",
            evidence.source.trim().trim_end_matches('.')
        ));
    }
    text.push('.');
}
