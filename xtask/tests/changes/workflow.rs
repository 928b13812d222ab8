//! What the workflow makes of a comparison: files, outputs, a summary, annotations.

use crate::repository::Repository;
use crate::sandbox::run;

fn repository() -> Option<Repository> {
    let repository = Repository::new()?;
    repository.pull_request("moved", &[("/api/claims:", "/api/v2/claims:")]);
    Some(repository)
}

const REPORTS: [&str; 5] = ["diff", "main", "moved", "--reports", "out"];

#[test]
fn reports_are_files_and_nothing_is_printed() {
    let Some(repository) = repository() else {
        return;
    };
    let sandbox = &repository.0;
    let ran = sandbox.run(&REPORTS).exits(0);
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", ""));
    let printed = |format: &str| {
        repository
            .diff(&["main", "moved", "--format", format])
            .stdout
    };
    assert_eq!(sandbox.read("out/comment.md"), printed("markdown"));
    assert_eq!(sandbox.read("out/report.json"), printed("json"));
    assert_eq!(sandbox.read("out/annotations.txt"), printed("github"));
    let outputs = "bump=minor\nwire=breaks\nrust=same\ngenerates=true\n";
    assert_eq!(sandbox.read("out/outputs.txt"), outputs);
    assert!(
        sandbox
            .read("out/comment.md")
            .contains("Version `0.3.0` → `0.3.1`.")
    );
}

#[test]
fn in_a_workflow_outputs_and_summary_are_appended_and_annotations_are_printed() {
    let Some(repository) = repository() else {
        return;
    };
    let sandbox = &repository.0;
    sandbox.write("output", "before=1\n");
    let mut command = sandbox.command(&REPORTS);
    command
        .env("GITHUB_OUTPUT", sandbox.path("output"))
        .env("GITHUB_STEP_SUMMARY", sandbox.path("summary"));
    let ran = run(&mut command).exits(0);
    let place = "::error file=spec/smart.yaml,line=69,col=5,title=operation-moved::";
    assert!(ran.stdout.starts_with(place), "{ran:#?}");
    let outputs = sandbox.read("output");
    assert!(
        outputs.starts_with("before=1\nbump=minor\nwire=breaks\n"),
        "{outputs}"
    );
    assert_eq!(sandbox.read("summary"), sandbox.read("out/comment.md"));
}

/// Each write beyond a kilobyte fails, as on a full disk.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_reports_of_before() {
    let Some(repository) = repository() else {
        return;
    };
    let sandbox = &repository.0;
    sandbox.write("out/comment.md", "before");
    let before = sandbox.files();
    sandbox
        .shell("trap '' XFSZ; ulimit -f 2; exec \"$XTASK\" diff main moved --reports out")
        .exits(2)
        .complains("error: cannot write out/comment.md: ");
    assert_eq!(sandbox.files(), before);
}

#[cfg(unix)]
#[test]
fn a_report_can_go_to_a_pipe() {
    let Some(repository) = repository() else {
        return;
    };
    let sandbox = &repository.0;
    let script = "mkdir out; mkfifo out/outputs.txt; cat out/outputs.txt & \
                  \"$XTASK\" diff main moved --reports out; wait; test -p out/outputs.txt";
    sandbox
        .shell(script)
        .exits(0)
        .says("bump=minor\nwire=breaks\n");
}

#[test]
fn reports_are_written_before_the_answer_is_no() {
    let Some(repository) = repository() else {
        return;
    };
    let sandbox = &repository.0;
    sandbox
        .run(&[&REPORTS[..], &["--fail-on", "wire"]].concat())
        .exits(1);
    assert!(sandbox.path("out/comment.md").exists());
    sandbox.write("file", "mine");
    let into = ["diff", "main", "moved", "--reports", "file"];
    sandbox.run(&into).exits(2).complains("file");
}
