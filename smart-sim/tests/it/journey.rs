//! The whole journey, with the values of Smart's text, and what changes on the way.

use std::time::Duration;

use smart_sim::scenario::Decision;
use smart_sim::{ClaimState, Json, Operation, Scenario, routes};

use crate::client::{Clinic, PASSWORD_GRANT, TOKEN, claim};

const HOUR: Duration = Duration::from_secs(60 * 60);

#[test]
fn token_is_the_sample_of_the_text_and_counts_down() {
    let clinic = Clinic::frozen();
    let reply = clinic.token(PASSWORD_GRANT);
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    let expected = |left: u32| {
        // Issued 12 h before it ends: 33,499 s are left of 43,200.
        format!(
            r#"{{"access_token":"{TOKEN}","token_type":"bearer","refresh_token":"7f2cb00d-a0ed-4fa7-943e-c75b84eeaaa5","expires_in":{left},"scope":"read write","iat":1717061956,"client_id":"Himilo_HMIS"}}"#
        )
    };
    assert_eq!(reply.text(), expected(33499));
    clinic.sim.advance(Duration::from_secs(33499 - 18139));
    assert_eq!(clinic.token(PASSWORD_GRANT).text(), expected(18139));
}

#[test]
fn token_dies_and_is_followed_by_another() {
    let mut clinic = Clinic::frozen();
    clinic.sim.advance(Duration::from_secs(33499));
    assert_eq!(
        clinic
            .get("/api/visit?patientNumber=23025764&sessionStatus=PENDING")
            .status,
        401
    );
    let reply = clinic.token(PASSWORD_GRANT).json();
    let token = reply.get("access_token").and_then(Json::as_text).unwrap();
    assert_ne!(token, TOKEN);
    assert_eq!(reply.get("expires_in"), Some(&43200.into()));
    clinic.token = token.to_owned();
    assert_eq!(
        clinic
            .get("/api/visit?patientNumber=23025764&sessionStatus=PENDING")
            .status,
        200
    );

    // The refresh grant gives a new one at once, and ends the old one.
    let refresh = reply.get("refresh_token").and_then(Json::as_text).unwrap();
    let fresh = clinic
        .token(&format!("grant_type=refresh_token&refresh_token={refresh}"))
        .json();
    assert_ne!(
        fresh.get("access_token").and_then(Json::as_text),
        Some(clinic.token.as_str())
    );
    assert_eq!(
        fresh.get("refresh_token").and_then(Json::as_text),
        Some(refresh)
    );
    assert_eq!(
        clinic
            .get("/api/visit?patientNumber=23025764&sessionStatus=PENDING")
            .status,
        401
    );
}

