//! The control API, dialects, the clock.

use std::time::Duration;

use smart_sim::{Json, Scenario, Settings, Sim};

use crate::client::{Clinic, Reply, claim, exchange};

const VISIT: &str = "/api/visit?patientNumber=23025764&sessionStatus=PENDING";

#[test]
fn cards_are_read_over_http() {
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
}

#[test]
fn the_clock_is_moved_over_http() {
    let clinic = Clinic::frozen();
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
}

#[test]
fn invoices_are_decided_over_http() {
    let clinic = Clinic::frozen();
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
}

#[test]
fn tokens_expire_and_everything_is_reset_over_http() {
    let clinic = Clinic::frozen();
    assert_eq!(clinic.control("POST", "/token/expire", "").status, 200);
    assert_eq!(clinic.get(VISIT).status, 401);
    clinic.sim.read_card("23025764", None).unwrap();
    assert_eq!(clinic.control("POST", "/reset", "").status, 200);
    assert_eq!(clinic.get(VISIT).status, 200);
    assert_eq!(clinic.sim.sessions().len(), 3);
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
        Reply::parse(&exchange(address, request.as_bytes())).status
    };
    // The user is `control`, the password `opensesame`.
    assert_eq!(
        from("Authorization: Basic Y29udHJvbDpvcGVuc2VzYW1l\r\n"),
        200
    );
    assert_eq!(from("Authorization: Basic Y29udHJvbDp3cm9uZw==\r\n"), 403);
}

#[test]
fn each_dialect_changes_the_answers() {
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
    // The number and the balance of a benefit stay numbers.
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
fn one_of_many_simultaneous_merges_succeeds() {
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
