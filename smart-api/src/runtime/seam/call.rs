//! One call of a generated method: what the internal client is made of.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use progenitor_client::ResponseValue;
use reqwest::{Request, Response, ResponseBuilderExt};
use serde::de::DeserializeOwned;

use crate::runtime::decode;
use crate::runtime::error::Detail;
use crate::runtime::reply::About;
use crate::runtime::send::{Answered, send};
use crate::runtime::{CallId, Error, ErrorKind, Operation, Reply, Transport};

/// No answer has this status, so no generated decoder accepts it: it carries a failure, which the
/// hook's return type has no room for, past the generated code to [`Call::finish`].
const CARRIER: u16 = 999;

/// One call of an operation.
#[derive(Clone)]
pub struct Call {
    transport: Transport,
    operation: &'static Operation,
    id: CallId,
    kept: Arc<Mutex<Kept>>,
}

/// What is known of the call beside what the generated code hands on.
#[derive(Default)]
enum Kept {
    #[default]
    Nothing,
    Failure(Error),
    Answer {
        about: About,
        text: Bytes,
        wrapped: bool,
    },
}

impl Call {
    /// A call of `operation`, not sent yet.
    pub fn new(transport: &Transport, operation: &'static Operation) -> Self {
        Self {
            transport: transport.clone(),
            operation,
            id: CallId::next(),
            kept: Arc::default(),
        }
    }

    /// The base URL, without a slash at its end.
    pub fn base_url(&self) -> &str {
        self.transport.base_url()
    }

    /// The HTTP client.
    pub fn http(&self) -> &reqwest::Client {
        self.transport.client()
    }

    /// Sends the request. A failure is kept for [`Call::finish`] and is no error here.
    ///
    /// # Errors
    /// None; the type is the hook's.
    pub async fn exec(&self, request: Request) -> reqwest::Result<Response> {
        match send(&self.transport, self.operation, self.id, request).await {
            Ok(answered) => {
                let Answered {
                    about,
                    headers,
                    text,
                    wrapped,
                } = answered;
                let response = self.response(about.status, headers, text.clone());
                self.keep(Kept::Answer {
                    about,
                    text,
                    wrapped,
                });
                Ok(response)
            }
            Err(error) => {
                self.keep(Kept::Failure(error));
                Ok(self.response(CARRIER, http::HeaderMap::new(), Bytes::new()))
            }
        }
    }

    /// What the generated method made of the answer, with everything that was kept.
    ///
    /// # Errors
    /// When the call failed, or its answer is not what the document describes.
    pub fn finish<T: DeserializeOwned>(
        self,
        result: Result<ResponseValue<T>, progenitor_client::Error<()>>,
    ) -> Result<Reply<T>, Error> {
        let kept = std::mem::take(&mut *self.kept.lock().unwrap_or_else(PoisonError::into_inner));
        match kept {
            Kept::Failure(error) => Err(error),
            Kept::Nothing => Err(self.unsent(result.err())),
            Kept::Answer {
                about,
                text,
                wrapped,
            } => match result {
                Ok(value) => Ok(Reply::new(value.into_inner(), about)),
                Err(_) => self.read_again(about, &text, wrapped),
            },
        }
    }

    /// The generated decoder has refused an answer of success: for its value, which is looked at
    /// again to say where, or only for a status that the document does not list.
    fn read_again<T: DeserializeOwned>(
        &self,
        about: About,
        text: &[u8],
        wrapped: bool,
    ) -> Result<Reply<T>, Error> {
        // A type without content can be read from anything.
        let text: &[u8] = if size_of::<T>() == 0 { b"null" } else { text };
        let mismatch = match decode::from_slice(text) {
            Ok(payload) => return Ok(Reply::new(payload, about)),
            Err(mismatch) => mismatch,
        };
        let mismatch = if wrapped {
            mismatch.without_first_step()
        } else {
            mismatch
        };
        Err(about.undecodable(self.operation, Detail::Mismatch(mismatch)))
    }

    /// Nothing was sent: the request could not be built.
    fn unsent(&self, error: Option<progenitor_client::Error<()>>) -> Error {
        use progenitor_client::Error::{Custom, InvalidRequest};
        let said = match error {
            // Ours say what is wrong; of others it is not known what they repeat.
            Some(InvalidRequest(said) | Custom(said)) => {
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

    /// An answer for the generated decoder.
    fn response(&self, status: u16, headers: http::HeaderMap, body: Bytes) -> Response {
        // Without a URL the HTTP client parses one of its own, for every answer.
        let response = http::Response::builder().url(self.transport.origin().clone());
        let mut response = response.body(body).unwrap_or_default();
        // Both kinds of status are within 100 to 999.
        *response.status_mut() = http::StatusCode::from_u16(status).unwrap_or_default();
        *response.headers_mut() = headers;
        response.into()
    }

    fn keep(&self, kept: Kept) {
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = kept;
    }
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
