//! Smart's envelope, and the rules that tell its answers apart: success, refusal, a failure of the
//! server's framework, or none of these.
//!
//! ```json
//! {"code": "200", "message": "…", "response_type": "SUCCESS", "object_type": "…", "content": []}
//! ```
//!
//! The HTTP status alone does not tell the meaning of an answer: a refusal can come with 200. The
//! field `code` tells it, as text or as a number. Without a `code`, the shape of the body decides.
//!
//! # Telling the answers apart
//!
//! | HTTP | body | meaning | evidence |
//! |---|---|---|---|
//! | 2xx | envelope, `code` = `2nn` without a dot, `response_type` absent or `SUCCESS` | success | observed |
//! | 2xx | the same with `response_type` `WARNING` | success; `message` reaches the caller | assumed |
//! | 2xx | the same with `response_type` `ERROR` | refusal | assumed |
//! | any | envelope with any other `code`, dotted or not | refusal, with `code`, `message`, and `object` or `content` | observed |
//! | any | the same for a merge, with the session that the caller asked for | success: Smart did it before | observed |
//! | 4xx, 5xx | envelope with `code` `2nn` | failure: the HTTP status decides | assumed |
//! | any | whole-number `status` with `timestamp` or `path`, no `code` | failure of Spring; a bare session also has a `status`, but it is text | observed |
//! | 2xx | bare list or object, no `code` | success, the payload itself | observed |
//! | any | anything else: HTML, nothing, half a body | failure by the HTTP status; the body is kept | assumed |
//!
//! *Observed* means: working integrations send or read this. Smart documents none of it.
//!
//! A [`Client`](crate::Client) from [`Client::new`](crate::Client::new) uses these rules. A client
//! from a [`Transport`](crate::runtime::Transport) uses the rules of the transport:
//!
//! ```
//! use smart_api::Client;
//! use smart_api::envelope::SmartClassifier;
//! use smart_api::operations::SECURITY_SCHEMES;
//! use smart_api::runtime::{Config, Transport};
//!
//! # fn main() -> Result<(), smart_api::Error> {
//! let config = Config::new("https://smart.example").classifier(SmartClassifier);
//! let client = Client::from(Transport::new(config, SECURITY_SCHEMES)?);
//! # drop(client);
//! # Ok(())
//! # }
//! ```

mod merged;

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::runtime::{Classified, Classifier, Envelope, Fields, Form, Operation, Received};

/// Tells Smart's answers apart, by the table of [the module](self).
#[derive(Clone, Copy, Debug, Default)]
pub struct SmartClassifier;

impl Classifier for SmartClassifier {
    fn fields(&self) -> &'static [&'static str] {
        &[
            "code",
            "response_type",
            "message",
            "status",
            "timestamp",
            "path",
        ]
    }

    fn classify(&self, operation: &Operation, received: &Received, form: &Form<'_>) -> Classified {
        let fields = match form {
            Form::Object(fields) => fields,
            Form::List if received.is_success() => return Classified::Payload,
            _ => return Classified::Unintelligible,
        };
        if let Some(code) = fields.get("code") {
            return match text_or_digits(code, fields) {
                Some(code) => enveloped(operation, received, fields, &code),
                None => Classified::Unintelligible,
            };
        }
        match stated_status(fields) {
            Some(status) => Classified::Unhandled {
                status,
                message: message(fields),
            },
            None if received.is_success() => Classified::Payload,
            None => Classified::Unintelligible,
        }
    }
}

/// Returns the meaning of an answer with an envelope.
fn enveloped(
    operation: &Operation,
    received: &Received,
    fields: &Fields<'_>,
    code: &str,
) -> Classified {
    let response_type = response_type(fields);
    let envelope = Envelope::new(code)
        .printable(is_printable(code))
        .message(message(fields))
        .warning(response_type == ResponseType::Warning);
    if !says_success(code) {
        return refusal(operation, received, envelope);
    }
    match (received.status(), response_type) {
        (200..300, ResponseType::Success | ResponseType::Warning) => Classified::Success(envelope),
        (200..300, ResponseType::Error) => Classified::Refusal(envelope.object(object(received))),
        (400.., _) => Classified::Contradiction(envelope.object(object(received))),
        _ => Classified::Unintelligible,
    }
}

/// Returns the meaning of an envelope whose code reports no success.
fn refusal(operation: &Operation, received: &Received, envelope: Envelope) -> Classified {
    match merged::envelope(operation, received.path(), received.text()) {
        Some(body) => Classified::AlreadyDone { envelope, body },
        None => Classified::Refusal(envelope.object(object(received))),
    }
}

