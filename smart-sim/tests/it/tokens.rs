//! Tokens: how the client gets one, and the calls that need one.

use std::time::Duration;

use smart_sim::{Json, Scenario};

use crate::client::{BASIC, Clinic, PASSWORD_GRANT, Reply, TOKEN};

const VISIT: &str = "/api/visit?patientNumber=23025764&sessionStatus=PENDING";

fn error(reply: &Reply) -> String {
    let json = reply.json();
    json.get("error")
        .and_then(Json::as_text)
        .unwrap()
        .to_owned()
}

#[test]
fn token_is_the_sample_of_the_text_and_counts_down() {
    let clinic = Clinic::frozen();
    let reply = clinic.token(PASSWORD_GRANT);
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    let expected = |left: u32| {
        // The lifetime is 43,200 s, and 33,499 s are left.
        format!(
            r#"{{"access_token":"{TOKEN}","token_type":"bearer","refresh_token":"7f2cb00d-a0ed-4fa7-943e-c75b84eeaaa5","expires_in":{left},"scope":"read write","iat":1717061956,"client_id":"Himilo_HMIS"}}"#
        )
    };
    assert_eq!(reply.text(), expected(33499));
    clinic.sim.advance(Duration::from_secs(33499 - 18139));
    assert_eq!(clinic.token(PASSWORD_GRANT).text(), expected(18139));
}

#[test]
fn an_expired_token_is_followed_by_another() {
    let mut clinic = Clinic::frozen();
    clinic.sim.advance(Duration::from_secs(33499));
    assert_eq!(clinic.get(VISIT).status, 401);
    let first = clinic.renew(PASSWORD_GRANT);
    assert_ne!(clinic.token, TOKEN);
    assert_eq!(first.get("expires_in"), Some(&43200.into()));
    assert_eq!(clinic.get(VISIT).status, 200);

    // The refresh grant replaces the token at once.
    let refresh = first.get("refresh_token").and_then(Json::as_text).unwrap();
    let form = format!("grant_type=refresh_token&refresh_token={refresh}");
    let second = clinic.token(&form).json();
    assert_ne!(second.get("access_token"), first.get("access_token"));
    assert_eq!(second.get("refresh_token"), first.get("refresh_token"));
    assert_eq!(clinic.get(VISIT).status, 401);
}

#[test]
fn token_endpoint_refuses_forms_in_the_words_of_oauth() {
    let clinic = Clinic::new();
    for (form, what) in [
        ("", "invalid_request"),
        (
            "grant_type=password&username=simulated-user",
            "invalid_request",
        ),
        (
            "grant_type=password&username=a&username=a&password=b",
            "invalid_request",
        ),
        (
            "grant_type=password&username=simulated-user&password=wrong",
            "invalid_grant",
        ),
        (
            "grant_type=refresh_token&refresh_token=wrong",
            "invalid_grant",
        ),
        ("grant_type=client_credentials", "unsupported_grant_type"),
    ] {
        let reply = clinic.token(form);
        assert_eq!(
            (reply.status, error(&reply)),
            (400, what.to_owned()),
            "{form}"
        );
    }
}

#[test]
fn token_endpoint_refuses_clients_and_bodies() {
    let clinic = Clinic::new();
    let form = "Content-Type: application/x-www-form-urlencoded\r\n";
    for basic in [
        "",
        "Authorization: Basic !!!\r\n",
        "Authorization: Basic SGltaWxvX0hNSVM6d3Jvbmc=\r\n",
    ] {
        let headers = format!("{form}{basic}");
        let reply = clinic.call("POST", "/oauth/token", &headers, PASSWORD_GRANT.as_bytes());
        assert_eq!(
            (reply.status, error(&reply)),
            (401, "invalid_client".to_owned()),
            "{basic}"
        );
        assert_eq!(
            reply.header("www-authenticate"),
            Some("Basic realm=\"smart-sim\"")
        );
    }
    let json = format!("Authorization: Basic {BASIC}\r\nContent-Type: application/json\r\n");
    let reply = clinic.call("POST", "/oauth/token", &json, b"{}");
    assert_eq!(
        (reply.status, error(&reply)),
        (415, "invalid_request".to_owned())
    );
    let large = "x".repeat(5_000_000);
    let headers = format!("{form}Authorization: Basic {BASIC}\r\n");
    let reply = clinic.call("POST", "/oauth/token", &headers, large.as_bytes());
    assert_eq!(
        (reply.status, error(&reply)),
        (413, "invalid_request".to_owned())
    );
}

#[test]
fn token_endpoint_takes_the_bare_question_mark_of_the_text() {
    let clinic = Clinic::new();
    let headers = format!(
        "authorization: basic {BASIC}\r\nContent-Type: application/x-www-form-urlencoded;charset=UTF-8\r\n"
    );
    let reply = clinic.call("POST", "/oauth/token?", &headers, PASSWORD_GRANT.as_bytes());
    assert_eq!(reply.status, 200, "{}", reply.text());
}

#[test]
fn every_call_but_the_token_needs_a_valid_token() {
    let clinic = Clinic::new();
    let calls = smart_sim::routes()
        .iter()
        .filter(|route| route.1 != "/oauth/token");
    for (method, template) in calls {
        let target = template
            .replace("{sessionId}", "62863")
            .replace("{visitNumber}", "V");
        for (headers, error) in [
            ("", "unauthorized"),
            ("Authorization: Basic YTpi\r\n", "unauthorized"),
            ("Authorization: Bearer wrong\r\n", "invalid_token"),
            ("Authorization: Bearer \r\n", "unauthorized"),
        ] {
            let reply = clinic.call(method, &target, headers, b"");
            assert_eq!(reply.status, 401, "{method} {target} {headers}");
            assert_eq!(reply.json().get("error"), Some(&error.into()), "{headers}");
            let challenge = format!("Bearer realm=\"smart-sim\", error=\"{error}\"");
            assert_eq!(reply.header("www-authenticate"), Some(challenge.as_str()));
        }
    }
    assert_eq!(clinic.status_of(62863), "PENDING");
}

#[test]
fn provider_key_is_required_when_the_scenario_says_so() {
    let mut scenario = Scenario::built_in();
    scenario.credentials.provider_key = Some("SKSP_6122".to_owned());
    let clinic = Clinic::with(scenario);
    assert_eq!(clinic.get(VISIT).refusal(), "400.2015");
    // Answers of the token endpoint have no envelope, and so no code.
    let reply = clinic.token(PASSWORD_GRANT);
    let error = reply.json().get("error").cloned();
    assert_eq!((reply.status, error), (400, Some("invalid_request".into())));
    let headers = format!("{}provider-key: SKSP_6122\r\n", clinic.bearer());
    assert_eq!(clinic.call("GET", VISIT, &headers, b"").status, 200);
}
