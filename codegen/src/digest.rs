//! The API in sorted lines: small enough to be read in a review.

use crate::characters::escaped;
use crate::model::{
    Api, Evidence, Field, Kind, Location, NamedType, Operation, Sensitive, Told, Type,
};
use crate::select::LeftOut;

/// Writes the digest. Every line begins with what it is about, so that sorting brings together
/// what belongs together, and says one fact, so that a changed line is a changed fact.
pub(crate) fn write(api: &Api, document: &str, left_out: &[LeftOut]) -> String {
    let mut lines = Vec::new();
    for operation in &api.operations {
        operation_lines(api, operation, &mut lines);
    }
    for ty in &api.types {
        type_lines(api, ty, &mut lines);
    }
    lines.extend(
        api.servers
            .iter()
            .map(|server| format!("server {}", server.url)),
    );
    lines.extend(api.client_headers.iter().map(|header| {
        format!(
            "client header {} · {}",
            header.name,
            grade(header.evidence.as_ref())
        )
    }));
    lines.extend(left_out.iter().map(|left_out| {
        format!(
            "left out {} · {}",
            left_out.operation,
            left_out.kinds().join(", ")
        )
    }));
    lines.sort();
    let mut text = format!("# The API of {document}, one fact a line; written by the generator.\n");
    for line in lines {
        text.push_str(&escaped(&line));
        text.push('\n');
    }
    text
}

fn grade(evidence: Option<&Evidence>) -> &'static str {
    evidence.map_or("no evidence", |evidence| evidence.grade.as_str())
}

fn operation_lines(api: &Api, operation: &Operation, lines: &mut Vec<String>) {
    let id = &operation.id;
    let repeat = if operation.idempotent {
        "may be repeated"
    } else {
        "not to be repeated"
    };
    let deprecated = if operation.deprecated {
        " · deprecated"
    } else {
        ""
    };
    lines.push(format!(
        "operation {id} · {} {} · security {} · {repeat}{deprecated} · {}",
        operation.verb,
        operation.path,
        operation.security_words(),
        grade(operation.evidence.as_ref())
    ));
    for parameter in &operation.parameters {
        let location = match parameter.location {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
        };
        lines.push(format!(
            "operation {id} {location} {} · {} · {} → {} · {}",
            parameter.wire,
            if parameter.required {
                "required"
            } else {
                "optional"
            },
            api.wire_type(&parameter.ty),
            api.rust_type(&parameter.ty),
            grade(parameter.evidence.as_ref())
        ));
    }
    if let Some(body) = &operation.body {
        let required = if body.required {
            "required"
        } else {
            "optional"
        };
        lines.push(format!(
            "operation {id} sends {} · {required} · {}",
            body.media_type,
            api.rust_type(&body.ty)
        ));
    }
    let mut answer = operation
        .answer
        .as_ref()
        .map_or_else(|| "nothing".to_owned(), |ty| api.rust_type(ty));
    if let Some(envelope) = &operation.envelope {
        let payload = api.rust_type(&envelope.payload);
        let payload = if envelope.optional {
            format!("Option<{payload}>")
        } else {
            payload
        };
        answer = format!("{payload}, the {} of {answer}", envelope.wire);
    }
    lines.push(format!("operation {id} answers {answer}"));
}

fn type_lines(api: &Api, ty: &NamedType, lines: &mut Vec<String>) {
    let name = &ty.name;
    let direction = match (ty.sent, ty.received) {
        (true, true) => "sent and received",
        (true, false) => "sent",
        _ => "received",
    };
    let known = grade(ty.evidence.as_ref());
    match &ty.kind {
        Kind::Struct(body) => {
            let bases = if body.bases.is_empty() {
                String::new()
            } else {
                format!(" · with the fields of {}", body.bases.join(", "))
            };
            lines.push(format!(
                "schema {name} · object{bases} · {direction}{} · {known}",
                sensitive(ty.sensitive)
            ));
            let own = body
                .fields
                .iter()
                .filter(|field| field.pointer.starts_with(&format!("{}/", ty.pointer)));
            lines.extend(own.map(|field| field_line(api, ty, field)));
            if let Some(extra) = &body.extra {
                lines.push(format!("schema {name}.* · {}", api.rust_type(extra)));
            }
        }
        Kind::Enum(body) => {
            let open = if body.open {
                "open enum"
            } else {
                "closed enum"
            };
            lines.push(format!("schema {name} · {open} · {direction} · {known}"));
            lines.extend(body.values.iter().map(|value| {
                format!(
                    "schema {name} = {} · {}",
                    value.wire,
                    grade(value.evidence.as_ref().or(ty.evidence.as_ref()))
                )
            }));
        }
        Kind::Newtype(inner) => lines.push(format!(
            "schema {name} · {} · {direction}{} · {known}",
            api.wire_type(inner),
            sensitive(ty.sensitive)
        )),
        Kind::Union(body) => {
            let branches = body.branches.iter();
            let branches: Vec<_> = branches.map(|branch| api.rust_type(branch)).collect();
            let told = match &body.told {
                Told::ByForm => String::new(),
                Told::ByTag { property, .. } => format!(" · told apart by {property}"),
                Told::ByNothing => " · not told apart".to_owned(),
            };
            lines.push(format!(
                "schema {name} · one of {}{told} · {direction} · {known}",
                branches.join(", ")
            ));
            if let Told::ByTag { texts, .. } = &body.told {
                let tags = branches.iter().zip(texts);
                lines.extend(tags.flat_map(|(branch, texts)| {
                    let line = move |text| format!("schema {name} = {text} · {branch}");
                    texts.iter().map(line)
                }));
            }
        }
    }
}

fn sensitive(sensitive: Option<Sensitive>) -> &'static str {
    match sensitive {
        Some(Sensitive::Secret) => " · secret",
        Some(Sensitive::Personal) => " · personal",
        None => "",
    }
}

fn field_line(api: &Api, owner: &NamedType, field: &Field) -> String {
    let aliases = if field.aliases.is_empty() {
        String::new()
    } else {
        format!(" · also {}", field.aliases.join(", "))
    };
    let sensitive = sensitive(field.sensitive);
    let rust = api.rust_type(&Type::plain(field.ty.shape.clone()));
    let rust = if field.is_optional() {
        format!("Option<{rust}>")
    } else {
        rust
    };
    let deprecated = if field.deprecated {
        " · deprecated"
    } else {
        ""
    };
    format!(
        "schema {}.{} · {} · {} → {rust}{aliases}{sensitive}{deprecated} · {}",
        owner.name,
        field.wire,
        if field.required {
            "required"
        } else {
            "optional"
        },
        api.wire_type(&field.ty),
        grade(field.evidence.as_ref().or(owner.evidence.as_ref()))
    )
}
