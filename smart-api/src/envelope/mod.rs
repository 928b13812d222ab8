//! Tells the answers of an enveloped operation apart: success, business failure, a failure of the
//! server's framework, or none of these.
//!
//! The HTTP status alone does not say it: a business failure can come with 200. What says it is
//! `code`, text or number; where there is none, the shape of the body. The rules are the table
//! "Telling the answers apart", row by row; the test below has each row.

mod watch;

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::value::RawValue;

/// What an answer means.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// It was done, and this is the whole envelope.
    Success(Facts),
    /// It was done, and the body is the payload itself, without an envelope.
    Bare,
    /// The server understood the request and says no, by `code`.
    Business(Facts),
    /// An envelope that claims success inside of an HTTP failure: the HTTP status wins.
    Contradiction(Facts),
    /// The framework's own failure, with the status that it states.
    Framework {
        status: u16,
        message: Option<String>,
    },
    /// Anything else: HTML, nothing, half a body.
    Unintelligible,
}

/// What an envelope says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    /// `code`, as text also when it was sent as a number.
    pub(crate) code: String,
    /// `message`, for people.
    pub(crate) message: Option<String>,
    /// Whether `message` warns.
    pub(crate) warning: bool,
}

/// The fields by which answers differ.
const FIELDS: [&str; 6] = [
    "code",
    "response_type",
    "message",
    "status",
    "timestamp",
    "path",
];

/// What an answer says in these fields, borrowed: the rest of the body is skipped.
#[derive(Default)]
struct Probe<'a>([Option<&'a RawValue>; FIELDS.len()]);

impl<'a> Probe<'a> {
    /// The place of a field, if it is one of these.
    fn slot(&mut self, name: &str) -> Option<&mut Option<&'a RawValue>> {
        let at = FIELDS.iter().position(|field| *field == name)?;
        self.0.get_mut(at)
    }

    /// The value of a field; `null` is none.
    fn get(&self, name: &str) -> Option<&'a RawValue> {
        let mut fields = FIELDS.iter().zip(self.0);
        let (_, value) = fields.find(|(field, _)| **field == name)?;
        value.filter(|value| value.get() != "null")
    }
}

enum ResponseType {
    Success,
    Warning,
    Error,
    Unlisted,
}

/// What a token endpoint says when it gives no token (RFC 6749, section 5.2).
#[derive(Deserialize)]
pub(crate) struct TokenRefusal {
    pub(crate) error: String,
    #[serde(default)]
    pub(crate) error_description: Option<String>,
}

/// Reads the answer `body` under HTTP status `http` as a `T`, if it is a whole envelope of success.
/// For any other, and for one that is no `T`, [`classify`] says what it is.
pub(crate) fn success<T: DeserializeOwned>(http: u16, body: &[u8]) -> Option<(T, Facts)> {
    if !(200..300).contains(&http) || body.trim_ascii_start().first() != Some(&b'{') {
        return None;
    }
    let (value, probe) = watch::read(body)?;
    match enveloped(http, probe.get("code")?, &probe) {
        Answer::Success(facts) => Some((value, facts)),
        _ => None,
    }
}

/// Tells what the answer `body` under HTTP status `http` means.
pub(crate) fn classify(http: u16, body: &[u8]) -> Answer {
    let done = (200..300).contains(&http);
    match body.trim_ascii_start().first() {
        Some(b'[') if done && is_json(body) => return Answer::Bare,
        Some(b'{') => {}
        _ => return Answer::Unintelligible,
    }
    let Some((IgnoredAny, probe)) = watch::read(body) else {
        return Answer::Unintelligible;
    };
    match probe.get("code") {
        Some(code) => enveloped(http, code, &probe),
        None => match stated_status(&probe) {
            Some(status) => Answer::Framework {
                status,
                message: message(&probe),
            },
            None if done => Answer::Bare,
            None => Answer::Unintelligible,
        },
    }
}

