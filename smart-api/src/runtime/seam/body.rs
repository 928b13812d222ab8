//! Bodies of requests.

use std::borrow::Cow;
use std::fmt;

use reqwest::RequestBuilder;
use reqwest::header::{CONTENT_TYPE, HeaderValue};
use serde::de::{Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use zeroize::Zeroizing;

use super::Refused;

/// A JSON body of the given media type; none when there is no value.
///
/// # Errors
/// When the value cannot be written as JSON.
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

/// A form body (`application/x-www-form-urlencoded`); none when there is no value. A list is
/// written as its name repeated, a field that is `null` is left out.
///
/// # Errors
/// When the value is not an object of plain values.
pub fn form_body<T: Serialize + ?Sized>(
    request: RequestBuilder,
    value: Option<&T>,
) -> Result<RequestBuilder, Refused> {
    let Some(value) = value else {
        return Ok(request);
    };
    let body = form(value).ok_or(Refused("the body cannot be written as a form"))?;
    let media_type = HeaderValue::from_static("application/x-www-form-urlencoded");
    Ok(request.header(CONTENT_TYPE, media_type).body(body))
}

/// By way of JSON, so that amounts are written digit for digit here too.
fn form<T: Serialize + ?Sized>(value: &T) -> Option<String> {
    let json = Zeroizing::new(serde_json::to_string(value).ok()?);
    let Fields(fields) = serde_json::from_str(&json).ok()?;
    let mut form = String::new();
    for (name, value) in &fields {
        for text in plain_texts(value)? {
            if !form.is_empty() {
                form.push('&');
            }
            super::encode::form_encode(&mut form, name);
            form.push('=');
            super::encode::form_encode(&mut form, &text);
        }
    }
    Some(form)
}

/// The texts of a plain value or of a list of plain values: none for `null`; `None` for an object.
fn plain_texts(value: &RawValue) -> Option<Vec<Cow<'_, str>>> {
    let raw = value.get();
    match raw.as_bytes().first()? {
        b'n' => Some(Vec::new()),
        b'"' => Some(vec![Cow::Owned(serde_json::from_str(raw).ok()?)]),
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
        _ => Some(vec![Cow::Borrowed(raw)]),
    }
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
    use crate::runtime::{Amount, Secret, TextOrNumber};

    #[derive(Serialize)]
    struct Body {
        grant_type: &'static str,
        password: Secret,
        amount: Amount,
        pool: TextOrNumber,
        scope: Vec<&'static str>,
        left_out: Option<&'static str>,
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
            form(&body).unwrap(),
            "grant_type=password&password=p%26ss+w%C3%B6rd%3D%2B%25&amount=12345678901234567.890\
             &pool=7&scope=read&scope=write"
        );
        assert_eq!(form(&serde_json::json!({"nested": {"a": 1}})), None);
        assert_eq!(form("text"), None);
    }
}
