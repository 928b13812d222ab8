//! Schemathesis tries the requests that the document allows and forbids.

use smart_sim::{Drift, ErrorBody, Fault, FaultKind, Scenario, Settings, Sim};

use crate::tools::{file, schemathesis, verdict};

/// The built-in scenario with sessions enough; its first token outlives what the judge does.
fn sim() -> Sim {
    let text = std::fs::read_to_string(file("smart-sim/scenarios/judging.yaml")).unwrap();
    let scenario = Scenario::from_yaml(&text).unwrap();
    Sim::start_blocking(scenario, Settings::default()).unwrap()
}

fn judge(sim: &Sim, further: &[&str]) -> (bool, String) {
    let keys = sim.credentials();
    let first = &sim.scenario().tokens.first;
    let token = &first.as_ref().unwrap().access_token;
    // It leaves a cache where it is started.
    let folder = tempfile::tempdir().unwrap();
    let mut command = schemathesis();
    command
        .current_dir(folder.path())
        .env("SMART_CLIENT_ID", &keys.client_id)
        .env("SMART_CLIENT_SECRET", &keys.client_secret)
        .env("TOKEN", token)
        .arg("--config-file")
        .arg(file("spec/judges/schemathesis.toml"))
        .args(["run", "--no-color", "--url", &sim.base_url()])
        .arg(file("spec/smart.yaml"))
        .args(further);
    verdict(&mut command)
}

#[test]
fn schemathesis_finds_nothing() {
    let sim = sim();
    let (content, said) = judge(&sim, &[]);
    assert!(content, "{said}");
    assert!(said.contains("Tested: 9"), "{said}");
    for operation in smart_sim::Operation::all() {
        let calls = sim.call_count(operation);
        assert!(calls > 20, "{operation:?} was called {calls} times\n{said}");
    }
}

#[test]
fn schemathesis_finds_what_is_wrong_on_purpose() {
    let sim = sim();
    let field = |name: &str| name.to_owned();
    let server_error = FaultKind::ServerError {
        status: 500,
        body: ErrorBody::Spring,
    };
    let page = FaultKind::Replace {
        status: 200,
        content_type: "text/html".to_owned(),
        body: "<p>Welcome".to_owned(),
    };
    let wrong = [
        (
            FaultKind::Drift(Drift::Retype {
                field: field("session_id"),
            }),
            "Response violates schema",
        ),
        (
            FaultKind::Drift(Drift::Remove {
                field: field("access_token"),
            }),
            "Response violates schema",
        ),
        (server_error, "Server error"),
        (page, "Undocumented Content-Type"),
    ];
    for (fault, finding) in wrong {
        sim.reset();
        let words = format!("{fault:?}");
        sim.add_fault(Fault::new(fault));
        let (content, said) = judge(&sim, &["--phases", "examples"]);
        assert!(!content && said.contains(finding), "{words}: {said}");
    }
}
