//! Takes a JSON value out of any deserializer as the text that was sent, so that no digit passes
//! through binary floating point.
//!
//! `serde_json` hands out the text itself (`RawValue`). Where serde has buffered the value first,
//! as it does below untagged enums and flattened fields, there is no text any more: it is then
//! written anew from what was buffered, and a number that has become binary floating point is
//! refused.

use std::cell::RefCell;
use std::fmt;

use serde::Deserialize;
use serde::de::{
    DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde_json::value::RawValue;

/// The JSON text of the value that `deserializer` holds.
pub(crate) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Box<RawValue>, D::Error> {
    let rewritten = RefCell::new(None);
    let captured = Box::<RawValue>::deserialize(Capture {
        inner: deserializer,
        rewritten: &rewritten,
    });
    match rewritten.into_inner() {
        Some(text) => RawValue::from_string(text).map_err(|_| D::Error::custom("malformed JSON")),
        None => captured,
    }
}

/// Forwards the one request that `RawValue` makes and listens to how it is answered.
struct Capture<'a, D> {
    inner: D,
    rewritten: &'a RefCell<Option<String>>,
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Capture<'_, D> {
    type Error = D::Error;

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let listener = Listener {
            visitor,
            rewritten: self.rewritten,
        };
        self.inner.deserialize_newtype_struct(name, listener)
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_any(visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// `visit_map` is serde_json's answer with the text; `visit_newtype_struct` is everybody else's.
struct Listener<'a, V> {
    visitor: V,
    rewritten: &'a RefCell<Option<String>>,
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Listener<'_, V> {
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
        let mut text = String::new();
        deserializer.deserialize_any(Writer(&mut text))?;
        *self.rewritten.borrow_mut() = Some(text);
        // Never seen: the text that was just put aside is preferred to this.
        Err(D::Error::custom("captured"))
    }
}

/// Writes what it visits as compact JSON.
struct Writer<'a>(&'a mut String);

impl Writer<'_> {
    fn quoted<E: serde::de::Error>(self, value: &str) -> Result<(), E> {
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

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<(), E> {
        Err(E::invalid_type(
            Unexpected::Other("binary floating point"),
            &self,
        ))
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<(), E> {
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
        let mut first = true;
        while let Some(key) = map.next_key::<String>()? {
            if !first {
                text.push(',');
            }
            first = false;
            Writer(text).quoted::<A::Error>(&key)?;
            text.push(':');
            map.next_value_seed(Writer(text))?;
        }
        text.push('}');
        Ok(())
    }
}
