//! The whole journey, with the values of Smart's text.

use std::time::Duration;

use smart_sim::{Json, Operation, Scenario, Sim, routes};

use crate::client::{Clinic, PASSWORD_GRANT, claim};

const HOUR: Duration = Duration::from_secs(60 * 60);

/// Returns the content of the copay endpoint for a visit.
fn copay(clinic: &Clinic, visit: &str) -> String {
    let target =
        format!("/api/copayment?benefitId=93181&providerKey=SKSP_6122&visitNumber={visit}");
    clinic.get(&target).content()
}

#[test]
fn a_session_is_merged_and_leads_to_member_and_copay() {
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

    let unpaid = r#"[{"type":"FIXED","amount":200.00,"is_copay_per_visit":true,"paid_amount":0,"invoice_number":null,"receipt_number":null}]}"#;
    assert_eq!(copay(&clinic, "AKHILS001"), unpaid);
    assert_eq!(copay(&clinic, "67"), unpaid);
}

#[test]
fn a_claim_is_pending_until_a_person_retrieves_it() {
    let clinic = Clinic::frozen();
    clinic.put("/api/visit/62863/visit-number/AKHILS001");
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
    assert!(copay(&clinic, "AKHILS001").contains(
        r#""paid_amount":200.00,"invoice_number":"Invoce1500835","receipt_number":"RCT-1""#
    ));

    let target = "/api/claim-status?invoiceNumber=Invoce1500835&memberNumber=SAMPLETEST502&sessionId=62863&visitNumber=AKHILS001";
    let status = || clinic.get(target).content();
    let expected = |state| {
        format!(
            r#"[{{"session_id":62863,"claim_status":"{state}","payer_name":"Test Payer (simulated)","patient_number":"23025764","visit_number":"AKHILS001","scheme_name":"Test Scheme (simulated)","amount":0.740,"invoice_number":"Invoce1500835"}}]}}"#
        )
    };
    assert_eq!(status(), expected("Pending"));
    // The clock alone bills nothing.
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
    let mut clinic = Clinic::frozen();
    clinic.sim.advance(24 * HOUR - Duration::from_secs(1));
    assert_eq!(clinic.status_of(62863), "PENDING");
    clinic.sim.advance(Duration::from_secs(1));
    assert_eq!(clinic.status_of(62863), "EXPIRED");
    assert_eq!(clinic.status_of(62800), "EXPIRED");
    clinic.renew(PASSWORD_GRANT);
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
    let sim = Sim::start(Scenario::built_in()).await.unwrap();
    let address = sim.address();
    assert_eq!(sim.base_url(), format!("http://{address}/providerapi-dev"));
    drop(sim);
    assert!(std::net::TcpStream::connect(address).is_err());
}
