//! The shape of a JSON body: the names and types of its members.
//!
//! A shape corresponds to a Java class in Jackson: unknown members are ignored, and known members
//! must have their type. The simulated Smart sees only bodies of the right shape.

use std::fmt;

use crate::amount::Amount;
use crate::clock::{Moment, is_date, is_time};
use crate::json::Json;

/// The members of an object.
pub(crate) struct Shape(pub(crate) &'static [Field]);

/// A member: its name, its type, and whether a body needs it.
pub(crate) struct Field {
    name: &'static str,
    kind: Kind,
    required: bool,
}

/// The type of a member.
pub(crate) enum Kind {
    Text,
    Flag,
    /// A whole number of 64 bits.
    Whole,
    /// A decimal number.
    Decimal,
    /// Text or a number. Identifiers have both forms.
    TextOrNumber,
    /// Text in the form `YYYY-MM-DD HH:MM:SS`.
    Moment,
    /// Text in the form `YYYY-MM-DD`.
    Date,
    /// Text in the form `HH:MM:SS`.
    Time,
    Object(&'static Shape),
    List(&'static Kind),
    /// An object, or a list of them.
    ObjectOrList(&'static Shape),
}

impl Field {
    /// Creates a member that may be missing or null.
    pub(crate) const fn new(name: &'static str, kind: Kind) -> Field {
        Field {
            name,
            kind,
            required: false,
        }
    }

    /// Creates a member that must exist and not be null.
    pub(crate) const fn required(name: &'static str, kind: Kind) -> Field {
        Field {
            name,
            kind,
            required: true,
        }
    }
}

/// The mistake in a body, and its path.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Misfit {
    path: String,
    what: &'static str,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.what, self.path)
    }
}

impl Shape {
    /// Checks a body. The error names the first mistake.
    pub(crate) fn check(&self, body: &Json) -> Result<(), Misfit> {
        self.check_at(body, "$")
    }

    fn check_at(&self, value: &Json, path: &str) -> Result<(), Misfit> {
        if !matches!(value, Json::Object(_)) {
            return misfit(path, "not an object");
        }
        for field in self.0 {
            match value.get(field.name) {
                None if field.required => {
                    return misfit(&format!("{path}.{}", field.name), "missing");
                }
                None => {}
                Some(Json::Null) if !field.required => {}
                Some(member) => field
                    .kind
                    .check_at(member, &format!("{path}.{}", field.name))?,
            }
        }
        Ok(())
    }
}

impl Kind {
    fn check_at(&self, value: &Json, path: &str) -> Result<(), Misfit> {
        match (self, value) {
            (Kind::Moment, Json::Text(text)) if text.parse::<Moment>().is_ok() => Ok(()),
            (Kind::Moment, _) => misfit(path, "not a time like 2025-01-21 11:40:00"),
            (Kind::Date, Json::Text(text)) if is_date(text) => Ok(()),
            (Kind::Date, _) => misfit(path, "not a date like 2025-01-21"),
            (Kind::Time, Json::Text(text)) if is_time(text) => Ok(()),
            (Kind::Time, _) => misfit(path, "not a time of day like 10:00:00"),
            (Kind::Text, Json::Text(_)) | (Kind::Flag, Json::Flag(_)) => Ok(()),
            (Kind::Text, _) => misfit(path, "not text"),
            (Kind::Flag, _) => misfit(path, "neither true nor false"),
            (Kind::Whole, Json::Number(digits)) if digits.parse::<i64>().is_ok() => Ok(()),
            (Kind::Whole, _) => misfit(path, "not a whole number of 64 bits"),
            (Kind::Decimal, Json::Number(digits)) if digits.parse::<Amount>().is_ok() => Ok(()),
            (Kind::Decimal, _) => misfit(path, "not a number of at most 28 digits"),
            (Kind::TextOrNumber, Json::Text(_) | Json::Number(_)) => Ok(()),
            (Kind::TextOrNumber, _) => misfit(path, "neither text nor a number"),
            (Kind::Object(shape), value) => shape.check_at(value, path),
            (Kind::List(item), Json::List(items)) => check_items(items, path, item),
            (Kind::List(_), _) => misfit(path, "not a list"),
            (Kind::ObjectOrList(shape), Json::List(items)) => items
                .iter()
                .enumerate()
                .try_for_each(|(at, one)| shape.check_at(one, &format!("{path}[{at}]"))),
            (Kind::ObjectOrList(shape), value) => shape.check_at(value, path),
        }
    }
}

fn check_items(items: &[Json], path: &str, kind: &Kind) -> Result<(), Misfit> {
    for (at, item) in items.iter().enumerate() {
        kind.check_at(item, &format!("{path}[{at}]"))?;
    }
    Ok(())
}

fn misfit(path: &str, what: &'static str) -> Result<(), Misfit> {
    Err(Misfit {
        path: path.to_owned(),
        what,
    })
}
