//! The description of a failed connection, without its URL.

use std::error::Error as StdError;
use std::fmt;

use crate::{Error, ErrorKind, Outcome};

/// The causes of a failed connection, in the words of the layers below. These layers report about
/// sockets, TLS and HTTP framing, and never see the content of a message.
#[derive(Debug)]
pub(crate) struct Cause(String);

impl Cause {
    pub(crate) fn said(text: String) -> Self {
        Self(text)
    }

    /// Returns the causes of `error`, outermost first. The caller must have removed the URL before.
    pub(crate) fn of(error: &reqwest::Error) -> Self {
        let mut said: Vec<String> = Vec::new();
        let mut cause = error.source();
        while let Some(error) = cause {
            let text = error.to_string();
            if said.last().is_none_or(|last| !last.ends_with(&text)) {
                said.push(text);
            }
            cause = error.source();
        }
        Self(said.join(": "))
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl StdError for Cause {}

/// Returns the error of an attempt that got no answer. Only a failure while connecting proves that
/// nothing was sent.
pub(crate) fn of_connection(error: reqwest::Error) -> Error {
    let connecting = error.is_connect();
    let outcome = if connecting {
        Outcome::NotSent
    } else {
        Outcome::Unknown
    };
    let (kind, said) = match (error.is_timeout(), connecting) {
        (true, true) => (ErrorKind::Timeout, "while connecting"),
        (true, false) => (ErrorKind::Timeout, "before the answer was complete"),
        (false, true) => (ErrorKind::Transport, "could not connect"),
        (false, false) => (ErrorKind::Transport, "lost before the answer was complete"),
    };
    let cause = Cause::of(&error.without_url());
    let mut failure = Error::new(kind, outcome).saying(said).caused_by(cause);
    failure.inner_mut().temporary = true;
    failure
}
