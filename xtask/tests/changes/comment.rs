//! The second stage of the workflow: one comment in the right pull request, made of the two
//! documents and updated later. GitHub is a script in the place of `gh` that notes what it is asked
//! for, and a repository in which the commits of a fork lie under the name of the pull request.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};

use serde_json::{Value, json};

use crate::gfm;
use crate::repository::{Edit, Repository};
use crate::sandbox::{Ran, Sandbox, run};

const MARKER: &str = "<!-- smart-api: api diff -->\n";

const GH: &str = r#"#!/bin/sh
echo "$@" >>calls
case "$*" in
  *comments\?per_page*) cat comments.json ;;
  *--input*) cat >body.json; echo '{}' ;;
  */pulls*) cat pulls.json ;;
  *) echo "what is $*" >&2; exit 1 ;;
esac
"#;

/// Every path of the document moves.
const MOVED: Edit<'_> = ("/api/claims:", "/api/v2/claims:");

/// A pull request, and what the stage sees of it.
struct Story {
    /// GitHub's repository, and the fork in one.
    github: Repository,
    /// The clone of the main branch in which the stage runs.
    stage: Sandbox,
    /// The head of the pull request.
    head: String,
}

impl Story {
    /// A pull request in which the document is edited; nothing on a machine without git.
    fn new(edits: &[Edit<'_>]) -> Option<Self> {
        Self::of(|github| {
            github.edit(edits);
            github.regenerate();
        })
    }

    /// A pull request in which whatever is done.
    fn of(change: impl FnOnce(&Repository)) -> Option<Self> {
        let github = Repository::new()?;
        github.git(&["config", "uploadpack.allowFilter", "true"]);
        github.git(&["switch", "--quiet", "--create", "fork"]);
        change(&github);
        let head = github.commit("Change the API");
        github.git(&["update-ref", "refs/pull/7/head", &head]);
        github.git(&["switch", "--quiet", "main"]);
        github.git(&["branch", "--quiet", "-D", "fork"]);
        let stage = Sandbox::new();
        let origin = format!("file://{}", github.0.path("").display());
        let into = stage.path("").display().to_string();
        github.git(&["clone", "--quiet", &origin, &into]);
        stage.write("bin/gh", GH);
        let mode = fs::Permissions::from_mode(0o755);
        fs::set_permissions(stage.path("bin/gh"), mode).unwrap();
        let story = Self {
            github,
            stage,
            head,
        };
        story.event(&story.head);
        story.pulls("main");
        story.comments(&[]);
        Some(story)
    }

    fn event(&self, commit: &str) {
        let event = json!({
            "repository": {"full_name": "smart-api-rs/smart-api"},
            "workflow_run": {
                "head_sha": commit,
                "head_branch": "a branch&state=all",
                "head_repository": {"owner": {"login": "stranger"}},
            },
        });
        self.stage.write("event.json", event.to_string());
    }

    /// The open pull requests: one of another commit, and this one into a branch.
    fn pulls(&self, branch: &str) {
        let other = "b".repeat(40);
        let pulls = json!([
            {"number": 6, "head": {"sha": other}, "base": {"ref": "main"}},
            {"number": 7, "head": {"sha": self.head}, "base": {"ref": branch}},
        ]);
        self.stage.write("pulls.json", pulls.to_string());
    }

    /// The comments, each with its author and text, in pages of one.
    fn comments(&self, comments: &[(&str, &str)]) {
        let pages = comments.iter().enumerate().map(|(at, (author, text))| {
            json!([{"id": 40 + at, "user": {"login": author}, "body": text}]).to_string()
        });
        let pages: Vec<String> = pages.collect();
        self.stage
            .write("comments.json", format!("[]{}", pages.concat()));
    }

    fn comment(&self) -> Ran {
        let path = format!(
            "{}:{}",
            self.stage.path("bin").display(),
            std::env::var("PATH").unwrap()
        );
        let mut command = self.stage.command(&["comment"]);
        command
            .env("PATH", path)
            .env("GITHUB_EVENT_PATH", self.stage.path("event.json"))
            .env("RUNNER_TEMP", self.stage.path(""));
        run(&mut command)
    }

    /// What was written into the pull request.
    fn body(&self) -> String {
        let body: Value = serde_json::from_str(&self.stage.read("body.json")).unwrap();
        body["body"].as_str().unwrap().to_owned()
    }

    /// What is written into the pull request now, which is no text of a stranger outside of code.
    fn page(&self) -> String {
        self.comment()
            .exits(0)
            .says("Wrote the comment of pull request 7");
        let page = self.body();
        gfm::outside_of_code(&page);
        page
    }

    fn is_silent(&self) -> bool {
        !self.stage.path("body.json").exists()
    }
}

#[test]
fn the_first_report_is_a_new_comment() {
    let Some(story) = Story::new(&[MOVED]) else {
        return;
    };
    let page = story.page();
    assert!(page.starts_with(MARKER), "{page}");
    assert!(
        page.contains("operation moved: `POST /api/claims` → `POST /api/v2/claims`"),
        "{page}"
    );
    assert!(page.contains("Version `0.3.0` → `0.3.1`."), "{page}");
    let names = [story.github.git(&["rev-parse", "main"]), story.head.clone()]
        .map(|commit| format!("`{}:spec/smart.yaml`", &commit[..12]));
    assert!(page.contains(&names.join(" → ")), "{page}");
    let calls = story.stage.read("calls");
    // The pull request is looked for by whose it is; it is GitHub that says its number.
    assert!(
        calls.contains("-f head=stranger:a branch&state=all"),
        "{calls}"
    );
    let post = "api --method POST repos/smart-api-rs/smart-api/issues/7/comments --input -\n";
    assert!(calls.ends_with(post), "{calls}");
}

#[test]
fn later_reports_take_its_place_and_the_same_one_is_not_written_again() {
    let Some(story) = Story::new(&[MOVED]) else {
        return;
    };
    let old = format!("{MARKER}old");
    // Comments come in pages, one list after the other.
    story.comments(&[("somebody", "Hm."), ("github-actions[bot]", &old)]);
    story
        .comment()
        .exits(0)
        .says("Updated the comment of pull request 7");
    let patch = "api --method PATCH repos/smart-api-rs/smart-api/issues/comments/41 --input -\n";
    assert!(story.stage.read("calls").ends_with(patch));
    let page = story.body();
    fs::remove_file(story.stage.path("body.json")).unwrap();
    story.comments(&[("github-actions[bot]", page.trim_end())]);
    story.comment().exits(0).says("Fresh");
    assert!(story.is_silent());
}

#[test]
fn a_comment_of_somebody_else_is_left_alone() {
    let Some(story) = Story::new(&[MOVED]) else {
        return;
    };
    let marked = format!("{MARKER}mine");
    for (author, text) in [
        ("stranger", marked.as_str()),
        ("github-actions[bot]", "Another report."),
    ] {
        story.comments(&[(author, text)]);
        story.comment().exits(0).says("Wrote");
        assert!(!story.stage.read("calls").contains("PATCH"));
    }
}

#[test]
fn a_report_about_a_commit_that_is_no_head_any_more_is_dropped() {
    let Some(story) = Story::new(&[MOVED]) else {
        return;
    };
    story.event(&"c".repeat(40));
    story.comment().exits(0).says("Skipped");
    assert!(story.is_silent());
}

/// What the first stage ran is the pull request's own code: it can leave whatever it likes.
#[test]
fn what_the_first_stage_says_is_never_written() {
    let Some(plain) = Story::new(&[MOVED]) else {
        return;
    };
    let forged = format!("{MARKER}Reviewed and approved by the maintainers @smart/team\n");
    let story = Story::of(|github| {
        github.edit(&[MOVED]);
        github.regenerate();
        for path in ["comment.md", "api-diff/comment.md", "out/comment.md"] {
            github.0.write(path, &forged);
        }
        // The code that is checked in is the pull request's as well.
        let types = github.0.read("smart-api/src/generated/types.rs");
        github.0.write(
            "smart-api/src/generated/types.rs",
            types + "pub struct Approved;\n",
        );
    })
    .unwrap();
    for path in ["comment.md", "api-diff/comment.md", "api-diff"] {
        let path = story.stage.path(path);
        if path.extension().is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, &forged).unwrap();
        }
    }
    let page = story.page();
    let heads = [&story.head, &plain.head].map(|head| &head[..12]);
    let bases = [&story, &plain].map(|story| story.github.git(&["rev-parse", "main"]));
    let expected = plain
        .page()
        .replace(heads[1], heads[0])
        .replace(&bases[1][..12], &bases[0][..12]);
    assert_eq!(page, expected);
    // There is no way to hand it one.
    let mut command = story.stage.command(&["comment", "comment.md"]);
    run(&mut command).exits(2);
}

