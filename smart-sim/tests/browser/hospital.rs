//! The hospital's own system. It makes raw HTTP calls to the provider API.

use std::io::{Read, Write};
use std::net::TcpStream;

use smart_sim::{Scenario, Settings, Sim};

const TOKEN: &str = "a3849fc5-lefa-4181-85ef-7d8444132f37";

/// Starts the built-in scenario.
pub(crate) fn sim() -> Sim {
    Sim::start_blocking(Scenario::built_in(), Settings::default()).unwrap()
}

/// Calls an operation. Returns head and body of the answer.
pub(crate) fn call(sim: &Sim, method: &str, target: &str, body: &str) -> String {
    let headers = format!("Authorization: Bearer {TOKEN}\r\nContent-Type: application/json");
    send(sim, method, target, &headers, body)
}

/// Writes a request. Returns head and body of the answer.
pub(crate) fn send(sim: &Sim, method: &str, target: &str, headers: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(sim.address()).unwrap();
    let (host, length) = (sim.address(), body.len());
    let request = format!(
        "{method} /providerapi-dev{target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    // A fault may cut the connection.
    _ = stream.read_to_string(&mut answer);
    answer
}

/// Fetches a token after the first has expired.
pub(crate) fn token(sim: &Sim) -> String {
    let form = "grant_type=password&username=simulated-user&password=simulated-password";
    let headers = "Authorization: Basic SGltaWxvX0hNSVM6c2ltdWxhdGVkLWNsaWVudC1zZWNyZXQ=\r\nContent-Type: application/x-www-form-urlencoded";
    let answer = send(sim, "POST", "/oauth/token", headers, form);
    let rest = answer.split_once("\"access_token\":\"").expect(&answer).1;
    rest.split_once('"').unwrap().0.to_owned()
}

/// Calls an operation, which must succeed.
pub(crate) fn done(sim: &Sim, method: &str, target: &str, body: &str) -> String {
    let answer = call(sim, method, target, body);
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    answer
}

/// Merges a session, and posts an invoice of 22.20 in it.
pub(crate) fn treat(sim: &Sim, session: i64, visit: &str, invoice: &str) {
    done(
        sim,
        "PUT",
        &format!("/api/visit/{session}/visit-number/{visit}"),
        "",
    );
    let claim = format!(
        r#"{{"claim_code":"CLM-1","payer_code":"TESTPAYER","amount":22.20,"gross_amount":22.20,"patient_number":"23025764","member_number":"SAMPLETEST502","visit_number":"{visit}","session_id":{session},"visit_start":"2025-01-21 09:30:00","currency":"KES","diagnosis":[{{"code":"J06.9","coding_standard":"ICD10","is_primary":true}}],"invoices":[{{"amount":22.20,"gross_amount":22.20,"invoice_date":"2025-01-21 11:40:00","invoice_number":"{invoice}","pool_number":501,"lines":[{{"item_code":"PARA-500","item_name":"Paracetamol 500 mg","quantity":30,"unit_price":0.74,"amount":22.20,"charge_date":"2025-01-21"}}]}}]}}"#
    );
    let target = format!("/api/claims?patientNumber=23025764&sessionId={session}");
    done(sim, "POST", &target, &claim);
}
