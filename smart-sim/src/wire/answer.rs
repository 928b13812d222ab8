//! Answers: the decision of an operation, and its bytes in a dialect.

use bytes::Bytes;
use http::{HeaderName, HeaderValue, StatusCode, header};

use super::dialect::{Dialect, Envelope, FailureStatus};
use super::object::Object;
use crate::amount::Amount;
use crate::json::Json;

/// The decision of an operation, before dialect and faults.
#[derive(Debug)]
pub(crate) enum Answer {
    /// A success in the envelope.
    Done {
        object: Object,
        message: &'static str,
        content: Json,
        created: bool,
    },
    /// A business failure in the envelope.
    Refused {
        code: String,
        message: String,
        session: Option<Json>,
    },
    /// The final bytes of a token, or of a failure outside of the envelope.
    Plain(Rendered),
}

impl Answer {
    /// Creates the success of a query.
    pub(crate) fn found(object: Object, content: Json) -> Answer {
        Answer::done(object, "Success", content)
    }

    /// Creates the success of an action.
    pub(crate) fn done(object: Object, message: &'static str, content: Json) -> Answer {
        Answer::Done {
            object,
            message,
            content,
            created: false,
        }
    }

    /// Creates the success of an action that stores a new thing.
    pub(crate) fn created(object: Object, message: &'static str, content: Json) -> Answer {
        Answer::Done {
            object,
            message,
            content,
            created: true,
        }
    }

    /// Converts the answer to status and body in a dialect.
    pub(crate) fn render(self, dialect: Dialect) -> Rendered {
        match self {
            Answer::Plain(rendered) => rendered,
            Answer::Done {
                object,
                message,
                mut content,
                created,
            } => {
                dialect.apply(object, &mut content);
                let status = match created && dialect.created {
                    true => StatusCode::CREATED,
                    false => StatusCode::OK,
                };
                if dialect.envelope == Envelope::Bare {
                    return Rendered::json(status, &content);
                }
                let body = Json::object([
                    ("code", code(dialect, status.as_str())),
                    ("message", message.into()),
                    ("response_type", "SUCCESS".into()),
                    ("object_type", object.as_str().into()),
                    ("content", content),
                ]);
                Rendered::json(status, &body)
            }
            Answer::Refused {
                code: dotted,
                message,
                session,
            } => {
                let object = session.map(|mut session| {
                    dialect.apply(Object::Session, &mut session);
                    session
                });
                let status = match dialect.failures {
                    FailureStatus::BadRequest => StatusCode::BAD_REQUEST,
                    FailureStatus::Ok => StatusCode::OK,
                };
                let mut members = vec![
                    ("code".to_owned(), code(dialect, &dotted)),
                    ("message".to_owned(), message.into()),
                    ("response_type".to_owned(), "ERROR".into()),
                ];
                if let Some(object) = object {
                    members.push(("object_type".to_owned(), Object::Session.as_str().into()));
                    members.push(("object".to_owned(), object));
                }
                Rendered::json(status, &Json::Object(members))
            }
        }
    }
}

fn code(dialect: Dialect, code: &str) -> Json {
    // The code of a fault may be no number.
    match dialect.numeric_code && code.parse::<Amount>().is_ok() {
        true => Json::Number(code.to_owned()),
        false => code.into(),
    }
}

/// The bytes of an answer, without the headers that every answer has.
#[derive(Clone, Debug)]
pub(crate) struct Rendered {
    pub(crate) status: StatusCode,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) body: Bytes,
}

impl Rendered {
    pub(crate) fn json(status: StatusCode, body: &Json) -> Rendered {
        let json = HeaderValue::from_static("application/json");
        Rendered {
            status,
            headers: vec![(header::CONTENT_TYPE, json)],
            body: body.to_text().into(),
        }
    }
}
