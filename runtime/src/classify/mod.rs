//! What an answer means where its HTTP status alone does not say it.

mod fields;

use crate::{Envelope, Operation, Received};

pub(crate) use fields::read;
pub use fields::{Fields, Form};

/// Tells the answers of an API apart.
///
/// A transport without a classifier goes by the HTTP status: an answer of success holds what the
/// document describes. Some APIs state failures under a status of success, or a payload with and
/// without its envelope. [`Config::classifier`](crate::Config::classifier) gives their rules to the
/// transport.
///
/// ```
/// use smart_runtime::{Classified, Classifier, Envelope, Form, Operation, Received};
///
/// /// `{"ok": false, "error": "E17"}` is a refusal, whatever the HTTP status.
/// struct OkOrError;
///
/// impl Classifier for OkOrError {
///     fn fields(&self) -> &'static [&'static str] {
///         &["ok", "error"]
///     }
///
///     fn classify(&self, _: &Operation, received: &Received, form: &Form<'_>) -> Classified {
///         let Form::Object(fields) = form else {
///             return Classified::Unintelligible;
///         };
///         match fields.get("ok") {
///             Some("true") if received.is_success() => Classified::Success(Envelope::new("ok")),
///             Some("false") => Classified::Refusal(Envelope::new(
///                 fields.text("error").unwrap_or_default(),
///             )),
///             _ => Classified::Unintelligible,
///         }
///     }
/// }
/// # let received = Received::new(200, "/", r#"{"ok":false,"error":"E17"}"#);
/// # let (rules, operation) = (OkOrError, Operation::new("fetchTides", "GET", "/tides"));
/// # let found = rules.classify(&operation, &received, &received.form(rules.fields()));
/// # assert_eq!(found, Classified::Refusal(Envelope::new("E17")));
/// ```
pub trait Classifier: Send + Sync {
    /// Returns the names of the fields by which answers differ. They stand at the top of the answer.
    ///
    /// The runtime collects them while it reads an answer, so that most answers are read once.
    fn fields(&self) -> &'static [&'static str];

    /// Returns what an answer means.
    ///
    /// The runtime asks this of every whole answer to an operation whose answers have an envelope
    /// ([`Operation::payload_field`]). `form` holds the fields that [`fields`](Self::fields) names.
    fn classify(&self, operation: &Operation, received: &Received, form: &Form<'_>) -> Classified;
}

/// What an answer means, by the rules of its API.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Classified {
    /// The server did what it was asked to. The body is the envelope that the document describes.
    Success(Envelope),
    /// The server did what it was asked to. The body is the payload alone, without the envelope.
    Payload,
    /// The server refused because the same request was done before. The call succeeds, and `body`
    /// is decoded in place of the answer's own.
    AlreadyDone {
        /// What the refusal says.
        envelope: Envelope,
        /// An envelope as the document describes it.
        body: Vec<u8>,
    },
    /// The server understood the request and refused it.
    Refusal(Envelope),
    /// The envelope says success under an HTTP status of failure. The call fails by the status, and
    /// the request may have been done.
    Contradiction(Envelope),
    /// The server's framework reports a failure that the server did not handle.
    Unhandled {
        /// The HTTP status that the body states.
        status: u16,
        /// The message, for people.
        message: Option<String>,
    },
    /// The body is none of these. The call fails by its HTTP status.
    Unintelligible,
}
