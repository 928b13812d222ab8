//! Runs every example as a program against a simulator, and checks its output and its calls.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;
use std::{env, fs};

use smart_api::operations::OPERATIONS;
use smart_sim::{Fault, FaultKind, Operation, Scenario, Settings, Sim};

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")
}

/// The newest file below a folder.
fn newest(folder: &Path) -> SystemTime {
    let times = fs::read_dir(folder).unwrap().map(|entry| {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => newest(&path),
            false => path.metadata().unwrap().modified().unwrap(),
        }
    });
    times.max().unwrap()
}

/// The built example. `cargo test` builds all of them before any test runs; a run of this test alone
/// does not, and then they are built here if they are missing or older than the crate.
fn program(name: &str) -> PathBuf {
    let folder = env::current_exe().unwrap();
    let folder = folder.parent().unwrap().parent().unwrap().join("examples");
    let program = folder.join(format!("{name}{}", env::consts::EXE_SUFFIX));
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let own = source().join(name).with_extension("rs");
    let own = own.metadata().and_then(|about| about.modified()).unwrap();
    let source = own.max(newest(&crate_folder.join("src")));
    let built = program.metadata().and_then(|about| about.modified());
    if built.is_ok_and(|built| built >= source) {
        return program;
    }
    let mut build = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    build.current_dir(crate_folder);
    build.args([
        "build",
        "--quiet",
        "--locked",
        "--offline",
        "--example",
        name,
    ]);
    build
        .arg("--target-dir")
        .arg(folder.parent().unwrap().parent().unwrap());
    assert!(build.status().unwrap().success(), "{name} is not built");
    program
}

/// What an example prints; it must succeed.
fn run(name: &str, sim: &Sim) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("examples");
    fs::create_dir_all(&folder).unwrap();
    let keys = sim.credentials();
    let output = Command::new(program(name))
        .current_dir(&folder)
        .env_remove("SMART_ENVIRONMENT")
        .env("SMART_BASE_URL", sim.base_url())
        .env("SMART_CLIENT_ID", &keys.client_id)
        .env("SMART_CLIENT_SECRET", &keys.client_secret)
        .env("SMART_USERNAME", &keys.username)
        .env("SMART_PASSWORD", &keys.password)
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{name}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// The built-in scenario, where no time passes.
fn sim() -> Sim {
    let mut scenario = Scenario::built_in();
    scenario.frozen = true;
    Sim::start_blocking(scenario, Settings::default()).unwrap()
}

/// What the example of each operation prints.
const OF_OPERATIONS: [(&str, Operation, &str); 9] = [
    (
        "create_token",
        Operation::CreateToken,
        "[redacted], good for Some(33499) s\n",
    ),
    (
        "fetch_visit",
        Operation::FetchVisit,
        "session 62863 is PENDING\n",
    ),
    (
        "merge_visit",
        Operation::MergeVisit,
        "session 62863 is ACTIVE\n",
    ),
    (
        "close_session",
        Operation::CloseSession,
        "HTTP 200, code Some(\"200\")\n",
    ),
    (
        "fetch_member",
        Operation::FetchMember,
        "benefit 93181: 50000.00 KES\nbenefit 93182: 10000.50 KES\nbenefit 93183: 0.00 KES\n",
    ),
    (
        "fetch_copay",
        Operation::FetchCopay,
        "Some(Fixed) Some(200.00)\n",
    ),
    ("post_claim", Operation::PostClaim, "posted: true\n"),
    (
        "fetch_claim_status",
        Operation::FetchClaimStatus,
        "Pending for Some(1322.20)\n",
    ),
    (
        "post_clinic_record",
        Operation::PostClinicRecord,
        "HTTP 200, code Some(\"200\")\n",
    ),
];

/// Operations whose example is still to be written; the documentation of each has one that is
/// compiled. This list may only shrink, but for operations that are new.
const WITHOUT_EXAMPLE: [&str; 0] = [];

/// The examples of more than one operation; each has a test below.
const OTHERS: [&str; 5] = ["blocking", "follow_up", "journey", "raw_request", "settle"];

