//! Bodies of requests.

use std::borrow::Cow;
use std::str::Chars;
use std::{fmt, io};

use bytes::Bytes;
use reqwest::RequestBuilder;
use reqwest::header::{CONTENT_TYPE, HeaderValue};
use serde::de::{Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use zeroize::Zeroizing;

use super::Refused;

/// Returns a JSON body of the given media type. Without a value, there is no body.
///
/// # Errors
/// Returns an error if the value cannot be written as JSON.
pub fn json_body<T: Serialize + ?Sized>(
    request: RequestBuilder,
    media_type: &str,
    value: Option<&T>,
) -> Result<RequestBuilder, Refused> {
    let Some(value) = value else {
        return Ok(request);
    };
    let body =
        serde_json::to_vec(value).map_err(|_| Refused("the body cannot be written as JSON"))?;
    let media_type =
        HeaderValue::from_str(media_type).map_err(|_| Refused("the media type is not a header"))?;
    Ok(request.header(CONTENT_TYPE, media_type).body(body))
}

/// Returns a form body (`application/x-www-form-urlencoded`). Without a value, there is no body. A
/// list repeats the name for each item. A field that is `null` is left out.
///
/// # Errors
/// Returns an error if the value is not an object of plain values.
pub fn form_body<T: Serialize + ?Sized>(
    request: RequestBuilder,
    value: Option<&T>,
) -> Result<RequestBuilder, Refused> {
    let Some(value) = value else {
        return Ok(request);
    };
    let body = form(value).ok_or(Refused("the body cannot be written as a form"))?;
    let media_type = HeaderValue::from_static("application/x-www-form-urlencoded");
    let body = Bytes::from_owner(body);
    Ok(request.header(CONTENT_TYPE, media_type).body(body))
}

/// Returns `value` as a form. It writes JSON first, so that amounts keep their digits. Forms hold
/// passwords, so each buffer is overwritten when it is dropped. No buffer grows, because growth
/// leaves copies behind.
fn form<T: Serialize + ?Sized>(value: &T) -> Option<Zeroizing<String>> {
    let json = json(value)?;
    let Fields(fields) = serde_json::from_slice(&json).ok()?;
    let mut pairs = Vec::new();
    for (name, value) in &fields {
        let texts = plain_texts(value)?.into_iter();
        pairs.extend(texts.map(|text| (name, text)));
    }
    let sizes = pairs
        .iter()
        .map(|(name, text)| 3 * (name.len() + text.len()) + 2);
    let mut form = Zeroizing::new(String::with_capacity(sizes.sum()));
    for (name, text) in &pairs {
        if !form.is_empty() {
            form.push('&');
        }
        super::encode::form_encode(&mut form, name);
        form.push('=');
        super::encode::form_encode(&mut form, text);
    }
    Some(form)
}

/// Returns `value` as JSON. The first of two passes only measures the size.
fn json<T: Serialize + ?Sized>(value: &T) -> Option<Zeroizing<Vec<u8>>> {
    struct Size(usize);

    impl io::Write for Size {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 += bytes.len();
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    let mut size = Size(0);
    serde_json::to_writer(&mut size, value).ok()?;
    let mut json = Zeroizing::new(Vec::with_capacity(size.0));
    serde_json::to_writer(&mut *json, value).ok()?;
    Some(json)
}

/// Returns the texts of a plain value or of a list of plain values. `null` has no texts. An object
/// or a nested list gives `None`.
fn plain_texts(value: &RawValue) -> Option<Vec<Zeroizing<String>>> {
    let raw = value.get();
    match raw.as_bytes().first()? {
        b'n' => Some(Vec::new()),
        b'"' => Some(vec![text(raw)?]),
        b'{' => None,
        b'[' => {
            let items: Vec<&RawValue> = serde_json::from_str(raw).ok()?;
            let mut texts = Vec::with_capacity(items.len());
            for item in items {
                if item.get().starts_with('[') {
                    return None;
                }
                texts.extend(plain_texts(item)?);
            }
            Some(texts)
        }
        _ => Some(vec![Zeroizing::new(raw.to_owned())]),
    }
}

/// Returns the text of the JSON string `raw`. `serde_json` leaves a copy of a text with escapes in
/// memory, so this function reads escapes itself.
fn text(raw: &str) -> Option<Zeroizing<String>> {
    let mut text = Zeroizing::new(String::with_capacity(raw.len()));
    let mut inner = raw.strip_prefix('"')?.strip_suffix('"')?.chars();
    while let Some(char) = inner.next() {
        text.push(match char {
            '\\' => match inner.next()? {
                'u' => by_code(&mut inner)?,
                'b' => '\u{8}',
                'f' => '\u{c}',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                itself => itself,
            },
            char => char,
        });
    }
    Some(text)
}

/// Returns the character of a `\u` escape, whose digits come next. Beyond 16 bits it is a pair.
fn by_code(rest: &mut Chars<'_>) -> Option<char> {
    let first = unit(rest)?;
    if !(0xD800..0xDC00).contains(&first) {
        return char::from_u32(first.into());
    }
    let second = (rest.next()? == '\\' && rest.next()? == 'u').then(|| unit(rest))??;
    char::decode_utf16([first, second]).next()?.ok()
}

/// Returns the number that four hexadecimal digits write.
fn unit(rest: &mut Chars<'_>) -> Option<u16> {
    (0..4).try_fold(0, |number, _| {
        Some(number << 4 | u16::try_from(rest.next()?.to_digit(16)?).ok()?)
    })
}

/// The fields of an object, in their order.
struct Fields<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;

        impl<'de> Visitor<'de> for Collect {
            type Value = Fields<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields<'de>, A::Error> {
                let mut fields = Vec::new();
                while let Some(name) = map.next_key::<String>()? {
                    fields.push((Cow::Owned(name), map.next_value()?));
                }
                Ok(Fields(fields))
            }
        }

        deserializer.deserialize_map(Collect)
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;

    use super::form;
    use crate::{Amount, Secret, TextOrNumber};

    #[derive(Serialize)]
    struct Body {
        grant_type: &'static str,
        password: Secret,
        amount: Amount,
        pool: TextOrNumber,
        scope: Vec<&'static str>,
        left_out: Option<&'static str>,
    }

    proptest::proptest! {
        #[test]
        fn a_text_is_read_as_it_was_written(
            chars in proptest::collection::vec(proptest::char::any(), 0..20),
            escaped in proptest::sample::select(vec!["", "\"", "\\", "\n", "\r", "\t", "\u{8}", "\u{c}"]),
        ) {
            let written = chars.into_iter().chain(escaped.chars()).collect::<String>();
            let raw = serde_json::to_string(&written).unwrap();
            proptest::prop_assert_eq!(&*super::text(&raw).unwrap(), &written);
            // Other writers may escape characters without need.
            let numbers = written.encode_utf16().map(|unit| format!("\\u{unit:04x}"));
            let raw = format!("\"\\/{}\"", numbers.collect::<String>());
            proptest::prop_assert_eq!(&*super::text(&raw).unwrap(), &format!("/{written}"));
        }
    }

    #[test]
    fn every_value_is_written_exactly() {
        let body = Body {
            grant_type: "password",
            password: Secret::from("p&ss wörd=+%"),
            amount: "12345678901234567.890".parse().unwrap(),
            pool: TextOrNumber::from(7),
            scope: vec!["read", "write"],
            left_out: None,
        };
        assert_eq!(
            *form(&body).unwrap(),
            "grant_type=password&password=p%26ss+w%C3%B6rd%3D%2B%25&amount=12345678901234567.890\
             &pool=7&scope=read&scope=write"
        );
        assert_eq!(form(&serde_json::json!({"nested": {"a": 1}})), None);
        assert_eq!(form("text"), None);
    }
}
