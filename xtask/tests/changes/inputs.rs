//! What can be compared: files, documents at a revision, revisions, the working tree.

use std::process::Command;

use crate::repository::{Repository, SMART, edited};
use crate::sandbox::{Sandbox, run};

const GONE: (&str, &str) = ("        scheme_name: {type: string}\n", "");
const GONE_IS_TOLD: &str = "[property-removed] Member.scheme_name";

#[test]
fn two_files_anywhere() {
    let sandbox = Sandbox::new();
    sandbox.write("old.yaml", SMART);
    sandbox.write("new.yaml", edited(SMART, &[GONE]));
    sandbox
        .run(&["diff", "old.yaml", "new.yaml"])
        .exits(0)
        .says(GONE_IS_TOLD)
        .says("  was old.yaml:126:")
        .says("  is  new.yaml:");
    // The same document in another notation is the same API.
    let json =
        "{\"openapi\": \"3.0.3\", \"info\": {\"title\": \"A\", \"version\": \"1\"}, \"paths\": {}}";
    sandbox.write("a.json", json);
    sandbox.write(
        "a.yaml",
        "# A comment.\ninfo: {version: '1', title: A}\nopenapi: 3.0.3\npaths: {}\n",
    );
    let ran = sandbox.run(&["diff", "a.json", "a.yaml"]).exits(0);
    assert_eq!(ran.stdout, "No API change\n");
}

#[test]
fn a_file_with_a_document_at_a_revision() {
    let Some(repository) = Repository::new() else {
        return;
    };
    repository.0.write("proposal.yaml", edited(SMART, &[GONE]));
    repository
        .diff(&["main:spec/smart.yaml", "proposal.yaml"])
        .exits(0)
        .says(GONE_IS_TOLD);
    repository
        .diff(&["main:spec/nowhere.yaml", "proposal.yaml"])
        .exits(2)
        .complains("spec/nowhere.yaml is not in ");
}

#[test]
fn two_revisions_without_a_checkout() {
    let Some(repository) = Repository::new() else {
        return;
    };
    repository.pull_request("gone", &[GONE]);
    repository.git(&["switch", "--quiet", "main"]);
    let before = repository.0.files();
    repository
        .diff(&["main", "gone"])
        .exits(0)
        .says(GONE_IS_TOLD)
        .says("= code: types::Member.scheme_name: gone (Option<String>)");
    // Nothing was checked out, nothing written; git may touch its own index.
    let files = |files: std::collections::BTreeMap<String, Vec<u8>>| {
        let own = files
            .into_iter()
            .filter(|(name, _)| !name.starts_with(".git/"));
        own.collect::<Vec<_>>()
    };
    assert_eq!(files(repository.0.files()), files(before));
}

#[test]
fn without_arguments_from_where_main_was_left_to_what_lies_there() {
    let Some(repository) = Repository::new() else {
        return;
    };
    repository.diff(&[]).exits(0).says("No API change\n");
    repository.pull_request("gone", &[GONE]);
    // What others did on main in the meantime is none of this branch's business.
    repository.git(&["switch", "--quiet", "main"]);
    repository.edit(&[("        name: {type: string}\n", "")]);
    repository.regenerate();
    repository.commit("Meanwhile");
    repository.git(&["switch", "--quiet", "gone"]);
    let committed = repository.diff(&[]).exits(0).says(GONE_IS_TOLD);
    assert!(!committed.stdout.contains("Benefit.name"), "{committed:#?}");
    // What is not committed counts as well, and code that was not regenerated is told of.
    repository.edit(&[("        visit_number: {type: string}\n", "")]);
    repository
        .diff(&[])
        .exits(0)
        .says(GONE_IS_TOLD)
        .says("[property-removed] Session.visit_number")
        .says("note: the generated code is not what the document says; `cargo xtask regen`");
}