#[test]
fn every_operation_has_an_example_and_every_example_is_run() {
    let snake = |id: &str| {
        let parts = id.chars().map(|one| match one.is_uppercase() {
            true => format!("_{}", one.to_lowercase()),
            false => one.to_string(),
        });
        parts.collect::<String>()
    };
    let mut expected: BTreeSet<String> = OPERATIONS.iter().map(|one| snake(one.id())).collect();
    let listed: BTreeSet<String> = OF_OPERATIONS.iter().map(|one| one.0.to_owned()).collect();
    expected.retain(|one| !WITHOUT_EXAMPLE.contains(&one.as_str()));
    assert_eq!(
        listed, expected,
        "write the example of an operation and list it in OF_OPERATIONS, or list the operation in \
         WITHOUT_EXAMPLE"
    );
    expected.extend(OTHERS.map(str::to_owned));
    let there: BTreeSet<String> = fs::read_dir(source())
        .unwrap()
        .map(|entry| {
            entry
                .unwrap()
                .path()
                .file_stem()
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(there, expected);
}

#[test]
fn the_example_of_each_operation_calls_it_once() {
    for (name, operation, said) in OF_OPERATIONS {
        let sim = sim();
        assert_eq!(run(name, &sim), said, "{name}");
        let times = if name == "create_token" {
            1
        } else {
            sim.call_count(Operation::CreateToken)
        };
        assert_eq!((sim.call_count(operation), times), (1, 1), "{name}");
    }
}

#[test]
fn the_journey_posts_once_and_is_settled_after_a_restart() {
    let sim_of_a_good_day = sim();
    assert_eq!(run("journey", &sim_of_a_good_day), "Smart has the claim\n");
    assert_eq!(sim_of_a_good_day.call_count(Operation::PostClaim), 1);
    assert_eq!(run("settle", &sim_of_a_good_day), "1 entry\n");

    let sim = sim();
    sim.add_fault(
        Fault::new(FaultKind::Drop)
            .on(Operation::PostClaim)
            .after_effect(),
    );
    let said = run("journey", &sim);
    assert!(
        said.starts_with("settle it later: postClaim: connection failed"),
        "{said}"
    );
    assert_eq!(run("settle", &sim), "1 entry\n");
    assert_eq!(sim.call_count(Operation::PostClaim), 1);
    assert_eq!(sim.attempts().len(), 2);
}

#[test]
fn the_journey_is_told_in_thirty_lines() {
    let text = fs::read_to_string(source().join("journey.rs")).unwrap();
    let (_, main) = text.split_once("async fn main()").unwrap();
    let code = main.lines().skip(1).filter(|line| !line.trim().is_empty());
    assert!(code.count() <= 30);
}

#[test]
fn the_follow_up_lists_the_invoices_that_are_not_billed() {
    let sim = sim();
    let mut lines: Vec<String> = run("follow_up", &sim).lines().map(str::to_owned).collect();
    lines.sort();
    assert_eq!(
        lines,
        [
            "INV-LOST: Smart knows no such invoice; find out whether it was posted",
            "Invoce1500835: retrieve the invoice within Smart's system, or give a valid reason why not",
        ]
    );
    sim.retrieve_invoice("Invoce1500835").unwrap();
    assert_eq!(run("follow_up", &sim).lines().count(), 1);
}

#[test]
fn a_visit_without_async() {
    let sim = sim();
    let said = run("blocking", &sim);
    assert!(said.starts_with("benefit 93181: 50000.00\n"), "{said}");
    assert_eq!(sim.call_count(Operation::CloseSession), 1);
}

#[test]
fn a_raw_request_calls_a_path_that_has_no_method() {
    let sim = sim();
    let said = run("raw_request", &sim);
    assert!(said.starts_with("fetchPreauth: not found"), "{said}");
    let journal = sim.journal();
    let paths: Vec<_> = journal
        .iter()
        .map(|one| one.request.path.as_str())
        .collect();
    assert_eq!(paths[1], "/providerapi-dev/api/preauth-request/PA%2F17");
}
