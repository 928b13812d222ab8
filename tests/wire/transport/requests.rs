//! Bodies and credentials of requests.

use smart_api::runtime::{Amount, Config, Credential, ErrorKind, Outcome};

use super::clinic::requests::{Plain, PostClaim};
use super::clinic::types::{Claim, Form};
use super::{client, client_of};
use smart_socket::{Server, json};

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
async fn a_json_body_keeps_the_digits_of_its_amounts() {
    let server = Server::answering(json("200 OK", EMPTY));
    let amount: Amount = "12345678901234567.890".parse().unwrap();
    let claim = Claim::new(amount, "Ω \"x\"");
    client(&server)
        .post_claim(PostClaim::new(claim))
        .await
        .unwrap();
    let body = "{\"amount\":12345678901234567.890,\"patient_name\":\"Ω \\\"x\\\"\"}";
    assert_eq!(
        lines(&server.request()),
        [
            "POST /api/claims HTTP/1.1",
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
    Form::new("ann", "p&ss wörd")
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
    let reply = client_of(config).plain(Plain::new(form())).await.unwrap();
    assert_eq!(
        lines(&server.request()),
        [
            "POST /plain HTTP/1.1",
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
    client_of(config).plain(Plain::new(form())).await.unwrap();
    let request = server.request();
    assert!(request.starts_with("POST /plain?api_key=q%26k HTTP/1.1\r\n"));
    assert!(!request.contains("authorization"));
}

#[tokio::test]
async fn a_call_without_a_credential_is_not_sent() {
    let server = Server::answering(json("200 OK", EMPTY));
    let client = client_of(Config::new(server.url()));
    let error = client.plain(Plain::new(form())).await.unwrap_err();
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
