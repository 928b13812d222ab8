//! Decodes answers into types. An error says where and what, and never prints the value.
//!
//! `serde_json` decodes first, because it is fast. Its errors print the value that they found,
//! which is health data. After a failure a second, slow deserializer reads the text again. Its
//! errors hold only a JSON pointer and the type's expectation.

mod count;
mod key;
mod place;

use std::borrow::Cow;
use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use place::{Expectation, Place};

pub(crate) use count::{MARK, holds_more_than};
pub use key::Key;

/// A JSON text that is not what a type expects.
///
/// It holds a JSON pointer and the expectation. Keys can be data too, so the pointer shows `*` in
/// place of a key that is no field of the type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    pointer: String,
    expected: Cow<'static, str>,
}

impl Mismatch {
    pub(crate) fn new(expected: impl Into<Cow<'static, str>>) -> Self {
        Self {
            pointer: String::new(),
            expected: expected.into(),
        }
    }

    /// Returns the mismatch without the first step of its pointer.
    pub(crate) fn without_first_step(mut self) -> Self {
        let step = self.pointer.get(1..).and_then(|rest| rest.find('/'));
        self.pointer = step.map_or(String::new(), |step| self.pointer.split_off(step + 1));
        self
    }

    /// Returns the mismatch for a larger text, whose field `field` holds this one.
    pub(crate) fn below(mut self, field: &str) -> Self {
        self.pointer.insert_str(0, &format!("/{field}"));
        self
    }

    /// Returns the place as a JSON pointer, which is empty for the whole text.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// Returns the expectation at that place.
    pub fn expected(&self) -> &str {
        &self.expected
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.pointer.is_empty() {
            write!(formatter, "at {}: ", self.pointer)?;
        }
        write!(formatter, "expected {}", self.expected)
    }
}

impl std::error::Error for Mismatch {}

/// Reads `text` as a `T`.
pub(crate) fn from_slice<T: DeserializeOwned>(text: &[u8]) -> Result<T, Mismatch> {
    serde_json::from_slice(text).map_err(|_| explain::<T>(text))
}

const DISAGREE: &str = "what the document describes";

