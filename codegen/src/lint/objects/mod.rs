//! The objects of OpenAPI 3.0.3: which keys each may have, which it must have, and what stands
//! below them.

mod tables;

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
            Kind::Document => tables::DOCUMENT,
            Kind::Info => tables::INFO,
            Kind::Contact => tables::CONTACT,
            Kind::License => tables::LICENSE,
            Kind::Server => tables::SERVER,
            Kind::ServerVariable => tables::SERVER_VARIABLE,
            Kind::Components => tables::COMPONENTS,
            Kind::PathItem => tables::PATH_ITEM,
            Kind::Operation => tables::OPERATION,
            Kind::ExternalDocs => tables::EXTERNAL_DOCS,
            Kind::Parameter => tables::PARAMETER,
            Kind::RequestBody => tables::REQUEST_BODY,
            Kind::MediaType => tables::MEDIA_TYPE,
            Kind::Encoding => tables::ENCODING,
            Kind::Response => tables::RESPONSE,
            Kind::Example => tables::EXAMPLE,
            Kind::Link => tables::LINK,
            Kind::Header => tables::HEADER,
            Kind::Tag => tables::TAG,
            Kind::Schema => tables::SCHEMA,
            Kind::Discriminator => tables::DISCRIMINATOR,
            Kind::Xml => tables::XML,
            Kind::SecurityScheme => tables::SECURITY_SCHEME,
            Kind::Flows => tables::FLOWS,
            Kind::Flow => tables::FLOW,
            Kind::Paths | Kind::Responses | Kind::Callback | Kind::Requirement => &[],
        }
    }
}

/// Keywords of JSON Schema and OpenAPI 3.1 that 3.0 does not know, for a better remedy.
pub(super) const LATER_KEYWORDS: &[&str] = &[
    "$anchor",
    "$comment",
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
