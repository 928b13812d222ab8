//! Lists and maps that may be `null`, and lists that may be a single value.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{
    Deserialize, Deserializer, Error as _, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};

/// Reads a list. `null` is an empty list.
///
/// # Errors
/// Returns an error if the value is not a list of `T`.
pub fn list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// Reads a map. `null` is an empty map.
///
/// # Errors
/// Returns an error if the value is not a map of `V`.
pub fn map<'de, D: Deserializer<'de>, V: Deserialize<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, V>, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// Reads a list. `null` is an empty list, and a single value is a list of one.
///
/// # Errors
/// Returns an error if the value is neither a list of `T` nor a `T`.
pub fn one_or_many<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    deserializer.deserialize_any(OneOrMany(PhantomData))
}

/// Reads an optional value. `null` and an empty list are no value, and a list of one is that item.
///
/// # Errors
/// Returns an error if the value is neither a `T` nor a list of at most one `T`.
pub fn one<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    let mut many = one_or_many(deserializer)?;
    let first = many.pop();
    if many.is_empty() {
        Ok(first)
    } else {
        Err(D::Error::invalid_length(
            many.len() + 1,
            &"a list of at most one",
        ))
    }
}

struct OneOrMany<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> OneOrMany<T> {
    fn single<E: serde::de::Error>(value: impl Deserializer<'de, Error = E>) -> Result<Vec<T>, E> {
        T::deserialize(value).map(|value| vec![value])
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for OneOrMany<T> {
    type Value = Vec<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list, or a single value")
    }

    fn visit_unit<E>(self) -> Result<Vec<T>, E> {
        Ok(Vec::new())
    }

    fn visit_none<E>(self) -> Result<Vec<T>, E> {
        Ok(Vec::new())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<T>, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Vec<T>, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Vec<T>, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<Vec<T>, A::Error> {
        Self::single(Object(fields))
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Vec<T>, E> {
        Self::single(value.into_deserializer())
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Vec<T>, E> {
        Self::single(value.into_deserializer())
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Vec<T>, E> {
        Self::single(value.into_deserializer())
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Vec<T>, E> {
        Self::single(value.into_deserializer())
    }
}

/// An object whose first key has been asked for. Serde's own deserializer takes a request for a
/// value's text as a request for its fields; this one does not.
struct Object<A>(A);

impl<'de, A: MapAccess<'de>> Deserializer<'de> for Object<A> {
    type Error = A::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, A::Error> {
        visitor.visit_map(self.0)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, A::Error> {
        visitor.visit_some(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        MapAccessDeserializer::new(self.0).deserialize_enum(name, variants, visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use crate::{Amount, Json, TextOrNumber};

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default)]
    struct Answer {
        #[serde(deserialize_with = "super::list")]
        list: Vec<i64>,
        #[serde(deserialize_with = "super::map")]
        map: BTreeMap<String, Amount>,
        #[serde(deserialize_with = "super::one_or_many")]
        many: Vec<Pool>,
        #[serde(deserialize_with = "super::one")]
        one: Option<Pool>,
        #[serde(deserialize_with = "super::one_or_many")]
        texts: Vec<String>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Pool {
        amount: Amount,
    }

    fn pool(amount: &str) -> Pool {
        Pool {
            amount: amount.parse().unwrap(),
        }
    }

    fn read(text: &str) -> Answer {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn absent_and_null_are_empty() {
        assert_eq!(read("{}"), Answer::default());
        let nulls = r#"{"list":null,"map":null,"many":null,"one":null,"texts":null}"#;
        assert_eq!(read(nulls), Answer::default());
        let empty = r#"{"list":[],"map":{},"many":[],"one":[],"texts":[]}"#;
        assert_eq!(read(empty), Answer::default());
    }

    #[test]
    fn a_single_value_and_a_list_of_one_read_the_same() {
        let text = r#"{"list":[1,2],"map":{"a":0.740},"many":{"amount":12345678901234567.890},
            "one":[{"amount":"1.50"}],"texts":"a"}"#;
        let answer = Answer {
            list: vec![1, 2],
            map: BTreeMap::from([("a".to_owned(), "0.740".parse().unwrap())]),
            many: vec![pool("12345678901234567.890")],
            one: Some(pool("1.50")),
            texts: vec!["a".to_owned()],
        };
        assert_eq!(read(text), answer);
        assert_eq!(answer.many[0].amount.to_string(), "12345678901234567.890");
        let many = r#"{"many":[{"amount":1},{"amount":2}]}"#;
        assert_eq!(read(many).many, [pool("1"), pool("2")]);
    }

    #[test]
    fn one_of_any_kind_is_a_list_of_one() {
        #[derive(Debug, Deserialize)]
        struct Answer {
            #[serde(deserialize_with = "super::one_or_many")]
            free: Vec<Json>,
            #[serde(deserialize_with = "super::one")]
            id: Option<TextOrNumber>,
        }
        for (value, id) in [
            (r#"{"a":{"b":[1,"x",null]}}"#, "\"7\""),
            ("true", "7"),
            ("-7", "[-7]"),
            ("\"x\"", "[\"x\"]"),
        ] {
            for value in [value.to_owned(), format!("[{value}]")] {
                let text = format!(r#"{{"free":{value},"id":{id}}}"#);
                let answer: Answer = serde_json::from_str(&text).unwrap();
                assert_eq!(answer.free.len(), 1);
                assert_eq!(answer.free[0].as_str(), value.trim_matches(['[', ']']));
                assert_eq!(
                    answer.id.unwrap().as_str(),
                    id.trim_matches(['[', ']', '"'])
                );
            }
        }
        // A key that serde_json uses internally is data like any other key here.
        let text = r#"{"free":{"$serde_json::private::RawValue":"]"},"id":null}"#;
        let answer: Answer = serde_json::from_str(text).unwrap();
        assert_eq!(
            answer.free[0].as_str(),
            r#"{"$serde_json::private::RawValue":"]"}"#
        );
    }

    #[test]
    fn other_forms_are_refused() {
        for text in [
            r#"{"list":{}}"#,
            r#"{"one":[{"amount":1},{"amount":2}]}"#,
            r#"{"many":"x"}"#,
            r#"{"many":[null]}"#,
        ] {
            assert!(serde_json::from_str::<Answer>(text).is_err(), "{text}");
        }
    }
}
