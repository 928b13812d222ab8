//! The keys of each object, as the specification lists them.

use super::{ObjectKey, ObjectKind, Want, may, must};

const LOCATIONS: &[&str] = &["path", "query", "header", "cookie"];
const STYLES: &[&str] = &[
    "form",
    "simple",
    "matrix",
    "label",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
];

pub(super) const DOCUMENT: &[ObjectKey] = &[
    must("openapi", Want::Text),
    must("info", Want::One(ObjectKind::Info)),
    may("servers", Want::List(ObjectKind::Server)),
    must("paths", Want::One(ObjectKind::Paths)),
    may("components", Want::One(ObjectKind::Components)),
    may("security", Want::List(ObjectKind::Requirement)),
    may("tags", Want::List(ObjectKind::Tag)),
    may("externalDocs", Want::One(ObjectKind::ExternalDocs)),
];

pub(super) const INFO: &[ObjectKey] = &[
    must("title", Want::Text),
    may("description", Want::Text),
    may("termsOfService", Want::Text),
    may("contact", Want::One(ObjectKind::Contact)),
    may("license", Want::One(ObjectKind::License)),
    must("version", Want::Text),
];

pub(super) const CONTACT: &[ObjectKey] = &[
    may("name", Want::Text),
    may("url", Want::Text),
    may("email", Want::Text),
];

pub(super) const LICENSE: &[ObjectKey] = &[must("name", Want::Text), may("url", Want::Text)];

pub(super) const SERVER: &[ObjectKey] = &[
    must("url", Want::Text),
    may("description", Want::Text),
    may("variables", Want::Map(ObjectKind::ServerVariable)),
];

pub(super) const SERVER_VARIABLE: &[ObjectKey] = &[
    may("enum", Want::Texts),
    must("default", Want::Text),
    may("description", Want::Text),
];

pub(super) const COMPONENTS: &[ObjectKey] = &[
    may("schemas", Want::Map(ObjectKind::Schema)),
    may("responses", Want::Map(ObjectKind::Response)),
    may("parameters", Want::Map(ObjectKind::Parameter)),
    may("examples", Want::Map(ObjectKind::Example)),
    may("requestBodies", Want::Map(ObjectKind::RequestBody)),
    may("headers", Want::Map(ObjectKind::Header)),
    may("securitySchemes", Want::Map(ObjectKind::SecurityScheme)),
    may("links", Want::Map(ObjectKind::Link)),
    may("callbacks", Want::Map(ObjectKind::Callback)),
];

pub(super) const PATH_ITEM: &[ObjectKey] = &[
    may("$ref", Want::Text),
    may("summary", Want::Text),
    may("description", Want::Text),
    may("get", Want::One(ObjectKind::Operation)),
    may("put", Want::One(ObjectKind::Operation)),
    may("post", Want::One(ObjectKind::Operation)),
    may("delete", Want::One(ObjectKind::Operation)),
    may("options", Want::One(ObjectKind::Operation)),
    may("head", Want::One(ObjectKind::Operation)),
    may("patch", Want::One(ObjectKind::Operation)),
    may("trace", Want::One(ObjectKind::Operation)),
    may("servers", Want::List(ObjectKind::Server)),
    may("parameters", Want::List(ObjectKind::Parameter)),
];

pub(super) const OPERATION: &[ObjectKey] = &[
    may("tags", Want::Texts),
    may("summary", Want::Text),
    may("description", Want::Text),
    may("externalDocs", Want::One(ObjectKind::ExternalDocs)),
    may("operationId", Want::Text),
    may("parameters", Want::List(ObjectKind::Parameter)),
    may("requestBody", Want::One(ObjectKind::RequestBody)),
    must("responses", Want::One(ObjectKind::Responses)),
    may("callbacks", Want::Map(ObjectKind::Callback)),
    may("deprecated", Want::Bool),
    may("security", Want::List(ObjectKind::Requirement)),
    may("servers", Want::List(ObjectKind::Server)),
];

pub(super) const EXTERNAL_DOCS: &[ObjectKey] =
    &[may("description", Want::Text), must("url", Want::Text)];

pub(super) const PARAMETER: &[ObjectKey] = &[
    must("name", Want::Text),
    must("in", Want::Choice(LOCATIONS)),
    may("description", Want::Text),
    may("required", Want::Bool),
    may("deprecated", Want::Bool),
    may("allowEmptyValue", Want::Bool),
    may("style", Want::Choice(STYLES)),
    may("explode", Want::Bool),
    may("allowReserved", Want::Bool),
    may("schema", Want::One(ObjectKind::Schema)),
    may("example", Want::Anything),
    may("examples", Want::Map(ObjectKind::Example)),
    may("content", Want::Map(ObjectKind::MediaType)),
];

pub(super) const REQUEST_BODY: &[ObjectKey] = &[
    may("description", Want::Text),
    must("content", Want::Map(ObjectKind::MediaType)),
    may("required", Want::Bool),
];

pub(super) const MEDIA_TYPE: &[ObjectKey] = &[
    may("schema", Want::One(ObjectKind::Schema)),
    may("example", Want::Anything),
    may("examples", Want::Map(ObjectKind::Example)),
    may("encoding", Want::Map(ObjectKind::Encoding)),
];

