//! A request for an operation that no generated method calls.

use std::collections::BTreeMap;
use std::fmt;

use bytes::Bytes;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderName, HeaderValue};
use reqwest::{Method, Request};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::decode::{self, Mismatch};
use super::generated_code::path_segment;
use super::send::{Text, send};
use super::{CallId, Error, ErrorKind, Json, Operation, Reply, Transport, http};

/// A request for an operation that no generated method calls, built by hand. Credentials, limits,
/// retries, classification, redaction and the span are the same as for generated methods.
///
/// [`send`](Self::send) reports what is wrong with a part of the request.
#[must_use = "nothing is sent before `send`"]
pub struct RawRequest<'a> {
    transport: &'a Transport,
    operation: &'static Operation,
    path: Vec<(&'a str, String)>,
    query: Vec<(&'a str, String)>,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Option<Bytes>,
    problem: Option<Error>,
}

impl Transport {
    /// Begins a request for `operation`, which no generated method calls.
    pub fn raw(&self, operation: &'static Operation) -> RawRequest<'_> {
        RawRequest {
            transport: self,
            operation,
            path: Vec::new(),
            query: Vec::new(),
            headers: vec![(ACCEPT, HeaderValue::from_static("application/json"))],
            body: None,
            problem: None,
        }
    }
}

impl<'a> RawRequest<'a> {
    /// Sets the value of `{name}` in the operation's path. The value always stays one segment of
    /// the path.
    pub fn path(mut self, name: &'a str, value: impl ToString) -> Self {
        self.path.push((name, value.to_string()));
        self
    }

    /// Adds a query parameter. A name may be added several times.
    pub fn query(mut self, name: &'a str, value: impl ToString) -> Self {
        self.query.push((name, value.to_string()));
        self
    }

    /// Sets a header, which `Debug` never shows. The headers of the configuration and of
    /// authentication are set without this.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match http::header(name, &value.into()) {
            Err(_) if http::is_of_connection(name) => {
                self.is_wrong("a header of the connection, which the client writes itself");
            }
            Ok(header) => self.headers.push(header),
            Err(_) => {
                self.is_wrong("the name or the value of a header cannot be sent; use visible ASCII")
            }
        }
        self
    }

    /// Sets a JSON body. Amounts keep their digits.
    pub fn json<T: Serialize + ?Sized>(mut self, body: &T) -> Self {
        match serde_json::to_vec(body) {
            Ok(body) => self.bytes("application/json", body),
            Err(_) => {
                self.is_wrong("the body cannot be written as JSON");
                self
            }
        }
    }

    /// Sets a body of any media type, such as `application/pdf`.
    pub fn bytes(mut self, media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        match HeaderValue::from_str(media_type) {
            Ok(media_type) => self.headers.push((CONTENT_TYPE, media_type)),
            Err(_) => self.is_wrong("the media type is not a header"),
        }
        self.body = Some(body.into().into());
        self
    }

    /// Sends the request, and reads the payload of the answer as a `T`; [`Json`] accepts any
    /// payload. The payload is the content of the envelope. For an operation without an envelope,
    /// it is the whole answer.
    ///
    /// The request is repeated only if the operation is marked as idempotent.
    ///
    /// # Errors
    /// Returns an error that says what went wrong, whether the request may have taken effect, and
    /// whether it may be repeated. A request that cannot be built is not sent.
    pub async fn send<T: DeserializeOwned>(self) -> Result<Reply<T>, Error> {
        let call_id = CallId::next();
        let (transport, operation) = (self.transport, self.operation);
        let request = self.build().map_err(|mut error| {
            let inner = error.inner_mut();
            inner.operation = Some(operation);
            inner.call_id = Some(call_id);
            error
        })?;
        let answered = send(transport, operation, call_id, request, |_, _| None);
        answered
            .await?
            .into_reply(operation, |text| payload(operation, text))
    }

    fn is_wrong(&mut self, said: &'static str) {
        self.problem
            .get_or_insert_with(|| Error::not_sent(ErrorKind::InvalidRequest, said));
    }

    fn build(mut self) -> Result<Request, Error> {
        if let Some(problem) = self.problem.take() {
            return Err(problem);
        }
        let wrong = |said: &'static str| Error::not_sent(ErrorKind::InvalidRequest, said);
        let method = Method::from_bytes(self.operation.method().as_bytes())
            .map_err(|_| wrong("the operation's method is not one of HTTP"))?;
        let url = format!("{}{}", self.transport.base_url(), self.filled_path()?);
        let mut request = self.transport.client().request(method, url);
        if !self.query.is_empty() {
            request = request.query(&self.query);
        }
        let mut request = request
            .build()
            .map_err(|_| wrong("path and query make no URL"))?;
        for (name, value) in self.headers {
            request.headers_mut().insert(name, value);
        }
        *request.body_mut() = self.body.map(Into::into);
        Ok(request)
    }

    /// Returns the operation's path with a value in place of each `{name}`.
    fn filled_path(&self) -> Result<String, Error> {
        let wrong = |said: String| Error::not_sent(ErrorKind::InvalidRequest, said);
        let template = self.operation.path();
        if !template.starts_with('/') {
            return Err(wrong("the operation's path does not begin with `/`".into()));
        }
        let (mut filled, mut rest) = (String::new(), template);
        let mut used = 0;
        while let Some((literal, after)) = rest.split_once('{') {
            let unclosed = || wrong("a `{` of the operation's path is not closed".into());
            let (name, after) = after.split_once('}').ok_or_else(unclosed)?;
            let given = self.path.iter().find(|(given, _)| *given == name);
            let (_, value) =
                given.ok_or_else(|| wrong(format!("the path parameter `{name}` has no value")))?;
            let segment = path_segment(value)
                .map_err(|_| wrong(format!("the path parameter `{name}` is empty, `.` or `..`")))?;
            filled.push_str(literal);
            filled.push_str(&segment);
            (rest, used) = (after, used + 1);
        }
        if used != self.path.len() {
            return Err(wrong(
                "a path parameter is given twice, or is not in the operation's path".into(),
            ));
        }
        filled.push_str(rest);
        Ok(filled)
    }
}

/// Reads the content of the envelope, or the whole answer for an operation without an envelope.
fn payload<T: DeserializeOwned>(operation: &Operation, text: &Text) -> Result<T, Mismatch> {
    // A type without content accepts any answer.
    if size_of::<T>() == 0 {
        return decode::from_slice(b"null");
    }
    let Some(field) = operation.payload_field() else {
        return decode::from_slice(&text.json);
    };
    let mut fields: BTreeMap<String, Json> = decode::from_slice(&text.json)?;
    let payload = fields.remove(field).unwrap_or_default();
    payload.decode().map_err(|mismatch| match text.wrapped {
        true => mismatch,
        false => mismatch.below(field),
    })
}

impl fmt::Debug for RawRequest<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RawRequest")
            .field("operation", &self.operation.id())
            .finish_non_exhaustive()
    }
}
