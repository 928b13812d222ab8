//! Readers of JSON bytes, and of the values in scenario files.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::Json;

/// The deepest nesting that a reader accepts. The deepest body of Smart's API has seven levels.
const DEPTH: usize = 32;

/// The reason why bytes are not accepted as JSON.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotJson {
    /// The bytes are not UTF-8.
    #[error("invalid UTF-8")]
    Utf8,
    /// Lists and objects nest more than 32 levels deep.
    #[error("nested more than {DEPTH} levels deep")]
    Deep,
    /// The bytes are not JSON from this line and column on.
    #[error("malformed at line {line}, column {column}")]
    Malformed {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
}

impl From<serde_json::Error> for NotJson {
    fn from(error: serde_json::Error) -> NotJson {
        NotJson::Malformed {
            line: error.line(),
            column: error.column(),
        }
    }
}

impl Json {
    /// Reads the bytes of one JSON value.
    ///
    /// # Errors
    /// Returns an error if the bytes are not UTF-8, are not JSON, or nest too deep.
    pub fn read(bytes: &[u8]) -> Result<Json, NotJson> {
        let text = std::str::from_utf8(bytes).map_err(|_| NotJson::Utf8)?;
        // The depth is known before the reader recurses, so deep nesting costs no stack.
        if depth(bytes) > DEPTH {
            return Err(NotJson::Deep);
        }
        Json::from_raw(serde_json::from_str::<&RawValue>(text)?)
    }

    fn from_raw(raw: &RawValue) -> Result<Json, NotJson> {
        let text = raw.get();
        Ok(match text.as_bytes().first() {
            Some(b'{') => Json::Object(
                serde_json::from_str::<Members<'_>>(text)?
                    .0
                    .into_iter()
                    .map(|(name, value)| Ok((name, Json::from_raw(value)?)))
                    .collect::<Result<_, NotJson>>()?,
            ),
            Some(b'[') => Json::List(
                serde_json::from_str::<Vec<&RawValue>>(text)?
                    .into_iter()
                    .map(Json::from_raw)
                    .collect::<Result<_, NotJson>>()?,
            ),
            Some(b'"') => Json::Text(serde_json::from_str(text)?),
            Some(b't') => Json::Flag(true),
            Some(b'f') => Json::Flag(false),
            Some(b'n') => Json::Null,
            _ => Json::Number(text.to_owned()),
        })
    }
}

/// Returns the largest number of lists and objects that are open at once.
fn depth(bytes: &[u8]) -> usize {
    let (mut open, mut deepest, mut in_text, mut escaped) = (0usize, 0, false, false);
    for byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => {
                open += 1;
                deepest = deepest.max(open);
            }
            b']' | b'}' if !in_text => open = open.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Members<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry::<String, &'de RawValue>()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        input.deserialize_map(Reader)
    }
}

/// Reads values of scenario files. A decimal is an error, because the YAML reader rounds it.
impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Json, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Json;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value without decimals (write them as text)")
            }
            fn visit_bool<E>(self, flag: bool) -> Result<Json, E> {
                Ok(Json::Flag(flag))
            }
            fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
                Ok(number.into())
            }
            fn visit_u64<E>(self, number: u64) -> Result<Json, E> {
                Ok(Json::Number(number.to_string()))
            }
            fn visit_str<E>(self, text: &str) -> Result<Json, E> {
                Ok(text.into())
            }
            fn visit_unit<E>(self) -> Result<Json, E> {
                Ok(Json::Null)
            }
            fn visit_none<E>(self) -> Result<Json, E> {
                Ok(Json::Null)
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element()? {
                    items.push(item);
                }
                Ok(Json::List(items))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Json::Object(members))
            }
        }
        input.deserialize_any(Reader)
    }
}
