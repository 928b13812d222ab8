//! The failure bodies of the framework that Smart's service is built on (Spring).

use http::{HeaderValue, StatusCode, header};

use super::Rendered;
use crate::clock::Moment;
use crate::json::Json;

impl Rendered {
    /// Spring's own failure body: `status` and `path`, no `code`.
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

    /// A failure of OAuth: of the token endpoint (RFC 6749) or of a bearer token (RFC 6750).
    pub(crate) fn oauth(status: StatusCode, error: &str, description: &str) -> Rendered {
        let body = Json::object([
            ("error", error.into()),
            ("error_description", description.into()),
        ]);
        Rendered::json(status, &body)
    }

    /// 401 of a call without a bearer token, or with one that is unknown or has expired.
    pub(crate) fn unauthorized(error: &str, description: &str) -> Rendered {
        let mut answer = Rendered::oauth(StatusCode::UNAUTHORIZED, error, description);
        let challenge = format!("Bearer realm=\"smart-sim\", error=\"{error}\"");
        if let Ok(value) = HeaderValue::from_str(&challenge) {
            answer.headers.push((header::WWW_AUTHENTICATE, value));
        }
        answer
    }
}
