//! A deserializer over one place of a JSON text. It is slow and exact: every place knows its
//! pointer, and an error holds only the pointer and the expectation.

use std::borrow::Cow;
use std::fmt;

use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, Unexpected,
    VariantAccess, Visitor,
};
use serde_json::value::RawValue;

/// The greatest depth of a text. Deeper texts are refused, as `serde_json` refuses them.
const MOST_LEVELS: usize = 128;

/// One value of the text, with the path to it.
#[derive(Clone, Copy)]
pub(super) struct Place<'de, 'p> {
    text: &'de str,
    step: Option<&'p Step<'de, 'p>>,
    level: usize,
}

/// The last step to a place: an index, a field that the type knows, or another key.
struct Step<'de, 'p> {
    parent: Place<'de, 'p>,
    name: Cow<'static, str>,
}

/// A type's expectation, and its place.
#[derive(Debug)]
pub(super) struct Expectation {
    pub(super) pointer: String,
    pub(super) expected: Cow<'static, str>,
}

impl Expectation {
    fn new(expected: impl Into<Cow<'static, str>>) -> Self {
        Self {
            pointer: String::new(),
            expected: expected.into(),
        }
    }

    /// Sets the place of an error that has none yet. The innermost place comes first and stays.
    fn at(mut self, place: Place<'_, '_>) -> Self {
        if self.pointer.is_empty() {
            self.pointer = place.pointer();
        }
        self
    }
}

impl fmt::Display for Expectation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.expected)
    }
}

impl std::error::Error for Expectation {}

impl de::Error for Expectation {
    /// Drops the message, because it may contain the value.
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::new("another value")
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::new(expected.to_string())
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::new(expected.to_string())
    }

    fn invalid_length(_: usize, expected: &dyn de::Expected) -> Self {
        Self::new(expected.to_string())
    }

    fn unknown_variant(_: &str, variants: &'static [&'static str]) -> Self {
        Self::new(format!("one of {}", quoted(variants)))
    }

    fn unknown_field(_: &str, fields: &'static [&'static str]) -> Self {
        Self::new(format!("no other fields than {}", quoted(fields)))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(format!("the field `{field}`"))
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::new(format!("the field `{field}` once"))
    }
}

fn quoted(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

impl<'de, 'p> Place<'de, 'p> {
    /// Returns the place of the whole `text`, which is JSON.
    pub(super) fn root(text: &'de str) -> Self {
        Self {
            text: text.trim_ascii(),
            step: None,
            level: 0,
        }
    }

    fn pointer(self) -> String {
        let mut names = Vec::new();
        let mut place = self;
        while let Some(step) = place.step {
            names.push(step.name.replace('~', "~0").replace('/', "~1"));
            place = step.parent;
        }
        names
            .iter()
            .rev()
            .fold(String::new(), |pointer, name| pointer + "/" + name)
    }

    /// Reads the value that lies one step further.
    fn step<T>(
        self,
        name: Cow<'static, str>,
        text: &'de RawValue,
        read: impl FnOnce(Place<'de, '_>) -> Result<T, Expectation>,
    ) -> Result<T, Expectation> {
        let step = Step { parent: self, name };
        let place = Place {
            text: text.get(),
            step: Some(&step),
            level: self.level + 1,
        };
        read(place).map_err(|error| error.at(place))
    }

    fn parse<T: serde::Deserialize<'de>>(self) -> Result<T, Expectation> {
        serde_json::from_str(self.text).map_err(|_| Expectation::new("JSON").at(self))
    }

    fn inside(self) -> Result<(), Expectation> {
        if self.level >= MOST_LEVELS {
            return Err(
                Expectation::new(format!("at most {MOST_LEVELS} levels of nesting")).at(self),
            );
        }
        Ok(())
    }

    fn fields<V: Visitor<'de>>(
        self,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Expectation> {
        self.inside()?;
        let Entries(entries) = self.parse()?;
        visitor
            .visit_map(Fields {
                place: self,
                known,
                entries: entries.into_iter(),
                value: None,
            })
            .map_err(|error| error.at(self))
    }

    fn items<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Expectation> {
        self.inside()?;
        let items: Vec<&'de RawValue> = self.parse()?;
        visitor
            .visit_seq(Items {
                place: self,
                items: items.into_iter().enumerate(),
            })
            .map_err(|error| error.at(self))
    }

    fn any<V: Visitor<'de>>(
        self,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Expectation> {
        match self.text.as_bytes().first() {
            Some(b'{') => self.fields(known, visitor),
            Some(b'[') => self.items(visitor),
            Some(b'"') => {
                let text: String = self.parse()?;
                visitor
                    .visit_string(text)
                    .map_err(|error: Expectation| error.at(self))
            }
            Some(b'-' | b'0'..=b'9') => self.number(visitor),
            Some(b't') => visitor
                .visit_bool(true)
                .map_err(|error: Expectation| error.at(self)),
            Some(b'f') => visitor
                .visit_bool(false)
                .map_err(|error: Expectation| error.at(self)),
            _ => visitor
                .visit_unit()
                .map_err(|error: Expectation| error.at(self)),
        }
    }

    fn number<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Expectation> {
        let visited: Result<_, Expectation> = if let Ok(whole) = self.text.parse::<u64>() {
            visitor.visit_u64(whole)
        // `serde_json` reads `-0` as a fraction, to keep its sign.
        } else if let Ok(whole @ ..0) = self.text.parse::<i64>() {
            visitor.visit_i64(whole)
        } else {
            visitor.visit_f64(self.parse()?)
        };
        visited.map_err(|error| error.at(self))
    }
}

