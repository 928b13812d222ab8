//! The failure bodies of Spring, the framework of Smart's service.

use http::{HeaderValue, StatusCode, header};

use super::answer::Rendered;
use crate::clock::Moment;
use crate::json::Json;

impl Rendered {
    /// Creates Spring's own failure body, with `status` and `path` and without `code`.
    pub(crate) fn spring(status: StatusCode, message: &str, path: &str, now: Moment) -> Rendered {
        let body = Json::object([
            ("timestamp", now.to_rfc3339().into()),
            ("status", i64::from(status.as_u16()).into()),
            ("error", status.canonical_reason().unwrap_or("Error").into()),
            ("message", message.into()),
            ("path", path.into()),
        ]);
        Rendered::json(status, &body)
    }

    /// Creates a failure of the token endpoint (RFC 6749) or of a bearer token (RFC 6750).
    pub(crate) fn oauth(status: StatusCode, error: &str, description: &str) -> Rendered {
        let body = Json::object([
            ("error", error.into()),
            ("error_description", description.into()),
        ]);
        Rendered::json(status, &body)
    }

    /// Creates the 401 of a call without a bearer token, or with an unknown or expired one.
    pub(crate) fn unauthorized(error: &str, description: &str) -> Rendered {
        let mut answer = Rendered::oauth(StatusCode::UNAUTHORIZED, error, description);
        let challenge = format!("Bearer realm=\"smart-sim\", error=\"{error}\"");
        if let Ok(value) = HeaderValue::from_str(&challenge) {
            answer.headers.push((header::WWW_AUTHENTICATE, value));
        }
        answer
    }
}