/// Returns the object that comes with a refusal: `object`, else `content`.
fn object(received: &Received) -> Option<String> {
    #[derive(Deserialize)]
    struct Sent<'a> {
        #[serde(borrow, default)]
        object: Option<&'a RawValue>,
        #[serde(borrow, default)]
        content: Option<&'a RawValue>,
    }
    let sent: Sent<'_> = serde_json::from_slice(received.text()).ok()?;
    Some(sent.object.or(sent.content)?.get().to_owned())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ResponseType {
    Success,
    Warning,
    Error,
    Unlisted,
}

fn response_type(fields: &Fields<'_>) -> ResponseType {
    if fields.get("response_type").is_none() {
        return ResponseType::Success;
    }
    match fields.text("response_type").as_deref() {
        Some("SUCCESS") => ResponseType::Success,
        Some("WARNING") => ResponseType::Warning,
        Some("ERROR") => ResponseType::Error,
        _ => ResponseType::Unlisted,
    }
}

fn message(fields: &Fields<'_>) -> Option<String> {
    fields.text("message").map(Cow::into_owned)
}

/// Returns true if a code is `2nn`: three digits, no dot.
fn says_success(code: &str) -> bool {
    matches!(code.as_bytes(), [b'2', b'0'..=b'9', b'0'..=b'9'])
}

/// Returns true if a code looks like one of Smart's. Any other code may hold anything.
fn is_printable(code: &str) -> bool {
    let dotted = |byte: u8| byte.is_ascii_digit() || byte == b'.';
    (1..=16).contains(&code.len()) && code.bytes().all(dotted)
}

/// Returns the status that the framework reports: a whole number beside `timestamp` or `path`.
fn stated_status(fields: &Fields<'_>) -> Option<u16> {
    let digits = fields.get("status")?;
    let whole = digits.bytes().all(|digit| digit.is_ascii_digit());
    let framework = whole && (fields.get("timestamp").is_some() || fields.get("path").is_some());
    framework.then(|| digits.parse().unwrap_or(u16::MAX))
}

/// Returns the code as text, even if it was sent as a number.
fn text_or_digits<'a>(code: &'a str, fields: &Fields<'a>) -> Option<Cow<'a, str>> {
    match code.as_bytes().first() {
        Some(b'-' | b'0'..=b'9') => Some(Cow::Borrowed(code)),
        _ => fields.text("code"),
    }
}

#[cfg(test)]
mod tests {
    use super::SmartClassifier;
    use crate::runtime::{Classified, Classifier, Envelope, Operation, Received};

    static FETCH: Operation = Operation::new("fetchVisit", "GET", "/api/visit").envelope("content");

    fn classify(http: u16, body: &[u8]) -> Classified {
        let received = Received::new(http, "/api/visit", body);
        let form = received.form(SmartClassifier.fields());
        SmartClassifier.classify(&FETCH, &received, &form)
    }

    fn envelope(code: &str) -> Envelope {
        Envelope::new(code).printable(super::is_printable(code))
    }

    fn said(message: &str) -> Option<String> {
        Some(message.to_owned())
    }

    fn success(code: &str) -> Classified {
        Classified::Success(envelope(code))
    }

    fn refusal(code: &str) -> Classified {
        Classified::Refusal(envelope(code))
    }

    fn all(statuses: &[u16], bodies: &[&str], meaning: impl Fn() -> Classified) {
        for &http in statuses {
            for body in bodies {
                assert_eq!(classify(http, body.as_bytes()), meaning(), "{http} {body}");
            }
        }
    }

    const ANY: &[u16] = &[
        200, 201, 204, 302, 400, 401, 403, 404, 409, 429, 500, 502, 503,
    ];
    const DONE: &[u16] = &[200, 201, 202, 299];
    const FAILED: &[u16] = &[400, 401, 404, 409, 500, 503];

    #[test]
    fn done_and_a_code_2nn_is_success() {
        all(
            DONE,
            &[
                r#"{"code":"200"}"#,
                r#"{"code":200,"content":[]}"#,
                r#"{"code":"200","response_type":null,"content":null}"#,
                r#"{"content":{"code":"400.2002"},"response_type":"SUCCESS","code":"200"}"#,
                r#" {"code": 200, "status": 500, "path": "/api", "timestamp": 1}"#,
            ],
            || success("200"),
        );
        all(DONE, &[r#"{"code":"201"}"#, r#"{"code":201}"#], || {
            success("201")
        });
    }

