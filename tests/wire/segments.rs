//! A path parameter is one segment of the path, or the request is not sent.

use smart_api::requests::MergeVisit;
use smart_api::runtime::{ErrorKind, Outcome};
use smart_socket::json;

use crate::{client, server};

/// Values, and the one segment that each must be.
const SEGMENTS: &[(&str, &str)] = &[
    ("AKHILS001", "AKHILS001"),
    ("-._~09azAZ", "-._~09azAZ"),
    ("A/B", "A%2FB"),
    ("/", "%2F"),
    ("//", "%2F%2F"),
    ("../../oauth/token", "..%2F..%2Foauth%2Ftoken"),
    ("a\\..\\..\\x", "a%5C..%5C..%5Cx"),
    ("\\", "%5C"),
    ("%", "%25"),
    ("%2e%2e", "%252e%252e"),
    ("%2E", "%252E"),
    ("%00", "%2500"),
    ("A 1", "A%201"),
    (" ", "%20"),
    ("...", "..."),
    (". ", ".%20"),
    (".\t.", ".%09."),
    ("\t", "%09"),
    ("\n", "%0A"),
    ("\r\nhost: x", "%0D%0Ahost%3A%20x"),
    ("\u{0}", "%00"),
    ("\u{7f}", "%7F"),
    ("\u{85}", "%C2%85"),
    ("é", "%C3%A9"),
    ("Ω/💧", "%CE%A9%2F%F0%9F%92%A7"),
    ("．．", "%EF%BC%8E%EF%BC%8E"),
    ("a?b=c#d", "a%3Fb%3Dc%23d"),
    ("a;b,c", "a%3Bb%2Cc"),
    ("a:b@c", "a%3Ab%40c"),
    ("a+b&c=d", "a%2Bb%26c%3Dd"),
    (
        "\"<>`{}|^[]'*!$()",
        "%22%3C%3E%60%7B%7D%7C%5E%5B%5D%27%2A%21%24%28%29",
    ),
];

#[tokio::test]
async fn any_text_arrives_as_one_segment() {
    let server = server(json(200, r#"{"code":"200"}"#));
    let client = client(&server);
    for (value, segment) in SEGMENTS {
        client
            .merge_visit(MergeVisit::new(62863, *value))
            .await
            .unwrap();
        let request = server.requests().pop().unwrap();
        assert_eq!(
            request.line(),
            format!("PUT /providerapi-dev/api/visit/62863/visit-number/{segment} HTTP/1.1"),
            "{value:?}"
        );
        assert_eq!(decoded(segment), value.as_bytes());
    }
}

#[tokio::test]
async fn a_value_that_cannot_be_a_segment_is_refused_before_the_request() {
    let server = server(json(200, r#"{"code":"200"}"#));
    let client = client(&server);
    for value in ["", ".", ".."] {
        let error = client
            .merge_visit(MergeVisit::new(62863, value))
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        assert_eq!(error.outcome(), Outcome::NotSent);
        let call = error.call_id().unwrap();
        assert_eq!(
            error.to_string(),
            format!(
                "mergeVisit: request cannot be sent: a path parameter is empty, `.` or `..` \
                 (not sent, call {call})"
            )
        );
    }
    assert_eq!(server.requests(), []);
}

/// The bytes that a segment stands for.
fn decoded(segment: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = segment.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        if *first == b'%' {
            let digits = std::str::from_utf8(&others[..2]).unwrap();
            bytes.push(u8::from_str_radix(digits, 16).unwrap());
            rest = &others[2..];
        } else {
            bytes.push(*first);
            rest = others;
        }
    }
    bytes
}
