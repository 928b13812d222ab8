//! The journal: what it keeps, what it shows, and its assertions.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use smart_sim::{Operation, Scenario, Settings, Sim};

use crate::client::{Clinic, PASSWORD_GRANT, TOKEN};

const VISIT: &str = "/api/visit?patientNumber=23025764&sessionStatus=PENDING";

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
fn a_failed_assertion_lists_all_calls() {
    let clinic = Clinic::new();
    clinic.get("/api/visit?patientNumber=23025764&sessionStatus=PENDING&access_token=s3cret");
    clinic.put("/api/visit/62863/visit-number/A");
    let sim = &clinic.sim;
    sim.assert_calls(&[Operation::FetchVisit, Operation::MergeVisit]);
    sim.assert_called(Operation::MergeVisit, 1);
    let message = |assert: &dyn Fn()| {
        let caught = catch_unwind(AssertUnwindSafe(assert));
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
fn debug_output_holds_no_secret() {
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
