//! Billing: decisions on posted invoices, by a person or by rules.

use std::time::Duration;

use smart_sim::scenario::{BUILT_IN, Decision};
use smart_sim::{ClaimState, Scenario};

use crate::client::{Clinic, claim};

const HOUR: Duration = Duration::from_secs(60 * 60);

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
fn rules_decide_on_invoices_that_are_still_pending() {
    let text = BUILT_IN.replace(
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
    // A rule rejects what the pool cannot pay. The pool holds 38678.81 now.
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
    // One billed attempt leaves 49990.00 of 50000.00.
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
