//! Operations and security schemes of a document. Generated code fills tables with them.

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

/// The evidence for a fact of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Evidence {
    /// The provider documents it.
    Documented,
    /// Working integrations do it.
    Observed,
    /// Neither is the case. The document makes the conventional choice, which needs to be
    /// confirmed.
    Assumed,
    /// The document does not say.
    Unstated,
}

/// A security scheme of the document: the way in which a caller proves who it is.
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
    /// Creates an operation without security that is not idempotent and whose answers have no
    /// envelope.
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

    /// Sets the security: alternatives of scheme names. A call uses all schemes of one alternative
    /// together. An empty alternative means that a call needs no credential.
    #[must_use]
    pub const fn security(mut self, alternatives: &'static [&'static [&'static str]]) -> Self {
        self.security = alternatives;
        self
    }

    /// Sets whether a call may be repeated safely.
    #[must_use]
    pub const fn idempotent(mut self, idempotent: bool) -> Self {
        self.idempotent = idempotent;
        self
    }

    /// Sets whether the operation is deprecated.
    #[must_use]
    pub const fn deprecated(mut self, deprecated: bool) -> Self {
        self.deprecated = deprecated;
        self
    }

    /// Sets the evidence for the operation.
    #[must_use]
    pub const fn evidence(mut self, evidence: Evidence) -> Self {
        self.evidence = evidence;
        self
    }

    /// Sets the field of the answers that holds the payload.
    #[must_use]
    pub const fn envelope(mut self, field: &'static str) -> Self {
        self.envelope = Some(field);
        self
    }

    /// Returns the `operationId`.
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// Returns the HTTP method, in capitals.
    pub const fn method(&self) -> &'static str {
        self.method
    }

    /// Returns the path as the document writes it, with `{parameters}`.
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// Returns the alternatives of security scheme names.
    pub const fn security_alternatives(&self) -> &'static [&'static [&'static str]] {
        self.security
    }

    /// Returns true if a call may be repeated safely.
    pub const fn is_idempotent(&self) -> bool {
        self.idempotent
    }

    /// Returns true if the operation is deprecated.
    pub const fn is_deprecated(&self) -> bool {
        self.deprecated
    }

    /// Returns the evidence for the operation.
    pub const fn grade(&self) -> Evidence {
        self.evidence
    }

    /// Returns the field of the answers that holds the payload, if the answers have an envelope.
    pub const fn payload_field(&self) -> Option<&'static str> {
        self.envelope
    }
}

impl SecurityScheme {
    /// Creates a scheme of HTTP Basic.
    pub const fn basic(name: &'static str) -> Self {
        Self {
            name,
            kind: SchemeKind::Basic,
        }
    }

    /// Creates a scheme of bearer tokens, wherever the tokens come from.
    pub const fn bearer(name: &'static str) -> Self {
        Self {
            name,
            kind: SchemeKind::Bearer,
        }
    }

    /// Creates a scheme with a key in the header `header`.
    pub const fn api_key_header(name: &'static str, header: &'static str) -> Self {
        Self {
            name,
            kind: SchemeKind::KeyInHeader(header),
        }
    }

    /// Creates a scheme with a key in the query parameter `parameter`.
    pub const fn api_key_query(name: &'static str, parameter: &'static str) -> Self {
        Self {
            name,
            kind: SchemeKind::KeyInQuery(parameter),
        }
    }

    /// Returns the scheme's name in the document.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the header that carries the key, if the scheme has one.
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
