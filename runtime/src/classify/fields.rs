//! Reads an envelope as its type, and on the way the fields by which answers differ: reading most
//! answers once instead of twice is what a client written by hand cannot be cheaper than.

use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IntoDeserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::Probe;
use crate::runtime::seam::Key;

/// `text` as a `T`, with what tells answers apart. `None` when it is no `T`: why is another's question.
pub(super) fn read<'a, T: Deserialize<'a>>(text: &'a [u8]) -> Option<(T, Probe<'a>)> {
    let mut probe = Probe::default();
    let mut reader = serde_json::Deserializer::from_slice(text);
    let watched = Watched {
        inner: &mut reader,
        probe: &mut probe,
    };
    let value = T::deserialize(watched).ok()?;
    reader.end().ok()?;
    Some((value, probe))
}

/// A deserializer, or a visitor, that puts the fields of an object into a probe as they pass by.
struct Watched<'p, 'de, X> {
    inner: X,
    probe: &'p mut Probe<'de>,
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Watched<'_, 'de, D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_map(Watched {
            inner: visitor,
            probe: self.probe,
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
        self.inner.visit_map(Fields {
            inner: fields,
            probe: self.probe,
            last: None,
        })
    }
}

/// The fields of an object, of which the probe's are seen by the probe too.
struct Fields<'p, 'de, A> {
    inner: A,
    probe: &'p mut Probe<'de>,
    /// The key whose value is next.
    last: Option<Key<'de>>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Fields<'_, 'de, A> {
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
        let Some(seen) = key.and_then(|key| self.probe.slot(key.as_str())) else {
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
