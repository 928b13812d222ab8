//! The keys of each object, as the specification lists them.

use super::{Field, Kind, Want, may, must};

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

pub(super) const DOCUMENT: &[Field] = &[
    must("openapi", Want::Text),
    must("info", Want::One(Kind::Info)),
    may("servers", Want::List(Kind::Server)),
    must("paths", Want::One(Kind::Paths)),
    may("components", Want::One(Kind::Components)),
    may("security", Want::List(Kind::Requirement)),
    may("tags", Want::List(Kind::Tag)),
    may("externalDocs", Want::One(Kind::ExternalDocs)),
];

pub(super) const INFO: &[Field] = &[
    must("title", Want::Text),
    may("description", Want::Text),
    may("termsOfService", Want::Text),
    may("contact", Want::One(Kind::Contact)),
    may("license", Want::One(Kind::License)),
    must("version", Want::Text),
];

pub(super) const CONTACT: &[Field] = &[
    may("name", Want::Text),
    may("url", Want::Text),
    may("email", Want::Text),
];

pub(super) const LICENSE: &[Field] = &[must("name", Want::Text), may("url", Want::Text)];

pub(super) const SERVER: &[Field] = &[
    must("url", Want::Text),
    may("description", Want::Text),
    may("variables", Want::Map(Kind::ServerVariable)),
];

pub(super) const SERVER_VARIABLE: &[Field] = &[
    may("enum", Want::Texts),
    must("default", Want::Text),
    may("description", Want::Text),
];

pub(super) const COMPONENTS: &[Field] = &[
    may("schemas", Want::Map(Kind::Schema)),
    may("responses", Want::Map(Kind::Response)),
    may("parameters", Want::Map(Kind::Parameter)),
    may("examples", Want::Map(Kind::Example)),
    may("requestBodies", Want::Map(Kind::RequestBody)),
    may("headers", Want::Map(Kind::Header)),
    may("securitySchemes", Want::Map(Kind::SecurityScheme)),
    may("links", Want::Map(Kind::Link)),
    may("callbacks", Want::Map(Kind::Callback)),
];

pub(super) const PATH_ITEM: &[Field] = &[
    may("$ref", Want::Text),
    may("summary", Want::Text),
    may("description", Want::Text),
    may("get", Want::One(Kind::Operation)),
    may("put", Want::One(Kind::Operation)),
    may("post", Want::One(Kind::Operation)),
    may("delete", Want::One(Kind::Operation)),
    may("options", Want::One(Kind::Operation)),
    may("head", Want::One(Kind::Operation)),
    may("patch", Want::One(Kind::Operation)),
    may("trace", Want::One(Kind::Operation)),
    may("servers", Want::List(Kind::Server)),
    may("parameters", Want::List(Kind::Parameter)),
];

pub(super) const OPERATION: &[Field] = &[
    may("tags", Want::Texts),
    may("summary", Want::Text),
    may("description", Want::Text),
    may("externalDocs", Want::One(Kind::ExternalDocs)),
    may("operationId", Want::Text),
    may("parameters", Want::List(Kind::Parameter)),
    may("requestBody", Want::One(Kind::RequestBody)),
    must("responses", Want::One(Kind::Responses)),
    may("callbacks", Want::Map(Kind::Callback)),
    may("deprecated", Want::Bool),
    may("security", Want::List(Kind::Requirement)),
    may("servers", Want::List(Kind::Server)),
];

pub(super) const EXTERNAL_DOCS: &[Field] =
    &[may("description", Want::Text), must("url", Want::Text)];

pub(super) const PARAMETER: &[Field] = &[
    must("name", Want::Text),
    must("in", Want::Choice(LOCATIONS)),
    may("description", Want::Text),
    may("required", Want::Bool),
    may("deprecated", Want::Bool),
    may("allowEmptyValue", Want::Bool),
    may("style", Want::Choice(STYLES)),
    may("explode", Want::Bool),
    may("allowReserved", Want::Bool),
    may("schema", Want::One(Kind::Schema)),
    may("example", Want::Anything),
    may("examples", Want::Map(Kind::Example)),
    may("content", Want::Map(Kind::MediaType)),
];

pub(super) const REQUEST_BODY: &[Field] = &[
    may("description", Want::Text),
    must("content", Want::Map(Kind::MediaType)),
    may("required", Want::Bool),
];

