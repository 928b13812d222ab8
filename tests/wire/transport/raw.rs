//! Requests for operations that no method calls.

use serde::Deserialize;
use smart_api::runtime::{
    Amount, ErrorKind, Json, Limits, Operation, Outcome, RetryPolicy, Transport,
};
use std::time::Duration;

use super::{SECURITY_SCHEMES, config};
use smart_socket::{Act, Server, answer, json};

static ATTACH: Operation = Operation::new("attach", "PUT", "/api/attachment/{id}/of/{visit}")
    .security(&[&["bearer"]])
    .envelope("content");
static FETCH: Operation = Operation::new("fetchPreauth", "GET", "/api/preauth-request")
    .security(&[&["bearer"]])
    .envelope("content")
    .idempotent(true);
static PLAIN: Operation = Operation::new("plain", "POST", "/plain");

fn transport(server: &Server) -> Transport {
    let waits = RetryPolicy::DEFAULT.waits(Duration::from_millis(1), Duration::from_millis(2));
    let config = config(server).limits(Limits::DEFAULT.retry(waits));
    Transport::new(config, SECURITY_SCHEMES).unwrap()
}

#[derive(Debug, Deserialize)]
struct Preauth {
    amount: Amount,
}

#[tokio::test]
async fn every_part_arrives_as_it_was_given() {
    let server = Server::answering(json("200 OK", r#"{"code":"200","content":{"id":1}}"#));
    let body = serde_json::json!({"code": "A"});
    let transport = transport(&server);
    let request = transport
        .raw(&ATTACH)
        .path("visit", "../A B?#%2F")
        .path("id", 17)
        .query("note", "a&b=ü c")
        .query("note", 2)
        .header("x-hospital", "Himilo")
        .json(&body);
    let reply = request.send::<Json>().await.unwrap();
    assert_eq!((reply.as_str(), reply.code()), (r#"{"id":1}"#, Some("200")));
    let sent = server.request();
    let (head, body) = sent.split_once("\r\n\r\n").unwrap();
    let mut lines: Vec<&str> = head.split("\r\n").collect();
    lines[1..].sort_unstable();
    assert_eq!(
        lines,
        [
            "PUT /api/attachment/17/of/..%2FA%20B%3F%23%252F?note=a%26b%3D%C3%BC+c&note=2 HTTP/1.1",
            "accept: application/json",
            "authorization: Bearer t0ken",
            "content-length: 12",
            "content-type: application/json",
            &format!("host: {}", server.host()),
            &format!("user-agent: smart-runtime/{}", env!("CARGO_PKG_VERSION")),
            "x-hospital: Himilo",
        ]
    );
    assert_eq!(body, r#"{"code":"A"}"#);
}

#[tokio::test]
async fn answers_are_told_apart_as_for_methods() {
    for (status, body, kind, outcome) in [
        (
            "200 OK",
            r#"{"code":"400.2011","message":"Jane"}"#,
            ErrorKind::Business,
            Outcome::Refused,
        ),
        (
            "403 Forbidden",
            "",
            ErrorKind::NotPermitted,
            Outcome::Refused,
        ),
        (
            "502 Bad Gateway",
            "<html>Jane",
            ErrorKind::Http,
            Outcome::Unknown,
        ),
        (
            "200 OK",
            r#"{"code":"200","content":[{"amount":"Jane"}]}"#,
            ErrorKind::Decoding,
            Outcome::Unknown,
        ),
        (
            "200 OK",
            r#"[{"amount":"Jane"}]"#,
            ErrorKind::Decoding,
            Outcome::Unknown,
        ),
    ] {
        let server = Server::answering(json(status, body));
        let transport = transport(&server);
        let request = transport.raw(&ATTACH).path("id", 1).path("visit", "Jane");
        assert!(!format!("{request:?}").contains("Jane"));
        let error = request.send::<Vec<Preauth>>().await.unwrap_err();
        assert_eq!((error.kind(), error.outcome()), (kind, outcome), "{body}");
        assert_eq!(error.operation(), Some("attach"));
        assert!(!format!("{error} {error:?}").contains("Jane"), "{error:?}");
        let place = error.to_string();
        if kind == ErrorKind::Decoding {
            let pointer = if body.starts_with('[') {
                "at /0/amount:"
            } else {
                "at /content/0/amount:"
            };
            assert!(place.contains(pointer), "{place}");
        }
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn payloads_are_read_exactly_in_an_envelope_and_without() {
    for body in [
        r#"{"code":"200","content":[{"amount":9007199254740993.10}]}"#,
        r#"[{"amount":"9007199254740993.10"}]"#,
    ] {
        let server = Server::answering(json("200 OK", body));
        let reply = transport(&server)
            .raw(&FETCH)
            .send::<Vec<Preauth>>()
            .await
            .unwrap();
        assert_eq!(reply[0].amount.to_string(), "9007199254740993.10");
    }
    for body in [r#"{"code":"200","content":null}"#, r#"{"code":"200"}"#] {
        let server = Server::answering(json("200 OK", body));
        let reply = transport(&server)
            .raw(&FETCH)
            .send::<Option<Preauth>>()
            .await
            .unwrap();
        assert!(reply.is_none());
    }
    let server = Server::answering(json("200 OK", r#"{"amount":1.50}"#));
    let reply = transport(&server)
        .raw(&PLAIN)
        .send::<Preauth>()
        .await
        .unwrap();
    assert_eq!(reply.amount.to_string(), "1.50");
    let server = Server::answering(answer("204 No Content", "", ""));
    transport(&server).raw(&PLAIN).send::<()>().await.unwrap();
}

#[tokio::test]
async fn only_what_is_marked_as_idempotent_is_repeated() {
    for (operation, times) in [(&ATTACH, 1), (&FETCH, 3)] {
        let server = Server::start(|number, _| {
            let busy = answer("503 Service Unavailable", "", "");
            let done = json("200 OK", r#"{"code":"200"}"#);
            Act::Write(if number < 2 { busy } else { done })
        });
        let transport = transport(&server);
        let mut request = transport.raw(operation);
        if operation.path().contains("{id}") {
            request = request.path("id", 1).path("visit", 1);
        }
        let reply = request.send::<Json>().await;
        assert_eq!((reply.is_ok(), server.requests().len()), (times > 1, times));
    }
}

#[tokio::test]
async fn a_raw_request_with_a_mistake_is_not_sent() {
    static NO_SLASH: Operation = Operation::new("noSlash", "GET", "api");
    static OPEN: Operation = Operation::new("open", "GET", "/api/{id");
    static METHOD: Operation = Operation::new("method", "G E T", "/api");
    let server = Server::answering(json("200 OK", "{}"));
    let transport = transport(&server);
    let raw = |operation| transport.raw(operation);
    let attach = || raw(&ATTACH).path("id", 1);
    for (request, said) in [
        (attach(), "the path parameter `visit` has no value"),
        (
            attach().path("visit", ".."),
            "the path parameter `visit` is empty, `.` or `..`",
        ),
        (
            attach().path("visit", 1).path("visti", 1),
            "a path parameter is given twice, or is not in the operation's path",
        ),
        (
            raw(&NO_SLASH),
            "the operation's path does not begin with `/`",
        ),
        (raw(&OPEN), "a `{` of the operation's path is not closed"),
        (raw(&METHOD), "the operation's method is not one of HTTP"),
        (
            raw(&FETCH).header("a b", "c"),
            "the name or the value of a header cannot be sent; use visible ASCII",
        ),
        (
            raw(&FETCH).header("Content-Length", "0"),
            "a header of the connection, which the client writes itself",
        ),
        (
            raw(&FETCH).bytes("\n", ""),
            "the media type is not a header",
        ),
        (
            raw(&FETCH).json(&std::collections::BTreeMap::from([((1, 2), 3)])),
            "the body cannot be written as JSON",
        ),
    ] {
        let error = request.send::<Json>().await.unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::InvalidRequest, Outcome::NotSent)
        );
        assert!(
            error.to_string().contains(said),
            "{error} instead of {said}"
        );
        assert!(error.call_id().is_some() && error.operation().is_some());
    }
    assert_eq!(server.requests().len(), 0);
}
