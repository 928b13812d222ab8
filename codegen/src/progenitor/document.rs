//! The small OpenAPI document that progenitor is given.
//!
//! The document has the operations, with parameters as text, and each body and answer. Its names are
//! keys, by which the methods of progenitor are found. No key is left in generated code.

use std::collections::BTreeSet;

use openapiv3::{
    AdditionalProperties, ArrayType, BooleanType, Components, IntegerType, MediaType, ObjectType,
    OpenAPI, Operation as SmallOperation, Parameter as SmallParameter, ParameterData,
    ParameterSchemaOrContent, PathItem, Paths, ReferenceOr, RequestBody, Response, Responses,
    Schema, SchemaData, SchemaKind, StatusCode, StringType, Type as SmallType,
    VariantOrUnknownOrEmpty,
};

use crate::model::{Api, Body, Leaf, Listing, Location, Operation, Parameter, Shape, Type};

/// Returns the key of a named type.
pub(super) fn type_key(number: usize) -> String {
    format!("T{number}")
}

/// Returns the key of an operation.
pub(super) fn operation_key(number: usize) -> String {
    format!("op{number:06}")
}

/// Returns the key of a parameter. Progenitor sorts parameters by it.
pub(super) fn parameter_key(number: usize) -> String {
    format!("p{number:06}")
}

/// Returns the number in a key.
pub(super) fn number(key: &str, prefix: &str) -> Option<usize> {
    let digits = key.strip_prefix(prefix)?;
    (digits.len() >= 6).then(|| digits.parse().ok()).flatten()
}

/// Returns the document of all operations.
pub(super) fn document(api: &Api) -> OpenAPI {
    let types = named_types(api).into_iter();
    let schemas = types.map(|number| (type_key(number), ReferenceOr::Item(text(None))));
    let paths = api.operations.iter().enumerate();
    OpenAPI {
        openapi: "3.0.3".to_owned(),
        info: openapiv3::Info {
            title: "small".to_owned(),
            version: "1".to_owned(),
            ..Default::default()
        },
        paths: Paths {
            paths: paths
                .map(|(number, operation)| path(number, operation))
                .collect(),
            ..Default::default()
        },
        components: Some(Components {
            schemas: schemas.collect(),
            ..Default::default()
        }),
        ..Default::default()
    }
}

/// Returns the named types that a body or an answer is, or is a list or mapping of.
pub(super) fn named_types(api: &Api) -> BTreeSet<usize> {
    let bodies = api
        .operations
        .iter()
        .filter_map(|operation| operation.body.as_ref());
    let answers = api
        .operations
        .iter()
        .filter_map(|operation| operation.answer.as_ref());
    let types = bodies.map(|body| &body.ty).chain(answers);
    types.filter_map(innermost).collect()
}

fn innermost(mut ty: &Type) -> Option<usize> {
    loop {
        match &ty.shape {
            Shape::List(inner) | Shape::Map(inner) => ty = inner,
            Shape::Named(number) => return Some(*number),
            Shape::Leaf(_) => return None,
        }
    }
}

fn path(number: usize, operation: &Operation) -> (String, ReferenceOr<PathItem>) {
    let id = operation_key(number);
    let mut template = format!("/{id}");
    let mut parameters = Vec::with_capacity(operation.parameters.len());
    for (number, parameter) in operation.parameters.iter().enumerate() {
        let key = parameter_key(number);
        if parameter.location == Location::Path {
            template.push_str(&format!("/{{{key}}}"));
        }
        parameters.push(ReferenceOr::Item(small_parameter(key, parameter)));
    }
    let success = (StatusCode::Range(2), ReferenceOr::Item(answer(operation)));
    let small = Some(SmallOperation {
        operation_id: Some(id),
        parameters,
        request_body: operation.body.as_ref().map(small_body),
        responses: Responses {
            responses: std::iter::once(success).collect(),
            ..Default::default()
        },
        ..Default::default()
    });
    let mut item = PathItem::default();
    match operation.verb.as_str() {
        "PUT" => item.put = small,
        "POST" => item.post = small,
        "DELETE" => item.delete = small,
        "OPTIONS" => item.options = small,
        "HEAD" => item.head = small,
        "PATCH" => item.patch = small,
        "TRACE" => item.trace = small,
        _ => item.get = small,
    }
    (template, ReferenceOr::Item(item))
}

