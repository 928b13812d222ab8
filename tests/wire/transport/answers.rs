//! Answers, as the caller sees them.

use smart_api::runtime::{Credential, Error, ErrorKind, Outcome};

use super::clinic::requests::{FetchVisit, Open, Plain, PostClaim};
use super::clinic::types::{Form, Session};
use super::{claim, client, client_of, config};
use smart_socket::{Server, answer, json};

fn session(id: i64) -> Session {
    Session {
        session_id: id,
        status: None,
        balance: None,
    }
}

async fn refused(status: &str, body: &str) -> Error {
    let server = Server::answering(json(status, body));
    client(&server)
        .post_claim(PostClaim::new(claim()))
        .await
        .unwrap_err()
}

#[tokio::test]
async fn a_byte_order_mark_is_passed_over() {
    let body = "\u{feff}{\"code\":\"201\",\"content\":[{\"id\":1}]}";
    let server = Server::answering(json("200 OK", body));
    let request = FetchVisit::new("1");
    let sessions = client(&server).fetch_visit(request).await.unwrap();
    assert_eq!(*sessions, [session(1)]);
}

#[tokio::test]
async fn a_reply_knows_what_the_envelope_said() {
    let body =
        r#"{"code":"200","message":"balance is low","response_type":"WARNING","content":[]}"#;
    let server = Server::answering(json("200 OK", body));
    let reply = client(&server)
        .fetch_visit(FetchVisit::new("1"))
        .await
        .unwrap();
    assert_eq!((reply.code(), reply.status()), (Some("200"), 200));
    assert_eq!(reply.warning(), Some("balance is low"));
    assert_eq!((reply.attempts(), reply.body()), (1, body.as_bytes()));
    let shown = format!("{reply:?} {reply:#?}");
    assert!(!shown.contains("low"), "{shown}");

    let body = r#"{"code":"200","message":"fine","content":[]}"#;
    let server = Server::answering(json("200 OK", body));
    let reply = client(&server)
        .fetch_visit(FetchVisit::new("1"))
        .await
        .unwrap();
    assert_eq!((reply.message(), reply.warning()), (Some("fine"), None));

    let server = Server::answering(json("200 OK", "[]"));
    let reply = client(&server)
        .fetch_visit(FetchVisit::new("1"))
        .await
        .unwrap();
    assert_eq!(
        (reply.code(), reply.message(), reply.warning()),
        (None, None, None)
    );
}

#[tokio::test]
async fn the_object_of_a_business_failure_is_decoded_when_the_caller_asks() {
    let body = r#"{"code":"400.2005","object":{"session_id":62863,"status":"ACTIVE"}}"#;
    let error = refused("500 Oops", body).await;
    let object: Session = error.object().unwrap().unwrap();
    assert_eq!(
        object,
        Session {
            status: Some("ACTIVE".to_owned()),
            ..session(62863)
        }
    );
    let wrong = error.object::<Vec<i64>>().unwrap().unwrap_err();
    assert_eq!(wrong.to_string(), "expected a sequence");
    let call = error.call_id().unwrap();
    assert_eq!(
        error.to_string(),
        format!("postClaim: business failure (HTTP 500, code 400.2005, refused, call {call})")
    );
    let error = refused("200 OK", r#"{"code":"400.1","content":{"id":1}}"#).await;
    assert_eq!(error.object::<Session>().unwrap().unwrap(), session(1));
    let error = refused("200 OK", r#"{"code":"400.1"}"#).await;
    assert!(error.object::<Session>().is_none());
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
        ("200 X", spring, Http, Unknown),
        ("200 X", spring_400, Http, Refused),
        ("400 X", spring_400, Http, Refused),
        ("200 X", "<html>", Http, Unknown),
        ("200 X", r#"{"code":"200""#, Http, Unknown),
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
    let body = r#"{"code":"200","content":[{"id":1},{"id":2,"balance":"JANE"}]}"#;
    let expected = "a decimal number of at most 28 significant digits";
    let server = Server::answering(json("200 OK", body));
    let request = FetchVisit::new("1");
    let error = client(&server).fetch_visit(request).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Decoding, Outcome::Unknown)
    );
    assert_eq!(
        (error.pointer(), error.expected()),
        (Some("/content/1/balance"), Some(expected))
    );
    assert_eq!(
        (error.status(), error.body()),
        (Some(200), Some(body.as_bytes()))
    );
    let call = error.call_id().unwrap();
    assert_eq!(
        error.to_string(),
        format!(
            "fetchVisit: answer not as documented: at /content/1/balance: expected {expected} \
             (HTTP 200, code 200, outcome unknown, call {call})"
        )
    );
    server.request();
}

#[tokio::test]
async fn a_body_where_the_document_lists_none_is_kept_as_it_came() {
    let server = Server::answering(json("200 OK", "done"));
    let config = config(&server).credential("query", Credential::api_key("k"));
    let request = Plain::new(Form::new("ann", "x"));
    let reply = client_of(config).plain(request).await.unwrap();
    assert_eq!((reply.status(), reply.body()), (200, &b"done"[..]));
}

#[tokio::test]
async fn without_an_envelope_the_http_status_decides() {
    let server = Server::answering(json("200 OK", r#"{"session_id":1,"code":"400.1"}"#));
    let reply = client(&server).open(Open::new()).await.unwrap();
    assert_eq!((&*reply, reply.code()), (&session(1), None));
    let server = Server::answering(json("400 X", r#"{"error":"invalid_grant"}"#));
    let error = client(&server).open(Open::new()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Http, Outcome::Refused)
    );
    let server = Server::answering(answer("500 X", "", ""));
    let error = client(&server).open(Open::new()).await.unwrap_err();
    assert_eq!((error.kind(), error.body()), (ErrorKind::Http, None));
}
