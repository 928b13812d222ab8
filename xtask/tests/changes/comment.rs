//! The second stage of the workflow: one comment in the right pull request, updated later. GitHub
//! is a script in the place of `gh` that notes what it is asked for.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use crate::sandbox::{Ran, Sandbox, run};

const REPORT: &str = "<!-- smart-api: api diff -->\n### 🟢 API: no API change\n";

const GH: &str = r#"#!/bin/sh
echo "$@" >>calls
case "$*" in
  *comments\?per_page*) cat comments.json ;;
  *--input*) cat >body.json; echo '{}' ;;
  */pulls*) cat pulls.json ;;
  *) echo "what is $*" >&2; exit 1 ;;
esac
"#;

const EVENT: &str = r#"{
  "repository": {"full_name": "smart-api-rs/smart-api"},
  "workflow_run": {
    "head_sha": "aaaa",
    "head_branch": "a branch&state=all",
    "head_repository": {"owner": {"login": "stranger"}}
  }
}"#;

fn sandbox(comments: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("bin/gh", GH);
    let mode = fs::Permissions::from_mode(0o755);
    fs::set_permissions(sandbox.path("bin/gh"), mode).unwrap();
    sandbox.write("event.json", EVENT);
    let pulls =
        r#"[{"number": 6, "head": {"sha": "bbbb"}}, {"number": 7, "head": {"sha": "aaaa"}}]"#;
    sandbox.write("pulls.json", pulls);
    sandbox.write("comments.json", comments);
    sandbox.write("comment.md", REPORT);
    sandbox
}

fn comment(sandbox: &Sandbox) -> Ran {
    let path = format!(
        "{}:{}",
        sandbox.path("bin").display(),
        std::env::var("PATH").unwrap()
    );
    let mut command = sandbox.command(&["comment", "comment.md"]);
    command
        .env("PATH", path)
        .env("GITHUB_EVENT_PATH", sandbox.path("event.json"));
    run(&mut command)
}

fn existing(id: u64, author: &str, body: &str) -> String {
    serde_json::json!([{"id": id, "user": {"login": author}, "body": body}]).to_string()
}

fn body(sandbox: &Sandbox) -> serde_json::Value {
    serde_json::from_str(&sandbox.read("body.json")).unwrap()
}

#[test]
fn the_first_report_is_a_new_comment() {
    let sandbox = sandbox("[]");
    comment(&sandbox)
        .exits(0)
        .says("Wrote the comment of pull request 7");
    let calls = sandbox.read("calls");
    // The pull request is looked for by whose it is; it is GitHub that says its number.
    assert!(
        calls.contains("-f head=stranger:a branch&state=all"),
        "{calls}"
    );
    let post = "api --method POST repos/smart-api-rs/smart-api/issues/7/comments --input -\n";
    assert!(calls.ends_with(post), "{calls}");
    assert_eq!(body(&sandbox)["body"], REPORT);
}

#[test]
fn later_reports_take_its_place() {
    let old = existing(
        41,
        "github-actions[bot]",
        "<!-- smart-api: api diff -->\nold",
    );
    // Comments come in pages, one list after the other.
    let sandbox = sandbox(&format!("[{{\"id\": 1}}]{old}"));
    comment(&sandbox)
        .exits(0)
        .says("Updated the comment of pull request 7");
    let patch = "api --method PATCH repos/smart-api-rs/smart-api/issues/comments/41 --input -\n";
    assert!(sandbox.read("calls").ends_with(patch));
    assert_eq!(body(&sandbox)["body"], REPORT);
}

#[test]
fn the_same_report_is_not_written_again() {
    let sandbox = sandbox(&existing(41, "github-actions[bot]", REPORT.trim_end()));
    comment(&sandbox).exits(0).says("Fresh");
    assert!(!sandbox.path("body.json").exists());
}

#[test]
fn a_comment_of_somebody_else_is_left_alone() {
    for (author, text) in [
        ("stranger", REPORT),
        ("github-actions[bot]", "Another report."),
    ] {
        let sandbox = sandbox(&existing(41, author, text));
        comment(&sandbox).exits(0).says("Wrote");
        assert!(!sandbox.read("calls").contains("PATCH"));
    }
}

#[test]
fn a_report_about_a_commit_that_is_no_head_any_more_is_dropped() {
    let sandbox = sandbox("[]");
    sandbox.write("pulls.json", r#"[{"number": 7, "head": {"sha": "bbbb"}}]"#);
    comment(&sandbox).exits(0).says("Skipped");
    assert!(!sandbox.path("body.json").exists());
}

#[test]
fn what_is_no_report_is_refused_before_anybody_is_asked() {
    let sandbox = sandbox("[]");
    let long = format!("{REPORT}{}", "é".repeat(65_536));
    for (text, told) in [
        ("Buy this!\n", "is no report"),
        (long.as_str(), "is longer than a comment can be"),
    ] {
        sandbox.write("comment.md", text);
        comment(&sandbox).exits(2).complains(told);
    }
    sandbox.write("comment.md", b"\xff");
    comment(&sandbox).exits(2).complains("is not UTF-8");
    fs::remove_file(sandbox.path("comment.md")).unwrap();
    comment(&sandbox)
        .exits(2)
        .complains("cannot read comment.md");
    assert!(!sandbox.path("calls").exists());
}

#[test]
fn outside_of_its_workflow_it_says_what_it_is_for() {
    let outside = sandbox("[]");
    let mut command = outside.command(&["comment", "comment.md"]);
    let ran = run(command.env_remove("GITHUB_EVENT_PATH")).exits(2);
    ran.complains("GITHUB_EVENT_PATH is not set")
        .complains("workflow_run");
    let other = sandbox("[]");
    other.write("event.json", "{}");
    comment(&other)
        .exits(2)
        .complains("has no text at /repository/full_name");
}

#[test]
fn what_github_refuses_is_told() {
    let sandbox = sandbox("[]");
    sandbox.write(
        "bin/gh",
        "#!/bin/sh\necho 'HTTP 403: Resource not accessible' >&2\nexit 1\n",
    );
    comment(&sandbox)
        .exits(2)
        .complains("gh api: HTTP 403: Resource not accessible");
}
