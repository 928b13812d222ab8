//! The shapes of generated code, and the one table of those that stand for a single value.

/// A type in use: a shape, and whether `null` is a value of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Type {
    /// The shape.
    pub shape: Shape,
    /// Whether it can be `null`.
    pub nullable: bool,
    /// Whether it stands in a box, because it leads back to the type that has it or is too deep.
    pub boxed: bool,
}

/// The shapes of generated code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// A single value.
    Leaf(Leaf),
    /// A list.
    List(Box<Type>),
    /// A mapping from text.
    Map(Box<Type>),
    /// A named type, by its number in [`super::Api::types`].
    Named(usize),
}

/// The shapes of a single value. Each has a row in the table `Leaf::facts`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaf {
    /// Any JSON, kept as it came.
    Any,
    /// Text.
    Text,
    /// Text that must not be printed, zeroed after use.
    Secret,
    /// A civil date and time, `YYYY-MM-DD HH:MM:SS`.
    LocalDateTime,
    /// A civil date.
    Date,
    /// A civil time of day.
    Time,
    /// An instant (RFC 3339).
    Timestamp,
    /// A whole number of 32 bits.
    Integer32,
    /// A whole number of 64 bits.
    Integer64,
    /// A whole number of 32 bits that is never negative.
    Unsigned32,
    /// A whole number of 64 bits that is never negative.
    Unsigned64,
    /// An exact decimal.
    Decimal,
    /// A number of any size and precision, kept as it came.
    Number,
    /// Text or a number, kept as it came.
    TextOrNumber,
    /// True or false.
    Bool,
}

/// The facts about a [`Leaf`].
pub(crate) struct LeafFacts {
    /// The name of the Rust type.
    pub(crate) rust: &'static str,
    /// Whether the runtime defines the Rust type; else the standard library does.
    pub(crate) in_runtime: bool,
    /// The word for it in the digest.
    pub(crate) wire: &'static str,
    /// The name of a union's variant, and the format in the document for progenitor.
    pub(crate) name: &'static str,
    /// The `type` in the document.
    pub(crate) json: &'static str,
    /// Each `format` in the document that means it; without one, it is what the `type` means.
    pub(crate) formats: &'static [&'static str],
    /// Whether it can be written as text, in a parameter or a form.
    pub(crate) is_text: bool,
    /// Whether other types convert into it.
    pub(crate) is_converted: bool,
    /// Whether it can be read from JSON that has been taken apart, and not only from its text.
    pub(crate) reads_from_parts: bool,
    /// Whether it is `Copy` and read with `FromStr`.
    pub(crate) is_copied: bool,
    /// Whether it is `Ord` and `Hash`.
    pub(crate) is_ordered: bool,
}

impl Leaf {
    /// All leaves.
    pub(crate) const ALL: [Leaf; 15] = [
        Leaf::Any,
        Leaf::Text,
        Leaf::Secret,
        Leaf::LocalDateTime,
        Leaf::Date,
        Leaf::Time,
        Leaf::Timestamp,
        Leaf::Integer32,
        Leaf::Integer64,
        Leaf::Unsigned32,
        Leaf::Unsigned64,
        Leaf::Decimal,
        Leaf::Number,
        Leaf::TextOrNumber,
        Leaf::Bool,
    ];

