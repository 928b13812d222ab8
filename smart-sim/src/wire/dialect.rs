//! Dialects: the forms of answers that integrations have seen.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, de};

use super::object::Object;
use crate::json::Json;

/// The form of answers. The default is the canonical form of the API's document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dialect {
    /// The names of a session's fields.
    pub spelling: Spelling,
    /// The form of identifiers that are text or numbers.
    pub numbers: Numbers,
    /// The presence of the envelope.
    pub envelope: Envelope,
    /// The HTTP status of a business failure.
    pub failures: FailureStatus,
    /// Whether `code` is a number.
    pub numeric_code: bool,
    /// Whether a new claim or clinic record has status 201 and code `"201"`.
    pub created: bool,
}

/// The names of a session's fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Spelling {
    /// `session_id` and `status` (2 of 3 integrations).
    #[default]
    SessionId,
    /// `id` and `sessionStatus` (1 of 3).
    Id,
}

/// The form of `co_pay_amount`, `policy_id`, `admit_id`, `pool_nr`, `sp_id` and `location_id`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Numbers {
    /// Numbers.
    #[default]
    Numbers,
    /// Text.
    Text,
}

/// The presence of the envelope.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Envelope {
    /// `{"code": "200", "content": …}`
    #[default]
    Enveloped,
    /// The content without an envelope. Failures keep their envelope.
    Bare,
}

/// The HTTP status of a business failure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FailureStatus {
    /// 400
    #[default]
    BadRequest,
    /// 200. Only the code in the envelope marks the failure.
    Ok,
}

/// The fields that are text or a number.
const EITHER: [&str; 6] = [
    "co_pay_amount",
    "policy_id",
    "admit_id",
    "pool_nr",
    "sp_id",
    "location_id",
];

impl Dialect {
    /// Converts the content of an answer from the canonical form to this dialect.
    pub(crate) fn apply(self, object: Object, content: &mut Json) {
        if self.spelling == Spelling::Id && object == Object::Session {
            each(content, &mut |members| {
                rename(members, "session_id", "id");
                rename(members, "status", "sessionStatus");
            });
        } else if object == Object::Session {
            // Integrations saw these fields with the other spelling only.
            each(content, &mut |members| {
                members.retain(|(name, _)| name != "sp_id" && name != "location_code");
            });
        }
        if self.numbers == Numbers::Text {
            every(content, &mut |members| {
                for (name, value) in members {
                    if EITHER.contains(&name.as_str())
                        && let Json::Number(digits) = value
                    {
                        *value = Json::Text(std::mem::take(digits));
                    }
                }
            });
        }
    }
}

fn rename(members: &mut [(String, Json)], from: &str, to: &str) {
    for (name, _) in members {
        if name == from {
            *name = to.to_owned();
        }
    }
}

/// Applies `act` to an object, or to each object of a list.
fn each(content: &mut Json, act: &mut impl FnMut(&mut Vec<(String, Json)>)) {
    match content {
        Json::Object(members) => act(members),
        Json::List(items) => items.iter_mut().for_each(|item| each(item, act)),
        _ => {}
    }
}

/// Applies `act` to an object and to every object within.
fn every(content: &mut Json, act: &mut impl FnMut(&mut Vec<(String, Json)>)) {
    match content {
        Json::Object(members) => {
            act(members);
            members.iter_mut().for_each(|(_, value)| every(value, act));
        }
        Json::List(items) => items.iter_mut().for_each(|item| every(item, act)),
        _ => {}
    }
}

/// The error of a word that is no part of a dialect.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is no dialect; known are: default, id, text, bare, failures-200, numeric-code, created"
)]
pub struct UnknownDialect(String);

/// Reads words with commas between them: `default`, or any of `id`, `text`, `bare`, `failures-200`,
/// `numeric-code`, `created`.
impl FromStr for Dialect {
    type Err = UnknownDialect;

    fn from_str(text: &str) -> Result<Dialect, UnknownDialect> {
        let mut dialect = Dialect::default();
        for word in text.split(',').map(str::trim) {
            match word {
                "default" => {}
                "id" => dialect.spelling = Spelling::Id,
                "text" => dialect.numbers = Numbers::Text,
                "bare" => dialect.envelope = Envelope::Bare,
                "failures-200" => dialect.failures = FailureStatus::Ok,
                "numeric-code" => dialect.numeric_code = true,
                "created" => dialect.created = true,
                other => return Err(UnknownDialect(other.to_owned())),
            }
        }
        Ok(dialect)
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = [
            (self.spelling == Spelling::Id, "id"),
            (self.numbers == Numbers::Text, "text"),
            (self.envelope == Envelope::Bare, "bare"),
            (self.failures == FailureStatus::Ok, "failures-200"),
            (self.numeric_code, "numeric-code"),
            (self.created, "created"),
        ];
        let chosen: Vec<_> = words
            .iter()
            .filter(|word| word.0)
            .map(|word| word.1)
            .collect();
        f.write_str(if chosen.is_empty() { "default" } else { "" })?;
        f.write_str(&chosen.join(","))
    }
}

impl<'de> Deserialize<'de> for Dialect {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Dialect, D::Error> {
        String::deserialize(input)?
            .parse()
            .map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dialect_is_written_as_it_is_read() {
        for text in [
            "default",
            "id",
            "id,text,bare,failures-200,numeric-code,created",
        ] {
            assert_eq!(text.parse::<Dialect>().unwrap().to_string(), text);
        }
        assert!("ID".parse::<Dialect>().is_err());
    }
}
