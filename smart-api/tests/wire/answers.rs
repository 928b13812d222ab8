//! What answers mean for the caller.

use smart_api::runtime::{Error, ErrorKind, Outcome};

use crate::client;
use crate::miniature::{Claim, Form, Session};
use crate::server::{Server, answer, json};
use crate::{client_of, config};

fn session(id: i64) -> Session {
    Session {
        session_id: id,
        status: None,
        balance: None,
    }
}

fn claim() -> Claim {
    Claim {
        amount: 1.into(),
        patient_name: "Jane".to_owned(),
    }
}

async fn fetched(body: &str) -> Vec<Session> {
    let server = Server::answering(json("200 OK", body));
    client(&server).fetch("1").await.unwrap().into_payload()
}

async fn refused(status: &str, body: &str) -> Error {
    let server = Server::answering(json(status, body));
    client(&server).claim(&claim()).await.unwrap_err()
}

#[tokio::test]
async fn a_list_is_read_from_a_list_one_object_or_null_with_an_envelope_and_without() {
    for body in [
        r#"{"code":"200","content":[{"session_id":1}]}"#,
        r#"{"code":200,"content":{"session_id":1}}"#,
        r#"[{"id":1}]"#,
        r#"{"id":1}"#,
        "\u{feff}{\"code\":\"201\",\"content\":[{\"id\":1}]}",
    ] {
        assert_eq!(fetched(body).await, [session(1)], "{body}");
    }
    for body in [
        r#"{"code":"200","content":null}"#,
        r#"{"code":"200"}"#,
        "[]",
    ] {
        assert_eq!(fetched(body).await, [], "{body}");
    }
}

#[tokio::test]
async fn a_reply_knows_what_the_envelope_said() {
    let body =
        r#"{"code":"200","message":"balance is low","response_type":"WARNING","content":[]}"#;
    let server = Server::answering(json("200 OK", body));
    let reply = client(&server).fetch("1").await.unwrap();
    assert_eq!((reply.code(), reply.status()), (Some("200"), 200));
    assert_eq!(reply.warning(), Some("balance is low"));
    assert_eq!((reply.attempts(), reply.body()), (1, body.as_bytes()));
    let shown = format!("{reply:?} {reply:#?}");
    assert!(!shown.contains("low"), "{shown}");

    let body = r#"{"code":"200","message":"fine","content":[]}"#;
    let server = Server::answering(json("200 OK", body));
    let reply = client(&server).fetch("1").await.unwrap();
    assert_eq!((reply.message(), reply.warning()), (Some("fine"), None));

    let server = Server::answering(json("200 OK", "[]"));
    let reply = client(&server).fetch("1").await.unwrap();
    assert_eq!(
        (reply.code(), reply.message(), reply.warning()),
        (None, None, None)
    );
}