pub(super) const MEDIA_TYPE: &[Field] = &[
    may("schema", Want::One(Kind::Schema)),
    may("example", Want::Anything),
    may("examples", Want::Map(Kind::Example)),
    may("encoding", Want::Map(Kind::Encoding)),
];

pub(super) const ENCODING: &[Field] = &[
    may("contentType", Want::Text),
    may("headers", Want::Map(Kind::Header)),
    may("style", Want::Choice(STYLES)),
    may("explode", Want::Bool),
    may("allowReserved", Want::Bool),
];

pub(super) const RESPONSE: &[Field] = &[
    must("description", Want::Text),
    may("headers", Want::Map(Kind::Header)),
    may("content", Want::Map(Kind::MediaType)),
    may("links", Want::Map(Kind::Link)),
];

pub(super) const EXAMPLE: &[Field] = &[
    may("summary", Want::Text),
    may("description", Want::Text),
    may("value", Want::Anything),
    may("externalValue", Want::Text),
];

pub(super) const LINK: &[Field] = &[
    may("operationRef", Want::Text),
    may("operationId", Want::Text),
    may("parameters", Want::ValueMap),
    may("requestBody", Want::Anything),
    may("description", Want::Text),
    may("server", Want::One(Kind::Server)),
];

pub(super) const HEADER: &[Field] = &[
    may("description", Want::Text),
    may("required", Want::Bool),
    may("deprecated", Want::Bool),
    may("allowEmptyValue", Want::Bool),
    may("style", Want::Choice(STYLES)),
    may("explode", Want::Bool),
    may("allowReserved", Want::Bool),
    may("schema", Want::One(Kind::Schema)),
    may("example", Want::Anything),
    may("examples", Want::Map(Kind::Example)),
    may("content", Want::Map(Kind::MediaType)),
];

pub(super) const TAG: &[Field] = &[
    must("name", Want::Text),
    may("description", Want::Text),
    may("externalDocs", Want::One(Kind::ExternalDocs)),
];

pub(super) const SCHEMA: &[Field] = &[
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
    may("not", Want::One(Kind::Schema)),
    may("allOf", Want::List(Kind::Schema)),
    may("oneOf", Want::List(Kind::Schema)),
    may("anyOf", Want::List(Kind::Schema)),
    may("items", Want::One(Kind::Schema)),
    may("properties", Want::Map(Kind::Schema)),
    may("additionalProperties", Want::SchemaOrBool),
    may("description", Want::Text),
    may("format", Want::Text),
    may("default", Want::Anything),
    may("nullable", Want::Bool),
    may("discriminator", Want::One(Kind::Discriminator)),
    may("readOnly", Want::Bool),
    may("writeOnly", Want::Bool),
    may("example", Want::Anything),
    may("externalDocs", Want::One(Kind::ExternalDocs)),
    may("deprecated", Want::Bool),
    may("xml", Want::One(Kind::Xml)),
    // JSON Schema's place for schemas that others refer to.
    may("$defs", Want::Map(Kind::Schema)),
];

pub(super) const DISCRIMINATOR: &[Field] = &[
    must("propertyName", Want::Text),
    may("mapping", Want::TextMap),
];

pub(super) const XML: &[Field] = &[
    may("name", Want::Text),
    may("namespace", Want::Text),
    may("prefix", Want::Text),
    may("attribute", Want::Bool),
    may("wrapped", Want::Bool),
];

pub(super) const SECURITY_SCHEME: &[Field] = &[
    must(
        "type",
        Want::Choice(&["apiKey", "http", "oauth2", "openIdConnect"]),
    ),
    may("description", Want::Text),
    may("name", Want::Text),
    may("in", Want::Choice(&["query", "header", "cookie"])),
    may("scheme", Want::Text),
    may("bearerFormat", Want::Text),
    may("flows", Want::One(Kind::Flows)),
    may("openIdConnectUrl", Want::Text),
];

pub(super) const FLOWS: &[Field] = &[
    may("implicit", Want::One(Kind::Flow)),
    may("password", Want::One(Kind::Flow)),
    may("clientCredentials", Want::One(Kind::Flow)),
    may("authorizationCode", Want::One(Kind::Flow)),
];

pub(super) const FLOW: &[Field] = &[
    may("authorizationUrl", Want::Text),
    may("tokenUrl", Want::Text),
    may("refreshUrl", Want::Text),
    must("scopes", Want::TextMap),
];