#[test]
fn generated_code_that_differs_without_the_document_is_seen_between_revisions() {
    let Some(repository) = Repository::new() else {
        return;
    };
    let file = "smart-api/src/generated/types.rs";
    let code = repository.0.read(file);
    let other = code.replacen(
        "pub scheme_name: Option<String>",
        "pub scheme_name: String",
        1,
    );
    assert_ne!(code, other);
    repository.0.write(file, other);
    repository.commit("Change the generator");
    repository
        .diff(&["HEAD~1", "HEAD", "--fail-on", "rust"])
        .exits(1)
        .says("Breaks Rust source; deployed clients go on working: 1 change")
        .says("[generated-code-changed] types::Member")
        .says("types::Member.scheme_name: Option<String> → String");
    // Of files, both sides are generated: nothing differs.
    repository
        .diff(&["HEAD~1:spec/smart.yaml", "HEAD:spec/smart.yaml"])
        .exits(0)
        .says("No API change\n");
}

#[test]
fn a_document_that_was_moved_is_found_under_its_old_name() {
    let Some(repository) = Repository::new() else {
        return;
    };
    repository.git(&["switch", "--quiet", "--create", "old"]);
    repository.git(&["mv", "spec/smart.yaml", "smart-of-old.yaml"]);
    let old = repository.commit("As it was");
    repository.git(&["mv", "smart-of-old.yaml", "spec/smart.yaml"]);
    repository.edit(&[GONE]);
    repository.regenerate();
    repository.commit("Move the document");
    repository.diff(&[&old, "HEAD"]).exits(0).says(GONE_IS_TOLD);
    repository.diff(&[&old]).exits(0).says(GONE_IS_TOLD);
}

#[test]
fn a_revision_without_a_document_is_named_with_what_to_do() {
    let Some(repository) = Repository::new() else {
        return;
    };
    let empty = repository.git(&[
        "commit-tree",
        "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
        "-m",
        "x",
    ]);
    repository
        .diff(&[&empty])
        .exits(2)
        .complains("spec/smart.yaml is not in ")
        .complains("REV:PATH");
}

#[test]
fn what_is_neither_a_file_nor_a_revision_is_an_error_of_usage() {
    let Some(repository) = Repository::new() else {
        return;
    };
    repository
        .diff(&["nothing"])
        .exits(2)
        .complains("`nothing` is neither a file nor a revision")
        .complains("HEAD~1");
    // An option in disguise reaches git as a name only.
    repository.diff(&["--", "--output=x"]).exits(2);
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", SMART);
    sandbox
        .run(&["diff", "a.yaml", "b.yaml"])
        .exits(2)
        .complains("b.yaml is not there");
    sandbox
        .run(&["diff"])
        .exits(2)
        .complains("is not in this workspace");
    Sandbox::workspace(SMART)
        .run(&["diff"])
        .exits(2)
        .complains("not a git repository");
}

#[test]
fn a_missing_main_branch_is_named() {
    let Some(repository) = Repository::new() else {
        return;
    };
    repository.git(&["branch", "--move", "main", "trunk"]);
    repository
        .diff(&[])
        .exits(2)
        .complains("there is no main branch: none of origin/main, main")
        .complains("name the BASE");
    repository.diff(&["trunk"]).exits(0).says("No API change");
}

#[test]
fn a_shallow_clone_says_what_it_lacks() {
    let Some(repository) = Repository::new() else {
        return;
    };
    repository.pull_request("gone", &[GONE]);
    repository.git(&["switch", "--quiet", "main"]);
    repository.0.write("README.md", "Later.\n");
    repository.commit("Later");
    let clone = Sandbox::new();
    let from = format!("file://{}", repository.0.path("").display());
    let into = clone.path("clone");
    let mut command = Command::new("git");
    command
        .args([
            "clone",
            "--quiet",
            "--depth",
            "1",
            "--no-single-branch",
            "--branch",
            "gone",
        ])
        .arg(from)
        .arg(&into);
    run(&mut command).exits(0);
    let diff = |arguments: &[&str]| {
        let mut command = clone.command(&[&["diff"], arguments].concat());
        run(command.current_dir(&into))
    };
    let help = "the clone is shallow: `git fetch --unshallow` gets the rest of its history";
    diff(&[])
        .exits(2)
        .complains("have no commit in common")
        .complains(help);
    diff(&["HEAD~1"]).exits(2).complains(help);
    // What is there can be compared all the same.
    diff(&["origin/main", "HEAD"]).exits(0).says(GONE_IS_TOLD);
}

