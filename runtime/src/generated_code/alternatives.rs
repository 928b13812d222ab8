//! A value that is one of several types.

use serde::Deserialize;
use std::cell::Cell;

use serde::de::{DeserializeOwned, Deserializer, Error};

use crate::Json;

/// The deepest nesting that is read below alternatives, as everywhere in JSON. Each level of
/// alternatives reads its text anew, so the reader's own limit would never be met.
const DEEPEST: usize = 128;

/// How often the outermost text may be read, and how many bytes more.
const TIMES: usize = 256;
const LEAST: usize = 1 << 20;

thread_local! {
    /// How many bytes the alternatives inside of the outermost ones may still read.
    static LEFT: Cell<Option<usize>> = const { Cell::new(None) };
}

/// A value of which it is not known yet which alternative it is. Its text is kept, so that no digit is
/// lost while alternatives are tried.
pub struct Alternatives(Json);

impl<'de> Deserialize<'de> for Alternatives {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Json::deserialize(deserializer)?;
        if nesting(value.as_str()) > DEEPEST {
            return Err(D::Error::custom("the value is nested too deeply"));
        }
        Ok(Self(value))
    }
}

impl Alternatives {
    /// Returns the value as a `T`, if it is one.
    ///
    /// Alternatives inside of alternatives are read once for each way to them, which doubles with
    /// every level. So all of this together may read a multiple of the outermost text only.
    pub fn read<T: DeserializeOwned>(&self) -> Option<T> {
        let text = self.0.as_str();
        let outer = LEFT.get();
        let left = outer.unwrap_or(text.len().saturating_mul(TIMES) + LEAST);
        LEFT.set(Some(left.checked_sub(text.len())?));
        let value = serde_json::from_str(text).ok();
        if outer.is_none() {
            LEFT.set(None);
        }
        value
    }

    /// Returns the value as the one type that it must be.
    ///
    /// # Errors
    /// Returns an error if it is not. The error holds no value.
    pub fn only<T: DeserializeOwned, E: Error>(&self) -> Result<T, E> {
        self.0.decode().map_err(E::custom)
    }

    /// Returns the text of the field that tells alternatives apart.
    pub fn tag(&self, field: &str) -> Option<String> {
        let fields: std::collections::BTreeMap<String, Json> = self.read()?;
        fields.get(field)?.decode().ok()
    }

    /// Returns the error for a value that no alternative fits.
    pub fn none<E: Error>(&self) -> E {
        E::custom("the value fits none of the alternatives")
    }
}

/// Returns the greatest number of objects and lists around any place of a JSON text.
fn nesting(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'{' | b'[' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            b'"' => skip_text(&mut bytes),
            _ => {}
        }
    }
    deepest
}

fn skip_text(bytes: &mut impl Iterator<Item = u8>) {
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => return,
            b'\\' => _ = bytes.next(),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use serde::{Deserialize, Deserializer};

    use super::{Alternatives, nesting};
    use crate::Amount;

    #[test]
    fn no_digit_is_lost_while_alternatives_are_tried() {
        let value: Alternatives = serde_json::from_str("1.10000000000000000001").unwrap();
        assert_eq!(value.read::<bool>(), None);
        let amount: Amount = value.read().unwrap();
        assert_eq!(amount.to_string(), "1.10000000000000000001");
    }

    #[test]
    fn a_tag_is_the_text_of_a_field() {
        let tag = |text: &str| {
            let value: Alternatives = serde_json::from_str(text).unwrap();
            value.tag("kind")
        };
        assert_eq!(
            tag(r#"{"a": {"kind": "x"}, "kind": "cat"}"#).as_deref(),
            Some("cat")
        );
        assert_eq!(tag(r#"{"kind": 1}"#), None);
        assert_eq!(tag("[]"), None);
    }

    /// Either of two, which only what stands behind `next` tells apart.
    enum Either {
        First,
        Second,
    }

    impl<'de> Deserialize<'de> for Either {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            READ.set(READ.get() + 1);
            let value = Alternatives::deserialize(deserializer)?;
            let first = value.read::<(Option<Box<Either>>, bool)>();
            let second = || value.read::<(Option<Box<Either>>, String)>();
            match first {
                Some(_) => Ok(Self::First),
                None => second().map(|_| Self::Second).ok_or_else(|| value.none()),
            }
        }
    }

    thread_local! {
        static READ: Cell<usize> = const { Cell::new(0) };
    }

    #[test]
    fn alternatives_in_alternatives_are_read_within_bounds() {
        let nested = |levels: usize| {
            let text = (0..levels).fold("null".to_owned(), |text, _| format!("[{text},\"x\"]"));
            READ.set(0);
            let read = serde_json::from_str::<Either>(&text);
            (read.is_ok(), READ.get())
        };
        assert!(nested(10).0);
        // Without a bound, these would be 2^100 reads.
        let (is_read, count) = nested(100);
        assert!(!is_read && count < 1_000_000, "{count}");
        // A refusal leaves nothing behind.
        assert!(nested(10).0);
    }

    #[test]
    fn deep_values_are_refused() {
        assert_eq!(nesting(r#"{"[[[": [1, {}], "\"{": []}"#), 3);
        let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(serde_json::from_str::<Alternatives>(&deep(128)).is_ok());
        assert!(serde_json::from_str::<Alternatives>(&deep(129)).is_err());
        assert!(serde_json::from_str::<Alternatives>(&deep(200_000)).is_err());
    }
}
