//! Takes a JSON value out of any deserializer as the text that was sent. No digit passes through
//! binary floating point.
//!
//! `serde_json` returns the text itself (`RawValue`). Below untagged enums and flattened fields,
//! serde has buffered the value first, and the text is lost. This module then writes the text anew
//! from the buffer. It refuses a number that has become binary floating point.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::{StrDeserializer, StringDeserializer};
use serde::de::{
    DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Unexpected,
    Visitor,
};
use serde_json::value::RawValue;

/// Returns the JSON text of the value that `deserializer` holds.
pub(crate) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Box<RawValue>, D::Error> {
    Box::<RawValue>::deserialize(Capture(deserializer))
}

/// Returns the text of a number: that of a JSON number, or what stands in quotes. The caller parses
/// it.
pub(crate) fn number(raw: &RawValue) -> &str {
    let text = raw.get();
    text.strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
        .unwrap_or(text)
}

/// Passes on the one request that `RawValue` makes, and puts a [`Listener`] on the answer.
struct Capture<D>(D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Capture<D> {
    type Error = D::Error;

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let listener = Listener { name, visitor };
        self.0.deserialize_newtype_struct(name, listener)
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// Receives the answer. `serde_json` answers with a map that holds the text, and the map is passed
/// on. Any other answer is the value itself, which is written as text into a map of that form.
struct Listener<V> {
    name: &'static str,
    visitor: V,
}

impl<'de, V: Visitor<'de>> Listener<V> {
    fn answer<E: Error>(self, text: String) -> Result<V::Value, E> {
        self.visitor.visit_map(Entry {
            name: self.name,
            text: Some(text),
            error: PhantomData,
        })
    }

    fn written<E: Error>(
        self,
        write: impl FnOnce(Writer<'_>) -> Result<(), E>,
    ) -> Result<V::Value, E> {
        let mut text = String::new();
        write(Writer(&mut text))?;
        self.answer(text)
    }
}

macro_rules! write_scalars {
    ($($visit:ident $kind:ty;)*) => {$(
        fn $visit<E: Error>(self, value: $kind) -> Result<V::Value, E> {
            self.written(|writer| writer.$visit(value))
        }
    )*};
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Listener<V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(formatter)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_map(map)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<V::Value, D::Error> {
        self.written(|writer| deserializer.deserialize_any(writer))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        self.written(|writer| deserializer.deserialize_any(writer))
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.answer("null".to_owned())
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.answer("null".to_owned())
    }

    write_scalars! {
        visit_bool bool;
        visit_i64 i64;
        visit_u64 u64;
        visit_i128 i128;
        visit_u128 u128;
        visit_f64 f64;
        visit_str &str;
    }
}

/// The map that `RawValue` expects of `serde_json`: one entry, with its name and the text.
struct Entry<E> {
    name: &'static str,
    text: Option<String>,
    error: PhantomData<E>,
}

impl<'de, E: Error> MapAccess<'de> for Entry<E> {
    type Error = E;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, E> {
        if self.text.is_none() {
            return Ok(None);
        }
        let name: StrDeserializer<'_, E> = self.name.into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, E> {
        let text: StringDeserializer<E> = self.text.take().unwrap_or_default().into_deserializer();
        seed.deserialize(text)
    }
}

/// Writes the value that it visits as compact JSON.
struct Writer<'a>(&'a mut String);

impl Writer<'_> {
    fn quoted<E: Error>(self, value: &str) -> Result<(), E> {
        let quoted = serde_json::to_string(value).map_err(|_| E::custom("malformed text"))?;
        self.0.push_str(&quoted);
        Ok(())
    }

    fn plain<E>(self, value: impl fmt::Display) -> Result<(), E> {
        self.0.push_str(&value.to_string());
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Writer<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Writer<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value without binary floating point")
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.plain(value)
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.plain(value)
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.plain(value)
    }

    fn visit_i128<E>(self, value: i128) -> Result<(), E> {
        self.plain(value)
    }

    fn visit_u128<E>(self, value: u128) -> Result<(), E> {
        self.plain(value)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Err(E::invalid_type(
            Unexpected::Other("binary floating point"),
            &self,
        ))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.quoted(value)
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.plain("null")
    }

    fn visit_none<E>(self) -> Result<(), E> {
        self.plain("null")
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let text = self.0;
        text.push('[');
        let mut first = true;
        loop {
            let end = text.len();
            if !first {
                text.push(',');
            }
            if items.next_element_seed(Writer(text))?.is_none() {
                text.truncate(end);
                break;
            }
            first = false;
        }
        text.push(']');
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let text = self.0;
        text.push('{');
        while let Some(key) = map.next_key::<String>()? {
            if !text.ends_with('{') {
                text.push(',');
            }
            Writer(text).quoted::<A::Error>(&key)?;
            text.push(':');
            map.next_value_seed(Writer(text))?;
        }
        text.push('}');
        Ok(())
    }
}
