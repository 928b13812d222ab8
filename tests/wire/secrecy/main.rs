//! Plants health data and secrets in every place, and searches all output for them: `Display`,
//! `Debug` and `source()` of every failure, and the log of this crate and its dependencies.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod listener;
mod visit;

use std::error::Error as StdError;
use std::fmt::{Debug, Write};
use std::time::Duration;

use smart_api::enums::GrantType;
use smart_api::operations::OPERATIONS;
use smart_api::requests::{
    CloseSession, CreateToken, FetchClaimStatus, FetchCopay, FetchMember, FetchVisit, MergeVisit,
    PostClaim, PostClinicRecord,
};
use smart_api::runtime::{Error, ErrorKind, Limits, RetryPolicy};
use smart_api::types::{ClinicRecord, Session, TokenRequest};
use smart_api::{Client, Config, Credentials, Environment, Operation, StoredToken, undocumented};

use smart_socket::{Act, Server, answer, json};

/// What is planted. It stands in for a name, a number, a diagnosis, a password.
const PLANTED: &str = "JaneDoe502";

fn planted(place: &str) -> String {
    format!("{PLANTED}-{place}")
}

/// All that can be seen of a value without asking for it by name.
fn shown(value: &impl Debug) -> String {
    format!("{value:?}\n{value:#?}\n")
}

fn shown_error(error: &Error) -> String {
    let mut text = format!("{error}\n{error:#}\n{}", shown(error));
    let mut source = error.source();
    while let Some(cause) = source {
        writeln!(text, "{cause}\n{cause:#}\n{cause:?}\n{cause:#?}").unwrap();
        source = cause.source();
    }
    if let Some(Err(mismatch)) = error.object::<Session>() {
        write!(text, "{mismatch}\n{}", shown(&mismatch)).unwrap();
    }
    text
}

fn assert_clean(text: &str, about: &str) {
    let planted: Vec<&str> = text.lines().filter(|line| line.contains(PLANTED)).collect();
    assert!(planted.is_empty(), "{about}: {planted:#?}");
}

fn config(url: String) -> Config {
    let credentials = Credentials {
        client_id: planted("client-id"),
        client_secret: planted("client-secret").into(),
        username: planted("username"),
        password: planted("password").into(),
    };
    Config::new(Environment::At(url), credentials)
        .provider_key(planted("provider-key"))
        .accept_language(planted("language"))
        .user_agent_suffix(planted("agent"))
        .call_id_header("x-call-id")
        .limits(
            Limits::DEFAULT
                .attempt_timeout(Duration::from_millis(300))
                .body_limit(4000)
                .retry(
                    RetryPolicy::DEFAULT.waits(Duration::from_millis(1), Duration::from_millis(2)),
                ),
        )
}

fn claim() -> smart_api::types::Claim {
    let body = include_str!("../../fixtures/postClaim/claim.json");
    let body = body.replace("TESTPAYER", &planted("payer"));
    let body = body.replace("Sample Test Patient", &planted("name"));
    let body = body.replace("AKHILS001", &planted("visit"));
    serde_json::from_str(&body).unwrap()
}

fn clinic_record() -> ClinicRecord {
    let value = planted("record");
    let record = format!(
        r#"{{"invoice_number":"INV-1","member_number":"{value}","patient_number":"{value}","session_id":"62863","visit_number":"{value}","diagnosis":[{{"code":"{value}","coding_standard":"ICD10","name":"{value}","is_primary":true}}]}}"#
    );
    serde_json::from_str(&record).unwrap()
}

/// What is called by hand.
static RAW: Operation = undocumented("byHand", "POST", "/api/by-hand/{patientNumber}");

/// How many calls are tried.
const CALLS: usize = OPERATIONS.len() + 1;

