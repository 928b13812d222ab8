//! One call of a generated method, as the generated internal client makes it.

use std::fmt;

use reqwest::{Request, Url};
use serde::de::DeserializeOwned;

use crate::classify;
use crate::decode::{self, Mismatch};
use crate::send::{Text, send};
use crate::{CallId, Error, ErrorKind, Operation, Reply, Transport};

/// The result of a call that was sent.
pub type Answer<T> = Result<Reply<T>, Error>;

/// One call of an operation.
#[derive(Clone)]
pub struct Call {
    transport: Transport,
    operation: &'static Operation,
    id: CallId,
}

impl Call {
    /// Creates a call of `operation`, which is not sent yet.
    pub fn new(transport: &Transport, operation: &'static Operation) -> Self {
        Self {
            transport: transport.clone(),
            operation,
            id: CallId::next(),
        }
    }

    /// Returns the URL of a path below the base URL. The path begins with `/`, and its parameters
    /// are already encoded.
    pub fn url(&self, path: &str) -> Url {
        self.transport.url(path)
    }

    /// Returns the HTTP client.
    pub fn http(&self) -> &reqwest::Client {
        self.transport.client()
    }

    /// Sends the request, and reads the answer if it reports success.
    ///
    /// # Errors
    /// Returns an error if the call failed, or its answer is not what the document describes.
    pub async fn send<T: DeserializeOwned>(&self, request: Request) -> Answer<T> {
        let answered = send(
            &self.transport,
            self.operation,
            self.id,
            request,
            classify::read,
        );
        answered.await?.into_reply(self.operation, read)
    }

    /// Returns the answer of a generated method, or the error of a request that could not be built.
    ///
    /// # Errors
    /// Returns an error if the call failed, or was never sent.
    pub fn finish<T>(self, answer: Result<Answer<T>, progenitor_client::Error<()>>) -> Answer<T> {
        answer.unwrap_or_else(|error| Err(self.unsent(error)))
    }

    /// Returns the error of a request that could not be built. Nothing was sent.
    fn unsent(&self, error: progenitor_client::Error<()>) -> Error {
        use progenitor_client::Error::{Custom, InvalidRequest};
        let said = match error {
            // Messages of this crate hold no value. Messages of other crates may repeat one, so
            // they are dropped.
            InvalidRequest(said) | Custom(said) => {
                said.strip_prefix(super::OURS).map(str::to_owned)
            }
            _ => None,
        };
        let said = said.unwrap_or_else(|| "a parameter or the body cannot be written".to_owned());
        let mut error = Error::not_sent(ErrorKind::InvalidRequest, said);
        let inner = error.inner_mut();
        inner.operation = Some(self.operation);
        inner.call_id = Some(self.id);
        error
    }
}

/// Reads an answer. A type without content accepts any answer.
fn read<T: DeserializeOwned>(text: &Text) -> Result<T, Mismatch> {
    if size_of::<T>() == 0
        && let Ok(nothing) = serde_json::from_str("null")
    {
        return Ok(nothing);
    }
    decode::from_slice(&text.json).map_err(|mismatch| match text.wrapped {
        true => mismatch.without_first_step(),
        false => mismatch,
    })
}

impl fmt::Debug for Call {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Call")
            .field("operation", &self.operation.id())
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}
