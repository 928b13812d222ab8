//! The answers of the control API: JSON with a line feed at its end.

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};

use crate::json::Json;

/// A failed call: its status, and the reason in words.
#[derive(Debug)]
pub(super) struct Failure(StatusCode, String);

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        answer(self.0, &Json::object([("error", self.1.into())]))
    }
}

/// Creates the failure of a call.
pub(super) fn failure(status: StatusCode, what: impl Into<String>) -> Failure {
    Failure(status, what.into())
}

/// Creates the failure of a malformed call.
pub(super) fn bad(what: impl Into<String>) -> Failure {
    failure(StatusCode::BAD_REQUEST, what)
}

/// Creates an answer.
pub(super) fn answer(status: StatusCode, body: &Json) -> Response {
    let mut response = Response::new(Body::from(body.to_text() + "\n"));
    *response.status_mut() = status;
    let json = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, json);
    response
}

/// Creates the answer to a call that succeeded.
pub(super) fn ok(body: &Json) -> Response {
    answer(StatusCode::OK, body)
}