#[tokio::test]
async fn a_business_failure_brings_code_message_and_object() {
    let body = r#"{"code":"400.2005","message":"Jane is merged","object":{"session_id":62863,"status":"ACTIVE"}}"#;
    for status in ["200 OK", "400 Bad Request", "500 Oops"] {
        let error = refused(status, body).await;
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Business, Outcome::Refused)
        );
        assert_eq!(error.code(), Some("400.2005"));
        assert_eq!(error.message(), Some("Jane is merged"));
        let object: Session = error.object().unwrap().unwrap();
        assert_eq!(
            (object.session_id, object.status.as_deref()),
            (62863, Some("ACTIVE"))
        );
        let wrong = error.object::<Vec<i64>>().unwrap().unwrap_err();
        assert_eq!(wrong.to_string(), "expected a sequence");
        assert_eq!(error.body(), Some(body.as_bytes()));
        assert!(!error.is_retryable());
        assert_eq!(
            error.to_string(),
            format!(
                "postClaim: business failure (HTTP {}, code 400.2005, refused, call {})",
                &status[..3],
                error.call_id().unwrap()
            )
        );
    }
    let error = refused("200 OK", r#"{"code":"400.1","content":{"id":1}}"#).await;
    assert_eq!(error.object::<Session>().unwrap().unwrap(), session(1));
    assert!(
        refused("200 OK", r#"{"code":"400.1"}"#)
            .await
            .object::<Session>()
            .is_none()
    );
}

#[tokio::test]
async fn a_code_that_is_no_code_is_not_printed() {
    let error = refused("200 OK", r#"{"code":"Jane Doe","message":"no"}"#).await;
    assert_eq!(error.code(), Some("Jane Doe"));
    assert!(!format!("{error} {error:?}").contains("Jane"));
}

#[tokio::test]
async fn http_failures_are_told_apart_and_say_what_may_have_happened() {
    use ErrorKind::{Authentication, Http, NotFound, NotPermitted, RateLimited};
    use Outcome::{Refused, Unknown};
    let envelope = r#"{"code":"200"}"#;
    let spring = r#"{"timestamp":1,"status":500,"path":"/api"}"#;
    let spring_400 = r#"{"timestamp":1,"status":400,"path":"/api"}"#;
    for (status, body, kind, outcome) in [
        ("401 X", "", Authentication, Refused),
        ("403 X", "", NotPermitted, Refused),
        ("404 X", "<html>", NotFound, Refused),
        ("408 X", "", Http, Unknown),
        ("409 X", "", Http, Refused),
        ("429 X", "", RateLimited, Refused),
        ("500 X", spring, Http, Unknown),
        ("502 X", "<html>", Http, Unknown),
        ("503 X", "", Http, Unknown),
        ("302 X", "", Http, Unknown),
        ("400 X", envelope, Http, Unknown),
        ("500 X", envelope, Http, Unknown),
        ("200 X", spring, Http, Unknown),
        ("200 X", spring_400, Http, Refused),
        ("400 X", spring_400, Http, Refused),
        ("200 X", "", Http, Unknown),
        ("200 X", "<html>", Http, Unknown),
        ("200 X", r#"{"code":"200""#, Http, Unknown),
        (
            "201 X",
            r#"{"code":"200","response_type":"BOLD"}"#,
            Http,
            Unknown,
        ),
    ] {
        let error = refused(status, body).await;
        assert_eq!(
            (error.kind(), error.outcome()),
            (kind, outcome),
            "{status} {body}"
        );
        assert_eq!(error.status(), status[..3].parse().ok());
        assert_eq!(error.body().unwrap_or_default(), body.as_bytes());
        assert_eq!(error.attempts(), 1);
    }
    let error = refused("200 OK", "<html>Jane").await;
    assert_eq!(
        error.to_string(),
        format!(
            "postClaim: HTTP failure: the answer is HTML or XML (HTTP 200, outcome unknown, call {})",
            error.call_id().unwrap()
        )
    );
}

#[tokio::test]
async fn an_answer_that_is_not_as_documented_names_the_place_and_the_expectation() {
    for (body, pointer, code) in [
        (
            r#"{"code":"200","content":[{"id":1},{"id":"JANE"}]}"#,
            "/content/1/id",
            ", code 200",
        ),
        (r#"[{"id":1},{"id":"JANE"}]"#, "/1/id", ""),
    ] {
        let server = Server::answering(json("200 OK", body));
        let error = client(&server).fetch("1").await.unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Decoding, Outcome::Unknown)
        );
        assert_eq!(
            (error.pointer(), error.expected()),
            (Some(pointer), Some("i64"))
        );
        assert_eq!(
            (error.status(), error.body()),
            (Some(200), Some(body.as_bytes()))
        );
        let call = error.call_id().unwrap();
        assert_eq!(
            error.to_string(),
            format!(
                "fetchVisit: answer not as documented: at {pointer}: expected i64 \
                 (HTTP 200{code}, outcome unknown, call {call})"
            )
        );
        server.request();
    }
}

#[tokio::test]
async fn a_status_of_success_that_the_document_does_not_list_is_success() {
    for status in ["201 Created", "202 Accepted"] {
        let body = r#"{"code":"201","content":{"session_id":7}}"#;
        let server = Server::answering(json(status, body));
        let reply = client(&server).claim(&claim()).await.unwrap();
        assert_eq!(reply.as_ref(), Some(&session(7)));
        assert_eq!(reply.status(), status[..3].parse::<u16>().unwrap());
    }
    // The document lists 204 for this one, and no content.
    let server = Server::answering(json("200 OK", "done"));
    let config = config(&server).credential("query", smart_api::runtime::Credential::api_key("k"));
    let form = Form {
        username: "ann".to_owned(),
        password: "x".into(),
    };
    let reply = client_of(config).plain(&form).await.unwrap();
    assert_eq!((reply.status(), reply.body()), (200, &b"done"[..]));
}

#[tokio::test]
async fn without_an_envelope_the_http_status_decides() {
    let server = Server::answering(json("200 OK", r#"{"session_id":1,"code":"400.1"}"#));
    let reply = client(&server).open().await.unwrap();
    assert_eq!((&*reply, reply.code()), (&session(1), None));
    let server = Server::answering(json("400 X", r#"{"error":"invalid_grant"}"#));
    let error = client(&server).open().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Http, Outcome::Refused)
    );
    let server = Server::answering(answer("500 X", "", ""));
    let error = client(&server).open().await.unwrap_err();
    assert_eq!((error.kind(), error.body()), (ErrorKind::Http, None));
}
