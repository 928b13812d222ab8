//! The model as the small OpenAPI document that progenitor is given.
//!
//! Every name in it is a placeholder (`T000003`, `f000001`, `p000000`, `op000002`) and every
//! parameter is text: names, wire formats and documentation are put back by the passes that
//! follow, so nothing in the generated code depends on how progenitor and typify spell, sort or
//! number things.

use openapiv3::{
    AdditionalProperties, ArrayType, BooleanType, Components, IntegerFormat, IntegerType,
    MediaType, ObjectType, OpenAPI, Operation as LoweredOperation, Parameter as LoweredParameter,
    ParameterData, ParameterSchemaOrContent, PathItem, Paths, ReferenceOr, RequestBody, Response,
    Responses, Schema, SchemaData, SchemaKind, StatusCode, StringType, Type as LoweredType,
    VariantOrUnknownOrEmpty,
};

use proc_macro2::Ident;

use crate::model::{
    Api, Body, Kind, Listing, Location, NamedType, Operation, Parameter, Shape, Struct, Type,
};

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

/// The operation of a placeholder.
pub(crate) fn operation_number(placeholder: &Ident) -> Option<usize> {
    placeholder.to_string().strip_prefix("op")?.parse().ok()
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
pub(crate) fn lower(api: &Api) -> OpenAPI {
    lower_operations(api, &(0..api.operations.len()).collect::<Vec<_>>())
}

/// Lowers the types and some of the operations.
pub(crate) fn lower_operations(api: &Api, operations: &[usize]) -> OpenAPI {
    let schemas = api.types.iter().enumerate();
    let schemas =
        schemas.map(|(number, ty)| (type_placeholder(number), ReferenceOr::Item(named(ty))));
    let paths = operations
        .iter()
        .map(|number| path(*number, &api.operations[*number]));
    OpenAPI {
        openapi: "3.0.3".to_owned(),
        info: openapiv3::Info {
            title: "lowered".to_owned(),
            version: "1".to_owned(),
            ..Default::default()
        },
        paths: Paths {
            paths: paths.collect(),
            ..Default::default()
        },
        components: Some(Components {
            schemas: schemas.collect(),
            ..Default::default()
        }),
        ..Default::default()
    }
}

fn path(number: usize, operation: &Operation) -> (String, ReferenceOr<PathItem>) {
    let id = operation_placeholder(number);
    let mut template = format!("/{id}");
    let mut parameters = Vec::with_capacity(operation.parameters.len());
    for (number, parameter) in operation.parameters.iter().enumerate() {
        let name = parameter_placeholder(number);
        if parameter.location == Location::Path {
            template.push_str(&format!("/{{{name}}}"));
        }
        parameters.push(ReferenceOr::Item(lower_parameter(name, parameter)));
    }
    let success = (StatusCode::Range(2), ReferenceOr::Item(answer(operation)));
    let lowered = Some(LoweredOperation {
        operation_id: Some(id),
        parameters,
        request_body: operation
            .body
            .as_ref()
            .map(|body| ReferenceOr::Item(lower_body(body))),
        responses: Responses {
            responses: std::iter::once(success).collect(),
            ..Default::default()
        },
        ..Default::default()
    });
    let mut item = PathItem::default();
    match operation.verb.as_str() {
        "PUT" => item.put = lowered,
        "POST" => item.post = lowered,
        "DELETE" => item.delete = lowered,
        "OPTIONS" => item.options = lowered,
        "HEAD" => item.head = lowered,
        "PATCH" => item.patch = lowered,
        "TRACE" => item.trace = lowered,
        _ => item.get = lowered,
    }
    (template, ReferenceOr::Item(item))
}

fn lower_parameter(name: String, parameter: &Parameter) -> LoweredParameter {
    let repeated =
        matches!(parameter.ty.shape, Shape::List(_)) && parameter.listing == Listing::Repeated;
    let text = Type::plain(Shape::Text);
    let ty = if repeated {
        Type::plain(Shape::List(Box::new(text)))
    } else {
        text
    };
    let parameter_data = ParameterData {
        name,
        description: None,
        required: parameter.required,
        deprecated: None,
        format: ParameterSchemaOrContent::Schema(schema(&ty)),
        example: None,
        examples: Default::default(),
        explode: None,
        extensions: Default::default(),
    };
    match parameter.location {
        Location::Path => LoweredParameter::Path {
            parameter_data,
            style: Default::default(),
        },
        Location::Header => LoweredParameter::Header {
            parameter_data,
            style: Default::default(),
        },
        Location::Query => LoweredParameter::Query {
            parameter_data,
            allow_reserved: false,
            style: Default::default(),
            allow_empty_value: None,
        },
    }
}

fn content(media_type: &str, ty: &Type) -> openapiv3::Content {
    let body = MediaType {
        schema: Some(schema(ty)),
        ..Default::default()
    };
    std::iter::once((media_type.to_owned(), body)).collect()
}

fn lower_body(body: &Body) -> RequestBody {
    let media_type = if body.form {
        "application/x-www-form-urlencoded"
    } else {
        "application/json"
    };
    RequestBody {
        content: content(media_type, &body.ty),
        required: true,
        ..Default::default()
    }
}

fn answer(operation: &Operation) -> Response {
    let content = operation
        .answer
        .as_ref()
        .map(|ty| content("application/json", ty));
    Response {
        content: content.unwrap_or_default(),
        ..Default::default()
    }
}

fn named(ty: &NamedType) -> Schema {
    match &ty.kind {
        Kind::Struct(body) => typed(LoweredType::Object(structure(body))),
        Kind::Enum(_) => text(None),
        Kind::Newtype(inner) => item(inner),
        Kind::Union(branches) => {
            let one_of = branches.iter().map(schema).collect();
            Schema {
                schema_data: SchemaData::default(),
                schema_kind: SchemaKind::OneOf { one_of },
            }
        }
    }
}

fn structure(body: &Struct) -> ObjectType {
    let mut lowered = ObjectType::default();
    for (number, field) in body.fields.iter().enumerate() {
        let name = field_placeholder(number);
        // `null` is empty for a collection, and absent for what may be absent.
        let nullable = field.ty.nullable && field.required && !field.ty.is_collection();
        let ty = schema(&Type {
            nullable,
            shape: field.ty.shape.clone(),
        });
        lowered.properties.insert(name.clone(), boxed(ty));
        if field.required {
            lowered.required.push(name);
        }
    }
    lowered
}

fn boxed(schema: ReferenceOr<Schema>) -> ReferenceOr<Box<Schema>> {
    match schema {
        ReferenceOr::Item(item) => ReferenceOr::Item(Box::new(item)),
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
    }
}

fn typed(ty: LoweredType) -> Schema {
    Schema {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::Type(ty),
    }
}

fn text(format: Option<&str>) -> Schema {
    let format = format.map_or(VariantOrUnknownOrEmpty::Empty, |format| {
        VariantOrUnknownOrEmpty::Unknown(format.to_owned())
    });
    typed(LoweredType::String(StringType {
        format,
        ..Default::default()
    }))
}

fn integer(format: IntegerFormat) -> Schema {
    let format = VariantOrUnknownOrEmpty::Item(format);
    typed(LoweredType::Integer(IntegerType {
        format,
        ..Default::default()
    }))
}

/// A type in use where a reference may stand.
fn schema(ty: &Type) -> ReferenceOr<Schema> {
    match &ty.shape {
        Shape::Named(number) if !ty.nullable => ReferenceOr::Reference {
            reference: reference(*number),
        },
        _ => ReferenceOr::Item(item(ty)),
    }
}

fn reference(number: usize) -> String {
    format!("#/components/schemas/{}", type_placeholder(number))
}

/// A type in use where a schema of its own must stand.
fn item(ty: &Type) -> Schema {
    let mut lowered = match &ty.shape {
        Shape::Any => text(Some("any-json")),
        Shape::Text => text(None),
        Shape::Secret => text(Some("secret")),
        Shape::LocalDateTime => text(Some("local-date-time")),
        Shape::Date => text(Some("local-date")),
        Shape::Time => text(Some("local-time")),
        Shape::Timestamp => text(Some("instant")),
        Shape::Integer32 => integer(IntegerFormat::Int32),
        Shape::Integer64 => integer(IntegerFormat::Int64),
        Shape::Decimal => text(Some("decimal")),
        Shape::TextOrNumber => text(Some("text-or-number")),
        Shape::Bool => typed(LoweredType::Boolean(BooleanType::default())),
        Shape::List(item) => typed(LoweredType::Array(ArrayType {
            items: Some(boxed(schema(item))),
            min_items: None,
            max_items: None,
            unique_items: false,
        })),
        Shape::Map(value) => typed(LoweredType::Object(ObjectType {
            additional_properties: Some(AdditionalProperties::Schema(Box::new(schema(value)))),
            ..Default::default()
        })),
        Shape::Named(number) => {
            let all_of = vec![ReferenceOr::Reference {
                reference: reference(*number),
            }];
            Schema {
                schema_data: SchemaData::default(),
                schema_kind: SchemaKind::AllOf { all_of },
            }
        }
    };
    lowered.schema_data.nullable = ty.nullable;
    lowered
}
