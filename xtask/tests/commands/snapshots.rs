//! `snapshots`: on a small workspace with the real insta, from the lock file of this one.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::sandbox::{Ran, Sandbox, run};

const SNAPSHOT: &str = "tests/snapshots/shots__the_greeting.snap";

/// A package with one snapshot test.
fn package() -> Sandbox {
    let sandbox = Sandbox::workspace("");
    sandbox.write(
        "Cargo.toml",
        "[package]\nname = \"shots\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\
         [lib]\npath = \"lib.rs\"\n\
         [dev-dependencies]\ninsta = { version = \"1.49\", default-features = false }\n",
    );
    sandbox.write("lib.rs", "");
    test(&sandbox, "insta::assert_snapshot!(\"hello\\nworld\");");
    sandbox.write(
        SNAPSHOT,
        "---\nsource: tests/shots.rs\nexpression: \"\\\"hello\\\\nworld\\\"\"\n---\nhello\nworld\n",
    );
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, sandbox.path("Cargo.lock")).unwrap();
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let mut command = Command::new(cargo);
    // Keeps what is locked, and needs nothing that only other platforms use.
    command.args(["update", "--workspace", "--offline"]);
    run(command.current_dir(sandbox.path(""))).exits(0);
    sandbox
}

fn test(sandbox: &Sandbox, body: &str) {
    let text = format!("#[test]\nfn the_greeting() {{\n    {body}\n}}\n");
    sandbox.write("tests/shots.rs", text);
}

fn snapshots(sandbox: &Sandbox, arguments: &[&str]) -> Ran {
    // One folder for all runs, so that insta is built once.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("snapshots");
    let arguments = [&["snapshots"], arguments].concat();
    let mut command = sandbox.command(&arguments);
    command
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_NET_OFFLINE", "true");
    // As where nothing may be written, whatever insta makes of it.
    run(command.env("CI", "true").env_remove("INSTA_UPDATE"))
}

/// One story, because each step needs a build.
#[test]
fn differences_are_shown_accepted_on_request_and_left_over_snapshots_named() {
    let sandbox = package();
    snapshots(&sandbox, &[])
        .exits(0)
        .says("       Clean 1 snapshot in 1 package\n");

    test(&sandbox, "insta::assert_snapshot!(\"hello\\nmoon\");");
    sandbox.write(
        "tests/snapshots/shots__gone.snap",
        "---\nsource: x\n---\nold\n",
    );
    let before = sandbox.files();
    snapshots(&sandbox, &[])
        .exits(1)
        .says(&format!("     Changed {SNAPSHOT}\n"))
        .says("              hello\n             -world\n             +moon\n")
        .says("Unreferenced tests/snapshots/shots__gone.snap\n")
        .says("2 to look at; `cargo xtask snapshots --accept`");
    assert_eq!(sandbox.files(), before);

    snapshots(&sandbox, &["--accept"])
        .exits(0)
        .says(&format!("    Accepted {SNAPSHOT}\n"))
        .says("     Deleted tests/snapshots/shots__gone.snap\n");
    assert_eq!(
        sandbox.read(SNAPSHOT),
        "---\nsource: tests/shots.rs\nexpression: \"\\\"hello\\\\nmoon\\\"\"\n---\nhello\nmoon\n"
    );
    assert!(!sandbox.path("tests/snapshots/shots__gone.snap").exists());
    snapshots(&sandbox, &[]).exits(0);

    fs::remove_file(sandbox.path(SNAPSHOT)).unwrap();
    snapshots(&sandbox, &[])
        .exits(1)
        .says(&format!("         New {SNAPSHOT}\n"));

    test(&sandbox, "insta::assert_snapshot!(\"one\", @\"two\");");
    let ran = snapshots(&sandbox, &["--accept"]).exits(1);
    ran.says("      Inline tests/shots.rs:3\n")
        .says("edited by hand");

    // A test that fails for its own reasons is neither hidden nor mistaken for a difference.
    test(
        &sandbox,
        "insta::assert_snapshot!(\"x\"); panic!(\"for another reason\");",
    );
    let ran = snapshots(&sandbox, &[]).exits(1);
    ran.says("for another reason").says("      Failed ");
}
