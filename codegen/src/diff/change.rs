//! What is found when two documents are compared, before it is judged.

use super::kind::Kind;
use super::value::ValueType;
use super::ways::Ways;

/// What was found, before it is judged.
#[derive(Debug, Clone)]
pub(crate) struct Change {
    pub(crate) kind: Kind,
    /// Pointer in the base, where the thing is there.
    pub(crate) base: Option<String>,
    /// Pointer in the head, where the thing is there.
    pub(crate) head: Option<String>,
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
    pub(crate) owner: Owner,
    pub(crate) details: Details,
}

/// What a change belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owner {
    /// A pair of things that are compared once.
    Pair(usize),
    /// Operations of this number, in this way.
    Operation(usize, Ways),
    /// The document as a whole.
    Document,
}

/// What a judgement needs beyond the kind; of each, the base's and the head's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Details {
    Nothing,
    /// Whether the enum keeps unknown values.
    Open(bool, bool),
    /// A property with another name: whether it must be there, whether the other name is an alias.
    Renamed {
        required: (bool, bool),
        alias: (bool, bool),
    },
    /// `null`: whether the value is a list or a mapping.
    Null {
        collection: bool,
    },
    /// The kind of value and its format.
    Types(ValueType, ValueType),
    /// Whether a credential of the other side is still taken.
    Credentials(Accepted, Accepted),
    /// Whether it may be sent, and whether it may be received.
    Access {
        sent: (bool, bool),
        received: (bool, bool),
    },
    /// Hashes of what in a text is more than prose.
    Texts(String, String),
    /// Whether a default is stated.
    Stated(bool, bool),
    /// Two media types: whether a reader of one can read the other.
    Alike(bool),
    /// A status of success that is there on one side only: whether a client of the other side can
    /// read its answer, and whether the other side has a success at all.
    Success {
        readable: bool,
        others: bool,
    },
}

/// What the other side's security requirements mean for a client of this side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Accepted {
    /// Every credential of this side is taken.
    All,
    /// Some are.
    Some,
    /// None is.
    None,
}

/// What makes two changes one.
pub(crate) type Key<'f> = (
    Kind,
    Option<&'f str>,
    Option<&'f str>,
    Option<&'f str>,
    Option<&'f str>,
);

impl Change {
    /// What makes two changes one: of something new or gone, its own place only.
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

    /// A change about something that is on both sides.
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

    /// A change about something that is only in the head.
    pub(crate) fn added(kind: Kind, owner: Owner, head: &str) -> Self {
        Self {
            base: None,
            ..Self::both(kind, owner, "", head)
        }
    }

    /// A change about something that is only in the base.
    pub(crate) fn removed(kind: Kind, owner: Owner, base: &str) -> Self {
        Self {
            head: None,
            ..Self::both(kind, owner, base, "")
        }
    }

    /// What it was and what it is.
    pub(crate) fn between(
        mut self,
        before: impl Into<Option<String>>,
        after: impl Into<Option<String>>,
    ) -> Self {
        self.before = before.into();
        self.after = after.into();
        self
    }

    /// Returns whether a pointer leads to what the thing was added to or taken from, and not to the
    /// thing itself.
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

    /// Returns the enum and the value that came or went, by the pointer of the enum.
    pub(crate) fn enum_value(&self) -> Option<(&str, &str)> {
        let (list, value) = match self.kind {
            Kind::EnumValueAdded => (&self.head, &self.after),
            Kind::EnumValueRemoved => (&self.base, &self.before),
            _ => return None,
        };
        let (list, _) = list.as_deref()?.rsplit_once('/')?;
        Some((list.strip_suffix("/enum")?, value.as_deref()?))
    }

    /// Returns whether the change is reported only where generated Rust differs, because the API is
    /// the same.
    pub(crate) fn is_only_about_rust(&self) -> bool {
        match self.kind {
            // What the two schemas do not have in common is a change of its own.
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
    /// The details with the sides swapped.
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
            | Details::Alike(_)
            | Details::Success { .. }) => same,
        }
    }
}
