//! The model as the small OpenAPI document that progenitor is given.
//!
//! Every name in it is a placeholder (`T0003`, `f0001`, `p0000`, `op0002`) and every parameter is
//! text: names, wire formats and documentation are put back by the passes that follow, so nothing
//! in the generated code depends on how progenitor and typify spell, sort or number things.

use serde_json::{Map, Value, json};

use crate::model::{Api, Body, Kind, NamedType, Operation, Parameter, Shape, Struct, Type};

/// Placeholder of a named type.
pub(crate) fn type_placeholder(number: usize) -> String {
    format!("T{number:06}")
}

/// Placeholder of a field.
pub(crate) fn field_placeholder(number: usize) -> String {
    format!("f{number:06}")
}

/// Placeholder of a parameter.
pub(crate) fn parameter_placeholder(number: usize) -> String {
    format!("p{number:06}")
}

/// Placeholder of an operation.
pub(crate) fn operation_placeholder(number: usize) -> String {
    format!("op{number:06}")
}

/// The formats of the lowered document and the runtime types that they become.
pub(crate) const FORMATS: &[(&str, &str)] = &[
    ("any-json", "Json"),
    ("decimal", "Amount"),
    ("local-date-time", "LocalDateTime"),
    ("local-date", "Date"),
    ("local-time", "Time"),
    ("instant", "Timestamp"),
    ("secret", "Secret"),
    ("text-or-number", "TextOrNumber"),
];

/// Lowers the whole model.
pub(crate) fn lower(api: &Api) -> Value {
    lower_operations(api, &(0..api.operations.len()).collect::<Vec<_>>())
}

/// Lowers the types and some of the operations.
pub(crate) fn lower_operations(api: &Api, operations: &[usize]) -> Value {
    let schemas: Map<String, Value> = api
        .types
        .iter()
        .enumerate()
        .map(|(number, ty)| (type_placeholder(number), named(ty)))
        .collect();
    let paths: Map<String, Value> = operations
        .iter()
        .map(|number| path(*number, &api.operations[*number]))
        .collect();
    json!({
        "openapi": "3.0.3",
        "info": {"title": "lowered", "version": "1"},
        "paths": paths,
        "components": {"schemas": schemas},
    })
}

fn path(number: usize, operation: &Operation) -> (String, Value) {
    let id = operation_placeholder(number);
    let mut template = format!("/{id}");
    let mut parameters = Vec::with_capacity(operation.parameters.len());
    for (number, parameter) in operation.parameters.iter().enumerate() {
        let name = parameter_placeholder(number);
        if parameter.location == crate::model::Location::Path {
            template.push_str(&format!("/{{{name}}}"));
        }
        parameters.push(lower_parameter(&name, parameter));
    }
    let mut lowered = json!({"operationId": id, "parameters": parameters, "responses": {"2XX": answer(operation)}});
    if let Some(body) = &operation.body {
        lowered["requestBody"] = lower_body(body);
    }
    (
        template,
        json!({operation.verb.to_ascii_lowercase(): lowered}),
    )
}

fn lower_parameter(name: &str, parameter: &Parameter) -> Value {
    let repeated = matches!(parameter.ty.shape, Shape::List(_))
        && parameter.listing == crate::model::Listing::Repeated;
    let text = json!({"type": "string"});
    json!({
        "name": name,
        "in": match parameter.location {
            crate::model::Location::Path => "path",
            crate::model::Location::Query => "query",
            crate::model::Location::Header => "header",
        },
        "required": parameter.required,
        "schema": if repeated { json!({"type": "array", "items": text}) } else { text },
    })
}

fn lower_body(body: &Body) -> Value {
    let media_type = if body.form {
        "application/x-www-form-urlencoded"
    } else {
        "application/json"
    };
    json!({"required": true, "content": {media_type: {"schema": schema(&body.ty)}}})
}

fn answer(operation: &Operation) -> Value {
    match &operation.answer {
        Some(ty) => {
            json!({"description": "", "content": {"application/json": {"schema": schema(ty)}}})
        }
        None => json!({"description": ""}),
    }
}

fn named(ty: &NamedType) -> Value {
    match &ty.kind {
        Kind::Struct(body) => structure(body),
        Kind::Enum(_) => json!({"type": "string"}),
        Kind::Newtype(inner) => schema(inner),
        Kind::Union(branches) => json!({"oneOf": branches.iter().map(schema).collect::<Vec<_>>()}),
    }
}

fn structure(body: &Struct) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for (number, field) in body.fields.iter().enumerate() {
        let name = field_placeholder(number);
        // `null` is empty for a collection, and absent for what may be absent.
        let nullable = field.ty.nullable && field.required && !field.ty.is_collection();
        properties.insert(
            name.clone(),
            schema(&Type {
                nullable,
                shape: field.ty.shape.clone(),
            }),
        );
        if field.required {
            required.push(name);
        }
    }
    json!({"type": "object", "properties": properties, "required": required})
}

/// Lowers a type in use.
pub(crate) fn schema(ty: &Type) -> Value {
    let format = |format: &str| json!({"type": "string", "format": format});
    let mut lowered = match &ty.shape {
        Shape::Any => format("any-json"),
        Shape::Text => json!({"type": "string"}),
        Shape::Secret => format("secret"),
        Shape::LocalDateTime => format("local-date-time"),
        Shape::Date => format("local-date"),
        Shape::Time => format("local-time"),
        Shape::Timestamp => format("instant"),
        Shape::Integer32 => json!({"type": "integer", "format": "int32"}),
        Shape::Integer64 => json!({"type": "integer", "format": "int64"}),
        Shape::Decimal => format("decimal"),
        Shape::TextOrNumber => format("text-or-number"),
        Shape::Bool => json!({"type": "boolean"}),
        Shape::List(item) => json!({"type": "array", "items": schema(item)}),
        Shape::Map(value) => json!({"type": "object", "additionalProperties": schema(value)}),
        Shape::Named(number) => {
            json!({"$ref": format!("#/components/schemas/{}", type_placeholder(*number))})
        }
    };
    if ty.nullable {
        if lowered.get("$ref").is_some() {
            lowered = json!({"allOf": [lowered]});
        }
        lowered["nullable"] = Value::Bool(true);
    }
    lowered
}