#[test]
fn whole_journey_of_the_text() {
    let clinic = Clinic::frozen();
    assert_eq!(clinic.token(PASSWORD_GRANT).status, 200);

    let pending = clinic.get("/api/visit?patientNumber=23025764&sessionStatus=PENDING");
    assert_eq!(
        pending.text(),
        r#"{"code":"200","message":"Success","response_type":"SUCCESS","object_type":"Session","content":[{"session_id":62863,"status":"PENDING","patient_number":"23025764","patient_name":"Sample Test Patient (simulated)","member_number":"SAMPLETEST502","member_name":"Sample Test Member (simulated)","global_id":"SIM-GLOBAL-502","payer_code":"TESTPAYER","payer_name":"Test Payer (simulated)","schemecode":"TESTSCHEME","scheme_name":"Test Scheme (simulated)","visit_number":null,"comments":null,"member_info_data":null}]}"#
    );

    let merged = clinic.put("/api/visit/62863/visit-number/AKHILS001");
    assert_eq!(merged.status, 200);
    let content = merged.json().get("content").unwrap().clone();
    assert_eq!(content.get("status"), Some(&"ACTIVE".into()));
    assert_eq!(content.get("visit_number"), Some(&"AKHILS001".into()));
    let none = clinic.get("/api/visit?patientNumber=23025764&sessionStatus=PENDING");
    assert!(none.text().ends_with(r#""content":[]}"#), "{}", none.text());

    let member = clinic
        .get("/api/member?patientNumber=23025764&sessionId=62863")
        .json();
    let member = &member.get("content").unwrap().items()[0];
    let benefit = &member.get("benefits").unwrap().items()[0];
    assert_eq!(benefit.get("id"), Some(&93181.into()));
    assert_eq!(
        benefit.get("amount"),
        Some(&Json::Number("50000.00".into()))
    );
    assert_eq!(
        member.get("co_pay_amount"),
        Some(&Json::Number("200.00".into()))
    );

    let copay = |visit| {
        let target =
            format!("/api/copayment?benefitId=93181&providerKey=SKSP_6122&visitNumber={visit}");
        let reply = clinic.get(&target);
        reply
            .text()
            .split_once(r#""content":"#)
            .unwrap()
            .1
            .to_owned()
    };
    let unpaid = r#"[{"type":"FIXED","amount":200.00,"is_copay_per_visit":true,"paid_amount":0,"invoice_number":null,"receipt_number":null}]}"#;
    assert_eq!(copay("AKHILS001"), unpaid);
    assert_eq!(copay("67"), unpaid);

    let posted = claim(62863, "AKHILS001", "Invoce1500835", "0.740");
    let posted = posted.replace(
        r#""payment_modifiers":[]"#,
        r#""payment_modifiers":[{"type":"1","amount":200.00,"reference_number":"RCT-1"}]"#,
    );
    let receipt = clinic.post(
        "/api/claims?patientNumber=23025764&sessionId=62863",
        &posted,
    );
    assert_eq!(
        receipt.text(),
        r#"{"code":"200","message":"Claim saved","response_type":"SUCCESS","object_type":"Claim","content":{"id":500002,"message":"Claim received, it waits to be retrieved"}}"#
    );
    assert!(copay("AKHILS001").contains(
        r#""paid_amount":200.00,"invoice_number":"Invoce1500835","receipt_number":"RCT-1""#
    ));

    let status = || {
        let target = "/api/claim-status?invoiceNumber=Invoce1500835&memberNumber=SAMPLETEST502&sessionId=62863&visitNumber=AKHILS001";
        clinic
            .get(target)
            .text()
            .split_once(r#""content":"#)
            .unwrap()
            .1
            .to_owned()
    };
    let expected = |state| {
        format!(
            r#"[{{"session_id":62863,"claim_status":"{state}","payer_name":"Test Payer (simulated)","patient_number":"23025764","visit_number":"AKHILS001","scheme_name":"Test Scheme (simulated)","amount":0.740,"invoice_number":"Invoce1500835"}}]}}"#
        )
    };
    assert_eq!(status(), expected("Pending"));
    // Time alone bills nothing: a person must retrieve the invoice.
    clinic.sim.advance(HOUR);
    assert_eq!(status(), expected("Pending"));
    clinic.sim.retrieve_invoice("Invoce1500835").unwrap();
    assert_eq!(status(), expected("Billed"));
    let member = clinic
        .get("/api/member?patientNumber=23025764&sessionId=62863")
        .text();
    assert!(member.contains(r#""amount":49999.260,"#), "{member}");

    let record = r#"{"invoice_number":"Invoce1500835","member_number":"SAMPLETEST502","patient_number":"23025764","session_id":"62863","visit_number":"AKHILS001","diagnosis":[{"code":"J06.9","coding_standard":"ICD10"}]}"#;
    let recorded = clinic.post("/api/clinic-record", record);
    assert_eq!(recorded.status, 200, "{}", recorded.text());

    let closed = clinic.put("/api/visit/62863/close-session");
    assert_eq!(
        closed.json().get("content").unwrap().get("status"),
        Some(&"CLOSED".into())
    );
    assert_eq!(clinic.put("/api/visit/62863/close-session").status, 200);
}

#[test]
fn every_example_of_the_text_is_answered() {
    let clinic = Clinic::new();
    let targets = [
        "/api/visit?patientNumber=23025764&sessionStatus=PENDING",
        "/api/member?patientNumber=23025764&sessionId=62863",
        "/api/copayment?benefitId=93181&providerKey=SKSP_6122&visitNumber=67",
        "/api/claim-status?invoiceNumber=Invoce1500835&memberNumber=SAMPLETEST502&sessionId=93164&visitNumber=87",
    ];
    for target in targets {
        let reply = clinic.get(target);
        assert_eq!(reply.status, 200, "{target}");
        assert_eq!(
            reply.json().get("content").unwrap().items().len(),
            1,
            "{target}"
        );
    }
}

#[test]
fn session_expires_after_24_hours_and_a_new_one_opens_with_the_card() {
    let clinic = Clinic::frozen();
    clinic.sim.advance(24 * HOUR - Duration::from_secs(1));
    assert_eq!(clinic.status_of(62863), "PENDING");
    clinic.sim.advance(Duration::from_secs(1));
    assert_eq!(clinic.status_of(62863), "EXPIRED");
    assert_eq!(clinic.status_of(62800), "EXPIRED");
    let mut clinic = clinic;
    clinic.token = clinic
        .token(PASSWORD_GRANT)
        .json()
        .get("access_token")
        .unwrap()
        .as_text()
        .unwrap()
        .to_owned();
    let expired = clinic.put("/api/visit/62863/visit-number/AKHILS001");
    assert_eq!(expired.refusal(), "400.2003");
    let fresh = clinic.sim.read_card("23025764", None).unwrap();
    let found = clinic
        .get("/api/visit?patientNumber=23025764&sessionStatus=PENDING")
        .json();
    let found = found.get("content").unwrap().items();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].get("session_id"), Some(&fresh.id.into()));
}

#[test]
fn rules_can_be_switched() {
    let mut scenario = Scenario::built_in();
    scenario.frozen = true;
    scenario.rules.active_sessions_expire = false;
    scenario.rules.bill_sessions = true;
    scenario.rules.decisions = vec![Decision::new(ClaimState::Billed, HOUR)];
    let clinic = Clinic::with(scenario);
    clinic.sim.advance(HOUR);
    assert_eq!(clinic.status_of(93164), "BILLED");
    clinic.sim.advance(24 * HOUR);
    assert_eq!(clinic.status_of(62800), "ACTIVE");
}

#[test]
fn rules_decide_on_invoices_unless_somebody_has() {
    let text = smart_sim::scenario::BUILT_IN.replace(
        "  # decisions:",
        "  decisions:
    - {invoice_number: \"BAD-*\", becomes: Rejected, after: 0s, reason: no cover}
    - {amount_from: 10000.00, patient_number: \"23025764\", becomes: Pending}
    - {member_number: SAMPLE*, becomes: Billed, after: 10m}",
    );
    let mut scenario = Scenario::from_yaml(&text).unwrap();
    scenario.frozen = true;
    let clinic = Clinic::with(scenario);
    let post = |invoice: &str, amount: &str| {
        let body = claim(93164, "87", invoice, amount);
        let reply = clinic.post("/api/claims?patientNumber=23025764&sessionId=93164", &body);
        assert_eq!(reply.status, 200);
    };
    for (invoice, amount) in [
        ("BAD-1", "1.00"),
        ("DEAR", "10000.00"),
        ("I-1", "9999.99"),
        ("I-2", "1"),
    ] {
        post(invoice, amount);
    }
    clinic.sim.cancel_invoice("I-2", "a slip").unwrap();
    let states = || {
        let attempts = clinic.sim.attempts();
        attempts
            .iter()
            .skip(1)
            .map(|one| one.state.as_str())
            .collect::<Vec<_>>()
    };
    assert_eq!(states(), ["Rejected", "Pending", "Pending", "Cancelled"]);
    assert_eq!(clinic.sim.attempts()[1].reason.as_deref(), Some("no cover"));
    clinic.sim.advance(HOUR / 6);
    assert_eq!(states(), ["Rejected", "Pending", "Billed", "Cancelled"]);
    // What the pool cannot pay, a rule rejects. 38678.81 are left by now.
    for _ in 0..4 {
        post("I-3", "9999.00");
    }
    clinic.sim.advance(HOUR);
    assert_eq!(states()[4..], ["Billed", "Billed", "Billed", "Rejected"]);
}

#[test]
fn each_attempt_of_an_invoice_is_listed() {
    let clinic = Clinic::new();
    let post = || {
        let body = claim(93164, "87", "I-1", "10.00");
        let reply = clinic.post("/api/claims?patientNumber=23025764&sessionId=93164", &body);
        assert_eq!(reply.status, 200, "{}", reply.text());
    };
    post();
    clinic.sim.cancel_invoice("I-1", "wrong pool").unwrap();
    post();
    clinic.sim.reject_invoice("I-1", "no cover").unwrap();
    post();
    clinic.sim.retrieve_invoice("I-1").unwrap();
    let reply = clinic
        .get("/api/claim-status?invoiceNumber=I-1&visitNumber=87")
        .json();
    let states: Vec<_> = reply
        .get("content")
        .unwrap()
        .items()
        .iter()
        .map(|one| {
            one.get("claim_status")
                .unwrap()
                .as_text()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(states, ["Cancelled", "Rejected", "Billed"]);
    assert!(clinic.sim.retrieve_invoice("I-1").is_err());
    // 50000.00 less one billed attempt.
    let pool = clinic
        .sim
        .pools()
        .into_iter()
        .find(|pool| pool.benefit.id == 93181)
        .unwrap();
    assert_eq!(pool.balance.to_string(), "49990.00");
}

#[test]
fn a_pool_cannot_pay_more_than_it_holds() {
    let clinic = Clinic::new();
    let body = claim(93164, "87", "I-2", "50000.01");
    assert_eq!(
        clinic
            .post("/api/claims?patientNumber=23025764&sessionId=93164", &body)
            .status,
        200
    );
    let error = clinic.sim.retrieve_invoice("I-2").unwrap_err().to_string();
    assert_eq!(
        error,
        "the benefit pool holds 50000.00, the invoice asks for 50000.01"
    );
    assert_eq!(clinic.sim.attempts()[1].state.as_str(), "Pending");
}

#[test]
fn a_visit_number_may_hold_any_text() {
    let clinic = Clinic::new();
    let reply = clinic.put("/api/visit/62863/visit-number/A%2F%C3%A9%20%26%3F%25%5C..%2E");
    assert_eq!(reply.status, 200, "{}", reply.text());
    assert_eq!(
        clinic.sim.session(62863).unwrap().visit_number.unwrap(),
        "A/é &?%\\..."
    );
    let copay =
        "/api/copayment?benefitId=93181&providerKey=SKSP_6122&visitNumber=A/%C3%A9+%26?%25%5C...";
    assert_eq!(clinic.get(copay).status, 200);
}

#[test]
fn routes_are_those_of_the_provider_api() {
    assert_eq!(routes().len(), Operation::all().count());
    assert!(routes().contains(&("PUT", "/api/visit/{sessionId}/visit-number/{visitNumber}")));
}

#[tokio::test]
async fn it_starts_within_an_asynchronous_test_and_stops_when_dropped() {
    let sim = smart_sim::Sim::start(Scenario::built_in()).await.unwrap();
    let address = sim.address();
    assert_eq!(sim.base_url(), format!("http://{address}/providerapi-dev"));
    drop(sim);
    assert!(std::net::TcpStream::connect(address).is_err());
}
