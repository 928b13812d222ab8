//! A JSON tree that keeps the digits of numbers and the order of members.
//!
//! `serde_json::Value` turns `0.740` into a binary float. This tree keeps a number as its text.

mod read;

pub use self::read::NotJson;

use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::value::RawValue;

use crate::amount::Amount;

/// Any JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Flag(bool),
    /// A number, as written.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object with its members in order. If two members have one name, the last counts.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Creates an object of these members.
    pub fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
        Json::Object(
            members
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
        )
    }

    /// Returns the value as compact text.
    pub fn to_text(&self) -> String {
        // Keys are text and numbers are valid literals, so this cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Returns the member of this name, if the value is an object that has it.
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

    /// Returns the value at a JSON pointer (RFC 6901), such as `/content/0/session_id`.
    pub fn at(&self, pointer: &str) -> Option<&Json> {
        let mut steps = pointer.split('/');
        // A pointer is empty or begins with a slash, so its first step is empty.
        steps.next().filter(|before| before.is_empty())?;
        steps.try_fold(self, |here, step| match here {
            Json::List(items) => items.get(step.parse::<usize>().ok()?),
            _ => here.get(&step.replace("~1", "/").replace("~0", "~")),
        })
    }

    /// Returns the text, if the value is a text.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the text of a text or the digits of a number. Identifiers have both forms.
    pub fn as_identifier(&self) -> Option<&str> {
        match self {
            Json::Text(text) | Json::Number(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the exact amount of a number, or of a text that holds a number.
    pub fn as_amount(&self) -> Option<Amount> {
        self.as_identifier()?.parse().ok()
    }

    /// Returns the items of a list. Other values have none.
    pub fn items(&self) -> &[Json] {
        match self {
            Json::List(items) => items,
            _ => &[],
        }
    }

    /// Returns whether the value is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Json::Null)
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
    fn a_pointer_leads_to_a_value() {
        let read = Json::read(br#"{"a":[{"b/c":1.0}],"":2}"#).unwrap();
        assert_eq!(read.at("/a/0/b~1c"), Some(&Json::Number("1.0".into())));
        assert_eq!(read.at("/"), Some(&2.into()));
        assert_eq!(read.at(""), Some(&read));
        for nowhere in ["a", "/a/1", "/a/x", "/a/0/b/c", "/x"] {
            assert_eq!(read.at(nowhere), None, "{nowhere}");
        }
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
        // Brackets and escaped quotes within text do not nest.
        assert!(Json::read(format!(r#""\"{}""#, "[".repeat(99)).as_bytes()).is_ok());
    }
}
