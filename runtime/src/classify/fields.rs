//! Reads an answer as its type, and collects the fields that tell answers apart in the same pass.
//!
//! Most answers are therefore read once, as a client written by hand reads them.

use std::borrow::Cow;
use std::fmt;

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error as _, IgnoredAny, IntoDeserializer,
    MapAccess, Visitor,
};
use serde_json::value::RawValue;

use crate::Received;
use crate::decode::Key;

/// The form of an answer's body.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form<'a> {
    /// A JSON object.
    Object(Fields<'a>),
    /// A JSON list.
    List,
    /// Any other body: other JSON, malformed JSON, half a body, or an empty body. An object that
    /// repeats one of the wanted fields counts here too.
    Other,
}

/// The wanted fields of a JSON object.
#[derive(Clone)]
pub struct Fields<'a> {
    names: &'static [&'static str],
    values: Vec<Option<&'a RawValue>>,
}

impl<'a> Fields<'a> {
    /// Returns a set of fields in which none is filled in yet.
    fn none(names: &'static [&'static str]) -> Self {
        Self {
            names,
            values: vec![None; names.len()],
        }
    }

    /// Returns the JSON text of a field. A field that is `null` counts as absent.
    pub fn get(&self, name: &str) -> Option<&'a str> {
        let at = self.names.iter().position(|known| *known == name)?;
        let value = self.values.get(at).copied().flatten()?.get();
        (value != "null").then_some(value)
    }

    /// Returns the text of a field whose value is a JSON string.
    pub fn text(&self, name: &str) -> Option<Cow<'a, str>> {
        let raw = self.get(name)?;
        let inner = raw.strip_prefix('"')?.strip_suffix('"')?;
        if inner.contains('\\') {
            serde_json::from_str(raw).ok().map(Cow::Owned)
        } else {
            Some(Cow::Borrowed(inner))
        }
    }

    /// Returns the place of a field if the field is wanted.
    fn slot(&mut self, name: &str) -> Option<&mut Option<&'a RawValue>> {
        let at = self.names.iter().position(|known| *known == name)?;
        self.values.get_mut(at)
    }
}

impl PartialEq for Fields<'_> {
    fn eq(&self, other: &Self) -> bool {
        let texts = |fields: &Self| -> Vec<_> {
            let values = fields.values.iter();
            values.map(|value| value.map(RawValue::get)).collect()
        };
        self.names == other.names && texts(self) == texts(other)
    }
}

impl Eq for Fields<'_> {}

impl fmt::Debug for Fields<'_> {
    /// Prints the names of the fields that are there. The values may hold anything.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields = self.names.iter().zip(&self.values);
        let there = fields.filter_map(|(name, value)| value.map(|_| name));
        formatter.debug_set().entries(there).finish()
    }
}

impl Received {
    /// Returns the form of the body. An object comes with those of its fields that `names` holds.
    pub fn form(&self, names: &'static [&'static str]) -> Form<'_> {
        let text = self.text();
        match text.trim_ascii_start().first() {
            Some(b'{') => match read::<IgnoredAny>(text, names) {
                Some((_, fields)) => Form::Object(fields),
                None => Form::Other,
            },
            Some(b'[') if serde_json::from_slice::<&RawValue>(text).is_ok() => Form::List,
            _ => Form::Other,
        }
    }
}

/// Reads the object `text` as a `T`, and collects those of its fields that `names` holds. Returns
/// `None` if the text is no `T`; [`explain`](crate::decode::explain) says why.
pub(crate) fn read<'a, T: DeserializeOwned>(
    text: &'a [u8],
    names: &'static [&'static str],
) -> Option<(T, Fields<'a>)> {
    let mut found = Fields::none(names);
    let mut reader = serde_json::Deserializer::from_slice(text);
    let watched = Watched {
        inner: &mut reader,
        found: &mut found,
    };
    let value = T::deserialize(watched).ok()?;
    reader.end().ok()?;
    Some((value, found))
}

/// A deserializer or a visitor. It collects fields of the object that passes through.
struct Watched<'f, 'de, X> {
    inner: X,
    found: &'f mut Fields<'de>,
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Watched<'_, 'de, D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_map(Watched {
            inner: visitor,
            found: self.found,
        })
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Watched<'_, 'de, V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.expecting(formatter)
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<V::Value, A::Error> {
        self.inner.visit_map(Entries {
            inner: fields,
            found: self.found,
            last: None,
        })
    }
}