fn enveloped(http: u16, code: &RawValue, probe: &Probe<'_>) -> Answer {
    let Some(code) = text_or_digits(code) else {
        return Answer::Unintelligible;
    };
    let response_type = response_type(probe);
    let facts = Facts {
        code: code.into_owned(),
        message: message(probe),
        warning: matches!(response_type, ResponseType::Warning),
    };
    if !says_success(&facts.code) {
        return Answer::Business(facts);
    }
    match http {
        200..300 => match response_type {
            ResponseType::Success | ResponseType::Warning => Answer::Success(facts),
            ResponseType::Error => Answer::Business(facts),
            ResponseType::Unlisted => Answer::Unintelligible,
        },
        400.. => Answer::Contradiction(facts),
        _ => Answer::Unintelligible,
    }
}

fn message(probe: &Probe<'_>) -> Option<String> {
    probe.get("message").and_then(text).map(Cow::into_owned)
}

/// `2nn`: three digits, no dot.
fn says_success(code: &str) -> bool {
    matches!(code.as_bytes(), [b'2', b'0'..=b'9', b'0'..=b'9'])
}

fn response_type(probe: &Probe<'_>) -> ResponseType {
    match probe.get("response_type").map(text) {
        None => ResponseType::Success,
        Some(Some(name)) if name == "SUCCESS" => ResponseType::Success,
        Some(Some(name)) if name == "WARNING" => ResponseType::Warning,
        Some(Some(name)) if name == "ERROR" => ResponseType::Error,
        Some(_) => ResponseType::Unlisted,
    }
}

/// The framework's `status` is a whole number beside `timestamp` or `path`; a session's is text.
fn stated_status(probe: &Probe<'_>) -> Option<u16> {
    let digits = probe.get("status")?.get();
    let whole = digits.bytes().all(|digit| digit.is_ascii_digit());
    let framework = whole && (probe.get("timestamp").is_some() || probe.get("path").is_some());
    framework.then(|| digits.parse().unwrap_or(u16::MAX))
}

fn text_or_digits(value: &RawValue) -> Option<Cow<'_, str>> {
    match value.get().as_bytes().first() {
        Some(b'-' | b'0'..=b'9') => Some(Cow::Borrowed(value.get())),
        _ => text(value),
    }
}

fn text(value: &RawValue) -> Option<Cow<'_, str>> {
    let raw = value.get();
    let inner = raw.strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') {
        serde_json::from_str(raw).ok().map(Cow::Owned)
    } else {
        Some(Cow::Borrowed(inner))
    }
}