fn small_parameter(name: String, parameter: &Parameter) -> SmallParameter {
    let repeated =
        matches!(parameter.ty.shape, Shape::List(_)) && parameter.listing == Listing::Repeated;
    let text = Type::plain(Shape::Leaf(Leaf::Text));
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
        Location::Path => SmallParameter::Path {
            parameter_data,
            style: Default::default(),
        },
        Location::Header => SmallParameter::Header {
            parameter_data,
            style: Default::default(),
        },
        Location::Query => SmallParameter::Query {
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

fn small_body(body: &Body) -> ReferenceOr<RequestBody> {
    let media_type = if body.form {
        "application/x-www-form-urlencoded"
    } else {
        "application/json"
    };
    ReferenceOr::Item(RequestBody {
        content: content(media_type, &body.ty),
        required: true,
        ..Default::default()
    })
}

fn answer(operation: &Operation) -> Response {
    let answer = operation.answer.as_ref();
    Response {
        content: answer
            .map(|ty| content("application/json", ty))
            .unwrap_or_default(),
        ..Default::default()
    }
}

fn typed(ty: SmallType) -> Schema {
    Schema {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::Type(ty),
    }
}

fn text(format: Option<&str>) -> Schema {
    let format = format.map_or(VariantOrUnknownOrEmpty::Empty, |format| {
        VariantOrUnknownOrEmpty::Unknown(format.to_owned())
    });
    typed(SmallType::String(StringType {
        format,
        ..Default::default()
    }))
}

fn integer(format: &str) -> Schema {
    typed(SmallType::Integer(IntegerType {
        format: VariantOrUnknownOrEmpty::Unknown(format.to_owned()),
        ..Default::default()
    }))
}

/// Returns a type where a reference may stand.
fn schema(ty: &Type) -> ReferenceOr<Schema> {
    match &ty.shape {
        Shape::Named(number) if !ty.nullable => reference(*number),
        _ => ReferenceOr::Item(item(ty)),
    }
}

fn boxed(schema: ReferenceOr<Schema>) -> ReferenceOr<Box<Schema>> {
    match schema {
        ReferenceOr::Item(item) => ReferenceOr::Item(Box::new(item)),
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
    }
}

fn reference<T>(number: usize) -> ReferenceOr<T> {
    ReferenceOr::Reference {
        reference: format!("#/components/schemas/{}", type_key(number)),
    }
}

/// Returns a type where a schema must stand.
fn item(ty: &Type) -> Schema {
    let mut small = match &ty.shape {
        Shape::Leaf(leaf) => leaf_schema(*leaf),
        Shape::List(item) => typed(SmallType::Array(ArrayType {
            items: Some(boxed(schema(item))),
            min_items: None,
            max_items: None,
            unique_items: false,
        })),
        Shape::Map(value) => typed(SmallType::Object(ObjectType {
            additional_properties: Some(AdditionalProperties::Schema(Box::new(schema(value)))),
            ..Default::default()
        })),
        Shape::Named(number) => Schema {
            schema_data: SchemaData::default(),
            schema_kind: SchemaKind::AllOf {
                all_of: vec![reference(*number)],
            },
        },
    };
    small.schema_data.nullable = ty.nullable;
    small
}

fn leaf_schema(leaf: Leaf) -> Schema {
    match leaf {
        Leaf::Text => text(None),
        Leaf::Integer32 => integer("int32"),
        Leaf::Integer64 => integer("int64"),
        Leaf::Unsigned32 => integer("uint32"),
        Leaf::Unsigned64 => integer("uint64"),
        Leaf::Bool => typed(SmallType::Boolean(BooleanType::default())),
        _ => text(Some(leaf.facts().name)),
    }
}
