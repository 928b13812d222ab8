//! Files that are longer than a document may be, and files without end: every command that reads a
//! document refuses them, and takes no more memory than the limit asks for.

use std::fs::File;

use crate::sandbox::{Ran, Sandbox, TIDE};

const LIMIT: u64 = 256 << 20;

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("tide.yaml", TIDE);
    sandbox
}

/// Runs the tool in 2 GiB of memory and not longer than two minutes.
fn run(sandbox: &Sandbox, arguments: &str) -> Ran {
    let script = format!("ulimit -v 2097152; ulimit -t 120; {arguments}");
    sandbox.shell(&script)
}

#[track_caller]
fn refused(ran: Ran, name: &str) {
    let told = format!("error: {name} is longer than 256 MiB, the most that is read of one file\n");
    ran.exits(2)
        .says_nothing()
        .complains(&told)
        .complains("  = help: leave out of a document what does not describe the API");
}

#[test]
fn every_command_that_reads_a_document_refuses_one_without_end() {
    let sandbox = sandbox();
    for command in [
        "lint /dev/zero",
        "lint --format json /dev/zero",
        "questions /dev/zero",
        "regen --spec /dev/zero --out out",
        "check --spec /dev/zero --out out",
        "diff /dev/zero tide.yaml",
        "diff tide.yaml /dev/zero",
        "diff tide.yaml tide.yaml --acknowledged /dev/zero",
    ] {
        let ran = run(&sandbox, &format!("\"$XTASK\" {command}"));
        refused(ran, "/dev/zero");
    }
    assert!(!sandbox.path("out").exists());
}

#[test]
fn a_pipe_is_read_like_a_file_and_refused_when_it_grows_too_long() {
    let sandbox = sandbox();
    let piped = |writer: &str| format!("{writer} | \"$XTASK\" lint --rules generation /dev/stdin");
    run(&sandbox, &piped("cat tide.yaml")).exits(0);
    refused(run(&sandbox, &piped("yes")), "/dev/stdin");
    let both = "cat tide.yaml | \"$XTASK\" diff tide.yaml /dev/stdin";
    run(&sandbox, both).exits(0).says("No API change\n");
}

#[test]
fn a_file_is_refused_from_one_byte_beyond_the_limit_on() {
    let sandbox = sandbox();
    let length = |length: u64| {
        let file = File::create(sandbox.path("long.json")).unwrap();
        file.set_len(length).unwrap();
        run(&sandbox, "\"$XTASK\" lint long.json")
    };
    // It is read, and is no JSON.
    length(LIMIT).exits(100).says("error[not-json]");
    refused(length(LIMIT + 1), "long.json");
}

#[test]
fn a_file_in_a_commit_is_refused_as_well() {
    let sandbox = sandbox();
    let file = File::create(sandbox.path("long.json")).unwrap();
    file.set_len(LIMIT + 1).unwrap();
    let git = "git -c user.name=a -c user.email=a@example.org";
    let commit = format!("git init -q . && git add . && {git} commit -qm a");
    sandbox.shell(&commit).exits(0);
    let ran = run(&sandbox, "\"$XTASK\" diff HEAD:long.json tide.yaml");
    let ran = ran.exits(2).says_nothing();
    ran.complains(":long.json is longer than 256 MiB");
}

#[test]
fn a_document_of_100_mb_is_no_problem() {
    let sandbox = sandbox();
    let note = "a".repeat(100_000_000);
    let long = format!(
        "{{\"openapi\": \"3.0.3\", \"info\": {{\"title\": \"a\", \"version\": \"b\", \"x-note\": \"{note}\"}}, \"paths\": {{}}}}"
    );
    sandbox.write("long.json", long);
    run(&sandbox, "\"$XTASK\" lint --rules generation long.json").exits(0);
    run(&sandbox, "\"$XTASK\" diff long.json long.json").exits(0);
}