/// The second stage downloads nothing that the first one made, and checks out the main branch only.
#[test]
fn the_workflow_takes_nothing_from_the_first_stage() {
    let workflow = include_str!("../../../.github/workflows/api-diff-comment.yml");
    let uses: Vec<&str> = workflow
        .lines()
        .filter_map(|line| line.trim().trim_start_matches("- ").strip_prefix("uses: "))
        .collect();
    assert_eq!(uses.len(), 1, "{uses:?}");
    assert!(uses[0].starts_with("actions/checkout@"), "{uses:?}");
    assert!(workflow.contains("ref: ${{ github.event.repository.default_branch }}\n"));
    for word in ["artifact", "cache", "head_sha", "pull_request.head"] {
        assert!(!workflow.contains(word), "{word}");
    }
}

#[test]
fn only_what_the_pull_request_changes_is_reported_whatever_it_goes_into() {
    let Some(story) = Story::new(&[MOVED]) else {
        return;
    };
    // Meanwhile the main branch goes on, and another one is the target.
    let gone: Edit<'_> = ("        scheme_name: {type: string}\n", "");
    story.github.edit(&[gone]);
    story.github.regenerate();
    story.github.commit("Go on");
    story.github.git(&["branch", "--quiet", "next", "main"]);
    for branch in ["main", "next"] {
        story.github.git(&["switch", "--quiet", branch]);
        let mut fetch = std::process::Command::new("git");
        fetch
            .current_dir(story.stage.path(""))
            .args(["fetch", "--quiet", "origin"]);
        run(&mut fetch).exits(0);
        story.pulls(branch);
        let page = story.page();
        assert!(page.contains("1 change;"), "{branch}: {page}");
        assert!(page.contains("operation moved"), "{branch}: {page}");
    }
}

