//! `check`: says what is stale, and writes nothing.

use crate::sandbox::{Sandbox, TIDE, broken};

const REGEN: [&str; 5] = ["regen", "--spec", "tide.yaml", "--out", "out"];
const CHECK: [&str; 5] = ["check", "--spec", "tide.yaml", "--out", "out"];
const MEND: &str = "`cargo xtask regen --spec tide.yaml --out out` brings it up to date\n";

fn generated() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("tide.yaml", TIDE);
    sandbox.run(&REGEN).exits(0);
    sandbox
}

/// Checks, and makes sure that checking changes nothing.
fn check(sandbox: &Sandbox, code: i32) -> crate::sandbox::Ran {
    let before = sandbox.files();
    let ran = sandbox.run(&CHECK).exits(code);
    assert_eq!(sandbox.files(), before);
    ran
}

#[test]
fn fresh_files_are_clean() {
    check(&generated(), 0).says("       Fresh out, 8 files\n");
}

#[test]
fn a_changed_document_makes_files_stale() {
    let sandbox = generated();
    sandbox.write("tide.yaml", TIDE.replace("fetchTide", "readTide"));
    check(&sandbox, 4)
        .says("     Differs out/api.rs\n")
        .says("     Differs out/api-digest.txt\n")
        .says("+ operation readTide ")
        .says(MEND);
    sandbox.run(&REGEN).exits(0);
    check(&sandbox, 0);
}

#[test]
fn edited_missing_and_orphaned_files_are_named() {
    let sandbox = generated();
    sandbox.write("out/api.rs", sandbox.read("out/api.rs") + "// edited\n");
    std::fs::remove_file(sandbox.path("out/enums.rs")).unwrap();
    sandbox.write(
        "out/old.rs",
        format!("{} from tide.yaml; do not edit.\n", smart_codegen::STAMP),
    );
    check(&sandbox, 4)
        .says("     Missing out/enums.rs\n     Differs out/api.rs\n    Orphaned out/old.rs\n")
        .says("         API no change\n")
        .says(MEND);
}

#[test]
fn a_file_that_lost_its_stamp_is_named_with_what_to_do_first() {
    let sandbox = generated();
    sandbox.write("out/api.rs", "// rewritten by hand\n");
    check(&sandbox, 4)
        .says("   Unstamped out/api.rs\n")
        .says("       First ");
}

#[test]
fn nothing_generated_yet_is_stale() {
    let sandbox = Sandbox::new();
    sandbox.write("tide.yaml", TIDE);
    check(&sandbox, 4)
        .says("     Missing out/mod.rs\n")
        .says(MEND);
}

#[test]
fn a_document_with_problems_ends_with_100() {
    let sandbox = generated();
    sandbox.write("tide.yaml", broken());
    check(&sandbox, 100).says("error[");
    let ran = sandbox
        .run(&[&CHECK[..], &["--format", "json"]].concat())
        .exits(100);
    let report = ran.json();
    assert_eq!(report["status"], "problems");
    assert_eq!(report["problems"][0]["group"], "generation");
}

#[test]
fn the_report_for_programs_says_the_same() {
    let sandbox = generated();
    let json = || [&CHECK[..], &["--format", "json"]].concat();
    let report = sandbox.run(&json()).exits(0).json();
    assert_eq!(report["status"], "fresh");
    assert_eq!(report["fresh"], 8);
    assert_eq!(report["mend"], serde_json::Value::Null);
    sandbox.write(
        "tide.yaml",
        TIDE.replace("height, description", "height , description"),
    );
    std::fs::remove_file(sandbox.path("out/enums.rs")).unwrap();
    let report = sandbox.run(&json()).exits(4).json();
    assert_eq!(report["status"], "stale");
    assert_eq!(
        report["files"],
        serde_json::json!([{"path": "out/enums.rs", "state": "missing"}])
    );
    assert_eq!(
        report["mend"],
        "cargo xtask regen --spec tide.yaml --out out"
    );
}

#[test]
fn without_options_it_is_the_workspace() {
    let sandbox = Sandbox::workspace(TIDE);
    sandbox
        .run(&["check"])
        .exits(4)
        .says("`cargo xtask regen` brings it up to date");
    sandbox.run(&["regen"]).exits(0);
    sandbox.run(&["check"]).exits(0);
}
