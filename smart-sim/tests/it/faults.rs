//! Faults: the answer that the caller gets, and the effect of the call.

use std::io::Write;
use std::time::Duration;

use smart_sim::{Cut, Drift, ErrorBody, Fault, FaultKind, Json, Operation, Scenario};

use crate::client::{BASE, Clinic, Reply, TOKEN, claim, connect, exchange};

const VISIT: &str = "/api/visit?patientNumber=23025764&sessionStatus=PENDING";
const CLAIMS: &str = "/api/claims?patientNumber=23025764&sessionId=93164";

fn visit(clinic: &Clinic) -> Vec<u8> {
    let request = format!(
        "GET {BASE}{VISIT} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer {TOKEN}\r\n\r\n"
    );
    exchange(clinic.sim.address(), request.as_bytes())
}

fn post(clinic: &Clinic) -> Vec<u8> {
    let body = claim(93164, "87", "I", "1.00");
    let request = format!(
        "POST {BASE}{CLAIMS} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer {TOKEN}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    exchange(clinic.sim.address(), request.as_bytes())
}

#[test]
fn a_dropped_connection_hides_whether_the_claim_was_taken() {
    let clinic = Clinic::new();
    let drop = Fault::new(FaultKind::Drop)
        .on(Operation::PostClaim)
        .times(1);
    clinic.sim.add_fault(drop.clone());
    assert!(post(&clinic).is_empty());
    assert_eq!(clinic.sim.attempts().len(), 1);
    clinic.sim.add_fault(drop.after_effect());
    assert!(post(&clinic).is_empty());
    assert_eq!(clinic.sim.attempts().len(), 2);
    assert_eq!(Reply::parse(&post(&clinic)).status, 200);
    let calls = clinic.sim.calls(Operation::PostClaim);
    let cut: Vec<_> = calls.iter().map(|one| one.answer.cut).collect();
    assert_eq!(cut, [Some(Cut::Dropped), Some(Cut::Dropped), None]);
    assert_eq!(calls[1].faults, ["connection dropped, after the effect"]);
}

#[test]
fn a_body_breaks_off_after_its_first_bytes() {
    let clinic = Clinic::new();
    let whole = Reply::parse(&visit(&clinic));
    for keep in [0, 10, whole.body.len() - 1] {
        clinic
            .sim
            .add_fault(Fault::new(FaultKind::Truncate(keep)).times(1));
        let cut = Reply::parse(&visit(&clinic));
        assert_eq!(cut.status, 200);
        assert_eq!(cut.header("content-length"), whole.header("content-length"));
        assert_eq!(cut.body, &whole.body[..keep], "{keep}");
        let exchange = clinic.sim.journal().pop().unwrap();
        assert_eq!(exchange.answer.cut, Some(Cut::After(keep)));
    }
}

#[test]
fn failures_take_the_place_of_answers() {
    let clinic = Clinic::new();
    let play = |fault: FaultKind| {
        clinic
            .sim
            .add_fault(Fault::new(fault).on(Operation::FetchVisit).times(1));
        Reply::parse(&visit(&clinic))
    };
    let busy = play(FaultKind::TooManyRequests(7));
    busy.spring(429, &format!("{BASE}/api/visit"));
    assert_eq!(busy.header("retry-after"), Some("7"));
    let error = |status, body| FaultKind::ServerError { status, body };
    play(error(500, ErrorBody::Spring)).spring(500, &format!("{BASE}/api/visit"));
    let html = play(error(502, ErrorBody::Html));
    assert_eq!(
        (html.status, html.header("content-type")),
        (502, Some("text/html"))
    );
    assert!(html.text().contains("502 Bad Gateway"));
    let empty = play(error(503, ErrorBody::Empty));
    assert_eq!((empty.status, empty.body.len()), (503, 0));
    let refused = play(FaultKind::Refuse {
        code: "400.2002".into(),
        message: "No".into(),
    });
    assert_eq!(refused.refusal(), "400.2002");
    assert_eq!(Reply::parse(&visit(&clinic)).status, 200);

    clinic.sim.add_fault(
        Fault::new(error(500, ErrorBody::Spring))
            .after_effect()
            .times(1),
    );
    assert_eq!(Reply::parse(&post(&clinic)).status, 500);
    assert_eq!(clinic.sim.attempts().len(), 2);
}

#[test]
fn an_answer_can_be_replaced_by_any_other() {
    let clinic = Clinic::new();
    let broken = FaultKind::Replace {
        status: 203,
        content_type: "application/json".into(),
        body: "{\"code\": \"2".into(),
    };
    clinic.sim.add_fault(
        Fault::new(broken)
            .on(Operation::PostClaim)
            .after_effect()
            .times(1),
    );
    let reply = Reply::parse(&post(&clinic));
    assert_eq!(
        (reply.status, reply.text().as_str()),
        (203, "{\"code\": \"2")
    );
    assert_eq!(clinic.sim.attempts().len(), 2);
    let replace = r#"{"fault":"replace","body":"<html>","content_type":"text/html","times":1}"#;
    assert_eq!(clinic.control("POST", "/faults", replace).status, 201);
    assert_eq!(
        Reply::parse(&visit(&clinic)).header("content-type"),
        Some("text/html")
    );

    clinic
        .sim
        .add_fault(Fault::new(FaultKind::Flood(1_000_000)).times(1));
    let flood = visit(&clinic);
    assert!(flood.len() > 1_000_000);
    assert_eq!(Reply::parse(&flood).header("content-length"), None);
}

#[test]
fn a_flood_goes_out_whole_and_is_recorded_so() {
    let clinic = Clinic::new();
    for kind in [FaultKind::Flood(1000), FaultKind::Truncate(10)] {
        clinic.sim.add_fault(Fault::new(kind));
    }
    assert!(visit(&clinic).ends_with(b"0\r\n\r\n"));
    let journal = clinic.control("GET", "/journal", "").json();
    let cut = journal.at("/exchanges/0/answer/cut").unwrap();
    assert!(cut.is_null(), "{cut:?}");
}

#[test]
fn a_dropped_connection_stays_dropped_beside_other_faults() {
    let clinic = Clinic::new();
    let error = FaultKind::ServerError {
        status: 500,
        body: ErrorBody::Spring,
    };
    clinic.sim.add_fault(Fault::new(FaultKind::Drop));
    clinic.sim.add_fault(Fault::new(error).after_effect());
    clinic.sim.add_fault(Fault::new(FaultKind::Truncate(10)));
    assert!(visit(&clinic).is_empty());
    let exchange = clinic.sim.journal().pop().unwrap();
    assert_eq!(exchange.answer.cut, Some(Cut::Dropped));
    assert_eq!(exchange.answer.status, 500);
}

#[test]
fn another_token_helps_after_an_expired_one() {
    let mut clinic = Clinic::new();
    clinic.sim.add_fault(
        Fault::new(FaultKind::ExpireToken)
            .on(Operation::FetchVisit)
            .times(1),
    );
    assert_eq!(clinic.get(VISIT).status, 401);
    let form = "grant_type=refresh_token&refresh_token=7f2cb00d-a0ed-4fa7-943e-c75b84eeaaa5";
    clinic.renew(form);
    assert_eq!(clinic.get(VISIT).status, 200);
}

#[test]
fn a_late_answer_comes_after_an_immediate_effect() {
    let clinic = Clinic::new();
    clinic
        .sim
        .add_fault(Fault::new(FaultKind::Latency(Duration::from_secs(600))));
    let body = claim(93164, "87", "I", "1.00");
    let mut stream = connect(clinic.sim.address());
    write!(
        stream,
        "POST {BASE}{CLAIMS} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {TOKEN}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    while clinic.sim.attempts().len() < 2 {
        std::thread::sleep(Duration::from_millis(1));
    }
    // No answer is there yet. The drop of the simulator does not wait for it.
    stream.set_nonblocking(true).unwrap();
    assert_eq!(
        stream.peek(&mut [0]).unwrap_err().kind(),
        std::io::ErrorKind::WouldBlock
    );
}

#[test]
fn drifts_change_the_answers() {
    let clinic = Clinic::new();
    let renamed = Drift::Rename {
        field: "session_id".into(),
        to: "sessionNo".into(),
    };
    clinic.sim.add_fault(Fault::new(FaultKind::Drift(renamed)));
    let value = Drift::Value {
        field: "status".into(),
        value: "SUSPENDED".into(),
    };
    clinic.sim.add_fault(Fault::new(FaultKind::Drift(value)));
    let reply = clinic.get(VISIT).text();
    assert!(
        reply.contains(r#"[{"sessionNo":62863,"status":"SUSPENDED","#),
        "{reply}"
    );
    clinic.sim.clear_faults();
    assert!(clinic.get(VISIT).text().contains(r#""session_id":62863"#));
}

#[test]
fn faults_are_switched_over_http_and_in_scenarios() {
    let clinic = Clinic::new();
    let added = clinic.control(
        "POST",
        "/faults",
        r#"{"fault":"5xx","status":503,"operation":"fetchVisit","skip":1}"#,
    );
    assert_eq!(added.status, 201);
    assert_eq!(clinic.get(VISIT).status, 200);
    assert_eq!(clinic.get(VISIT).status, 503);
    let listed = clinic.control("GET", "/faults", "").json();
    assert_eq!(listed.items()[0].get("played"), Some(&1.into()));
    assert_eq!(
        listed.items()[0].get("fault"),
        Some(&"503 with Spring's body".into())
    );
    assert_eq!(clinic.control("DELETE", "/faults/1", "").status, 200);
    assert_eq!(clinic.control("DELETE", "/faults/1", "").status, 404);
    assert_eq!(clinic.get(VISIT).status, 200);
    let wrong = clinic.control("POST", "/faults", r#"{"fault":"quake"}"#);
    assert_eq!(wrong.status, 400);
    assert!(
        wrong
            .json()
            .get("error")
            .and_then(Json::as_text)
            .unwrap()
            .contains("quake")
    );
    clinic.control("POST", "/faults", r#"{"fault":"drop"}"#);
    assert!(clinic.sim.faults().len() == 1 && visit(&clinic).is_empty());
    assert_eq!(clinic.control("DELETE", "/faults", "").status, 200);
    assert_eq!(clinic.get(VISIT).status, 200);

    let text = smart_sim::scenario::BUILT_IN.to_owned()
        + "\nfaults:\n  - {fault: 429, retry_after: 3, operation: fetchVisit, times: 1}\n";
    let clinic = Clinic::with(Scenario::from_yaml(&text).unwrap());
    assert_eq!(clinic.get(VISIT).header("retry-after"), Some("3"));
    let wrong = text.replace("retry_after", "retry-after");
    let error = Scenario::from_yaml(&wrong).unwrap_err().to_string();
    assert!(
        error.contains("retry_after: a whole number is missing"),
        "{error}"
    );
}
