//! Refusals: business failures, and the failures of Spring.

use smart_sim::{Scenario, SessionStatus, Settings, Sim};

use crate::client::{BASE, Clinic, claim};

const VISIT: &str = "/api/visit?patientNumber=23025764&sessionStatus=PENDING";
const CLAIMS: &str = "/api/claims?patientNumber=23025764&sessionId=93164";

#[test]
fn merging_twice_shows_the_session_under_object() {
    let clinic = Clinic::new();
    assert_eq!(
        clinic.put("/api/visit/62863/visit-number/AKHILS001").status,
        200
    );
    let again = clinic.put("/api/visit/62863/visit-number/OTHER");
    assert_eq!(again.refusal(), "400.2005");
    let json = again.json();
    assert_eq!(json.get("content"), None);
    let object = json.get("object").unwrap();
    assert_eq!(object.get("session_id"), Some(&62863.into()));
    assert_eq!(object.get("visit_number"), Some(&"AKHILS001".into()));
}

#[test]
fn unknown_patients_sessions_benefits_and_visits_are_business_failures() {
    let clinic = Clinic::new();
    for (target, code) in [
        (
            "/api/visit?patientNumber=1&sessionStatus=PENDING",
            "400.2001",
        ),
        ("/api/member?patientNumber=1&sessionId=62863", "400.2001"),
        ("/api/member?patientNumber=23025764&sessionId=1", "400.2002"),
        (
            "/api/copayment?benefitId=1&providerKey=SKSP_6122&visitNumber=67",
            "400.2007",
        ),
        (
            "/api/copayment?benefitId=93181&providerKey=SKSP_6122&visitNumber=nope",
            "400.2008",
        ),
    ] {
        assert_eq!(clinic.get(target).refusal(), code, "{target}");
    }
    assert_eq!(
        clinic.put("/api/visit/1/visit-number/V").refusal(),
        "400.2002"
    );
    assert_eq!(
        clinic.put("/api/visit/1/close-session").refusal(),
        "400.2002"
    );
    // An empty result is no failure.
    for target in [
        "/api/visit?patientNumber=23025764&sessionStatus=CLOSED",
        "/api/copayment?benefitId=93181&providerKey=OTHER&visitNumber=67",
        "/api/claim-status?invoiceNumber=nope&visitNumber=87",
    ] {
        let reply = clinic.get(target);
        assert_eq!(reply.status, 200, "{target}");
        assert!(reply.text().ends_with(r#""content":[]}"#), "{target}");
    }
}

#[test]
fn a_claim_needs_an_active_session_and_its_identifiers() {
    let clinic = Clinic::new();
    let pending = "/api/claims?patientNumber=23025764&sessionId=62863";
    let body = claim(62863, "AKHILS001", "I", "1.00");
    assert_eq!(clinic.post(pending, &body).refusal(), "400.2006");
    clinic.put("/api/visit/62863/close-session");
    assert_eq!(clinic.post(pending, &body).refusal(), "400.2004");
    assert_eq!(
        clinic
            .post("/api/claims?patientNumber=1&sessionId=93164", &body)
            .refusal(),
        "400.2001"
    );

    let good = claim(93164, "87", "I", "1.00");
    for (from, to, code) in [
        ("\"SAMPLETEST502\"", "\"OTHER\"", "400.2009"),
        (
            "\"visit_number\":\"87\"",
            "\"visit_number\":\"88\"",
            "400.2009",
        ),
        ("\"session_id\":93164", "\"session_id\":62863", "400.2009"),
        ("\"23025764\"", "\"23025765\"", "400.2009"),
        ("\"pool_number\":501", "\"pool_number\":999", "400.2014"),
        (
            "\"invoice_number\":\"I\"",
            "\"invoice_number\":\"\"",
            "400.2013",
        ),
    ] {
        assert!(good.contains(from), "{from}");
        assert_eq!(
            clinic.post(CLAIMS, &good.replace(from, to)).refusal(),
            code,
            "{to}"
        );
    }
    assert_eq!(clinic.sim.attempts().len(), 1);
    assert_eq!(clinic.post(CLAIMS, &good).status, 200);
}

#[test]
fn checks_that_may_exist_at_smart_are_switches() {
    let good = claim(93164, "87", "I", "1.50");
    let no_diagnosis = good.replace(
        r#"{"code":"J06.9","coding_standard":"ICD10","is_primary":true}"#,
        "",
    );
    let wrong_sum = good.replacen("\"amount\":1.50", "\"amount\":1.51", 1);
    assert!(no_diagnosis.contains(r#""diagnosis":[]"#) && wrong_sum != good);

    let lenient = Clinic::new();
    for body in [&good, &good, &no_diagnosis, &wrong_sum] {
        assert_eq!(lenient.post(CLAIMS, body).status, 200);
    }
    let mut scenario = Scenario::built_in();
    scenario.rules.check_arithmetic = true;
    scenario.rules.require_diagnosis = true;
    scenario.rules.refuse_repeated_claims = true;
    let strict = Clinic::with(scenario);
    assert_eq!(strict.post(CLAIMS, &wrong_sum).refusal(), "400.2011");
    assert_eq!(strict.post(CLAIMS, &no_diagnosis).refusal(), "400.2012");
    assert_eq!(strict.post(CLAIMS, &good).status, 200);
    assert_eq!(strict.post(CLAIMS, &good).refusal(), "400.2010");
    // A cancelled invoice may be posted again.
    strict.sim.cancel_invoice("I", "a slip").unwrap();
    assert_eq!(strict.post(CLAIMS, &good).status, 200);
}

#[test]
fn unknown_routes_and_methods_have_springs_failure_body() {
    let clinic = Clinic::new();
    for path in [
        "/api/visits",
        "/api/visit/",
        "/api",
        "",
        "/api/visit/1/visit-number/",
        "/API/VISIT",
    ] {
        clinic.get(path).spring(404, &format!("{BASE}{path}"));
    }
    clinic
        .at("GET", "/api/visit", &clinic.bearer(), b"")
        .spring(404, "/api/visit");
    for (method, template) in smart_sim::routes() {
        let target = template
            .replace("{sessionId}", "62863")
            .replace("{visitNumber}", "V");
        for other in [
            "GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW",
        ] {
            if other == *method {
                continue;
            }
            let reply = clinic.call(other, &target, "", b"");
            reply.spring(405, &format!("{BASE}{target}"));
            let allowed = if *method == "GET" {
                "GET, HEAD"
            } else {
                method
            };
            assert_eq!(reply.header("allow"), Some(allowed), "{other} {target}");
        }
    }
    let head = clinic.call("HEAD", VISIT, &clinic.bearer(), b"");
    assert_eq!((head.status, head.body.len()), (200, 0));
}

#[test]
fn malformed_calls_are_400_or_415_or_406() {
    let clinic = Clinic::new();
    for target in [
        "/api/visit",
        "/api/visit?patientNumber=&sessionStatus=PENDING",
        "/api/visit?patientNumber=23025764",
        "/api/visit?patientNumber=23025764&sessionStatus=pending",
        "/api/visit?patientNumber=%FF&sessionStatus=PENDING",
        "/api/member?patientNumber=23025764&sessionId=abc",
        "/api/member?patientNumber=23025764&sessionId=9223372036854775808",
        "/api/copayment?benefitId=1.0&providerKey=a&visitNumber=b",
        "/api/claim-status?visitNumber=87",
        "/api/claim-status?invoiceNumber=a&visitNumber=87&sessionId=x",
    ] {
        let path = target.split('?').next().unwrap();
        clinic.get(target).spring(400, &format!("{BASE}{path}"));
    }
    clinic
        .put("/api/visit/abc/close-session")
        .spring(400, &format!("{BASE}/api/visit/abc/close-session"));
    let path = format!("{BASE}/api/claims");
    let good = claim(93164, "87", "I", "1.00");
    // The spelling in Smart's text is a mistake. `sessionId` works.
    let printed = "/api/claims?patientNumber=23025764&sesionId=93164";
    clinic.post(printed, &good).spring(400, &path);
    for (from, to) in [
        ("\"amount\":1.00", "\"amount\":\"1.00\""),
        (
            "\"amount\":1.00",
            "\"amount\":1.00000000000000000000000000001",
        ),
        ("\"amount\":1.00", "\"amount\":null"),
        ("\"session_id\":93164", "\"session_id\":\"93164\""),
        (
            "\"visit_start\":\"2025-01-21 09:30:00\"",
            "\"visit_start\":\"2025-01-21T09:30:00\"",
        ),
        (
            "\"charge_date\":\"2025-01-21\"",
            "\"charge_date\":\"21/01/2025\"",
        ),
        ("\"claim_code\":\"CLM-1\",", ""),
        ("\"invoices\":[", "\"invoices\":[7,"),
    ] {
        assert!(good.contains(from), "{from}");
        clinic
            .post(CLAIMS, &good.replace(from, to))
            .spring(400, &path);
    }
    let form = format!("{}Content-Type: text/plain\r\n", clinic.bearer());
    clinic
        .call("POST", CLAIMS, &form, good.as_bytes())
        .spring(415, &path);
    clinic
        .call("POST", CLAIMS, &clinic.bearer(), good.as_bytes())
        .spring(415, &path);
    let html = format!("{}Accept: text/html\r\n", clinic.bearer());
    clinic
        .call("GET", VISIT, &html, b"")
        .spring(406, &format!("{BASE}/api/visit"));
    assert_eq!(clinic.sim.attempts().len(), 1);
}

#[test]
fn a_clinic_record_belongs_to_a_session() {
    let clinic = Clinic::new();
    let good = r#"{"invoice_number":"I","member_number":"SAMPLETEST502","patient_number":"23025764","session_id":"93164","visit_number":"87","diagnosis":[{"code":"J06.9","coding_standard":"ICD10"}]}"#;
    for (from, to, code) in [
        ("\"23025764\"", "\"1\"", "400.2001"),
        ("\"93164\"", "\"1\"", "400.2002"),
        ("\"93164\"", "\"x\"", "400.2002"),
        ("SAMPLETEST502", "OTHER", "400.2009"),
        (
            r#"[{"code":"J06.9","coding_standard":"ICD10"}]"#,
            "[]",
            "400.2012",
        ),
    ] {
        let reply = clinic.post("/api/clinic-record", &good.replace(from, to));
        assert_eq!(reply.refusal(), code, "{to}");
    }
    // The number of a session is text or a number.
    for body in [good.to_owned(), good.replace("\"93164\"", "93164")] {
        assert_eq!(clinic.post("/api/clinic-record", &body).status, 200);
    }
}

#[test]
fn a_scenario_with_problems_does_not_start() {
    let mut scenario = Scenario::built_in();
    scenario.sessions[0].patient = "nobody".to_owned();
    scenario.sessions[1].status = SessionStatus::Pending;
    let error = Sim::start_blocking(scenario, Settings::default()).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("sessions[0].patient: there is no patient nobody"),
        "{error}"
    );
}
