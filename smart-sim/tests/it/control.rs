//! The control API, the journal, dialects.

use std::time::Duration;

use smart_sim::{Json, Operation, Scenario, Settings, Sim};

use crate::client::{Clinic, PASSWORD_GRANT, TOKEN, claim};

const VISIT: &str = "/api/visit?patientNumber=23025764&sessionStatus=PENDING";

#[test]
fn everything_can_be_driven_over_http() {
    let clinic = Clinic::frozen();
    let health = clinic.control("GET", "/health", "");
    assert_eq!(
        health.text(),
        "{\"status\":\"up\",\"time\":\"2024-05-30 15:20:57\"}\n"
    );

    let card = clinic.control("POST", "/cards", r#"{"patient_number":"23025764"}"#);
    assert_eq!(card.status, 201);
    assert_eq!(card.json().get("session_id"), Some(&100_001.into()));
    assert_eq!(
        card.json().get("expires"),
        Some(&"2024-05-31 15:20:57".into())
    );
    assert_eq!(
        clinic
            .control("POST", "/cards", r#"{"patient_number":"1"}"#)
            .status,
        404
    );
    assert_eq!(clinic.control("POST", "/cards", "").status, 400);

    let moved = clinic.control("POST", "/clock", r#"{"advance":"90m"}"#);
    assert_eq!(
        moved.json().get("time"),
        Some(&"2024-05-30 16:50:57".into())
    );
    let set = clinic.control("POST", "/clock", r#"{"set":"2024-05-30 15:20:57"}"#);
    assert_eq!(set.json().get("time"), Some(&"2024-05-30 15:20:57".into()));
    for wrong in [
        "",
        "{}",
        r#"{"advance":"soon"}"#,
        r#"{"set":"now"}"#,
        "{",
        r#"{"set":"a","advance":"b"}"#,
    ] {
        assert_eq!(
            clinic.control("POST", "/clock", wrong).status,
            400,
            "{wrong}"
        );
    }

    let body = claim(93164, "87", "A/1", "10.00");
    clinic.post("/api/claims?patientNumber=23025764&sessionId=93164", &body);
    assert_eq!(
        clinic.control("POST", "/invoices/A%2F1/burn", "").status,
        404
    );
    assert_eq!(
        clinic
            .control("POST", "/invoices/A%2F1/retrieve", r#"{"session_id":1}"#)
            .status,
        409
    );
    let billed = clinic.control(
        "POST",
        "/invoices/A%2F1/retrieve",
        r#"{"session_id":93164}"#,
    );
    assert_eq!(billed.json().get("claim_status"), Some(&"Billed".into()));
    let rejected = clinic.control(
        "POST",
        "/invoices/Invoce1500835/reject",
        r#"{"reason":"no cover"}"#,
    );
    assert_eq!(rejected.json().get("reason"), Some(&"no cover".into()));
    let state = clinic.control("GET", "/state", "").json();
    let benefit = &state.get("benefits").unwrap().items()[0];
    assert_eq!(
        benefit.get("balance"),
        Some(&Json::Number("49990.00".into()))
    );

    assert_eq!(clinic.control("POST", "/token/expire", "").status, 200);
    assert_eq!(clinic.get(VISIT).status, 401);
    assert_eq!(clinic.control("POST", "/reset", "").status, 200);
    assert_eq!(clinic.get(VISIT).status, 200);
    assert_eq!(clinic.sim.attempts().len(), 1);
    assert_eq!(clinic.sim.request_count(), 1);
    assert_eq!(clinic.control("GET", "/nothing", "").status, 404);
}

#[test]
fn web_pages_cannot_drive_it() {
    let clinic = Clinic::new();
    let port = clinic.sim.address().port();
    let reset = |host: &str, more: &str| {
        let request = format!(
            "POST /_sim/reset HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: 0\r\n{more}\r\n"
        );
        clinic.send(request.as_bytes()).status
    };
    assert_eq!(reset(&format!("127.0.0.1:{port}"), ""), 200);
    assert_eq!(
        reset(
            &format!("localhost:{port}"),
            &format!("Origin: http://localhost:{port}\r\n")
        ),
        200
    );
    assert_eq!(reset(&format!("[::1]:{port}"), ""), 200);
    assert_eq!(reset("evil.example", ""), 403);
    assert_eq!(reset(&format!("127.0.0.1.evil.example:{port}"), ""), 403);
    assert_eq!(reset("127.0.0.1", "Origin: http://evil.example\r\n"), 403);
    assert_eq!(reset("127.0.0.1", "Origin: null\r\n"), 403);
}

#[test]
fn other_machines_need_the_password() {
    let mut settings = Settings::default();
    settings.listen = "0.0.0.0:0".parse().unwrap();
    let error = Sim::start_blocking(Scenario::built_in(), settings.clone()).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("refusing to listen on 0.0.0.0:0"),
        "{error}"
    );
    settings.password = Some("opensesame".to_owned());
    assert!(!format!("{settings:?}").contains("opensesame"));
    let mut clinic = Clinic::new();
    clinic.sim = Sim::start_blocking(Scenario::built_in(), settings).unwrap();
    let from = |headers: &str| {
        let port = clinic.sim.address().port();
        let request = format!(
            "GET /_sim/state HTTP/1.1\r\nHost: machine.example\r\nConnection: close\r\n{headers}\r\n"
        );
        let address = std::net::SocketAddr::from(([127, 0, 0, 1], port));
        crate::client::Reply::parse(&crate::client::exchange(address, request.as_bytes())).status
    };
    // control:opensesame
    assert_eq!(
        from("Authorization: Basic Y29udHJvbDpvcGVuc2VzYW1l\r\n"),
        200
    );
    assert_eq!(from("Authorization: Basic Y29udHJvbDp3cm9uZw==\r\n"), 403);
}

#[test]
fn the_journal_keeps_bytes_and_shows_no_secrets() {
    let clinic = Clinic::frozen();
    clinic.token(PASSWORD_GRANT);
    clinic.put("/api/visit/62863/visit-number/A%2Fb");
    clinic.get("/nowhere?access_token=a3849fc5");
    let journal = clinic.sim.journal();
    assert_eq!(journal.len(), 3);
    let token = &journal[0];
    assert_eq!(token.operation, Some(Operation::CreateToken));
    assert_eq!(token.request.body, PASSWORD_GRANT.as_bytes());
    assert_eq!(token.request.query, None);
    let answered = token.answer.json().unwrap();
    assert_eq!(answered.get("access_token"), Some(&TOKEN.into()));
    let merge = &clinic.sim.calls(Operation::MergeVisit)[0];
    assert_eq!((merge.number, merge.answer.status), (2, 200));
    assert_eq!(
        merge.request.target(),
        "/providerapi-dev/api/visit/62863/visit-number/A%2Fb"
    );
    let bearer = format!("Bearer {TOKEN}");
    assert_eq!(merge.request.header("Authorization"), Some(bearer.as_str()));

    let shown = format!(
        "{journal:?}{}",
        clinic.control("GET", "/journal", "").text()
    );
    for secret in [
        TOKEN,
        "7f2cb00d",
        "simulated-password",
        "simulated-user",
        "SGltaWxv",
        "a3849fc5",
    ] {
        assert!(!shown.contains(secret), "{secret} is shown");
    }
    let some = clinic
        .control("GET", "/journal?operation=mergeVisit&after=1", "")
        .json();
    assert_eq!(some.get("exchanges").unwrap().items().len(), 1);
    assert_eq!(
        clinic.control("GET", "/journal?operation=x", "").status,
        400
    );
    assert_eq!(clinic.control("DELETE", "/journal", "").status, 200);
    assert!(clinic.sim.journal().is_empty());
}

#[test]
fn calls_are_asserted_with_a_message_that_tells_the_story() {
    let clinic = Clinic::new();
    clinic.get("/api/visit?patientNumber=23025764&sessionStatus=PENDING&access_token=s3cret");
    clinic.put("/api/visit/62863/visit-number/A");
    let sim = &clinic.sim;
    sim.assert_calls(&[Operation::FetchVisit, Operation::MergeVisit]);
    sim.assert_called(Operation::MergeVisit, 1);
    let message = |assert: &dyn Fn()| {
        let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(assert));
        *caught.unwrap_err().downcast::<String>().unwrap()
    };
    let story = "1. fetchVisit: GET /providerapi-dev/api/visit?patientNumber=23025764&sessionStatus=PENDING&access_token=[masked] → 200\n\
                 2. mergeVisit: PUT /providerapi-dev/api/visit/62863/visit-number/A → 200\n";
    assert_eq!(
        message(&|| sim.assert_calls(&[Operation::MergeVisit])),
        format!("expected the calls [MergeVisit], there were [FetchVisit, MergeVisit]:\n{story}")
    );
    assert_eq!(
        message(&|| sim.assert_called(Operation::MergeVisit, 2)),
        format!("expected 2 calls of mergeVisit, there were 1:\n{story}")
    );
    clinic.sim.clear_journal();
}

#[test]
fn the_journal_is_bounded() {
    let mut settings = Settings::default();
    settings.journal = 2;
    let mut clinic = Clinic::new();
    clinic.sim = Sim::start_blocking(Scenario::built_in(), settings).unwrap();
    for _ in 0..5 {
        clinic.get(VISIT);
    }
    let numbers: Vec<_> = clinic.sim.journal().iter().map(|one| one.number).collect();
    assert_eq!(numbers, [4, 5]);
    assert_eq!(clinic.sim.request_count(), 5);
}

#[test]
fn each_dialect_is_spoken() {
    let clinic = Clinic::new();
    let speak = |words: &str| {
        let reply = clinic.control("PUT", "/dialect", &format!(r#"{{"dialect":"{words}"}}"#));
        assert_eq!(reply.json().get("dialect"), Some(&words.into()));
    };
    let member = "/api/member?patientNumber=23025764&sessionId=62863";
    speak("id,text");
    let visit = clinic.get(VISIT).text();
    assert!(
        visit.contains(r#""content":[{"id":62863,"sessionStatus":"PENDING","#),
        "{visit}"
    );
    assert!(
        visit.contains(r#""sp_id":"6122","location_code":"1001""#),
        "{visit}"
    );
    let text = clinic.get(member).text();
    assert!(
        text.contains(r#""policy_id":"7001""#) && text.contains(r#""pool_nr":"501""#),
        "{text}"
    );
    // What a benefit is claimed by stays a number, and so does its balance.
    assert!(text.contains(r#""benefits":[{"id":93181,"#) && text.contains(r#""amount":50000.00"#));

    speak("bare,failures-200,numeric-code,created");
    assert!(
        clinic
            .get(VISIT)
            .text()
            .starts_with(r#"[{"session_id":62863,"#)
    );
    let refused = clinic.get("/api/visit?patientNumber=1&sessionStatus=PENDING");
    assert_eq!(refused.status, 200);
    assert!(
        refused.text().starts_with(r#"{"code":400.2001,"#),
        "{}",
        refused.text()
    );
    let body = claim(93164, "87", "I", "1.00");
    let posted = clinic.post("/api/claims?patientNumber=23025764&sessionId=93164", &body);
    assert_eq!(
        (posted.status, posted.text().starts_with(r#"{"id":"#)),
        (201, true)
    );

    speak("numeric-code,created");
    let posted = clinic.post("/api/claims?patientNumber=23025764&sessionId=93164", &body);
    assert!(
        posted.text().starts_with(r#"{"code":201,"#),
        "{}",
        posted.text()
    );
    assert_eq!(
        clinic
            .control("PUT", "/dialect", r#"{"dialect":"french"}"#)
            .status,
        400
    );
    speak("default");
}

#[test]
fn the_clock_runs_unless_it_is_frozen() {
    let clinic = Clinic::new();
    let before = clinic.sim.now();
    std::thread::sleep(Duration::from_millis(5));
    assert!(clinic.sim.now() > before);
    let machine = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    let behind = machine.as_millis() as i64 - clinic.sim.now().unix_millis();
    assert!(behind.abs() < 60_000, "it starts at the machine's own time");
}

#[test]
fn of_many_who_merge_at_once_one_succeeds() {
    let clinic = Clinic::new();
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let clinic = &clinic;
        let merge = move |n: u32| {
            clinic
                .put(&format!("/api/visit/62863/visit-number/V-{n}"))
                .status
        };
        let all: Vec<_> = (0..16).map(|n| scope.spawn(move || merge(n))).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1);
    assert_eq!(statuses.iter().filter(|status| **status == 400).count(), 15);
    let numbers: Vec<_> = clinic.sim.journal().iter().map(|one| one.number).collect();
    assert_eq!(numbers, (1..=16).collect::<Vec<_>>());
}

#[test]
fn nothing_shows_a_secret_when_it_is_printed() {
    let clinic = Clinic::new();
    clinic.token(PASSWORD_GRANT);
    clinic.sim.advance(Duration::from_secs(100_000));
    let fresh = clinic.token(PASSWORD_GRANT).json();
    let fresh = fresh
        .at("/access_token")
        .unwrap()
        .as_text()
        .unwrap()
        .to_owned();
    let shown = format!("{:?}{:?}", clinic.sim, clinic.sim.control());
    assert!(shown.contains("SAMPLETEST502"), "the state is shown");
    for secret in [
        TOKEN,
        &fresh,
        "7f2cb00d",
        "simulated-password",
        "simulated-client-secret",
    ] {
        assert!(!shown.contains(secret), "{secret} is shown");
    }
}
