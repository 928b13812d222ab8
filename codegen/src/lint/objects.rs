//! The objects of OpenAPI 3.0.3 as tables: which keys each may have, which it must have, and what
//! stands below them.

/// The kinds of objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Document,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Components,
    Paths,
    PathItem,
    Operation,
    ExternalDocs,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Callback,
    Example,
    Link,
    Header,
    Tag,
    Schema,
    Discriminator,
    Xml,
    SecurityScheme,
    Flows,
    Flow,
    Requirement,
}

/// What must stand below a key.
#[derive(Debug, Clone, Copy)]
pub(super) enum Want {
    Text,
    Bool,
    Number,
    /// A whole number from 0.
    Count,
    Anything,
    /// A list of anything.
    Values,
    /// A list of texts.
    Texts,
    /// A mapping of texts.
    TextMap,
    /// A mapping of anything.
    ValueMap,
    /// One of these texts.
    Choice(&'static [&'static str]),
    One(Kind),
    List(Kind),
    Map(Kind),
    SchemaOrBool,
}

/// A key that an object may have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field {
    pub(super) key: &'static str,
    pub(super) want: Want,
    pub(super) needed: bool,
}

const fn may(key: &'static str, want: Want) -> Field {
    Field {
        key,
        want,
        needed: false,
    }
}

const fn must(key: &'static str, want: Want) -> Field {
    Field {
        key,
        want,
        needed: true,
    }
}

impl Kind {
    /// Its name, as the specification has it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Document => "the document",
            Kind::Info => "`info`",
            Kind::Contact => "a contact",
            Kind::License => "a license",
            Kind::Server => "a server",
            Kind::ServerVariable => "a server variable",
            Kind::Components => "`components`",
            Kind::Paths => "`paths`",
            Kind::PathItem => "a path item",
            Kind::Operation => "an operation",
            Kind::ExternalDocs => "external documentation",
            Kind::Parameter => "a parameter",
            Kind::RequestBody => "a request body",
            Kind::MediaType => "a media type",
            Kind::Encoding => "an encoding",
            Kind::Responses => "`responses`",
            Kind::Response => "a response",
            Kind::Callback => "a callback",
            Kind::Example => "an example",
            Kind::Link => "a link",
            Kind::Header => "a header",
            Kind::Tag => "a tag",
            Kind::Schema => "a schema",
            Kind::Discriminator => "a discriminator",
            Kind::Xml => "an XML description",
            Kind::SecurityScheme => "a security scheme",
            Kind::Flows => "OAuth flows",
            Kind::Flow => "an OAuth flow",
            Kind::Requirement => "a security requirement",
        }
    }

    /// Whether `$ref` may stand in its place.
    pub(super) fn can_be_reference(self) -> bool {
        matches!(
            self,
            Kind::Schema
                | Kind::Parameter
                | Kind::RequestBody
                | Kind::Response
                | Kind::Header
                | Kind::Example
                | Kind::Link
                | Kind::Callback
                | Kind::SecurityScheme
        )
    }

    /// What stands below the keys of an object whose keys are free.
    pub(super) fn free_keys(self) -> Option<Want> {
        match self {
            Kind::Paths | Kind::Callback => Some(Want::One(Kind::PathItem)),
            Kind::Responses => Some(Want::One(Kind::Response)),
            Kind::Requirement => Some(Want::Texts),
            _ => None,
        }
    }

    /// The keys it may have; nothing for an object whose keys are free.
    pub(super) fn fields(self) -> &'static [Field] {
        match self {
            Kind::Document => DOCUMENT,
            Kind::Info => INFO,
            Kind::Contact => CONTACT,
            Kind::License => LICENSE,
            Kind::Server => SERVER,
            Kind::ServerVariable => SERVER_VARIABLE,
            Kind::Components => COMPONENTS,
            Kind::PathItem => PATH_ITEM,
            Kind::Operation => OPERATION,
            Kind::ExternalDocs => EXTERNAL_DOCS,
            Kind::Parameter => PARAMETER,
            Kind::RequestBody => REQUEST_BODY,
            Kind::MediaType => MEDIA_TYPE,
            Kind::Encoding => ENCODING,
            Kind::Response => RESPONSE,
            Kind::Example => EXAMPLE,
            Kind::Link => LINK,
            Kind::Header => HEADER,
            Kind::Tag => TAG,
            Kind::Schema => SCHEMA,
            Kind::Discriminator => DISCRIMINATOR,
            Kind::Xml => XML,
            Kind::SecurityScheme => SECURITY_SCHEME,
            Kind::Flows => FLOWS,
            Kind::Flow => FLOW,
            Kind::Paths | Kind::Responses | Kind::Callback | Kind::Requirement => &[],
        }
    }
}