/// Calls operations until each has failed or succeeded, and returns what can be seen of it all.
async fn tried(client: &Client) -> (String, Vec<ErrorKind>) {
    let (mut text, mut kinds) = (shown(client), Vec::new());
    text += &shown(client.transport());
    let patient = planted("patient");
    let request = FetchVisit::new(patient.as_str(), "PENDING");
    let mut look = |seen: Result<String, Error>| match seen {
        Ok(seen) => text += &seen,
        Err(error) => {
            text += &shown_error(&error);
            kinds.push(error.kind());
        }
    };
    look(client.fetch_visit(request).await.map(|reply| shown(&reply)));
    let request = FetchMember::new(patient.as_str(), 62863);
    look(
        client
            .fetch_member(request)
            .await
            .map(|reply| shown(&reply)),
    );
    let request = MergeVisit::new(62863, planted("visit").as_str());
    look(client.merge_visit(request).await.map(|reply| shown(&reply)));
    let request = PostClaim::new(patient.as_str(), 62863, claim());
    look(client.post_claim(request).await.map(|reply| shown(&reply)));
    let request = FetchCopay::new(93181, planted("key").as_str(), planted("visit").as_str());
    look(client.fetch_copay(request).await.map(|reply| shown(&reply)));
    let request = FetchClaimStatus::new("INV-1", planted("visit").as_str())
        .member_number(planted("member").as_str());
    let reply = client.fetch_claim_status(request).await;
    look(reply.map(|reply| shown(&reply)));
    let reply = client.close_session(CloseSession::new(62863)).await;
    look(reply.map(|reply| shown(&reply)));
    let reply = client
        .post_clinic_record(PostClinicRecord::new(clinic_record()))
        .await;
    look(reply.map(|reply| shown(&reply)));
    let grant = TokenRequest::new(GrantType::Password)
        .username(planted("username"))
        .password(planted("password"));
    let reply = client.create_token(CreateToken::new(grant)).await;
    look(reply.map(|reply| shown(&reply)));
    let request = client
        .raw(&RAW)
        .path("patientNumber", &patient)
        .query(&patient, &patient)
        .header("x-patient", &patient)
        .json(&patient);
    look(Ok(shown(&request)));
    let reply = request.send::<Vec<Session>>().await;
    look(reply.map(|reply| shown(&reply)));
    (text, kinds)
}

fn token() -> Act {
    let (access, refresh) = (planted("access"), planted("refresh"));
    let body = format!(
        r#"{{"access_token":"{access}","refresh_token":"{refresh}","expires_in":9,"client_id":"Himilo_HMIS","scope":"read write"}}"#
    );
    Act::Write(json("200 OK", &body))
}

fn headers() -> String {
    let value = planted("header");
    format!(
        "x-{value}: {value}\r\nset-cookie: {value}={value}\r\nlocation: http://{value}.example/{value}?{value}\r\nserver: {value}\r\n"
    )
}