/// Returns the reason why `text` is not a `T`.
pub(crate) fn explain<T: DeserializeOwned>(text: &[u8]) -> Mismatch {
    let Ok(text) = std::str::from_utf8(text) else {
        return Mismatch::new("UTF-8 text");
    };
    if text.trim_ascii().is_empty() {
        return Mismatch::new("JSON, not an empty body");
    }
    match serde_json::from_str::<&RawValue>(text) {
        Ok(value) => match T::deserialize(Place::root(value.get())) {
            Err(Expectation { pointer, expected }) => Mismatch { pointer, expected },
            // The two deserializers disagree. The result of the first one counts.
            Ok(_) => Mismatch::new(DISAGREE),
        },
        Err(error) if error.is_eof() => Mismatch::new("the rest of the JSON, which is cut off"),
        Err(error) => Mismatch::new(format!(
            "JSON, malformed in line {} at column {}",
            error.line(),
            error.column()
        )),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::{explain, from_slice};
    use crate::{Amount, Date, Json, TextOrNumber};

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "the tests read the values and use none of them")]
    struct Answer {
        #[serde(default)]
        content: Option<Vec<Session>>,
        #[serde(default)]
        by_name: BTreeMap<String, Session>,
        #[serde(default)]
        either: Option<Either>,
        #[serde(default)]
        free: Json,
    }

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "the tests read the values and use none of them")]
    struct Session {
        #[serde(alias = "id")]
        session_id: i64,
        balance: Option<Amount>,
        pool: Option<TextOrNumber>,
        opened: Option<Date>,
        kind: Option<Kind>,
    }

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "the tests read the values and use none of them")]
    enum Kind {
        #[serde(rename = "A")]
        First,
        #[serde(rename = "B")]
        Second(i64),
    }

    #[derive(Debug, Deserialize)]
    #[serde(untagged)]
    #[expect(dead_code, reason = "the tests read the values and use none of them")]
    enum Either {
        Whole(i64),
        Session(Box<Session>),
    }

    fn problem(text: &str) -> String {
        from_slice::<Answer>(text.as_bytes())
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn the_pointer_leads_to_the_value_and_the_value_stays_hidden() {
        for (text, expected) in [
            (
                r#"{"content":[{"session_id":1},{"session_id":"JANE"}]}"#,
                "at /content/1/session_id: expected i64",
            ),
            (
                r#"{"content":[{"id":1.5}]}"#,
                "at /content/0/id: expected i64",
            ),
            (
                r#"{"content":[{"id":-0}]}"#,
                "at /content/0/id: expected i64",
            ),
            (
                r#"{"content":[{"balance":1}]}"#,
                "at /content/0: expected the field `session_id`",
            ),
            (
                r#"{"content":{"JANE":1}}"#,
                "at /content: expected a sequence",
            ),
            (
                r#"{"content":[{"id":1,"balance":"JANE"}]}"#,
                "at /content/0/balance: expected a decimal number of at most 28 significant digits",
            ),
            (
                r#"{"content":[{"id":1,"balance":12345678901234567890123456789}]}"#,
                "at /content/0/balance: expected a decimal number of at most 28 significant digits",
            ),
            (
                r#"{"content":[{"id":1,"pool":["JANE"]}]}"#,
                "at /content/0/pool: expected text or a number",
            ),
            (
                r#"{"content":[{"id":1,"opened":"JANE"}]}"#,
                "at /content/0/opened: expected a date YYYY-MM-DD",
            ),
            (
                r#"{"content":[{"id":1,"kind":"JANE"}]}"#,
                "at /content/0/kind: expected one of `A`, `B`",
            ),
            (
                r#"{"content":[{"id":1,"kind":{"B":"JANE"}}]}"#,
                "at /content/0/kind/*: expected i64",
            ),
            (
                r#"{"content":[{"id":1,"id":2}]}"#,
                "at /content/0: expected the field `session_id` once",
            ),
            (
                r#"{"by_name":{"JANE":{"id":true}}}"#,
                "at /by_name/*/id: expected i64",
            ),
            (r#"{"either":"JANE"}"#, "at /either: expected another value"),
            (
                r#"{"content":[{"id":1}"#,
                "expected the rest of the JSON, which is cut off",
            ),
            (
                r#"{"content":JANE}"#,
                "expected JSON, malformed in line 1 at column 12",
            ),
            (r#"["JANE"]"#, "at /0: expected a sequence"),
            ("  ", "expected JSON, not an empty body"),
        ] {
            assert_eq!(problem(text), expected, "{text}");
        }
        assert_eq!(
            explain::<Answer>(b"{\"a\":\"\xE9\"}").to_string(),
            "expected UTF-8 text"
        );
    }

    #[test]
    fn values_around_a_mistake_are_read_as_serde_json_reads_them() {
        let right = r#"{"session_id":1,"balance":12345678901234567.890,"pool":7777777777.5,"kind":"A","opened":null}"#;
        for text in [
            format!(r#"{{"content":[{right},{{"id":"JANE"}}]}}"#),
            format!(r#"{{"either":{{"id":3}},"free":[1.5],"content":[{right},{{"id":"JANE"}}]}}"#),
        ] {
            assert_eq!(problem(&text), "at /content/1/id: expected i64");
        }
    }

    proptest::proptest! {
        /// Answers with pieces removed, doubled and moved. Both deserializers agree, neither
        /// panics, and no error shows a value.
        #[test]
        fn both_deserializers_agree(pieces in proptest::collection::vec(0..PIECES.len(), 0..40)) {
            let inside: String = pieces.iter().map(|piece| PIECES[*piece]).collect();
            for text in [inside.clone(), format!(r#"{{"content":[{{"session_id":1,{inside}}}]}}"#)] {
                if let Err(mismatch) = from_slice::<Answer>(text.as_bytes()) {
                    let said = mismatch.to_string();
                    proptest::prop_assert!(!said.contains("JANE"), "{} {}", said, text);
                    proptest::prop_assert_ne!(mismatch.expected(), super::DISAGREE, "{}", text);
                }
            }
        }
    }

    const PIECES: [&str; 30] = [
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "null",
        "true",
        "1",
        "-1.50",
        "1e99",
        "\"JANE\"",
        "\"content\":",
        "\"id\":1",
        "\"session_id\":",
        "\"balance\":",
        "\"pool\":",
        "\"opened\":",
        "\"2025-01-21\"",
        "\"kind\":",
        "\"A\"",
        "{\"B\":1}",
        "\"by_name\":",
        "{\"JANE\":",
        "\"either\":",
        "\"free\":",
        "\"balance\":1.5,",
        "\"kind\":\"A\",",
        "\\u0041",
    ];

    #[test]
    fn nesting_is_bounded() {
        #[derive(Debug, Deserialize)]
        #[expect(dead_code, reason = "the tests read the values and use none of them")]
        struct Deep {
            child: Option<Box<Deep>>,
        }
        let text = "{\"child\":".repeat(100_000) + "1" + &"}".repeat(100_000);
        let problem = from_slice::<Deep>(text.as_bytes()).unwrap_err();
        assert_eq!(problem.expected(), "at most 128 levels of nesting");
    }
}
