//! What is sent.

use smart_api::runtime::{Config, Credential, ErrorKind, Outcome};

use crate::miniature::{Claim, Form};
use crate::server::{Act, Server, json};
use crate::{client, client_of, config};

const EMPTY: &str = r#"{"code":"200"}"#;

/// The lines of a request: the first, then the headers sorted, then the body.
fn lines(request: &str) -> Vec<String> {
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let mut lines: Vec<String> = head.split("\r\n").map(str::to_owned).collect();
    lines[1..].sort();
    lines.push(String::new());
    lines.push(body.to_owned());
    lines
}

fn agent() -> String {
    format!("user-agent: smart-runtime/{}", env!("CARGO_PKG_VERSION"))
}

#[tokio::test]
async fn a_query_carries_credential_and_headers_and_nothing_undocumented() {
    let server = Server::answering(json("200 OK", EMPTY));
    let config = config(&server)
        .header("provider-key", "SKSP_6122")
        .header("accept-language", "en");
    client_of(config).fetch("A/B ü&=").await.unwrap();
    assert_eq!(
        lines(&server.request()),
        [
            "GET /base/api/visit?patientNumber=A%2FB+%C3%BC%26%3D HTTP/1.1",
            "accept-language: en",
            "accept: application/json",
            "authorization: Bearer t0ken",
            &format!("host: {}", server.host()),
            "provider-key: SKSP_6122",
            &agent(),
            "",
            "",
        ]
    );
}

#[tokio::test]
async fn an_empty_put_says_that_it_is_empty() {
    let server = Server::answering(json("200 OK", EMPTY));
    client(&server).merge(62863, "A/B 1").await.unwrap();
    assert_eq!(
        lines(&server.request()),
        [
            "PUT /base/api/visit/62863/visit-number/A%2FB%201 HTTP/1.1",
            "accept: application/json",
            "authorization: Bearer t0ken",
            "content-length: 0",
            &format!("host: {}", server.host()),
            &agent(),
            "",
            "",
        ]
    );
}

#[tokio::test]
async fn a_path_that_would_be_another_one_is_not_sent() {
    let server = Server::answering(json("200 OK", EMPTY));
    for visit in ["", ".", ".."] {
        let error = client(&server).merge(62863, visit).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        assert_eq!(error.outcome(), Outcome::NotSent);
        let call = error.call_id().unwrap();
        assert_eq!(
            error.to_string(),
            format!(
                "mergeVisit: request cannot be sent: a path parameter is empty, `.` or `..` (not sent, call {call})"
            )
        );
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_json_body_keeps_the_digits_of_its_amounts() {
    let server = Server::answering(json("200 OK", EMPTY));
    let claim = Claim {
        amount: "12345678901234567.890".parse().unwrap(),
        patient_name: "Ω \"x\"".to_owned(),
    };
    client(&server).claim(&claim).await.unwrap();
    let body = "{\"amount\":12345678901234567.890,\"patient_name\":\"Ω \\\"x\\\"\"}";
    assert_eq!(
        lines(&server.request()),
        [
            "POST /base/api/claims HTTP/1.1",
            "accept: application/json",
            "authorization: Bearer t0ken",
            &format!("content-length: {}", body.len()),
            "content-type: application/json",
            &format!("host: {}", server.host()),
            &agent(),
            "",
            body,
        ]
    );
}

fn form() -> Form {
    Form {
        username: "ann".to_owned(),
        password: "p&ss wörd".into(),
    }
}

#[tokio::test]
async fn all_schemes_of_an_alternative_are_sent_together() {
    let server = Server::answering("HTTP/1.1 204 No Content\r\n\r\n");
    let config = Config::new(server.url())
        .credential("query", Credential::api_key("q"))
        .credential("key", Credential::api_key("k"))
        .credential("basic", Credential::basic("Himilo_HMIS", "s€cret"))
        .user_agent_suffix("hmis/4.2")
        .call_id_header("x-call-id");
    let reply = client_of(config).plain(&form()).await.unwrap();
    assert_eq!(
        lines(&server.request()),
        [
            "POST /base/plain HTTP/1.1",
            "accept: */*",
            "authorization: Basic SGltaWxvX0hNSVM6c+KCrGNyZXQ=",
            "content-length: 38",
            "content-type: application/x-www-form-urlencoded",
            &format!("host: {}", server.host()),
            &format!("{} hmis/4.2", agent()),
            "x-api-key: k",
            &format!("x-call-id: {}", reply.call_id()),
            "",
            "username=ann&password=p%26ss+w%C3%B6rd",
        ]
    );
}

#[tokio::test]
async fn the_first_alternative_with_all_credentials_is_used() {
    let server = Server::answering("HTTP/1.1 204 No Content\r\n\r\n");
    let config = Config::new(server.url())
        .credential("basic", Credential::basic("a", "b"))
        .credential("query", Credential::api_key("q&k"));
    client_of(config).plain(&form()).await.unwrap();
    let request = server.request();
    assert!(request.starts_with("POST /base/plain?api_key=q%26k HTTP/1.1\r\n"));
    assert!(!request.contains("authorization"));
}

#[tokio::test]
async fn without_a_credential_nothing_is_sent() {
    let server = Server::answering(json("200 OK", EMPTY));
    let client = client_of(Config::new(server.url()));
    let error = client.plain(&form()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Authentication, Outcome::NotSent)
    );
    let call = error.call_id().unwrap();
    assert_eq!(
        error.to_string(),
        format!(
            "plain: not authenticated: no credential is configured for the security scheme \
             basic and key, nor for query (not sent, call {call})"
        )
    );
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let other = Server::answering(json("200 OK", EMPTY));
    let location = other.url();
    let server = Server::start(move |_, _| {
        Act::Write(
            format!("HTTP/1.1 307 Temporary Redirect\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n")
                .into_bytes(),
        )
    });
    let error = client(&server).fetch("1").await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Http, Some(307)));
    assert!(other.requests().is_empty());
    server.request();
}