/// Answers of every kind, each with something planted in it.
fn failures() -> Vec<(&'static str, Vec<u8>)> {
    let value = planted("answer");
    let everywhere = format!(r#"{{"{value}":"{value}","list":[{{"{value}":["{value}"]}}]}}"#);
    let envelope = |code: &str, rest: &str| {
        format!(r#"{{"code":{code},"message":"{value}","object_type":"{value}"{rest}}}"#)
    };
    let mut failures = Vec::new();
    for (name, status, body) in [
        (
            "business",
            "200 OK",
            envelope("\"400.2005\"", &format!(",\"object\":{everywhere}")),
        ),
        ("no code", "400 X", envelope(&format!("\"{value}\""), "")),
        ("contradiction", "500 X", envelope("\"200\"", "")),
        (
            "framework",
            "500 X",
            format!(
                r#"{{"status":500,"path":"/{value}","error":"{value}","message":"{value}","timestamp":"{value}"}}"#
            ),
        ),
        (
            "unlisted type",
            "200 OK",
            envelope("\"200\"", &format!(",\"response_type\":\"{value}\"")),
        ),
        (
            "wrong payload",
            "200 OK",
            envelope("\"200\"", &format!(",\"content\":\"{value}\"")),
        ),
        (
            "wrong item",
            "200 OK",
            envelope(
                "\"200\"",
                &format!(",\"content\":[{{\"id\":\"{value}\",\"{value}\":1}}]"),
            ),
        ),
        (
            "wrong other item",
            "200 OK",
            envelope(
                "200",
                &format!(
                    ",\"content\":[{{\"session_id\":1,\"status\":[\"{value}\"],\"id\":\"{value}\",\"benefits\":\"{value}\"}}]"
                ),
            ),
        ),
        ("wrong bare", "200 OK", format!("[{everywhere}]")),
        ("malformed", "200 OK", format!("{{\"{value}\": {value}")),
        (
            "malformed payload",
            "200 OK",
            format!("[\"{value}\", {value}]"),
        ),
        ("text", "200 OK", format!("\"{value}\"")),
        ("html", "502 Bad Gateway", format!("<html>{value}")),
        (
            "unauthorized",
            "401 X",
            format!(r#"{{"error":"{value}","error_description":"{value}"}}"#),
        ),
        ("forbidden", "403 X", value.clone()),
        ("not found", "404 X", value.clone()),
        ("too many", "429 X", value.clone()),
        ("redirect", "302 Found", value.clone()),
        ("too large", "200 OK", value.repeat(400)),
        (
            "fine",
            "200 OK",
            envelope("\"200\"", ",\"response_type\":\"WARNING\",\"content\":[]"),
        ),
    ] {
        let status = format!("{status} {value}");
        failures.push((name, answer(&status, &headers(), &body)));
    }
    failures.push((
        "no status",
        format!("HTTP/1.1 {value}\r\n\r\n").into_bytes(),
    ));
    failures.push((
        "no header",
        format!("HTTP/1.1 200 OK\r\n{value}\r\n\r\n").into_bytes(),
    ));
    failures.push((
        "bad length",
        format!("HTTP/1.1 200 OK\r\ncontent-length: {value}\r\n\r\n").into_bytes(),
    ));
    failures.push((
        "bad chunk",
        format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{value}\r\n").into_bytes(),
    ));
    failures.push((
        "cut off",
        format!("HTTP/1.1 200 OK\r\ncontent-length: 999\r\n\r\n{{\"{value}\"").into_bytes(),
    ));
    failures.push(("never", Vec::new()));
    failures
}

#[tokio::test]
async fn no_planted_value_is_printed_or_logged() {
    let listener = listener::listen();
    for (name, bytes) in failures() {
        let about = name;
        let server = Server::start(move |_, request| {
            if request.starts_with("POST /oauth/token") {
                return token();
            }
            match name {
                "cut off" | "no status" | "no header" | "bad length" | "bad chunk" => {
                    Act::WriteAndEnd(bytes.clone())
                }
                "never" => Act::WriteAndHang(bytes.clone()),
                _ => Act::Write(bytes.clone()),
            }
        });
        let config = config(server.url());
        assert_clean(&shown(&config), about);
        let (text, kinds) = tried(&Client::new(config).unwrap()).await;
        assert_clean(&text, about);
        assert!(name == "fine" || kinds.len() >= 2, "{name}: {kinds:?}");
        let requests = server.requests();
        for place in [
            "access",
            "patient",
            "visit",
            "name",
            "provider-key",
            "agent",
        ] {
            let sent = requests.iter().any(|one| one.contains(&planted(place)));
            assert!(sent, "{place} was not sent");
        }
        assert_clean(&listener.heard(), about);
    }
    // The same for the token itself.
    for (name, bytes) in failures() {
        let server = Server::start(move |_, _| Act::WriteAndEnd(bytes.clone()));
        let (text, kinds) = tried(&Client::new(config(server.url())).unwrap()).await;
        assert_clean(&text, name);
        assert!(
            kinds.len() == CALLS,
            "{name}: let `tried` call each operation: {kinds:?}"
        );
    }
    // Neither server nor proxy can be reached.
    let nowhere = "http://127.0.0.1:1/".to_owned();
    let proxied = config(nowhere.clone()).proxy(format!("http://{PLANTED}:{PLANTED}@127.0.0.1:1"));
    for config in [config(nowhere), proxied] {
        assert_clean(&shown(&config), "unreachable");
        let (text, kinds) = tried(&Client::new(config).unwrap()).await;
        assert_clean(&text, "unreachable");
        assert_eq!(kinds, [ErrorKind::Transport; CALLS]);
    }
    assert_clean(&visit::tried().await, "a visit");
    let heard = listener.heard();
    assert_clean(&heard, "log");
    // It did listen: to our spans, to our events, and to what lies below.
    for word in [
        "operation",
        "fetchVisit",
        "/api/visit/{sessionId}",
        "answered",
        "failed",
        "reqwest",
        "hyper_util",
    ] {
        assert!(heard.contains(word), "{word} was not heard:\n{heard}");
    }
}

#[test]
fn mistakes_in_the_configuration_do_not_repeat_it() {
    let value = planted("value");
    let userinfo = format!("https://{value}:{value}@localhost/");
    for url in [
        userinfo.clone(),
        format!("https://localhost/?{value}"),
        format!("https://localhost/#{value}"),
    ] {
        assert_clean(&shown(&config(url)), "base URL");
    }
    for config in [
        config(format!("http://{value}.example/")),
        config(userinfo),
        config(format!("https://localhost/?{value}")),
        config(format!("{value}://localhost/")),
        config(value.clone()),
        config("https://localhost/".into()).provider_key(format!("{value}\n")),
        config("https://localhost/".into()).user_agent_suffix(format!("{value}\n")),
        config("https://localhost/".into()).proxy(format!("{value}://")),
        config("https://localhost/".into()).root_certificates(value.clone()),
    ] {
        let error = Client::new(config).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert_clean(&shown_error(&error), "configuration");
    }
}

#[test]
fn a_stored_token_is_not_printed() {
    let text = format!(r#"{{"access_token":"{PLANTED}","refresh_token":"{PLANTED}"}}"#);
    let token: StoredToken = serde_json::from_str(&text).unwrap();
    assert_clean(&shown(&token), "stored token");
}
