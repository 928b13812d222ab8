//! Fields of generated structs: other spellings, collections that may be `null`, payloads.

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Error, MapAccess, Unexpected};

use super::lists::{one, one_or_many};
use crate::Json;

/// A field under another spelling. Its value counts only if the canonical field is absent.
pub struct Spelling {
    name: &'static str,
    json: Json,
}

impl Spelling {
    /// Reads the value of the key that was just read. `null` counts as absent.
    ///
    /// # Errors
    /// Returns an error if the text is not JSON.
    pub fn read<'de, A: MapAccess<'de>>(
        name: &'static str,
        map: &mut A,
    ) -> Result<Option<Self>, A::Error> {
        let json: Json = map.next_value()?;
        Ok((json.as_str() != "null").then_some(Self { name, json }))
    }
}

/// Returns the canonical value. Without one, it returns the value of the first other spelling that
/// is present.
///
/// # Errors
/// Returns an error if that spelling's value is not a `T`.
pub fn first<T: DeserializeOwned, E: Error, const N: usize>(
    canonical: Option<T>,
    spellings: [Option<Spelling>; N],
) -> Result<Option<T>, E> {
    if canonical.is_some() {
        return Ok(canonical);
    }
    let Some(spelling) = spellings.into_iter().flatten().next() else {
        return Ok(None);
    };
    spelling.json.decode().map(Some).map_err(|mismatch| {
        let (expected, name, pointer) = (mismatch.expected(), spelling.name, mismatch.pointer());
        let expected = format!("{expected} in the field `{name}`{pointer}");
        // Only the expectation reaches the caller, because any other message may contain the value.
        E::invalid_value(Unexpected::Other("another value"), &expected.as_str())
    })
}

/// Returns a value that must be present.
///
/// # Errors
/// Returns an error if the value is absent.
pub fn required<T, E: Error>(name: &'static str, value: Option<T>) -> Result<T, E> {
    value.ok_or_else(|| E::missing_field(name))
}

/// A collection that reads `null` as empty.
pub struct NullIsEmpty<C>(C);

/// A list that reads a single value as a list of one.
pub struct OneOrMany<C>(C);

/// A value that reads a list of at most one item.
pub struct AtMostOne<C>(C);

macro_rules! into_inner {
    ($($wrapper:ident),+) => {$(
        impl<C> $wrapper<C> {
            /// Returns the value that was read.
            pub fn into_inner(self) -> C {
                self.0
            }
        }
    )+};
}
into_inner!(NullIsEmpty, OneOrMany, AtMostOne);

impl<'de, C: Default + Deserialize<'de>> Deserialize<'de> for NullIsEmpty<C> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(|read| Self(read.unwrap_or_default()))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrMany<Vec<T>> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        one_or_many(deserializer).map(Self)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for AtMostOne<Option<T>> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        one(deserializer).map(Self)
    }
}