impl<'de> Deserializer<'de> for Place<'de, '_> {
    type Error = Expectation;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Expectation> {
        self.any(&[], visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Expectation> {
        if self.text == "null" {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Expectation> {
        self.any(fields, visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Expectation> {
        // `serde_json` asks for a `RawValue` through a newtype whose name begins with `$`.
        if name.starts_with('$') {
            return serde_json::Deserializer::from_str(self.text)
                .deserialize_newtype_struct(name, visitor)
                .map_err(|_| Expectation::new("JSON").at(self));
        }
        visitor
            .visit_newtype_struct(self)
            .map_err(|error: Expectation| error.at(self))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Expectation> {
        visitor
            .visit_enum(Chosen { place: self })
            .map_err(|error| error.at(self))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Expectation> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map identifier
    }
}

/// The keys and values of an object, repeated keys included.
struct Entries<'de>(Vec<(String, &'de RawValue)>);

impl<'de> serde::Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;

        impl<'de> Visitor<'de> for Collect {
            type Value = Entries<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<'de>, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }

        deserializer.deserialize_map(Collect)
    }
}

struct Fields<'de, 'p> {
    place: Place<'de, 'p>,
    known: &'static [&'static str],
    entries: std::vec::IntoIter<(String, &'de RawValue)>,
    value: Option<(Cow<'static, str>, &'de RawValue)>,
}

impl<'de> MapAccess<'de> for Fields<'de, '_> {
    type Error = Expectation;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Expectation> {
        let Some((key, value)) = self.entries.next() else {
            return Ok(None);
        };
        let known = self.known.iter().find(|known| **known == key);
        self.value = Some((known.map_or("*", |known| known).into(), value));
        seed.deserialize(de::value::StringDeserializer::new(key))
            .map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, Expectation> {
        let Some((name, value)) = self.value.take() else {
            return Err(Expectation::new("a key before its value"));
        };
        self.place
            .step(name, value, |place| seed.deserialize(place))
    }
}

struct Items<'de, 'p> {
    place: Place<'de, 'p>,
    items: std::iter::Enumerate<std::vec::IntoIter<&'de RawValue>>,
}

impl<'de> SeqAccess<'de> for Items<'de, '_> {
    type Error = Expectation;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Expectation> {
        let Some((index, value)) = self.items.next() else {
            return Ok(None);
        };
        self.place
            .step(index.to_string().into(), value, |place| {
                seed.deserialize(place)
            })
            .map(Some)
    }
}

/// An enum's value: a name, or an object with one name and its content.
struct Chosen<'de, 'p> {
    place: Place<'de, 'p>,
}

impl<'de, 'p> EnumAccess<'de> for Chosen<'de, 'p> {
    type Error = Expectation;
    type Variant = Variant<'de, 'p>;

    fn variant_seed<V: DeserializeSeed<'de>>(
        self,
        seed: V,
    ) -> Result<(V::Value, Variant<'de, 'p>), Expectation> {
        let place = self.place;
        place.inside()?;
        let (name, content) = match place.text.as_bytes().first() {
            Some(b'"') => (place.parse::<String>()?, None),
            Some(b'{') => match <[_; 1]>::try_from(place.parse::<Entries<'_>>()?.0) {
                Ok([(name, content)]) => (name, Some(content)),
                Err(_) => return Err(Expectation::new("an object of one field").at(place)),
            },
            _ => return Err(Expectation::new("text, or an object of one field").at(place)),
        };
        let chosen = seed.deserialize(de::value::StringDeserializer::new(name))?;
        Ok((chosen, Variant { place, content }))
    }
}

struct Variant<'de, 'p> {
    place: Place<'de, 'p>,
    content: Option<&'de RawValue>,
}

impl<'de> Variant<'de, '_> {
    fn read<T>(
        self,
        read: impl FnOnce(Place<'de, '_>) -> Result<T, Expectation>,
    ) -> Result<T, Expectation> {
        let Some(content) = self.content else {
            return Err(Expectation::new("an object of one field").at(self.place));
        };
        self.place.step("*".into(), content, read)
    }
}

impl<'de> VariantAccess<'de> for Variant<'de, '_> {
    type Error = Expectation;

    fn unit_variant(self) -> Result<(), Expectation> {
        match self.content {
            None => Ok(()),
            Some(_) => Err(Expectation::new("text").at(self.place)),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(
        self,
        seed: T,
    ) -> Result<T::Value, Expectation> {
        self.read(|place| seed.deserialize(place))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Expectation> {
        self.read(|place| place.items(visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Expectation> {
        self.read(|place| place.any(fields, visitor))
    }
}
