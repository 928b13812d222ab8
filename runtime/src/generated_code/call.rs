//! One call of a generated method: what the internal client is made of.

use std::fmt;

use reqwest::{Request, Url};
use serde::de::DeserializeOwned;

use crate::runtime::answer;
use crate::runtime::decode::{self, Mismatch};
use crate::runtime::error::Detail;
use crate::runtime::send::{Answered, Success, send};
use crate::runtime::{CallId, Error, ErrorKind, Operation, Reply, Transport};

/// What became of a call whose request could be built.
pub type Answer<T> = Result<Reply<T>, Error>;

/// One call of an operation.
#[derive(Clone)]
pub struct Call {
    transport: Transport,
    operation: &'static Operation,
    id: CallId,
}

impl Call {
    /// A call of `operation`, not sent yet.
    pub fn new(transport: &Transport, operation: &'static Operation) -> Self {
        Self {
            transport: transport.clone(),
            operation,
            id: CallId::next(),
        }
    }

    /// The URL of a path below the base URL. The path begins with `/`, and its parameters are encoded.
    pub fn url(&self, path: &str) -> Url {
        self.transport.url(path)
    }

    /// The HTTP client.
    pub fn http(&self) -> &reqwest::Client {
        self.transport.client()
    }

    /// Sends the request, and reads the answer if it is one of success.
    ///
    /// # Errors
    /// When the call failed, or its answer is not what the document describes.
    pub async fn send<T: DeserializeOwned>(&self, request: Request) -> Answer<T> {
        let (operation, whole) = (self.operation, answer::success);
        let Answered {
            about,
            text,
            wrapped,
        } = match send(&self.transport, operation, self.id, request, whole).await? {
            Success::Read(payload, about) => return Ok(Reply::new(payload, about)),
            Success::Unread(answered) => answered,
        };
        match read(&text) {
            Ok(payload) => Ok(Reply::new(payload, about)),
            Err(mismatch) => {
                let mismatch = if wrapped {
                    mismatch.without_first_step()
                } else {
                    mismatch
                };
                Err(about.undecodable(operation, Detail::Mismatch(mismatch)))
            }
        }
    }

    /// The answer of a generated method, or why it could not build the request.
    ///
    /// # Errors
    /// When the call failed, or was never sent.
    pub fn finish<T>(self, answer: Result<Answer<T>, progenitor_client::Error<()>>) -> Answer<T> {
        answer.unwrap_or_else(|error| Err(self.unsent(error)))
    }

    /// Nothing was sent: the request could not be built.
    fn unsent(&self, error: progenitor_client::Error<()>) -> Error {
        use progenitor_client::Error::{Custom, InvalidRequest};
        let said = match error {
            // Ours say what is wrong; of others it is not known what they repeat.
            InvalidRequest(said) | Custom(said) => {
                said.strip_prefix(super::OURS).map(str::to_owned)
            }
            _ => None,
        };
        let said = said.unwrap_or_else(|| "a parameter or the body cannot be written".to_owned());
        let mut error = Error::unsent(ErrorKind::InvalidRequest, said);
        let inner = error.inner_mut();
        inner.operation = Some(self.operation);
        inner.call_id = Some(self.id);
        error
    }
}

/// Reads an answer. A type without content can be read from anything.
fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T, Mismatch> {
    if size_of::<T>() == 0
        && let Ok(nothing) = serde_json::from_str("null")
    {
        return Ok(nothing);
    }
    decode::from_slice(text)
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
