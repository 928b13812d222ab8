//! Parameters in paths and queries.

use progenitor_client::Error;
use serde::ser::{Error as _, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use super::body::plain_texts;
use super::refused;

/// `value` as one segment of a path: everything but the unreserved characters of RFC 3986 is
/// percent-encoded, so that it arrives as that segment.
///
/// # Errors
/// When `value` is empty, `.` or `..`: no encoding can carry these, another path would be called.
pub fn path_segment(value: &str) -> Result<String, Error<()>> {
    if matches!(value, "" | "." | "..") {
        return Err(refused("a path parameter is empty, `.` or `..`"));
    }
    let mut segment = String::with_capacity(value.len());
    for byte in value.bytes() {
        if is_unreserved(byte) {
            segment.push(char::from(byte));
        } else {
            push_encoded(&mut segment, byte);
        }
    }
    Ok(segment)
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

fn push_encoded(text: &mut String, byte: u8) {
    const DIGITS: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F',
    ];
    text.push('%');
    text.push(DIGITS[usize::from(byte >> 4)]);
    text.push(DIGITS[usize::from(byte & 15)]);
}

/// Appends `value` as a form writes it.
pub(super) fn form_encode(form: &mut String, value: &str) {
    for byte in value.bytes() {
        match byte {
            b' ' => form.push('+'),
            b'~' => push_encoded(form, byte),
            _ if is_unreserved(byte) || byte == b'*' => form.push(char::from(byte)),
            _ => push_encoded(form, byte),
        }
    }
}

/// A query parameter, for [`reqwest::RequestBuilder::query`]. It writes each value as JSON would,
/// so that amounts keep their digits; a list repeats the name.
pub struct QueryParam<'a, T> {
    name: &'a str,
    value: &'a T,
}

impl<'a, T> QueryParam<'a, T> {
    /// The parameter `name`.
    pub fn new(name: &'a str, value: &'a T) -> Self {
        Self { name, value }
    }
}

impl<T: Serialize> Serialize for QueryParam<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let json = serde_json::to_string(self.value).map_err(S::Error::custom)?;
        let value: &RawValue = serde_json::from_str(&json).map_err(S::Error::custom)?;
        let texts = plain_texts(value).ok_or(S::Error::custom("not a plain value"))?;
        let mut pairs = serializer.serialize_seq(Some(texts.len()))?;
        for text in texts {
            pairs.serialize_element(&(self.name, text))?;
        }
        pairs.end()
    }
}

#[cfg(test)]
mod tests {
    use super::{QueryParam, path_segment};
    use crate::runtime::{Amount, TextOrNumber};

    #[test]
    fn a_path_parameter_stays_one_segment() {
        for (value, segment) in [
            ("AKHILS001", "AKHILS001"),
            ("A/B 1", "A%2FB%201"),
            ("a\\..\\..\\x", "a%5C..%5C..%5Cx"),
            ("%2e%2e", "%252e%252e"),
            ("...", "..."),
            ("a?b#c;d", "a%3Fb%23c%3Bd"),
            ("Ω\n", "%CE%A9%0A"),
            ("a-b_c.d~e", "a-b_c.d~e"),
        ] {
            assert_eq!(path_segment(value).unwrap(), segment);
        }
        for value in ["", ".", ".."] {
            assert!(path_segment(value).is_err(), "{value:?}");
        }
    }

    #[test]
    fn query_values_are_written_exactly() {
        let query = |request: reqwest::RequestBuilder| {
            let request = request.build().unwrap();
            request.url().query().unwrap_or_default().to_owned()
        };
        let get = || {
            let tls = crate::runtime::Config::new("http://localhost");
            let base = "http://localhost".parse().unwrap();
            crate::runtime::http::client(&tls, &base)
                .unwrap()
                .get("http://localhost/")
        };
        let amount: Amount = "0.740".parse().unwrap();
        assert_eq!(
            query(get().query(&QueryParam::new("a", &amount))),
            "a=0.740"
        );
        let key = "SK&P=1 +Ω";
        assert_eq!(
            query(get().query(&QueryParam::new("k", &key))),
            "k=SK%26P%3D1+%2B%CE%A9"
        );
        let pool = Some(TextOrNumber::from("007"));
        assert_eq!(query(get().query(&QueryParam::new("p", &pool))), "p=007");
        let list = Some(vec!["a", "b"]);
        assert_eq!(query(get().query(&QueryParam::new("l", &list))), "l=a&l=b");
        assert_eq!(query(get().query(&QueryParam::new("n", &None::<i64>))), "");
        assert_eq!(query(get().query(&QueryParam::new("e", &""))), "e=");
    }
}
