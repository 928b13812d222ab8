//! The objects of OpenAPI 3.0.3: the keys that each may have or must have, and the values of the
//! keys.

mod tables;

/// The kinds of objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum ObjectKind {
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

/// The value that a key must have.
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
    One(ObjectKind),
    List(ObjectKind),
    Map(ObjectKind),
    SchemaOrBool,
}

/// A key that an object may have.
#[derive(Debug, Clone, Copy)]
pub(super) struct ObjectKey {
    pub(super) key: &'static str,
    pub(super) want: Want,
    pub(super) needed: bool,
}

const fn may(key: &'static str, want: Want) -> ObjectKey {
    ObjectKey {
        key,
        want,
        needed: false,
    }
}

const fn must(key: &'static str, want: Want) -> ObjectKey {
    ObjectKey {
        key,
        want,
        needed: true,
    }
}

impl ObjectKind {
    /// Returns the name of the object in the specification.
    pub(super) fn name(self) -> &'static str {
        match self {
            ObjectKind::Document => "the document",
            ObjectKind::Info => "`info`",
            ObjectKind::Contact => "a contact",
            ObjectKind::License => "a license",
            ObjectKind::Server => "a server",
            ObjectKind::ServerVariable => "a server variable",
            ObjectKind::Components => "`components`",
            ObjectKind::Paths => "`paths`",
            ObjectKind::PathItem => "a path item",
            ObjectKind::Operation => "an operation",
            ObjectKind::ExternalDocs => "external documentation",
            ObjectKind::Parameter => "a parameter",
            ObjectKind::RequestBody => "a request body",
            ObjectKind::MediaType => "a media type",
            ObjectKind::Encoding => "an encoding",
            ObjectKind::Responses => "`responses`",
            ObjectKind::Response => "a response",
            ObjectKind::Callback => "a callback",
            ObjectKind::Example => "an example",
            ObjectKind::Link => "a link",
            ObjectKind::Header => "a header",
            ObjectKind::Tag => "a tag",
            ObjectKind::Schema => "a schema",
            ObjectKind::Discriminator => "a discriminator",
            ObjectKind::Xml => "an XML description",
            ObjectKind::SecurityScheme => "a security scheme",
            ObjectKind::Flows => "OAuth flows",
            ObjectKind::Flow => "an OAuth flow",
            ObjectKind::Requirement => "a security requirement",
        }
    }

    /// Returns whether a reference may stand in the place of the object.
    pub(super) fn can_be_reference(self) -> bool {
        matches!(
            self,
            ObjectKind::Schema
                | ObjectKind::Parameter
                | ObjectKind::RequestBody
                | ObjectKind::Response
                | ObjectKind::Header
                | ObjectKind::Example
                | ObjectKind::Link
                | ObjectKind::Callback
                | ObjectKind::SecurityScheme
        )
    }

    /// Returns the value of each key of an object with free keys.
    pub(super) fn free_keys(self) -> Option<Want> {
        match self {
            ObjectKind::Paths | ObjectKind::Callback => Some(Want::One(ObjectKind::PathItem)),
            ObjectKind::Responses => Some(Want::One(ObjectKind::Response)),
            ObjectKind::Requirement => Some(Want::Texts),
            _ => None,
        }
    }

    /// Returns the keys that the object may have. An object with free keys has none here.
    pub(super) fn fields(self) -> &'static [ObjectKey] {
        match self {
            ObjectKind::Document => tables::DOCUMENT,
            ObjectKind::Info => tables::INFO,
            ObjectKind::Contact => tables::CONTACT,
            ObjectKind::License => tables::LICENSE,
            ObjectKind::Server => tables::SERVER,
            ObjectKind::ServerVariable => tables::SERVER_VARIABLE,
            ObjectKind::Components => tables::COMPONENTS,
            ObjectKind::PathItem => tables::PATH_ITEM,
            ObjectKind::Operation => tables::OPERATION,
            ObjectKind::ExternalDocs => tables::EXTERNAL_DOCS,
            ObjectKind::Parameter => tables::PARAMETER,
            ObjectKind::RequestBody => tables::REQUEST_BODY,
            ObjectKind::MediaType => tables::MEDIA_TYPE,
            ObjectKind::Encoding => tables::ENCODING,
            ObjectKind::Response => tables::RESPONSE,
            ObjectKind::Example => tables::EXAMPLE,
            ObjectKind::Link => tables::LINK,
            ObjectKind::Header => tables::HEADER,
            ObjectKind::Tag => tables::TAG,
            ObjectKind::Schema => tables::SCHEMA,
            ObjectKind::Discriminator => tables::DISCRIMINATOR,
            ObjectKind::Xml => tables::XML,
            ObjectKind::SecurityScheme => tables::SECURITY_SCHEME,
            ObjectKind::Flows => tables::FLOWS,
            ObjectKind::Flow => tables::FLOW,
            ObjectKind::Paths
            | ObjectKind::Responses
            | ObjectKind::Callback
            | ObjectKind::Requirement => &[],
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
