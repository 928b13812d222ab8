//! Redocly's `respect` runs the journey of `spec/journey.arazzo.yaml` at the simulator.

use std::fs;
use std::path::Path;

use serde_json::json;
use smart_sim::{Scenario, Settings, Sim};

use crate::tools::{file, redocly, verdict};

fn go(journey: &Path) -> (bool, String) {
    let sim = Sim::start_blocking(Scenario::built_in(), Settings::default()).unwrap();
    let keys = sim.credentials();
    let input = json!({
        "control": sim.control_url(),
        "client_id": keys.client_id,
        "client_secret": keys.client_secret,
        "username": keys.username,
        "password": keys.password,
        "provider_key": "SKSP_6122",
        "patient_number": "23025764",
        "visit_number": "V-1",
        "invoice_number": "INV-1",
    });
    let server = format!("smart={}", sim.base_url());
    let mut command = redocly();
    command.arg("respect").arg(journey);
    command.args(["--input", &input.to_string(), "--server", &server]);
    verdict(&mut command)
}

#[test]
fn every_step_and_criterion_holds() {
    let (content, said) = go(&file("spec/journey.arazzo.yaml"));
    assert!(content, "{said}");
    assert!(said.contains("Steps: 13 passed, 13 total"), "{said}");
    assert!(!said.contains('✗'), "{said}");
}

#[test]
fn a_criterion_that_is_wrong_fails_at_its_step() {
    let journey = fs::read_to_string(file("spec/journey.arazzo.yaml")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::copy(file("spec/smart.yaml"), folder.path().join("smart.yaml")).unwrap();
    for (right, wrong, passed) in [
        ("$statusCode == 201", "$statusCode == 200", 0),
        ("claim_status == 'Billed'", "claim_status == 'Rejected'", 9),
        ("amount == 49977.8", "amount == 49977.81", 10),
        (
            "content/status == 'CLOSED'",
            "content/status == 'ACTIVE'",
            12,
        ),
    ] {
        assert!(journey.contains(right), "{right}");
        let path = folder.path().join("journey.arazzo.yaml");
        fs::write(&path, journey.replacen(right, wrong, 1)).unwrap();
        let (content, said) = go(&path);
        let steps = match passed {
            0 => "Steps: 1 failed".to_owned(),
            _ => format!("Steps: {passed} passed, 1 failed"),
        };
        assert!(!content && said.contains(&steps), "{wrong}\n{said}");
    }
}