    #[test]
    fn a_warning_is_success_whose_message_counts() {
        all(
            DONE,
            &[r#"{"code":"200","response_type":"WARNING","message":"low \u0062alance"}"#],
            || Classified::Success(envelope("200").message(said("low balance")).warning(true)),
        );
    }

    #[test]
    fn a_response_type_of_error_is_a_refusal() {
        all(DONE, &[r#"{"code":"200","response_type":"ERROR"}"#], || {
            refusal("200")
        });
    }

    #[test]
    fn any_other_code_is_a_refusal_whatever_http_says() {
        for code in [
            "400.2002", "400.2005", "400", "500", "200.1", "20", "2000", "", "OK", "+200",
        ] {
            let body = format!(r#"{{"code":"{code}","content":null,"response_type":"SUCCESS"}}"#);
            all(ANY, &[&body], || refusal(code));
        }
        all(ANY, &[r#"{"code":400.2005,"object":{}}"#], || {
            Classified::Refusal(envelope("400.2005").object(said("{}")))
        });
        all(ANY, &[r#"{"code":400}"#], || refusal("400"));
        all(ANY, &[r#"{"code":-1}"#], || refusal("-1"));
        all(ANY, &[r#"{"code":"400.1","message":"no"}"#], || {
            Classified::Refusal(envelope("400.1").message(said("no")))
        });
    }

    #[test]
    fn an_http_failure_wins_over_a_code_of_success() {
        all(
            FAILED,
            &[
                r#"{"code":"200"}"#,
                r#"{"code":200,"response_type":"SUCCESS"}"#,
                r#"{"code":"200","response_type":"ERROR"}"#,
                r#"{"code":"200","response_type":"BOLD"}"#,
            ],
            || Classified::Contradiction(envelope("200")),
        );
    }

    #[test]
    fn a_whole_status_with_timestamp_or_path_is_the_frameworks_failure() {
        all(
            ANY,
            &[
                r#"{"timestamp":1737442800,"status":500}"#,
                r#"{"status":500,"path":"/api","code":null}"#,
            ],
            || Classified::Unhandled {
                status: 500,
                message: None,
            },
        );
        let whole =
            r#"{"timestamp":"2025-01-21","status":500,"error":"E","message":"m","path":"/api"}"#;
        all(ANY, &[whole], || Classified::Unhandled {
            status: 500,
            message: said("m"),
        });
    }

    #[test]
    fn done_and_without_a_code_the_body_is_the_payload() {
        all(
            DONE,
            &[
                "[]",
                " [{\"session_id\":1}]",
                "{}",
                r#"{"session_id":62863,"status":"PENDING"}"#,
                r#"{"id":62863,"status":"PENDING","timestamp":"2025-01-21 10:00:00"}"#,
                r#"{"status":500}"#,
                r#"{"status":"500","path":"/api"}"#,
                r#"{"status":500.0,"path":"/api"}"#,
                r#"{"status":500,"path":null,"timestamp":null}"#,
                r#"{"code":null,"id":1}"#,
            ],
            || Classified::Payload,
        );
    }

    #[test]
    fn anything_else_is_unintelligible() {
        let everywhere = [
            "",
            " \n",
            "<html>502</html>",
            "OK",
            "\"200\"",
            "200",
            "true",
            "null",
            r#"{"code":"200""#,
            r#"{"code":"200"}{"#,
            r#"[{"session_id":1"#,
            r#"{"code":{}}"#,
            r#"{"code":true}"#,
            r#"{"code":"200","code":"400.2005"}"#,
        ];
        all(ANY, &everywhere, || Classified::Unintelligible);
        all(
            &[302, 400, 401, 404, 500],
            &[
                "[]",
                "{}",
                r#"{"error":"invalid_grant"}"#,
                r#"{"status":500}"#,
            ],
            || Classified::Unintelligible,
        );
        all(
            DONE,
            &[
                r#"{"code":"200","response_type":"BOLD"}"#,
                r#"{"code":"200","response_type":1}"#,
            ],
            || Classified::Unintelligible,
        );
        all(&[302, 304], &[r#"{"code":"200"}"#], || {
            Classified::Unintelligible
        });
        assert_eq!(
            classify(200, b"{\"code\":\"\xFF\"}"),
            Classified::Unintelligible
        );
    }
}
