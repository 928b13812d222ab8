//! A received call, and strict readers of its query, form and JSON body.

use bytes::Bytes;
use http::{HeaderMap, header};
use percent_encoding::percent_decode_str;

use super::shape::Shape;
use crate::json::Json;

/// A call of one operation.
#[derive(Debug)]
pub(crate) struct Call {
    /// The decoded values of the path's parameters, in the order of the template.
    pub(crate) path: Vec<String>,
    /// The query, as sent.
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// The failure of a call that Spring refuses before the API sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum BadCall {
    /// 400, with the reason.
    Malformed(String),
    /// 415
    MediaType,
    /// 406
    NotAcceptable,
}

fn malformed<T>(what: impl Into<String>) -> Result<T, BadCall> {
    Err(BadCall::Malformed(what.into()))
}

impl Call {
    /// Returns the first value of a query parameter.
    pub(crate) fn query_text(&self, name: &str) -> Result<Option<String>, BadCall> {
        let pairs = pairs(&self.query)?;
        Ok(pairs
            .into_iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value))
    }

    /// Returns a query parameter, which must exist and not be empty.
    pub(crate) fn required(&self, name: &str) -> Result<String, BadCall> {
        match self.query_text(name)? {
            Some(value) if !value.is_empty() => Ok(value),
            _ => malformed(format!(
                "Required request parameter '{name}' is not present"
            )),
        }
    }

    /// Returns a query parameter, which must be a whole number.
    pub(crate) fn required_number(&self, name: &str) -> Result<i64, BadCall> {
        number(&self.required(name)?, name)
    }

    /// Returns a query parameter, which may be missing or a whole number.
    pub(crate) fn optional_number(&self, name: &str) -> Result<Option<i64>, BadCall> {
        self.query_text(name)?
            .map(|text| number(&text, name))
            .transpose()
    }

    /// Returns a path parameter, which must be a whole number.
    pub(crate) fn path_number(&self, at: usize, name: &str) -> Result<i64, BadCall> {
        number(self.path_text(at), name)
    }

    /// Returns a path parameter.
    pub(crate) fn path_text(&self, at: usize) -> &str {
        self.path.get(at).map(String::as_str).unwrap_or_default()
    }

    /// Returns the fields of a form body.
    pub(crate) fn form(&self) -> Result<Vec<(String, String)>, BadCall> {
        self.must_be("application/x-www-form-urlencoded")?;
        match std::str::from_utf8(&self.body) {
            Ok(text) => pairs(text),
            Err(_) => malformed("Body is not UTF-8"),
        }
    }

    /// Returns the JSON body, which must have this shape.
    pub(crate) fn json(&self, shape: &Shape) -> Result<Json, BadCall> {
        self.must_be("application/json")?;
        match Json::read(&self.body) {
            Ok(body) => match shape.check(&body) {
                Ok(()) => Ok(body),
                Err(what) => malformed(format!("JSON parse error: {what}")),
            },
            Err(error) => malformed(format!("JSON parse error: {error}")),
        }
    }

    /// Returns the text of a header that occurs once and is visible ASCII.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.get_all(name).iter();
        let value = values.next()?.to_str().ok()?;
        values.next().is_none().then_some(value)
    }

    /// Returns the text after the scheme in `Authorization`. Upper and lower case are equal.
    pub(crate) fn authorization(&self, scheme: &str) -> Option<&str> {
        let (named, rest) = self
            .header(header::AUTHORIZATION.as_str())?
            .split_once(' ')?;
        named
            .eq_ignore_ascii_case(scheme)
            .then(|| rest.trim_start())
    }

    fn must_be(&self, media_type: &str) -> Result<(), BadCall> {
        let sent = self
            .header(header::CONTENT_TYPE.as_str())
            .unwrap_or_default();
        let essence = sent.split(';').next().unwrap_or_default().trim();
        if essence.eq_ignore_ascii_case(media_type) {
            Ok(())
        } else {
            Err(BadCall::MediaType)
        }
    }

    /// Returns whether the header `Accept` allows JSON.
    pub(crate) fn accepts_json(&self) -> bool {
        let accept: Vec<_> = self.headers.get_all(header::ACCEPT).iter().collect();
        accept.is_empty()
            || accept.iter().any(|value| {
                let ranges = value.to_str().unwrap_or("*/*");
                ranges.split(',').any(|range| {
                    let essence = range.split(';').next().unwrap_or_default().trim();
                    let known = ["", "*/*", "application/*", "application/json"];
                    known.iter().any(|one| essence.eq_ignore_ascii_case(one))
                })
            })
    }
}

/// Reads a whole number in the form of Java's `Long`: digits with an optional sign, 64 bits.
fn number(text: &str, name: &str) -> Result<i64, BadCall> {
    text.parse()
        .or_else(|_| malformed(format!("Parameter '{name}' is not a whole number")))
}

/// Returns the decoded pairs of a query or a form.
pub(crate) fn pairs(text: &str) -> Result<Vec<(String, String)>, BadCall> {
    let parts = text.split('&').filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            Ok((decode(name)?, decode(value)?))
        })
        .collect()
}

fn decode(text: &str) -> Result<String, BadCall> {
    let spaced = text.replace('+', " ");
    match percent_decode_str(&spaced).decode_utf8() {
        Ok(text) if !text.contains('\0') => Ok(text.into_owned()),
        _ => malformed("Parameter is not UTF-8 or holds a NUL character"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(query: &str) -> Call {
        Call {
            path: Vec::new(),
            query: query.to_owned(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
        }
    }

    #[test]
    fn a_query_is_read_strictly() {
        let read = call("a=1%202+3&b&=x&c=%C3%A9&a=9");
        assert_eq!(read.query_text("a").unwrap().unwrap(), "1 2 3");
        assert_eq!(read.query_text("c").unwrap().unwrap(), "é");
        assert!(matches!(read.required("b"), Err(BadCall::Malformed(_))));
        assert!(matches!(read.required("d"), Err(BadCall::Malformed(_))));
        for query in ["a=%FF", "a=%00", "%FF=a"] {
            assert!(call(query).query_text("a").is_err(), "{query}");
        }
        for query in [
            "n=",
            "n=1.0",
            "n=0x1",
            "n=9223372036854775808",
            "n=1e3",
            "n=%201",
        ] {
            assert!(call(query).required_number("n").is_err(), "{query}");
        }
        assert_eq!(call("n=-5").required_number("n"), Ok(-5));
    }

    #[test]
    fn accept_decides_whether_json_may_be_answered() {
        let with = |accept: &'static str| {
            let mut call = call("");
            call.headers.insert(header::ACCEPT, accept.parse().unwrap());
            call.accepts_json()
        };
        assert!(call("").accepts_json());
        assert!(with("text/html, application/json;q=0.5"));
        assert!(with("*/*"));
        assert!(!with("text/html"));
    }
}