fn is_json(body: &[u8]) -> bool {
    serde_json::from_slice::<&RawValue>(body).is_ok()
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::{Answer, Facts, classify};
    use crate::runtime::{Json, TextOrNumber};

    fn facts(code: &str, message: Option<&str>, warning: bool) -> Facts {
        Facts {
            code: code.to_owned(),
            message: message.map(str::to_owned),
            warning,
        }
    }

    fn success(code: &str) -> Answer {
        Answer::Success(facts(code, None, false))
    }

    fn business(code: &str) -> Answer {
        Answer::Business(facts(code, None, false))
    }

    fn all(statuses: &[u16], bodies: &[&str], meaning: impl Fn() -> Answer) {
        for &http in statuses {
            for body in bodies {
                assert_eq!(classify(http, body.as_bytes()), meaning(), "{http} {body}");
                once_is_twice(http, body);
            }
        }
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Envelope {
        code: Option<TextOrNumber>,
        message: Option<String>,
        #[serde(default)]
        content: Option<Json>,
    }

    /// Reading an answer once finds what looking at it and then reading it does.
    fn once_is_twice(http: u16, body: &str) {
        let once = super::success::<Envelope>(http, body.as_bytes());
        let twice = match classify(http, body.as_bytes()) {
            Answer::Success(facts) => serde_json::from_str::<Envelope>(body)
                .ok()
                .map(|read| (read, facts)),
            _ => None,
        };
        assert_eq!(once, twice, "{http} {body}");
    }

    const PIECES: [&str; 18] = [
        "{",
        "}",
        ",",
        "\"code\":",
        "\"c\\u006fde\":",
        "\"200\"",
        "200",
        "\"400.1\"",
        "null",
        "\"message\":",
        "\"x\"",
        "\"response_type\":\"SUCCESS\"",
        "\"response_type\":null",
        "\"response_type\":\"WARNING\"",
        "\"content\":",
        "[1.50]",
        "\"status\":500",
        "\"path\":\"/\"",
    ];

    proptest::proptest! {
        #[test]
        fn once_is_twice_whatever_comes(pieces in proptest::collection::vec(0..PIECES.len(), 0..12)) {
            let inside: String = pieces.iter().map(|piece| PIECES[*piece]).collect();
            once_is_twice(200, &inside);
            once_is_twice(200, &format!("{{\"code\":\"200\",{inside}}}"));
        }

        #[test]
        fn once_is_twice_for_fields_in_any_order(fields in proptest::collection::vec(0..FIELDS.len(), 0..6)) {
            let fields: Vec<_> = fields.iter().map(|field| FIELDS[*field]).collect();
            once_is_twice(201, &format!("{{{}}}", fields.join(",")));
        }
    }

    const FIELDS: [&str; 14] = [
        "\"code\":\"200\"",
        "\"code\":201",
        "\"c\\u006fde\":\"200\"",
        "\"code\":null",
        "\"code\":\"400.1\"",
        "\"message\":\"m\"",
        "\"message\":null",
        "\"message\":7",
        "\"response_type\":null",
        "\"response_type\":\"ERROR\"",
        "\"response_type\":\"WARNING\"",
        "\"content\":[{\"code\":\"400.1\"}]",
        "\"content\":null",
        "\"status\":500,\"path\":\"/\"",
    ];

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
            || Answer::Success(facts("200", Some("low balance"), true)),
        );
    }

    #[test]
    fn a_response_type_of_error_is_a_business_failure() {
        all(DONE, &[r#"{"code":"200","response_type":"ERROR"}"#], || {
            business("200")
        });
    }

    #[test]
    fn any_other_code_is_a_business_failure_whatever_http_says() {
        for code in [
            "400.2002", "400.2005", "400", "500", "200.1", "20", "2000", "", "OK", "+200",
        ] {
            let body = format!(r#"{{"code":"{code}","content":null,"response_type":"SUCCESS"}}"#);
            all(ANY, &[&body], || business(code));
        }
        all(ANY, &[r#"{"code":400.2005,"object":{}}"#], || {
            business("400.2005")
        });
        all(ANY, &[r#"{"code":400}"#], || business("400"));
        all(ANY, &[r#"{"code":-1}"#], || business("-1"));
        all(ANY, &[r#"{"code":"400.1","message":"no"}"#], || {
            Answer::Business(facts("400.1", Some("no"), false))
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
            || Answer::Contradiction(facts("200", None, false)),
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
            || Answer::Framework {
                status: 500,
                message: None,
            },
        );
        let whole =
            r#"{"timestamp":"2025-01-21","status":500,"error":"E","message":"m","path":"/api"}"#;
        all(ANY, &[whole], || Answer::Framework {
            status: 500,
            message: Some("m".to_owned()),
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
            || Answer::Bare,
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
        all(ANY, &everywhere, || Answer::Unintelligible);
        all(
            &[302, 400, 401, 404, 500],
            &[
                "[]",
                "{}",
                r#"{"error":"invalid_grant"}"#,
                r#"{"status":500}"#,
            ],
            || Answer::Unintelligible,
        );
        all(
            DONE,
            &[
                r#"{"code":"200","response_type":"BOLD"}"#,
                r#"{"code":"200","response_type":1}"#,
            ],
            || Answer::Unintelligible,
        );
        all(&[302, 304], &[r#"{"code":"200"}"#], || {
            Answer::Unintelligible
        });
        assert_eq!(
            classify(200, b"{\"code\":\"\xFF\"}"),
            Answer::Unintelligible
        );
    }
}