    /// Returns the leaf's row of the table.
    pub(crate) const fn facts(self) -> LeafFacts {
        /// A type of the runtime that is text in the document.
        const RUNTIME: LeafFacts = LeafFacts {
            rust: "",
            in_runtime: true,
            wire: "",
            name: "",
            json: "string",
            formats: &[],
            is_text: true,
            is_converted: true,
            reads_from_parts: true,
            is_copied: false,
            is_ordered: false,
        };
        /// A civil date or time, or an instant.
        const CLOCK: LeafFacts = LeafFacts {
            is_converted: false,
            ..RUNTIME
        };
        /// A number or a truth value of Rust's own.
        const COPIED: LeafFacts = LeafFacts {
            in_runtime: false,
            is_copied: true,
            ..RUNTIME
        };
        /// A whole number that is never negative. Literals of Rust do not convert into it.
        const UNSIGNED: LeafFacts = LeafFacts {
            wire: "integer",
            json: "integer",
            is_converted: false,
            is_ordered: true,
            ..COPIED
        };
        #[rustfmt::skip]
        let facts = match self {
            Leaf::Any => LeafFacts { rust: "Json", wire: "any", name: "AnyJson", json: "", is_text: false, reads_from_parts: false, ..RUNTIME },
            Leaf::Text => LeafFacts { rust: "String", wire: "text", name: "String", in_runtime: false, is_ordered: true, ..RUNTIME },
            Leaf::Secret => LeafFacts { rust: "Secret", wire: "text", name: "Secret", formats: &["password"], ..RUNTIME },
            Leaf::LocalDateTime => LeafFacts { rust: "LocalDateTime", wire: "date and time", name: "LocalDateTime", formats: &["smart-datetime"], ..CLOCK },
            Leaf::Date => LeafFacts { rust: "Date", wire: "date", name: "LocalDate", formats: &["date"], ..CLOCK },
            Leaf::Time => LeafFacts { rust: "Time", wire: "time", name: "LocalTime", formats: &["time", "smart-time"], ..CLOCK },
            Leaf::Timestamp => LeafFacts { rust: "Timestamp", wire: "instant", name: "Instant", formats: &["date-time"], ..CLOCK },
            Leaf::Integer32 => LeafFacts { rust: "i32", wire: "integer", name: "Int32", json: "integer", formats: &["int32", "int16", "int8"], is_ordered: true, ..COPIED },
            Leaf::Integer64 => LeafFacts { rust: "i64", wire: "integer", name: "Int64", json: "integer", is_ordered: true, ..COPIED },
            Leaf::Unsigned32 => LeafFacts { rust: "u32", name: "Uint32", formats: &["uint32", "uint16", "uint8"], ..UNSIGNED },
            Leaf::Unsigned64 => LeafFacts { rust: "u64", name: "Uint64", formats: &["uint64", "uint"], ..UNSIGNED },
            Leaf::Decimal => LeafFacts { rust: "Amount", wire: "decimal", name: "Decimal", json: "number", reads_from_parts: false, ..RUNTIME },
            Leaf::Number => LeafFacts { rust: "Number", wire: "number", name: "Number", json: "number", formats: &["double", "float"], reads_from_parts: false, ..RUNTIME },
            Leaf::TextOrNumber => LeafFacts { rust: "TextOrNumber", wire: "text or number", name: "TextOrNumber", json: "", formats: &["text-or-number"], reads_from_parts: false, ..RUNTIME },
            Leaf::Bool => LeafFacts { rust: "bool", wire: "boolean", name: "Boolean", json: "boolean", ..COPIED },
        };
        facts
    }

    /// Returns the least and the greatest whole number that it holds.
    pub(crate) fn range(self) -> Option<(i128, i128)> {
        match self {
            Leaf::Integer32 => Some((i32::MIN.into(), i32::MAX.into())),
            Leaf::Integer64 => Some((i64::MIN.into(), i64::MAX.into())),
            Leaf::Unsigned32 => Some((u32::MIN.into(), u32::MAX.into())),
            Leaf::Unsigned64 => Some((u64::MIN.into(), u64::MAX.into())),
            _ => None,
        }
    }

    /// Returns the leaf that a `type` of the document means with this `format`.
    pub(crate) fn of(json: &str, format: Option<&str>) -> Option<Leaf> {
        let of_type = || {
            let leaves = Leaf::ALL.into_iter();
            leaves.filter(|leaf| leaf.facts().json == json)
        };
        let named =
            format.and_then(|format| of_type().find(|leaf| leaf.facts().formats.contains(&format)));
        named.or_else(|| of_type().find(|leaf| leaf.facts().formats.is_empty()))
    }
}

impl Type {
    /// Returns a type that is never `null`.
    pub fn plain(shape: Shape) -> Self {
        Self {
            shape,
            nullable: false,
            boxed: false,
        }
    }

    /// Returns whether it is a list or a mapping, for which `null` is empty.
    pub fn is_collection(&self) -> bool {
        matches!(self.shape, Shape::List(_) | Shape::Map(_))
    }

    /// Returns the leaf that it is.
    pub(crate) fn leaf(&self) -> Option<Leaf> {
        match self.shape {
            Shape::Leaf(leaf) => Some(leaf),
            _ => None,
        }
    }
}