/// Keywords of JSON Schema and OpenAPI 3.1 that 3.0 does not know, for a better remedy.
pub(super) const LATER_KEYWORDS: &[&str] = &[
    "$anchor",
    "$comment",
    "$defs",
    "$dynamicRef",
    "$id",
    "$schema",
    "const",
    "contains",
    "contentEncoding",
    "contentMediaType",
    "definitions",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "examples",
    "if",
    "jsonSchemaDialect",
    "pathItems",
    "patternProperties",
    "prefixItems",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
    "webhooks",
];

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

const DOCUMENT: &[Field] = &[
    must("openapi", Want::Text),
    must("info", Want::One(Kind::Info)),
    may("servers", Want::List(Kind::Server)),
    must("paths", Want::One(Kind::Paths)),
    may("components", Want::One(Kind::Components)),
    may("security", Want::List(Kind::Requirement)),
    may("tags", Want::List(Kind::Tag)),
    may("externalDocs", Want::One(Kind::ExternalDocs)),
];

const INFO: &[Field] = &[
    must("title", Want::Text),
    may("description", Want::Text),
    may("termsOfService", Want::Text),
    may("contact", Want::One(Kind::Contact)),
    may("license", Want::One(Kind::License)),
    must("version", Want::Text),
];

const CONTACT: &[Field] = &[
    may("name", Want::Text),
    may("url", Want::Text),
    may("email", Want::Text),
];

const LICENSE: &[Field] = &[must("name", Want::Text), may("url", Want::Text)];

const SERVER: &[Field] = &[
    must("url", Want::Text),
    may("description", Want::Text),
    may("variables", Want::Map(Kind::ServerVariable)),
];

const SERVER_VARIABLE: &[Field] = &[
    may("enum", Want::Texts),
    must("default", Want::Text),
    may("description", Want::Text),
];

const COMPONENTS: &[Field] = &[
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

const PATH_ITEM: &[Field] = &[
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

const OPERATION: &[Field] = &[
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

const EXTERNAL_DOCS: &[Field] = &[may("description", Want::Text), must("url", Want::Text)];

const PARAMETER: &[Field] = &[
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

const REQUEST_BODY: &[Field] = &[
    may("description", Want::Text),
    must("content", Want::Map(Kind::MediaType)),
    may("required", Want::Bool),
];

const MEDIA_TYPE: &[Field] = &[
    may("schema", Want::One(Kind::Schema)),
    may("example", Want::Anything),
    may("examples", Want::Map(Kind::Example)),
    may("encoding", Want::Map(Kind::Encoding)),
];

const ENCODING: &[Field] = &[
    may("contentType", Want::Text),
    may("headers", Want::Map(Kind::Header)),
    may("style", Want::Choice(STYLES)),
    may("explode", Want::Bool),
    may("allowReserved", Want::Bool),
];

const RESPONSE: &[Field] = &[
    must("description", Want::Text),
    may("headers", Want::Map(Kind::Header)),
    may("content", Want::Map(Kind::MediaType)),
    may("links", Want::Map(Kind::Link)),
];

const EXAMPLE: &[Field] = &[
    may("summary", Want::Text),
    may("description", Want::Text),
    may("value", Want::Anything),
    may("externalValue", Want::Text),
];

const LINK: &[Field] = &[
    may("operationRef", Want::Text),
    may("operationId", Want::Text),
    may("parameters", Want::ValueMap),
    may("requestBody", Want::Anything),
    may("description", Want::Text),
    may("server", Want::One(Kind::Server)),
];

const HEADER: &[Field] = &[
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

const TAG: &[Field] = &[
    must("name", Want::Text),
    may("description", Want::Text),
    may("externalDocs", Want::One(Kind::ExternalDocs)),
];

const SCHEMA: &[Field] = &[
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
];

const DISCRIMINATOR: &[Field] = &[
    must("propertyName", Want::Text),
    may("mapping", Want::TextMap),
];

const XML: &[Field] = &[
    may("name", Want::Text),
    may("namespace", Want::Text),
    may("prefix", Want::Text),
    may("attribute", Want::Bool),
    may("wrapped", Want::Bool),
];

const SECURITY_SCHEME: &[Field] = &[
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

const FLOWS: &[Field] = &[
    may("implicit", Want::One(Kind::Flow)),
    may("password", Want::One(Kind::Flow)),
    may("clientCredentials", Want::One(Kind::Flow)),
    may("authorizationCode", Want::One(Kind::Flow)),
];

const FLOW: &[Field] = &[
    may("authorizationUrl", Want::Text),
    may("tokenUrl", Want::Text),
    may("refreshUrl", Want::Text),
    must("scopes", Want::TextMap),
];
