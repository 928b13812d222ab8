//! The meaning of an answer, where the HTTP status alone does not tell it.

mod fields;

use crate::{Envelope, Operation, Received};

pub(crate) use fields::read;
pub use fields::{Fields, Form};

/// Tells the answers of an API apart.
///
/// A transport without a classifier decides by the HTTP status: an answer with a success status
/// holds the payload of the document. Some APIs report failures with a success status, or send a
/// payload sometimes with its envelope and sometimes without.
/// [`Config::classifier`](crate::Config::classifier) gives the rules of such an API to the
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
    /// Returns the names of the fields that tell answers apart. These fields stand at the top level
    /// of the answer.
    ///
    /// The runtime collects the fields while it reads an answer, so that most answers are read
    /// once.
    fn fields(&self) -> &'static [&'static str];

    /// Returns the meaning of an answer.
    ///
    /// The runtime calls this for every complete answer of an operation with an envelope
    /// ([`Operation::payload_field`]). `form` holds the fields that [`fields`](Self::fields) names.
    fn classify(&self, operation: &Operation, received: &Received, form: &Form<'_>) -> Classified;
}

/// The meaning of an answer, by the rules of its API.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Classified {
    /// The server did the request. The body is the envelope that the document describes.
    Success(Envelope),
    /// The server did the request. The body is the payload alone, without the envelope.
    Payload,
    /// The server refused the request because it did the same request before. The call succeeds,
    /// and `body` is decoded in place of the answer's own body.
    AlreadyDone {
        /// The envelope of the refusal.
        envelope: Envelope,
        /// An envelope as the document describes it.
        body: Vec<u8>,
    },
    /// The server understood the request and refused it.
    Refusal(Envelope),
    /// The envelope reports success, and the HTTP status reports a failure. The call fails by the
    /// status, and the server may have done the request.
    Contradiction(Envelope),
    /// The server's framework reports a failure that the server did not handle.
    Unhandled {
        /// The HTTP status in the body.
        status: u16,
        /// The message, written for people.
        message: Option<String>,
    },
    /// The body fits none of these. The call fails by its HTTP status.
    Unintelligible,
}
