//! Problems of request bodies and answers.

use super::{Words, quoted};

/// A problem of a request body or an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the words of each kind say what its fields are"
)]
pub enum Body {
    /// A request body in media types that cannot be written.
    RequestMedia { offered: Vec<String> },
    /// An answer in media types that cannot be read.
    AnswerMedia { offered: Vec<String> },
    /// A body that nothing describes.
    NoSchema { media_type: String },
    /// Rules for writing single fields.
    Encoding,
    /// Successes with different bodies.
    AnswersDiffer { statuses: Vec<String> },
    /// A body where HTTP has none.
    Never { what: &'static str },
    /// A key that is not a media type.
    MediaType { written: String },
}

impl Body {
    pub(super) fn words(&self) -> Words {
        match self {
            Body::RequestMedia { offered } => Words::new(
                "request-media",
                format!(
                    "the request body is {}, and only JSON and forms can be written",
                    listed(offered)
                ),
                "offer `application/json` or `application/x-www-form-urlencoded`",
            ),
            Body::AnswerMedia { offered } => Words::new(
                "answer-media",
                format!(
                    "the answer is {}, and only JSON can be read",
                    listed(offered)
                ),
                "describe the answer as `application/json`, or leave the operation out",
            ),
            Body::NoSchema { media_type } => Words::new(
                "body-without-schema",
                format!("the body {} has no `schema`", quoted(media_type)),
                "add `schema`; `schema: {}` is any JSON",
            ),
            Body::Encoding => Words::new(
                "body-encoding",
                "`encoding` changes how single fields are written, which is not supported",
                "remove `encoding`",
            ),
            Body::AnswersDiffer { statuses } => Words::new(
                "answers-differ",
                format!(
                    "the successes {} have different bodies, and a method has one result",
                    listed(statuses)
                ),
                "describe one body for all successes, for example one schema with optional properties",
            ),
            Body::Never { what } => Words::new(
                "body-never",
                format!("{what} never carries a body, so the client would wait for this one"),
                "remove `content`",
            ),
            Body::MediaType { written } => Words::new(
                "media-type",
                format!("{} is not a media type", quoted(written)),
                "write it as `type/subtype`, for example `application/json`",
            ),
        }
    }
}

fn listed(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((only, _)) => only.clone(),
        None => "nothing".to_owned(),
    }
}
