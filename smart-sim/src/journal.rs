//! The journal: every request and answer, byte for byte. Its text forms mask secrets.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;

use bytes::Bytes;
use http::{HeaderName, HeaderValue};

use crate::clock::Moment;
use crate::json::{Json, NotJson};
use crate::mask;
use crate::routes::Operation;
use crate::wire::{self, Dialect};

/// One request and its answer.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Exchange {
    /// The position in the journal since the start or the last reset, from 1.
    pub number: u64,
    /// The time of the answer on the virtual clock.
    pub at: Moment,
    /// The operation, unless the request had no known route.
    pub operation: Option<Operation>,
    /// The request.
    pub request: Request,
    /// The answer.
    pub answer: Answered,
    /// The faults that changed this exchange, in words.
    pub faults: Vec<String>,
    /// The dialect of the answer.
    pub dialect: Dialect,
}

/// A request as received.
#[derive(Clone)]
#[non_exhaustive]
pub struct Request {
    /// The method.
    pub method: String,
    /// The path, still encoded.
    pub path: String,
    /// The query, still encoded. `None` means that the target had no question mark.
    pub query: Option<String>,
    /// The headers. Names are in lower case.
    pub headers: Vec<(String, Vec<u8>)>,
    /// The body.
    pub body: Bytes,
}

/// The answer to a request, before a cut.
#[derive(Clone)]
#[non_exhaustive]
pub struct Answered {
    /// The status.
    pub status: u16,
    /// The headers that the simulator sets. Names are in lower case.
    pub headers: Vec<(String, Vec<u8>)>,
    /// The body.
    pub body: Bytes,
    /// The cut that a fault made. `None` means that the whole answer went out.
    pub cut: Option<Cut>,
}

/// A connection that a fault cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// No byte of the answer went out.
    Dropped,
    /// The head and this many bytes of the body went out.
    After(usize),
}

/// Returns the first value of a header, if it is UTF-8.
fn header<'a>(headers: &'a [(String, Vec<u8>)], name: &str) -> Option<&'a str> {
    let found = headers
        .iter()
        .find(|(key, _)| key.eq_ignore_ascii_case(name));
    found.and_then(|(_, value)| std::str::from_utf8(value).ok())
}

/// Converts headers to the form that the journal keeps.
pub(crate) fn headers<'a>(
    all: impl IntoIterator<Item = (&'a HeaderName, &'a HeaderValue)>,
) -> Vec<(String, Vec<u8>)> {
    all.into_iter()
        .map(|(name, value)| (name.to_string(), value.as_bytes().to_vec()))
        .collect()
}

impl Request {
    /// Returns the first value of a header, if it is UTF-8.
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.headers, name)
    }

    /// Returns path and query, as sent.
    pub fn target(&self) -> String {
        match &self.query {
            Some(query) => format!("{}?{query}", self.path),
            None => self.path.clone(),
        }
    }

    /// Returns the first value of a query parameter, decoded, if the query is UTF-8.
    pub fn query_value(&self, name: &str) -> Option<String> {
        value(self.query.as_deref()?, name)
    }

    /// Returns the first value of a field of a form body, decoded, if the body is UTF-8.
    pub fn form_value(&self, name: &str) -> Option<String> {
        value(std::str::from_utf8(&self.body).ok()?, name)
    }

    /// Returns the body as JSON. Numbers keep their digits.
    ///
    /// # Errors
    /// Returns an error if the body is not JSON.
    pub fn json(&self) -> Result<Json, NotJson> {
        Json::read(&self.body)
    }
}

/// Returns the first value of a name in a query or a form, decoded.
fn value(pairs: &str, name: &str) -> Option<String> {
    let mut pairs = wire::pairs(pairs).ok()?.into_iter();
    pairs.find(|pair| pair.0 == name).map(|pair| pair.1)
}

