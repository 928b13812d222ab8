//! `demo`: regenerates, runs the journey, leaves the tree as it was.

use crate::sandbox::{Sandbox, TIDE, broken, run};

/// A workspace whose journey looks at the generated code and ends with 7.
fn workspace() -> Sandbox {
    let sandbox = Sandbox::workspace(TIDE);
    sandbox.write(
        "Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"tests\"]\n",
    );
    sandbox.write(
        "tests/Cargo.toml",
        "[package]\nname = \"smart-tests\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\
         [[bin]]\nname = \"journey\"\npath = \"journey.rs\"\n",
    );
    sandbox.write(
        "tests/journey.rs",
        "fn main() {\n    \
             let api = std::fs::read_to_string(\"smart-api/src/generated/api.rs\").unwrap();\n    \
             println!(\"journey with {}\", if api.contains(\"read_tide\") { \"new\" } else { \"old\" });\n    \
             std::process::exit(7);\n\
         }\n",
    );
    sandbox.write(
        "Cargo.lock",
        "version = 4\n\n[[package]]\nname = \"smart-tests\"\nversion = \"0.1.0\"\n",
    );
    sandbox.run(&["regen"]).exits(0);
    sandbox
}

fn demo(sandbox: &Sandbox) -> crate::sandbox::Ran {
    let target = tempfile::tempdir().unwrap();
    run(sandbox
        .command(&["demo"])
        .env("CARGO_TARGET_DIR", target.path()))
}

#[test]
fn the_output_and_the_exit_code_of_the_journey_are_passed_on() {
    let sandbox = workspace();
    let before = sandbox.files();
    let ran = demo(&sandbox).exits(7);
    assert_eq!(ran.stdout, "journey with old\n");
    assert_eq!(sandbox.files(), before);
}

#[test]
fn a_stale_tree_is_regenerated_for_the_run_and_put_back() {
    let sandbox = workspace();
    sandbox.write("spec/smart.yaml", TIDE.replace("fetchTide", "readTide"));
    let before = sandbox.files();
    demo(&sandbox)
        .exits(7)
        .says("for this run; `cargo xtask regen` keeps them\n")
        .says("journey with new\n");
    assert_eq!(sandbox.files(), before);
    sandbox.run(&["check"]).exits(4);
}

#[test]
fn a_document_with_problems_starts_no_journey() {
    let sandbox = workspace();
    sandbox.write("spec/smart.yaml", broken());
    let before = sandbox.files();
    let ran = demo(&sandbox).exits(100).says("error[");
    assert!(!ran.stdout.contains("journey"));
    assert_eq!(sandbox.files(), before);
}

#[test]
fn a_journey_that_does_not_build_is_a_no_and_not_a_crash() {
    let sandbox = workspace();
    sandbox.write("spec/smart.yaml", TIDE.replace("fetchTide", "readTide"));
    sandbox.write("tests/journey.rs", "fn main() { nowhere(); }\n");
    let before = sandbox.files();
    demo(&sandbox).exits(1).complains("nowhere");
    assert_eq!(sandbox.files(), before);
}

/// Whoever presses Ctrl-C gets the tree back too.
#[cfg(unix)]
#[test]
fn an_interrupted_journey_leaves_the_tree_as_it_was() {
    let sandbox = workspace();
    sandbox.write("spec/smart.yaml", TIDE.replace("fetchTide", "readTide"));
    // Cargo and the journey end with the signal that the whole group gets; here the journey sends
    // it to the tool as a terminal would.
    sandbox.write(
        "tests/journey.rs",
        "fn main() {\n    \
             let tool = std::env::var(\"TOOL\").unwrap();\n    \
             let tool = std::fs::read_to_string(tool).unwrap();\n    \
             std::process::Command::new(\"kill\").args([\"-INT\", tool.trim()]).status().unwrap();\n    \
             std::process::exit(130);\n\
         }\n",
    );
    let before = sandbox.files();
    let outside = tempfile::tempdir().unwrap();
    let script = format!(
        "export TOOL='{0}/pid' CARGO_TARGET_DIR='{0}/target'; echo $$ > \"$TOOL\"; exec \"$XTASK\" demo",
        outside.path().display()
    );
    sandbox.shell(&script).exits(130);
    assert_eq!(sandbox.files(), before);
}
