//! The journey reports its steps, and explains a failure.

use std::process::Command;

use smart_sim::{Drift, Fault, FaultKind, Operation, Scenario, Sim};
use smart_tests::journey;

#[test]
fn the_program_succeeds_and_prints_no_secret() {
    let output = Command::new(env!("CARGO_BIN_EXE_journey"))
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said}");
    assert!(output.stderr.is_empty());
    for secret in [
        "simulated-client-secret",
        "simulated-password",
        "a3849fc5-lefa-4181-85ef-7d8444132f37",
        "7f2cb00d-a0ed-4fa7-943e-c75b84eeaaa5",
    ] {
        assert!(!said.contains(secret), "{said}");
    }
}

#[tokio::test]
async fn the_journey_reports_each_step() {
    let sim = Sim::start(Scenario::built_in()).await.unwrap();
    let mut told = Vec::new();
    journey::run(&sim, &mut told).await.unwrap();
    let told = String::from_utf8(told).unwrap();
    // Steps, calls, answers; not the reasons.
    let marks = [". ", "→ ", "← ", "· "];
    let steps: Vec<&str> = told
        .lines()
        .filter(|line| {
            marks.iter().any(|mark| {
                line.get(2..)
                    .is_some_and(|rest| rest.trim_start().starts_with(mark))
            })
        })
        .collect();
    insta::assert_snapshot!(steps.join("\n"));
}

#[tokio::test]
async fn the_journey_ends_early_at_an_answer_that_a_visit_cannot_use() {
    let refuse = || FaultKind::Refuse {
        code: "400.2002".to_owned(),
        message: "no".to_owned(),
    };
    for operation in Operation::all().filter(|one| *one != Operation::CreateToken) {
        let sim = Sim::start(Scenario::built_in()).await.unwrap();
        sim.add_fault(Fault::new(refuse()).on(operation));
        let error = journey::run(&sim, &mut Vec::new()).await.unwrap_err();
        let error = error.to_string();
        assert!(error.starts_with(operation.id()), "{error}");
        assert!(error.contains("code 400.2002"), "{error}");
    }
    let sim = Sim::start(Scenario::built_in()).await.unwrap();
    sim.add_fault(Fault::new(FaultKind::Drift(Drift::Remove {
        field: "content".to_owned(),
    })));
    let error = journey::run(&sim, &mut Vec::new()).await.unwrap_err();
    assert_eq!(error.to_string(), "expected session 62863");
}