impl Answered {
    /// Returns the first value of a header, if it is UTF-8.
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.headers, name)
    }

    /// Returns the body as JSON. Numbers keep their digits.
    ///
    /// # Errors
    /// Returns an error if the body is not JSON.
    pub fn json(&self) -> Result<Json, NotJson> {
        Json::read(&self.body)
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = format!("{} {}", self.method, mask::target(&self.target()));
        show(f, &line, &self.headers, &self.body)
    }
}

impl fmt::Debug for Answered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show(f, &self.status.to_string(), &self.headers, &self.body)
    }
}

/// Writes a request or an answer as it looks on the wire, with masked secrets.
fn show(
    f: &mut fmt::Formatter<'_>,
    line: &str,
    headers: &[(String, Vec<u8>)],
    body: &[u8],
) -> fmt::Result {
    let body = mask::body(header(headers, "content-type"), body);
    writeln!(f, "{line}")?;
    for header in mask::headers(headers) {
        writeln!(f, "{header}")?;
    }
    write!(f, "\n{body}")
}

/// Returns one line for each exchange, for the message of a failed assertion.
pub(crate) fn story(exchanges: &[Exchange]) -> String {
    let mut story = String::new();
    for one in exchanges {
        let operation = one.operation.map_or("no operation", Operation::id);
        let target = mask::target(&one.request.target());
        let (method, status) = (&one.request.method, one.answer.status);
        story += &format!("{}. {operation}: {method} {target} → {status}", one.number);
        if !one.faults.is_empty() {
            story += &format!(" ({})", one.faults.join(", "));
        }
        story.push('\n');
    }
    story
}

/// The most bytes that the journal keeps. Beyond it, the journal forgets its oldest exchanges.
const MOST_BYTES: usize = 64 * 1024 * 1024;

impl Exchange {
    fn size(&self) -> usize {
        let headers = |all: &[(String, Vec<u8>)]| -> usize {
            all.iter()
                .map(|(name, value)| name.len() + value.len())
                .sum()
        };
        let (request, answer) = (&self.request, &self.answer);
        let query = request.query.as_ref().map_or(0, String::len);
        headers(&request.headers)
            + headers(&answer.headers)
            + request.path.len()
            + query
            + request.body.len()
            + answer.body.len()
    }
}

/// The latest exchanges, up to the number in the settings and up to 64 MiB.
#[derive(Debug)]
pub(crate) struct Journal {
    kept: VecDeque<Exchange>,
    /// The size of the kept exchanges, in bytes.
    bytes: usize,
    capacity: usize,
    count: u64,
    calls: BTreeMap<Operation, u64>,
}

impl Journal {
    pub(crate) fn new(capacity: usize) -> Journal {
        Journal {
            kept: VecDeque::new(),
            bytes: 0,
            capacity,
            count: 0,
            calls: BTreeMap::new(),
        }
    }

    /// Adds the exchange that `numbered` makes of the next number.
    pub(crate) fn add(&mut self, numbered: impl FnOnce(u64) -> Exchange) {
        self.count += 1;
        let exchange = numbered(self.count);
        if let Some(operation) = exchange.operation {
            *self.calls.entry(operation).or_default() += 1;
        }
        if self.capacity == 0 {
            return;
        }
        self.bytes += exchange.size();
        self.kept.push_back(exchange);
        while self.kept.len() > self.capacity || (self.bytes > MOST_BYTES && self.kept.len() > 1) {
            let oldest = self.kept.pop_front();
            self.bytes -= oldest.as_ref().map_or(0, Exchange::size);
        }
    }

    /// Returns the kept exchanges, oldest first.
    pub(crate) fn all(&self) -> impl DoubleEndedIterator<Item = &Exchange> + ExactSizeIterator {
        self.kept.iter()
    }

    /// Returns the number of exchanges since the start or the last reset, kept or not.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    /// Returns the number of calls of an operation, kept or not.
    pub(crate) fn calls(&self, operation: Operation) -> u64 {
        self.calls.get(&operation).copied().unwrap_or(0)
    }

    pub(crate) fn clear(&mut self) {
        self.bytes = 0;
        self.kept.clear();
    }
}