/// The entries of an object, on their way to the type that reads them.
struct Entries<'f, 'de, A> {
    inner: A,
    found: &'f mut Fields<'de>,
    /// The key of the entry whose value comes next.
    last: Option<Key<'de>>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Entries<'_, 'de, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        let Some(key) = self.inner.next_key::<Key<'_>>()? else {
            return Ok(None);
        };
        let value = seed.deserialize(key.as_str().into_deserializer())?;
        self.last = Some(key);
        Ok(Some(value))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        let key = self.last.take();
        let Some(seen) = key.and_then(|key| self.found.slot(key.as_str())) else {
            return self.inner.next_value_seed(seed);
        };
        let raw: &RawValue = self.inner.next_value()?;
        if seen.replace(raw).is_some() {
            return Err(A::Error::custom("a field that comes twice"));
        }
        seed.deserialize(raw)
            .map_err(|_| A::Error::custom("another value"))
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::{Form, read};
    use crate::{Json, Received, TextOrNumber};

    const NAMES: &[&str] = &["code", "response_type", "message", "status", "path"];

    #[derive(Debug, PartialEq, Deserialize)]
    struct Envelope {
        code: Option<TextOrNumber>,
        message: Option<String>,
        #[serde(default)]
        content: Option<Json>,
    }

    /// Checks that one pass over an answer finds the same as two passes.
    fn assert_one_pass_is_enough(body: &str) {
        let received = Received::new(200, "/", body);
        let once = read::<Envelope>(body.as_bytes(), NAMES);
        let twice = match received.form(NAMES) {
            Form::Object(fields) => serde_json::from_str(body).ok().map(|read| (read, fields)),
            _ => None,
        };
        assert_eq!(once, twice, "{body}");
    }

    const PIECES: [&str; 18] = [
        "{",
        "}",
        ",",
        "\"code\":",
        "\"c\\u006fde\":",
        "\"200\"",
        "200",
        "\"400.1\"",
        "null",
        "\"message\":",
        "\"x\"",
        "\"response_type\":\"SUCCESS\"",
        "\"response_type\":null",
        "\"response_type\":\"WARNING\"",
        "\"content\":",
        "[1.50]",
        "\"status\":500",
        "\"path\":\"/\"",
    ];

    const FIELDS: [&str; 14] = [
        "\"code\":\"200\"",
        "\"code\":201",
        "\"c\\u006fde\":\"200\"",
        "\"code\":null",
        "\"code\":\"400.1\"",
        "\"message\":\"m\"",
        "\"message\":null",
        "\"message\":7",
        "\"response_type\":null",
        "\"response_type\":\"ERROR\"",
        "\"response_type\":\"WARNING\"",
        "\"content\":[{\"code\":\"400.1\"}]",
        "\"content\":null",
        "\"status\":500,\"path\":\"/\"",
    ];

    proptest::proptest! {
        #[test]
        fn one_pass_finds_what_two_passes_find(pieces in proptest::collection::vec(0..PIECES.len(), 0..12)) {
            let inside: String = pieces.iter().map(|piece| PIECES[*piece]).collect();
            assert_one_pass_is_enough(&inside);
            assert_one_pass_is_enough(&format!("{{\"code\":\"200\",{inside}}}"));
        }

        #[test]
        fn fields_in_any_order_need_one_pass(fields in proptest::collection::vec(0..FIELDS.len(), 0..6)) {
            let fields: Vec<_> = fields.iter().map(|field| FIELDS[*field]).collect();
            assert_one_pass_is_enough(&format!("{{{}}}", fields.join(",")));
        }
    }

    #[test]
    fn fields_are_the_top_ones_and_null_is_none() {
        let body = r#" {"c\u006fde":"a\"b","message":null,"content":{"path":"x"},"status":500}"#;
        let received = Received::new(200, "/", body);
        let Form::Object(fields) = received.form(NAMES) else {
            panic!("no object");
        };
        assert_eq!(fields.get("code"), Some(r#""a\"b""#));
        assert_eq!(fields.text("code").as_deref(), Some("a\"b"));
        assert_eq!(
            (fields.get("status"), fields.text("status")),
            (Some("500"), None)
        );
        for absent in ["message", "path", "content", "unknown"] {
            assert_eq!(fields.get(absent), None, "{absent}");
        }
        // `Debug` prints no value.
        assert_eq!(format!("{fields:?}"), r#"{"code", "message", "status"}"#);
    }

    #[test]
    fn half_a_body_and_a_field_that_comes_twice_are_no_object() {
        for (body, form) in [
            ("[]", Form::List),
            (" [{\"code\":1}]", Form::List),
            ("[{\"code\":1}", Form::Other),
            ("{\"code\":1", Form::Other),
            ("{\"code\":1}{", Form::Other),
            ("{\"code\":1,\"c\\u006fde\":2}", Form::Other),
            ("\"200\"", Form::Other),
            ("", Form::Other),
        ] {
            assert_eq!(Received::new(200, "/", body).form(NAMES), form, "{body}");
        }
    }
}