pub(super) const ENCODING: &[ObjectKey] = &[
    may("contentType", Want::Text),
    may("headers", Want::Map(ObjectKind::Header)),
    may("style", Want::Choice(STYLES)),
    may("explode", Want::Bool),
    may("allowReserved", Want::Bool),
];

pub(super) const RESPONSE: &[ObjectKey] = &[
    must("description", Want::Text),
    may("headers", Want::Map(ObjectKind::Header)),
    may("content", Want::Map(ObjectKind::MediaType)),
    may("links", Want::Map(ObjectKind::Link)),
];

pub(super) const EXAMPLE: &[ObjectKey] = &[
    may("summary", Want::Text),
    may("description", Want::Text),
    may("value", Want::Anything),
    may("externalValue", Want::Text),
];

pub(super) const LINK: &[ObjectKey] = &[
    may("operationRef", Want::Text),
    may("operationId", Want::Text),
    may("parameters", Want::ValueMap),
    may("requestBody", Want::Anything),
    may("description", Want::Text),
    may("server", Want::One(ObjectKind::Server)),
];

pub(super) const HEADER: &[ObjectKey] = &[
    may("description", Want::Text),
    may("required", Want::Bool),
    may("deprecated", Want::Bool),
    may("allowEmptyValue", Want::Bool),
    may("style", Want::Choice(STYLES)),
    may("explode", Want::Bool),
    may("allowReserved", Want::Bool),
    may("schema", Want::One(ObjectKind::Schema)),
    may("example", Want::Anything),
    may("examples", Want::Map(ObjectKind::Example)),
    may("content", Want::Map(ObjectKind::MediaType)),
];

pub(super) const TAG: &[ObjectKey] = &[
    must("name", Want::Text),
    may("description", Want::Text),
    may("externalDocs", Want::One(ObjectKind::ExternalDocs)),
];

pub(super) const SCHEMA: &[ObjectKey] = &[
    may("title", Want::Text),
    may("multipleOf", Want::Number),
    may("maximum", Want::Number),
    may("exclusiveMaximum", Want::Bool),
    may("minimum", Want::Number),
    may("exclusiveMinimum", Want::Bool),
    may("maxLength", Want::Count),
    may("minLength", Want::Count),
    may("pattern", Want::Text),
    may("maxItems", Want::Count),
    may("minItems", Want::Count),
    may("uniqueItems", Want::Bool),
    may("maxProperties", Want::Count),
    may("minProperties", Want::Count),
    may("required", Want::Texts),
    may("enum", Want::Values),
    may(
        "type",
        Want::Choice(&["string", "number", "integer", "boolean", "array", "object"]),
    ),
    may("not", Want::One(ObjectKind::Schema)),
    may("allOf", Want::List(ObjectKind::Schema)),
    may("oneOf", Want::List(ObjectKind::Schema)),
    may("anyOf", Want::List(ObjectKind::Schema)),
    may("items", Want::One(ObjectKind::Schema)),
    may("properties", Want::Map(ObjectKind::Schema)),
    may("additionalProperties", Want::SchemaOrBool),
    may("description", Want::Text),
    may("format", Want::Text),
    may("default", Want::Anything),
    may("nullable", Want::Bool),
    may("discriminator", Want::One(ObjectKind::Discriminator)),
    may("readOnly", Want::Bool),
    may("writeOnly", Want::Bool),
    may("example", Want::Anything),
    may("externalDocs", Want::One(ObjectKind::ExternalDocs)),
    may("deprecated", Want::Bool),
    may("xml", Want::One(ObjectKind::Xml)),
];

pub(super) const DISCRIMINATOR: &[ObjectKey] = &[
    must("propertyName", Want::Text),
    may("mapping", Want::TextMap),
];

pub(super) const XML: &[ObjectKey] = &[
    may("name", Want::Text),
    may("namespace", Want::Text),
    may("prefix", Want::Text),
    may("attribute", Want::Bool),
    may("wrapped", Want::Bool),
];

pub(super) const SECURITY_SCHEME: &[ObjectKey] = &[
    must(
        "type",
        Want::Choice(&["apiKey", "http", "oauth2", "openIdConnect"]),
    ),
    may("description", Want::Text),
    may("name", Want::Text),
    may("in", Want::Choice(&["query", "header", "cookie"])),
    may("scheme", Want::Text),
    may("bearerFormat", Want::Text),
    may("flows", Want::One(ObjectKind::Flows)),
    may("openIdConnectUrl", Want::Text),
];

pub(super) const FLOWS: &[ObjectKey] = &[
    may("implicit", Want::One(ObjectKind::Flow)),
    may("password", Want::One(ObjectKind::Flow)),
    may("clientCredentials", Want::One(ObjectKind::Flow)),
    may("authorizationCode", Want::One(ObjectKind::Flow)),
];

pub(super) const FLOW: &[ObjectKey] = &[
    may("authorizationUrl", Want::Text),
    may("tokenUrl", Want::Text),
    may("refreshUrl", Want::Text),
    must("scopes", Want::TextMap),
];
