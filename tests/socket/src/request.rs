//! A request, byte for byte.

use std::fmt;
use std::ops::Deref;

/// A request, byte for byte. It derefs to its text, with the line ends of the wire.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    text: String,
    head: usize,
    body: Vec<u8>,
}

impl Request {
    /// Takes the first complete request out of `waiting`.
    pub(crate) fn take(waiting: &mut Vec<u8>) -> Option<Self> {
        let head = waiting.windows(4).position(|four| four == b"\r\n\r\n")?;
        let text = String::from_utf8_lossy(&waiting[..head]).into_owned();
        let length: usize =
            header(&text, "content-length").map_or(0, |length| length.parse().unwrap());
        if waiting.len() < head + 4 + length {
            return None;
        }
        let rest = waiting.split_off(head + 4 + length);
        let body = std::mem::replace(waiting, rest).split_off(head + 4);
        Some(Self {
            head: text.len(),
            text: text + "\r\n\r\n" + &String::from_utf8_lossy(&body),
            body,
        })
    }

    /// Returns the first line and the headers.
    #[must_use]
    pub fn head(&self) -> &str {
        &self.text[..self.head]
    }

    /// Returns the first line, such as `GET /api/visit HTTP/1.1`.
    #[must_use]
    pub fn line(&self) -> &str {
        self.head().lines().next().unwrap_or_default()
    }

    /// Returns path and query, as sent.
    #[must_use]
    pub fn target(&self) -> &str {
        self.line().split(' ').nth(1).unwrap_or_default()
    }

    /// Returns the value of a header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        header(self.head(), name)
    }

    /// Returns the body, byte for byte.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Returns the whole request, byte for byte.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        [self.head().as_bytes(), b"\r\n\r\n", &self.body].concat()
    }

    /// Returns the whole request with plain line ends and sorted headers, because their order means
    /// nothing.
    #[must_use]
    pub fn text(&self) -> String {
        let mut lines: Vec<&str> = self.head().split("\r\n").collect();
        lines[1..].sort_unstable();
        let body = &self.text[self.head + 4..];
        format!("{}\n\n{body}", lines.join("\n"))
    }
}

impl Deref for Request {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.split("\r\n").skip(1).find_map(|line| {
        let (known, value) = line.split_once(": ")?;
        known.eq_ignore_ascii_case(name).then_some(value)
    })
}
