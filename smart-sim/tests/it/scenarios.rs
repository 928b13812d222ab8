//! The scenario files that come with the simulator.

use std::time::Duration;

use smart_sim::Scenario;
use smart_sim::scenario::BUILT_IN;

use crate::client::{Clinic, claim};

const BUSY: &str = include_str!("../../scenarios/busy-clinic.yaml");
const JUDGING: &str = include_str!("../../scenarios/judging.yaml");

#[test]
fn every_field_is_shown_in_a_scenario() {
    // The error of an unknown field lists the known fields.
    let sections = [
        "x: 1",
        "credentials: {x: 1}",
        "tokens: {x: 1}",
        "tokens: {first: {x: 1}}",
        "rules: {x: 1}",
        "rules: {decisions: [{x: 1}]}",
        "policies: [{x: 1}]",
        "members: [{x: 1}]",
        "members: [{benefits: [{x: 1}]}]",
        "members: [{benefits: [{groups: [{x: 1}]}]}]",
        "members: [{benefits: [{exchange_location: {x: 1}}]}]",
        "members: [{benefits: [{copays: [{x: 1}]}]}]",
        "patients: [{x: 1}]",
        "sessions: [{x: 1}]",
        "claims: [{x: 1}]",
    ];
    let shown = format!("{BUILT_IN}{BUSY}");
    for section in sections {
        let error = Scenario::from_yaml(section).unwrap_err().to_string();
        let fields = error.split_once("expected one of ").expect(&error).1;
        for field in fields.split(", ") {
            assert!(
                shown.contains(&format!("{field}: ")) || shown.contains(&format!("{field}:\n")),
                "{field} of {section}"
            );
        }
    }
}

#[test]
fn the_busy_clinic_shares_pools_and_bills_sessions() {
    let mut scenario = Scenario::from_yaml(BUSY).unwrap();
    scenario.faults.clear();
    scenario.credentials.provider_key = None;
    scenario.rules.decisions.truncate(3);
    let mut clinic = Clinic::with(scenario);
    let token =
        clinic.token("grant_type=password&username=simulated-user&password=simulated-password");
    assert_eq!(token.status, 401, "another client id");
    clinic.sim.reset();
    clinic.token = {
        // The client is `busy-clinic`, the secret `simulated-client-secret`.
        let headers = "Authorization: Basic YnVzeS1jbGluaWM6c2ltdWxhdGVkLWNsaWVudC1zZWNyZXQ=\r\nContent-Type: application/x-www-form-urlencoded\r\n";
        let form = crate::client::PASSWORD_GRANT.as_bytes();
        let token = clinic.call("POST", "/oauth/token", headers, form).json();
        assert_eq!(token.at("/expires_in"), Some(&900.into()));
        token
            .at("/access_token")
            .unwrap()
            .as_text()
            .unwrap()
            .to_owned()
    };
    let pending = clinic
        .get("/api/visit?patientNumber=0003&sessionStatus=PENDING")
        .json();
    assert_eq!(pending.at("/content").unwrap().items().len(), 40);
    assert_eq!(pending.at("/content/39/id"), Some(&80139.into()));
    assert_eq!(
        clinic.sim.session(80003).unwrap().member_number,
        "FAMILY-01"
    );
    assert_eq!(
        clinic
            .sim
            .read_card("0003", Some("FAMILY-01"))
            .unwrap()
            .member_number,
        "FAMILY-01"
    );
    assert!(clinic.sim.read_card("0003", Some("FAMILY-02")).is_err());

    // One member of the family spends the money of the other.
    let body = claim(80002, "V-2", "F-1", "29000.00")
        .replace("SAMPLETEST502", "FAMILY-02")
        .replace("23025764", "0002")
        .replace("\"pool_number\":501", "\"pool_number\":\"1\"");
    let posted = clinic.post("/api/claims?patientNumber=0002&sessionId=80002", &body);
    assert_eq!(posted.status, 200, "{}", posted.text());
    clinic.sim.retrieve_invoice("F-1").unwrap();
    let member = clinic
        .get("/api/member?patientNumber=0001&sessionId=80001")
        .json();
    assert_eq!(
        member
            .at("/content/0/benefits/0/amount")
            .unwrap()
            .as_identifier(),
        Some("1000.00")
    );
    assert_eq!(clinic.status_of(80002), "BILLED");
    clinic.sim.advance(Duration::from_secs(3600));
    assert_eq!(clinic.status_of(80001), "EXPIRED");
}

#[test]
fn the_scenario_for_judges_has_300_sessions() {
    let scenario = Scenario::from_yaml(JUDGING).unwrap();
    let clinic = Clinic::with(scenario);
    let sessions = clinic.sim.sessions();
    assert_eq!(
        sessions
            .iter()
            .filter(|one| one.status.as_str() == "PENDING")
            .count(),
        300
    );
    clinic.token("grant_type=refresh_token&refresh_token=7f2cb00d-a0ed-4fa7-943e-c75b84eeaaa5");
    let visit = "/api/visit?patientNumber=23025764&sessionStatus=ACTIVE";
    assert_eq!(
        clinic.get(visit).status,
        200,
        "the first token is still valid"
    );
}
