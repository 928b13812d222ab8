//! Counts the values of a JSON text before it is decoded. Two bytes of text, such as `{}`, can
//! become hundreds of bytes of memory.

/// The byte order mark, which some servers write and JSON does not allow.
pub(crate) const MARK: &[u8] = b"\xEF\xBB\xBF";

/// Returns true if `text` holds more than `most` values: objects, lists, texts, numbers, `true`,
/// `false` and `null`, nested ones included. Malformed JSON counts at least up to the mistake.
pub(crate) fn holds_more_than(most: usize, text: &[u8]) -> bool {
    // Each value after the first needs two bytes, so a short text is not counted.
    if text.len() / 2 < most {
        return false;
    }
    let begin = text.strip_prefix(MARK).unwrap_or(text).trim_ascii_start();
    matches!(begin.first(), Some(b'{' | b'[')) && count(begin) > most
}

/// Returns the number of values in the JSON object or list `text`, itself included.
fn count(text: &[u8]) -> usize {
    let mut count = 1;
    // True if the last byte opened an object or a list, which may turn out to be empty.
    let mut opened = false;
    let mut bytes = text.iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b' ' | b'\n' | b'\r' | b'\t' => continue,
            b'{' | b'[' => {
                count += 1;
                opened = true;
                continue;
            }
            b'}' | b']' if opened => count -= 1,
            b',' => count += 1,
            b'"' => skip_text(&mut bytes),
            _ => {}
        }
        opened = false;
    }
    count
}

/// Skips the rest of a text, up to its closing quotation mark.
fn skip_text<'a>(bytes: &mut impl Iterator<Item = &'a u8>) {
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => return,
            b'\\' => drop(bytes.next()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::{count, holds_more_than};

    fn counted(value: &Value) -> usize {
        1 + match value {
            Value::Array(items) => items.iter().map(counted).sum(),
            Value::Object(fields) => fields.values().map(counted).sum(),
            _ => 0,
        }
    }

    fn text() -> impl Strategy<Value = String> {
        let pieces = prop::sample::select(vec!["a", ",", ":", "{", "}", "[", "]", "\"", "\\", " "]);
        prop::collection::vec(pieces, 0..5).prop_map(|pieces| pieces.concat())
    }

    fn json() -> impl Strategy<Value = Value> {
        let scalar = prop_oneof![
            Just(Value::Null),
            any::<i64>().prop_map(Value::from),
            text().prop_map(Value::from),
        ];
        scalar.prop_recursive(6, 100, 6, |inner| {
            let fields = prop::collection::vec((text(), inner.clone()), 0..6);
            prop_oneof![
                prop::collection::vec(inner, 0..6).prop_map(Value::from),
                fields.prop_map(|fields| Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn each_value_counts_once_however_it_is_written(value in json()) {
            let value = Value::from(vec![value]);
            let values = counted(&value);
            let (short, long) = (value.to_string(), format!("{value:#}"));
            for text in [format!("\u{feff} \r\n{short}"), short, long] {
                prop_assert!(!holds_more_than(values, text.as_bytes()), "{} {}", values, text);
                prop_assert!(holds_more_than(values - 1, text.as_bytes()), "{} {}", values, text);
            }
        }
    }

    #[test]
    fn what_stands_before_a_mistake_counts() {
        for (text, values) in [
            ("[1,{},2", 4),
            ("[[[[", 4),
            (r#"{"a":[1,"b"#, 4),
            (r#"[1,{"a":2}}},,,,"#, 4),
            (r#"[1,"a\\",2,3 4"#, 5),
        ] {
            assert!(count(text.as_bytes()) >= values, "{text}");
        }
    }

    #[test]
    fn what_is_neither_object_nor_list_is_one_value() {
        for text in [
            "",
            ",,,,,,",
            "\"[,,,,]\"",
            "<p>[,,,,]</p>",
            "%PDF-1.7 [,,,,]",
        ] {
            assert!(!holds_more_than(1, text.as_bytes()), "{text}");
        }
    }
}