#[test]
fn a_document_that_cannot_be_compared_is_told_in_the_comment() {
    const LINK: &str = "spec/smart.yaml in the pull request is no regular file";
    let remove = |github: &Repository| {
        fs::remove_file(github.0.path("spec/smart.yaml")).unwrap();
    };
    type Change<'c> = &'c dyn Fn(&Repository);
    let stories: [(&str, Change<'_>, &str); 8] = [
        (
            "missing",
            &remove,
            "spec/smart.yaml is not in the pull request",
        ),
        (
            "a link out of the checkout",
            &|github| {
                remove(github);
                symlink("/etc/passwd", github.0.path("spec/smart.yaml")).unwrap();
            },
            LINK,
        ),
        (
            "a folder",
            &|github| {
                remove(github);
                github.0.write("spec/smart.yaml/x", "openapi: 3.0.3\n");
            },
            LINK,
        ),
        (
            "another repository",
            &|github| {
                remove(github);
                github.git(&["add", "--all"]);
                let commit = github.git(&["rev-parse", "HEAD"]);
                let entry = format!("160000,{commit},spec/smart.yaml");
                github.git(&["update-index", "--add", "--cacheinfo", &entry]);
                // The commit of the story adds what lies there, which would take it away.
                fs::create_dir(github.0.path("spec/smart.yaml")).unwrap();
            },
            LINK,
        ),
        (
            "huge",
            &|github| {
                let text = github.0.read("spec/smart.yaml");
                let padding = "# padding\n".repeat(1_100_000);
                github.0.write("spec/smart.yaml", text + &padding);
            },
            "spec/smart.yaml in the pull request has 11004629 bytes, and at most 10000000 are read",
        ),
        (
            "other bytes",
            &|github| {
                github
                    .0
                    .write("spec/smart.yaml", b"openapi: 3.0.3\nx: \xff\n")
            },
            "spec/smart.yaml in the pull request is not UTF-8",
        ),
        (
            "no YAML",
            &|github| {
                github
                    .0
                    .write("spec/smart.yaml", "openapi: [3.0.3\n`@smart/team`: }\n")
            },
            "spec/smart.yaml in the pull request is no OpenAPI document",
        ),
        (
            "another version",
            &|github| {
                github
                    .0
                    .write("spec/smart.yaml", "openapi: '@smart/team'\n")
            },
            "spec/smart.yaml in the pull request is no OpenAPI document",
        ),
    ];
    for (name, change, told) in stories {
        let Some(story) = Story::of(change) else {
            return;
        };
        let page = story.page();
        assert!(
            page.starts_with(&format!(
                "{MARKER}### ⛔ API: the documents cannot be compared\n"
            )),
            "{name}: {page}"
        );
        assert!(page.contains(told), "{name}: {page}");
        assert!(!page.contains("root:"), "{name}: {page}");
    }
}

#[test]
fn a_document_that_does_not_generate_is_told_with_its_problems() {
    let Some(story) = Story::of(|github| {
        github.edit(&[(
            "#/components/schemas/Receipt'",
            "#/components/schemas/Nothing'",
        )]);
    }) else {
        return;
    };
    let page = story.page();
    assert!(
        page.contains("⛔ API: the new document does not generate"),
        "{page}"
    );
    assert!(page.contains("#### Why it does not generate (1)"), "{page}");
}

#[test]
fn acknowledgements_of_the_pull_request_are_text_too() {
    let Some(story) = Story::new(&[MOVED]) else {
        return;
    };
    let page = story.page();
    let line = page
        .lines()
        .find(|line| line.ends_with("operation-moved `postClaim`"));
    let fingerprint = &line.unwrap()["- `".len()..][..16];
    let reason = "As @smart/team said: `[x](https://evil.example)`";
    let acknowledged =
        format!("[[acknowledged]]\nfingerprint = \"{fingerprint}\"\nreason = \"{reason}\"\n");
    let cases = [
        (
            acknowledged,
            "✅ Acknowledged: `As @smart/team said: '[x](https://evil.example)'`",
        ),
        (
            "[['@smart/team #1']]\n".to_owned(),
            "> ⚠️ `spec/acknowledged.toml:1: '@smart/team #1' has no meaning here; nothing is acknowledged`",
        ),
        (
            "# padding\n".repeat(1_100_000),
            "spec/acknowledged.toml in the pull request has 11000000 bytes",
        ),
    ];
    for (text, told) in cases {
        let story = Story::of(|github| {
            github.edit(&[MOVED]);
            github.0.write("spec/acknowledged.toml", &text);
        });
        let page = story.unwrap().page();
        assert!(page.contains(told), "{told}\n{page}");
        assert!(page.contains("operation moved"), "{page}");
    }
}

/// What else a pull request holds is not fetched, however much it is.
#[test]
fn no_other_file_of_the_pull_request_is_fetched() {
    let Some(story) = Story::of(|github| {
        github.edit(&[MOVED]);
        github.0.write("big.bin", "x".repeat(100_000));
    }) else {
        return;
    };
    story.page();
    let blob = story
        .github
        .git(&["rev-parse", &format!("{}:big.bin", story.head)]);
    let mut look = std::process::Command::new("git");
    look.current_dir(story.stage.path(""))
        .env("GIT_NO_LAZY_FETCH", "1")
        .args(["cat-file", "-e", &blob]);
    assert_ne!(run(&mut look).code, Some(0));
}

#[test]
fn outside_of_its_workflow_the_command_names_what_is_missing() {
    let Some(story) = Story::new(&[MOVED]) else {
        return;
    };
    let mut command = story.stage.command(&["comment"]);
    let ran = run(command.env_remove("GITHUB_EVENT_PATH")).exits(2);
    ran.complains("GITHUB_EVENT_PATH is not set")
        .complains("workflow_run");
    story.stage.write("event.json", "{}");
    story
        .comment()
        .exits(2)
        .complains("has no text at /repository/full_name");
    story.event("--upload-pack=touch x");
    story.comment().exits(2).complains("is no commit");
    assert!(!story.stage.path("calls").exists());
}

#[test]
fn an_error_of_github_is_reported() {
    let Some(story) = Story::new(&[MOVED]) else {
        return;
    };
    story.stage.write(
        "bin/gh",
        "#!/bin/sh\necho 'HTTP 403: Resource not accessible' >&2\nexit 1\n",
    );
    story
        .comment()
        .exits(2)
        .complains("gh api: HTTP 403: Resource not accessible");
    // A branch that the clone does not have, and a commit that GitHub does not give.
    story.stage.write("bin/gh", GH);
    story.pulls("elsewhere");
    story.comment().exits(2).complains("origin/elsewhere");
    assert!(story.is_silent());
}
