//! Operations and security schemes of a document, in tables that generated code fills.

/// One operation of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    id: &'static str,
    method: &'static str,
    path: &'static str,
    security: &'static [&'static [&'static str]],
    idempotent: bool,
    deprecated: bool,
    evidence: Evidence,
    envelope: Option<&'static str>,
}

/// How well a fact of the document is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Evidence {
    /// The provider says so.
    Documented,
    /// Integrations that work do so.
    Observed,
    /// Neither: the conventional choice, to be confirmed.
    Assumed,
    /// The document does not say.
    Unstated,
}

/// How a caller proves who it is: a security scheme of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    name: &'static str,
    kind: SchemeKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SchemeKind {
    Basic,
    Bearer,
    KeyInHeader(&'static str),
    KeyInQuery(&'static str),
}

impl Operation {
    /// An operation without security, not idempotent, whose answers have no envelope.
    pub const fn new(id: &'static str, method: &'static str, path: &'static str) -> Self {
        Self {
            id,
            method,
            path,
            security: &[],
            idempotent: false,
            deprecated: false,
            evidence: Evidence::Unstated,
            envelope: None,
        }
    }

    /// Alternatives of scheme names; all schemes of one alternative are used together. An empty
    /// alternative means that it also goes without.
    #[must_use]
    pub const fn security(mut self, alternatives: &'static [&'static [&'static str]]) -> Self {
        self.security = alternatives;
        self
    }

    /// Says whether it may be repeated safely.
    #[must_use]
    pub const fn idempotent(mut self, idempotent: bool) -> Self {
        self.idempotent = idempotent;
        self
    }

    /// Says whether it should not be used any more.
    #[must_use]
    pub const fn deprecated(mut self, deprecated: bool) -> Self {
        self.deprecated = deprecated;
        self
    }

    /// How well it is known.
    #[must_use]
    pub const fn evidence(mut self, evidence: Evidence) -> Self {
        self.evidence = evidence;
        self
    }

    /// The field of its answers that holds the payload.
    #[must_use]
    pub const fn envelope(mut self, field: &'static str) -> Self {
        self.envelope = Some(field);
        self
    }

    /// Its `operationId`.
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// Its HTTP method, in capitals.
    pub const fn method(&self) -> &'static str {
        self.method
    }

    /// Its path as the document writes it, with `{parameters}`.
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// Alternatives of security scheme names.
    pub const fn security_alternatives(&self) -> &'static [&'static [&'static str]] {
        self.security
    }

    /// Returns whether it may be repeated safely.
    pub const fn is_idempotent(&self) -> bool {
        self.idempotent
    }

    /// Returns whether it should not be used any more.
    pub const fn is_deprecated(&self) -> bool {
        self.deprecated
    }

    /// How well it is known.
    pub const fn grade(&self) -> Evidence {
        self.evidence
    }

    /// The field of its answers that holds the payload, if they have an envelope.
    pub const fn payload_field(&self) -> Option<&'static str> {
        self.envelope
    }
}

impl SecurityScheme {
    /// HTTP Basic.
    pub const fn basic(name: &'static str) -> Self {
        Self {
            name,
            kind: SchemeKind::Basic,
        }
    }

    /// A bearer token, however it is got.
    pub const fn bearer(name: &'static str) -> Self {
        Self {
            name,
            kind: SchemeKind::Bearer,
        }
    }

    /// A key in the header `header`.
    pub const fn api_key_header(name: &'static str, header: &'static str) -> Self {
        Self {
            name,
            kind: SchemeKind::KeyInHeader(header),
        }
    }

    /// A key in the query parameter `parameter`.
    pub const fn api_key_query(name: &'static str, parameter: &'static str) -> Self {
        Self {
            name,
            kind: SchemeKind::KeyInQuery(parameter),
        }
    }

    /// The scheme's name in the document.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The header that carries its key, if it has one.
    pub(crate) const fn key_header(&self) -> Option<&'static str> {
        match self.kind {
            SchemeKind::KeyInHeader(header) => Some(header),
            _ => None,
        }
    }

    pub(crate) const fn kind(&self) -> SchemeKind {
        self.kind
    }
}
