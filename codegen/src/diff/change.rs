//! A change of the document, before it is judged.

use super::kind::Kind;
use super::value::ValueType;
use super::ways::Ways;

/// A change of the document, before it is judged.
#[derive(Debug, Clone)]
pub(crate) struct Change {
    pub(crate) kind: Kind,
    /// The pointer in the base, if the thing is there.
    pub(crate) base: Option<String>,
    /// The pointer in the head, if the thing is there.
    pub(crate) head: Option<String>,
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
    pub(crate) owner: Owner,
    pub(crate) details: Details,
}

/// The owner of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owner {
    /// The pair with this number.
    Pair(usize),
    /// The operation with this number, in these directions.
    Operation(usize, Ways),
    /// The document as a whole.
    Document,
}

/// Details that a verdict needs. Pairs hold the value of the base and that of the head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Details {
    Nothing,
    /// Whether the enum keeps unknown values.
    Open(bool, bool),
    /// A renamed property: whether it is required, and whether the other name is an alias.
    Renamed {
        required: (bool, bool),
        alias: (bool, bool),
    },
    /// Whether the value that can be null is a list or a mapping.
    Null {
        collection: bool,
    },
    /// The types of the value.
    Types(ValueType, ValueType),
    /// Which credentials of this side the other side accepts.
    Credentials(Accepted, Accepted),
    /// Whether requests and answers may contain the property.
    Access {
        sent: (bool, bool),
        received: (bool, bool),
    },
    /// The hashes of the markup of a text.
    Texts(String, String),
    /// Whether a default is stated.
    Stated(bool, bool),
    /// Whether both media types are JSON.
    JsonOnBothSides(bool),
    /// A successful status of one side: whether clients of the other side read its answer, and
    /// whether the other side has a successful status.
    Success {
        readable: bool,
        others: bool,
    },
}

/// Which credentials of one side the other side accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Accepted {
    /// All credentials.
    All,
    /// Some credentials.
    Some,
    /// No credential.
    None,
}

/// The values by which two changes are the same.
pub(crate) type Key<'f> = (
    Kind,
    Option<&'f str>,
    Option<&'f str>,
    Option<&'f str>,
    Option<&'f str>,
);

impl Change {
    /// Returns the values by which two changes are the same. For something added or removed, only
    /// the side counts where it exists.
    pub(crate) fn key(&self) -> Key<'_> {
        let (base, head) = (self.base.as_deref(), self.head.as_deref());
        let (base, head) = match self.kind {
            Kind::PropertyAdded
            | Kind::RequiredPropertyAdded
            | Kind::ParameterAdded
            | Kind::RequiredParameterAdded => (None, head),
            Kind::PropertyRemoved
            | Kind::RequiredPropertyRemoved
            | Kind::ParameterRemoved
            | Kind::RequiredParameterRemoved => (base, None),
            _ => (base, head),
        };
        let words = (self.before.as_deref(), self.after.as_deref());
        (self.kind, base, head, words.0, words.1)
    }

    /// Returns a change of something that both sides have.
    pub(crate) fn both(kind: Kind, owner: Owner, base: &str, head: &str) -> Self {
        Self {
            kind,
            base: Some(base.to_owned()),
            head: Some(head.to_owned()),
            before: None,
            after: None,
            owner,
            details: Details::Nothing,
        }
    }

    /// Returns a change of something that only the head has.
    pub(crate) fn added(kind: Kind, owner: Owner, head: &str) -> Self {
        Self {
            base: None,
            ..Self::both(kind, owner, "", head)
        }
    }

    /// Returns a change of something that only the base has.
    pub(crate) fn removed(kind: Kind, owner: Owner, base: &str) -> Self {
        Self {
            head: None,
            ..Self::both(kind, owner, base, "")
        }
    }

    /// Returns the change with the old and the new value.
    pub(crate) fn between(
        mut self,
        before: impl Into<Option<String>>,
        after: impl Into<Option<String>>,
    ) -> Self {
        self.before = before.into();
        self.after = after.into();
        self
    }

    /// Returns whether a pointer leads to the container of something added or removed.
    pub(crate) fn is_container(&self, pointer: &str) -> bool {
        let own = if self.kind.is_gone() {
            &self.base
        } else if self.kind.mirror().is_gone() {
            &self.head
        } else {
            return false;
        };
        own.as_deref() != Some(pointer)
    }

    /// Returns the pointers of the thing itself.
    pub(crate) fn own_places(&self) -> impl Iterator<Item = &str> {
        let places = [&self.base, &self.head].into_iter().flatten();
        let places = places.map(String::as_str);
        places.filter(|pointer| !self.is_container(pointer))
    }

    /// Returns the pointer of the enum and the value that was added or removed.
    pub(crate) fn enum_value(&self) -> Option<(&str, &str)> {
        let (list, value) = match self.kind {
            Kind::EnumValueAdded => (&self.head, &self.after),
            Kind::EnumValueRemoved => (&self.base, &self.before),
            _ => return None,
        };
        let (list, _) = list.as_deref()?.rsplit_once('/')?;
        Some((list.strip_suffix("/enum")?, value.as_deref()?))
    }

    /// Returns whether the change is reported only if generated Rust differs.
    pub(crate) fn is_only_about_rust(&self) -> bool {
        match self.kind {
            // The differences of the two schemas are changes of their own.
            Kind::SchemaSwapped => self.details == Details::Nothing,
            kind => kind.is_only_about_rust(),
        }
    }

    /// Returns the change with these details.
    pub(crate) fn with(mut self, details: Details) -> Self {
        self.details = details;
        self
    }
}

impl Details {
    /// Returns the details with the sides swapped.
    pub(crate) fn mirror(&self) -> Details {
        match self.clone() {
            Details::Open(base, head) => Details::Open(head, base),
            Details::Renamed { required, alias } => Details::Renamed {
                required: (required.1, required.0),
                alias: (alias.1, alias.0),
            },
            Details::Types(base, head) => Details::Types(head, base),
            Details::Credentials(base, head) => Details::Credentials(head, base),
            Details::Texts(base, head) => Details::Texts(head, base),
            Details::Stated(base, head) => Details::Stated(head, base),
            Details::Access { sent, received } => Details::Access {
                sent: (sent.1, sent.0),
                received: (received.1, received.0),
            },
            same @ (Details::Nothing
            | Details::Null { .. }
            | Details::JsonOnBothSides(_)
            | Details::Success { .. }) => same,
        }
    }
}