#[test]
fn a_document_that_cannot_be_read_ends_with_2_and_one_that_does_not_generate_with_1() {
    let sandbox = Sandbox::new();
    sandbox.write("old.yaml", SMART);
    sandbox.write("new.yaml", "openapi: [");
    sandbox
        .run(&["diff", "old.yaml", "new.yaml"])
        .exits(2)
        .complains("--> new.yaml:")
        .complains("new.yaml cannot be read")
        .says_nothing();
    let broken = edited(
        SMART,
        &[(
            "#/components/schemas/Receipt'",
            "#/components/schemas/Slip'",
        )],
    );
    sandbox.write("new.yaml", broken);
    let ran = sandbox
        .run(&["diff", "old.yaml", "new.yaml"])
        .exits(1)
        .says("#/components/schemas/Slip");
    assert!(
        ran.stdout
            .starts_with("The new document does not generate: 1 problem")
    );
    // From a document that does not generate to one that does, nothing is in the way.
    sandbox.run(&["diff", "new.yaml", "old.yaml"]).exits(0);
}

#[test]
fn documents_in_several_files_from_disk_and_from_a_revision() {
    let Some(repository) = Repository::new() else {
        return;
    };
    let sandbox = &repository.0;
    let api = "openapi: 3.0.3\ninfo: {title: A, version: '1'}\nservers: [{url: 'https://a.example'}]\n\
               paths:\n  /a:\n    get:\n      operationId: fetchA\n      responses:\n        \
               '200': {description: ok, content: {application/json: {schema: {$ref: 'parts/a.yaml#/A'}}}}\n";
    let part = "# The parts.\nA:\n  type: object\n  properties:\n    old: {type: string}\n    new: {type: string}\n";
    sandbox.write("apis/a.yaml", api);
    sandbox.write("apis/parts/a.yaml", part);
    repository.git(&["add", "."]);
    repository.git(&["commit", "--quiet", "-m", "Split"]);
    let ran = repository.diff(&["HEAD:apis/a.yaml", "apis/a.yaml"]);
    assert_eq!(ran.exits(0).stdout, "No API change\n");
    // What lies on disk now is not what the revision holds.
    sandbox.write(
        "apis/parts/a.yaml",
        part.replace("    old: {type: string}\n", ""),
    );
    let ran = repository.diff(&["HEAD:apis/a.yaml", "HEAD:apis/a.yaml"]);
    assert_eq!(ran.exits(0).stdout, "No API change\n");
    repository
        .diff(&["HEAD:apis/a.yaml", "apis/a.yaml"])
        .exits(0)
        .says("[property-removed] A.old")
        .says("  was apis/parts/a.yaml:5:")
        .says("  is  apis/parts/a.yaml:");
    let json = repository
        .diff(&["HEAD:apis/a.yaml", "apis/a.yaml", "--format", "json"])
        .exits(0)
        .json();
    assert_eq!(json["entries"][0]["base"]["file"], "apis/parts/a.yaml");
    repository
        .diff(&["HEAD:apis/a.yaml", "apis/a.yaml", "--format", "markdown"])
        .exits(0)
        .says("line 5 of `apis/parts/a.yaml`");
    // In a revision, a link is no file.
    #[cfg(unix)]
    {
        std::fs::remove_file(sandbox.path("apis/parts/a.yaml")).unwrap();
        std::os::unix::fs::symlink("/etc/hostname", sandbox.path("apis/parts/a.yaml")).unwrap();
        repository.git(&["add", "."]);
        repository.git(&["commit", "--quiet", "-m", "Link"]);
        let ran = repository.diff(&["HEAD~1:apis/a.yaml", "HEAD:apis/a.yaml"]);
        ran.says("apis/parts/a.yaml is no regular file");
    }
}
