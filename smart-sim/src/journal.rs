//! The journal: what came in and what went out, byte for byte, secrets masked when it is shown.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::clock::Moment;
use crate::json::{Json, NotJson};
use crate::mask;
use crate::routes::Operation;
use crate::wire::{self, Dialect};

/// One request and what became of it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Exchange {
    /// Position in the journal since the start, from 1.
    pub number: u64,
    /// When it was answered, by the virtual clock.
    pub at: Moment,
    /// The operation; none when no route was found.
    pub operation: Option<Operation>,
    /// What came in.
    pub request: Request,
    /// What was meant to go out.
    pub answer: Answered,
    /// Faults that were played on it, in words.
    pub faults: Vec<String>,
    /// The dialect of answers at that time.
    pub dialect: Dialect,
}

/// A request as it came in.
#[derive(Clone)]
#[non_exhaustive]
pub struct Request {
    /// Method.
    pub method: String,
    /// Path, still encoded.
    pub path: String,
    /// Query, still encoded; `None` when there was no question mark.
    pub query: Option<String>,
    /// Headers, names in lower case.
    pub headers: Vec<(String, Vec<u8>)>,
    /// Body.
    pub body: Bytes,
}

/// What became of a request.
#[derive(Clone)]
#[non_exhaustive]
pub struct Answered {
    /// Status.
    pub status: u16,
    /// Headers that the simulator sets, names in lower case.
    pub headers: Vec<(String, Vec<u8>)>,
    /// Body.
    pub body: Bytes,
    /// How many bytes of the body went out, when the connection was cut on purpose; `Some(None)`
    /// when nothing at all went out.
    pub cut: Option<Option<usize>>,
}

/// The values of a header in a list of them.
fn header<'a>(headers: &'a [(String, Vec<u8>)], name: &str) -> Option<&'a str> {
    let found = headers
        .iter()
        .find(|(key, _)| key.eq_ignore_ascii_case(name));
    found.and_then(|(_, value)| std::str::from_utf8(value).ok())
}

/// Headers as the journal keeps them.
pub(crate) fn headers(map: &HeaderMap) -> Vec<(String, Vec<u8>)> {
    map.iter()
        .map(|(name, value)| (name.to_string(), value.as_bytes().to_vec()))
        .collect()
}

impl Request {
    /// The first value of a header, if it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.headers, name)
    }

    /// Path and query, as sent.
    pub fn target(&self) -> String {
        match &self.query {
            Some(query) => format!("{}?{query}", self.path),
            None => self.path.clone(),
        }
    }

    /// The first value of a query parameter, decoded; `None` also when it is not UTF-8.
    pub fn query_value(&self, name: &str) -> Option<String> {
        let pairs = wire::pairs(self.query.as_deref()?).ok()?;
        pairs
            .into_iter()
            .find(|pair| pair.0 == name)
            .map(|pair| pair.1)
    }

    /// The first value of a field of a form body, decoded.
    pub fn form_value(&self, name: &str) -> Option<String> {
        let pairs = wire::pairs(std::str::from_utf8(&self.body).ok()?).ok()?;
        pairs
            .into_iter()
            .find(|pair| pair.0 == name)
            .map(|pair| pair.1)
    }

    /// The body as JSON, numbers as they were written.
    ///
    /// # Errors
    /// When the body is no JSON.
    pub fn json(&self) -> Result<Json, NotJson> {
        Json::read(&self.body)
    }
}

impl Answered {
    /// The first value of a header, if it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.headers, name)
    }

    /// The body as JSON, numbers as they were written.
    ///
    /// # Errors
    /// When the body is no JSON.
    pub fn json(&self) -> Result<Json, NotJson> {
        Json::read(&self.body)
    }

    pub(crate) fn new(status: StatusCode, headers: &HeaderMap, body: Bytes) -> Answered {
        Answered {
            status: status.as_u16(),
            headers: self::headers(headers),
            body,
            cut: None,
        }
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

/// A request or an answer as it looks on the wire, without the secrets in it.
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

/// One line for each exchange, for people who look for the one that should not be there.
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

/// Bytes of requests and answers beyond which the oldest are forgotten, however few they are.
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

/// The latest exchanges, up to a number that is set when the simulator starts and up to 64 MiB.
#[derive(Debug)]
pub(crate) struct Journal {
    kept: VecDeque<Exchange>,
    /// What the kept exchanges hold, in bytes.
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

    pub(crate) fn add(&mut self, mut exchange: Exchange) {
        self.count += 1;
        exchange.number = self.count;
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

    /// The kept exchanges, oldest first.
    pub(crate) fn all(&self) -> impl DoubleEndedIterator<Item = &Exchange> + ExactSizeIterator {
        self.kept.iter()
    }

    /// How many exchanges there were since the start or the last reset, kept or not.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    /// How many calls of an operation there were, kept or not.
    pub(crate) fn calls(&self, operation: Operation) -> u64 {
        self.calls.get(&operation).copied().unwrap_or(0)
    }

    pub(crate) fn clear(&mut self) {
        self.bytes = 0;
        self.kept.clear();
    }
}
