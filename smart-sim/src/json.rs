//! A JSON tree that keeps numbers as they were written and members in their order.
//!
//! `serde_json::Value` turns `0.740` into a binary float; here a number is its own text.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::value::RawValue;

use crate::Amount;

/// Deepest nesting that is read; the deepest body of Smart's API needs seven levels.
const DEPTH: usize = 32;

/// Any JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Flag(bool),
    /// A number, as it was written.
    Number(String),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object, members in their order. Of two members with one name the last counts.
    Object(Vec<(String, Json)>),
}

/// Why bytes are no JSON that is accepted here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotJson {
    /// The bytes are not UTF-8.
    #[error("invalid UTF-8")]
    Utf8,
    /// Lists and objects are nested more than 32 deep.
    #[error("nested more than {DEPTH} levels deep")]
    Deep,
    /// Not JSON at all; line and column of the first offence.
    #[error("malformed at line {line}, column {column}")]
    Malformed {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
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
    /// An object of these members.
    pub fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
        Json::Object(
            members
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
        )
    }

    /// Reads bytes of one JSON value.
    ///
    /// # Errors
    /// When the bytes are not UTF-8, not JSON, or nested too deep.
    pub fn read(bytes: &[u8]) -> Result<Json, NotJson> {
        let text = std::str::from_utf8(bytes).map_err(|_| NotJson::Utf8)?;
        // One pass first, so that neither the stack nor the time of reading depends on nesting.
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
                serde_json::from_str::<Items<'_>>(text)?
                    .0
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

    /// The value as compact text.
    pub fn to_text(&self) -> String {
        // The tree has text keys only and its numbers are valid literals: nothing can fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The member of that name, when this is an object that has it.
    pub fn get(&self, name: &str) -> Option<&Json> {
        match self {
            Json::Object(members) => members
                .iter()
                .rev()
                .find(|(member, _)| member == name)
                .map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text, when this is text.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The text of a text or the digits of a number: identifiers come both ways.
    pub fn as_identifier(&self) -> Option<&str> {
        match self {
            Json::Text(text) | Json::Number(text) => Some(text),
            _ => None,
        }
    }

    /// The exact amount of a number or of a text that holds one.
    pub fn as_amount(&self) -> Option<Amount> {
        self.as_identifier()?.parse().ok()
    }

    /// The items of a list; none when this is no list.
    pub fn items(&self) -> &[Json] {
        match self {
            Json::List(items) => items,
            _ => &[],
        }
    }

    /// Whether this is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Json::Null)
    }
}

/// How many lists and objects are open at once, at most.
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

struct Items<'a>(Vec<&'a RawValue>);

impl<'de> Deserialize<'de> for Items<'de> {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Items<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element::<&'de RawValue>()? {
                    items.push(item);
                }
                Ok(Items(items))
            }
        }
        input.deserialize_seq(Reader)
    }
}

/// For scenario files, whose reader has told numbers from text already. Decimals are refused,
/// because they would have been rounded by then.
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

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self {
            Json::Null => out.serialize_unit(),
            Json::Flag(flag) => out.serialize_bool(*flag),
            Json::Number(digits) => RawValue::from_string(digits.clone())
                .map_err(S::Error::custom)?
                .serialize(out),
            Json::Text(text) => out.serialize_str(text),
            Json::List(items) => {
                let mut list = out.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(item)?;
                }
                list.end()
            }
            Json::Object(members) => {
                let mut map = out.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Json {
        Json::Text(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Json {
        Json::Text(text)
    }
}

impl From<&String> for Json {
    fn from(text: &String) -> Json {
        Json::Text(text.clone())
    }
}

impl From<bool> for Json {
    fn from(flag: bool) -> Json {
        Json::Flag(flag)
    }
}

impl From<i64> for Json {
    fn from(number: i64) -> Json {
        Json::Number(number.to_string())
    }
}

impl From<Amount> for Json {
    fn from(amount: Amount) -> Json {
        Json::Number(amount.to_string())
    }
}

impl<T: Into<Json>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Json {
        value.map_or(Json::Null, Into::into)
    }
}

impl<T: Into<Json>> FromIterator<T> for Json {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Json {
        Json::List(items.into_iter().map(Into::into).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_written_back() {
        let text =
            r#"{"a":0.740,"b":[1e400,9007199254740993,-0],"c":"\u0000é","d":null,"e":{"f":true}}"#;
        assert_eq!(Json::read(text.as_bytes()).unwrap().to_text(), text);
    }

    #[test]
    fn the_last_of_two_members_counts() {
        let read = Json::read(br#"{"a":1,"a":2}"#).unwrap();
        assert_eq!(read.get("a"), Some(&Json::Number("2".into())));
    }

    #[test]
    fn hostile_text_is_refused_without_a_crash() {
        assert_eq!(Json::read(b"\"\xff\""), Err(NotJson::Utf8));
        assert_eq!(
            Json::read("[".repeat(1_000_000).as_bytes()),
            Err(NotJson::Deep)
        );
        assert_eq!(
            Json::read(b"{\"a\":"),
            Err(NotJson::Malformed { line: 1, column: 5 })
        );
        assert!(Json::read(b"1 2").is_err());
        // Brackets and escaped quotes within text are no nesting.
        assert!(Json::read(format!(r#""\"{}""#, "[".repeat(99)).as_bytes()).is_ok());
    }
}
