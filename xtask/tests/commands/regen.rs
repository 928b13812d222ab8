//! `regen`: what is written, what is left alone, what is refused.

use std::fs;
use std::time::SystemTime;

use crate::sandbox::{Sandbox, TIDE, broken, run};

const REGEN: [&str; 5] = ["regen", "--spec", "tide.yaml", "--out", "out"];

/// The first line of a generated file.
fn stamp(document: &str) -> String {
    format!("{} from {document}; do not edit.\n", smart_codegen::STAMP)
}

fn generated() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("tide.yaml", TIDE);
    sandbox.run(&REGEN).exits(0);
    sandbox
}

#[test]
fn a_document_of_ones_own_is_generated_with_its_digest_into_a_new_folder() {
    let sandbox = Sandbox::new();
    sandbox.write("tide.yaml", TIDE);
    let ran = sandbox.run(&["regen", "--spec", "tide.yaml", "--out", "a/new/folder"]);
    ran.exits(0)
        .says("     Created a/new/folder/mod.rs\n")
        .says("     Created a/new/folder/api-digest.txt\n")
        .says("        Next ");
    assert!(
        sandbox
            .read("a/new/folder/api.rs")
            .contains("pub async fn fetch_tide")
    );
    assert!(
        sandbox
            .read("a/new/folder/api-digest.txt")
            .contains("operation fetchTide ")
    );
    assert!(
        sandbox
            .read("a/new/folder/api.rs")
            .contains("smart_runtime")
    );
    assert!(
        sandbox
            .files()
            .keys()
            .all(|name| !name.contains(".smart-codegen-"))
    );
}

#[test]
fn the_paths_of_runtime_and_module_reach_the_generated_code() {
    let sandbox = Sandbox::new();
    // Examples of calls name the module, and only operations with examples have them.
    let document = TIDE.replace(", format: date}", "}").replace(
        "schema: {type: string}}",
        "schema: {type: string}, example: X}",
    );
    sandbox.write("tide.yaml", document);
    let options = ["--runtime", "crate::wire", "--module", "tides::client"];
    sandbox.run(&[&REGEN[..], &options].concat()).exits(0);
    let api = sandbox.read("out/api.rs");
    assert!(api.contains("crate::wire") && !api.contains("smart_runtime"));
    assert!(api.contains("tides::client"));
}

#[test]
fn without_options_it_is_the_document_of_the_workspace_from_any_folder_in_it() {
    let sandbox = Sandbox::workspace(TIDE);
    sandbox.write("smart-api/src/lib.rs", "");
    let mut command = sandbox.command(&["regen"]);
    run(command.current_dir(sandbox.path("smart-api/src"))).exits(0);
    assert!(
        sandbox
            .read("smart-api/src/generated/api.rs")
            .contains("crate::runtime")
    );
    assert!(
        sandbox
            .read("spec/api-digest.txt")
            .contains("operation fetchTide ")
    );
    assert!(
        !sandbox
            .path("smart-api/src/generated/api-digest.txt")
            .exists()
    );
    sandbox
        .run(&["regen"])
        .exits(0)
        .says("       Fresh smart-api/src/generated, 8 files\n")
        .says("of the house: `cargo xtask lint`");
}

#[test]
fn a_second_run_touches_nothing() {
    let sandbox = generated();
    let when = |name: &str| -> SystemTime {
        fs::metadata(sandbox.path(name))
            .unwrap()
            .modified()
            .unwrap()
    };
    let old = SystemTime::UNIX_EPOCH;
    for name in ["out/mod.rs", "out/types.rs"] {
        fs::File::open(sandbox.path(name))
            .unwrap()
            .set_modified(old)
            .unwrap();
    }
    sandbox
        .run(&REGEN)
        .exits(0)
        .says("       Fresh out, 8 files\n");
    assert_eq!(when("out/mod.rs"), old);
    // Only what differs is written.
    sandbox.write("out/types.rs", stamp("x.yaml"));
    sandbox
        .run(&REGEN)
        .exits(0)
        .says("     Updated out/types.rs\n         API no change\n");
    assert_eq!(when("out/mod.rs"), old);
    assert_ne!(when("out/types.rs"), old);
}

#[test]
fn regen_reports_the_changes_of_the_api() {
    let sandbox = generated();
    let edited = TIDE.replace("required: [kind, height]", "required: [kind, height, at]");
    assert_ne!(edited, TIDE);
    sandbox.write("tide.yaml", edited);
    sandbox
        .run(&REGEN)
        .exits(0)
        .says("         API 1 fact changed\n")
        .says("             - schema Tide.at · optional")
        .says("             + schema Tide.at · required");
}

/// What a file that is being written is called.
const UNFINISHED: &str = "out/.smart-codegen-0a1B2c3D4e5F6g7H.unfinished";

#[test]
fn only_files_with_our_whole_stamp_are_deleted() {
    let sandbox = generated();
    let stamp = stamp("tide.yaml");
    sandbox.write("out/old.rs", &stamp);
    sandbox.write("out/windows.rs", stamp.replace('\n', "\r\n"));
    for (last, text) in [
        ("H", ""),
        ("I", &stamp),
        (
            "J",
            "# The API of a.yaml, one fact a line; written by the generator.\n",
        ),
    ] {
        sandbox.write(&UNFINISHED.replace('H', last), text);
    }
    let mine = [
        ("out/notes.txt", "mine".to_owned()),
        // A person begins notes like this, copies a digest to write between its lines, or quotes the stamp.
        ("out/NOTES.md", "# The API of our hospital\n".to_owned()),
        ("out/api.md", sandbox.read("out/api-digest.txt")),
        ("out/quoted.md", stamp.clone()),
        ("out/quoted.rs", format!("{}\n", smart_codegen::STAMP)),
        ("out/half.rs", stamp.replace("; do not edit.", "")),
        ("out/later.rs", format!("\n{stamp}")),
        // Names that begin like those of files that are being written.
        ("out/.smart-codegen-notes", "mine".to_owned()),
        ("out/.smart-codegen-backup", stamp.clone()),
        ("out/.smart-codegen-empty", String::new()),
        (UNFINISHED, "mine".to_owned()),
    ];
    for (path, text) in &mine {
        sandbox.write(path, text);
    }
    // The folder stands for whatever else is no file.
    let folder = UNFINISHED.replace('H', "K");
    fs::create_dir(sandbox.path(&folder)).unwrap();
    let ran = sandbox.run(&REGEN).exits(0);
    let deleted: Vec<&str> = ran
        .stdout
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("Deleted "))
        .collect();
    let unfinished = ["I", "J"].map(|last| UNFINISHED.replace('H', last));
    assert_eq!(
        deleted,
        [
            unfinished[0].as_str(),
            &unfinished[1],
            "out/old.rs",
            "out/windows.rs"
        ]
    );
    for (path, text) in &mine {
        assert_eq!(sandbox.read(path), *text, "{path}");
    }
    assert!(sandbox.path(&folder).is_dir());
    sandbox.write(UNFINISHED, "");
    sandbox.run(&REGEN).exits(0).says(UNFINISHED);
    assert!(!sandbox.path(UNFINISHED).exists());
}

#[test]
fn notes_in_the_place_of_the_digest_are_never_written_over() {
    let sandbox = generated();
    sandbox.write("out/api-digest.txt", "# The API of our hospital\n");
    let before = sandbox.files();
    sandbox
        .run(&REGEN)
        .exits(2)
        .complains("in the way, and not generated: out/api-digest.txt");
    assert_eq!(sandbox.files(), before);
}

#[test]
fn a_folder_in_which_only_the_beginning_of_a_stamp_stands_is_refused() {
    let sandbox = Sandbox::new();
    sandbox.write("tide.yaml", TIDE);
    sandbox.write("out/NOTES.md", "# The API of our hospital\n");
    sandbox.write("out/.smart-codegen-notes", "mine");
    let before = sandbox.files();
    sandbox
        .run(&REGEN)
        .exits(2)
        .complains("out holds files, and none of them was generated");
    assert_eq!(sandbox.files(), before);
}

#[test]
fn a_folder_with_nothing_of_ours_is_refused() {
    let sandbox = Sandbox::new();
    sandbox.write("tide.yaml", TIDE);
    sandbox.write("out/main.rs", "fn main() {}\n");
    let before = sandbox.files();
    sandbox
        .run(&REGEN)
        .exits(2)
        .complains("out holds files, and none of them was generated");
    assert_eq!(sandbox.files(), before);
    // A folder counts as well.
    sandbox.write("other/src/main.rs", "fn main() {}\n");
    sandbox
        .run(&["regen", "--spec", "tide.yaml", "--out", "other"])
        .exits(2);
    assert!(!sandbox.path("other/mod.rs").exists());
}

#[test]
fn a_file_without_our_stamp_is_never_written_over() {
    let sandbox = generated();
    sandbox.write("out/types.rs", "struct Mine;\n");
    sandbox.write("out/enums.rs", stamp("edited.yaml"));
    let before = sandbox.files();
    sandbox
        .run(&REGEN)
        .exits(2)
        .complains("in the way, and not generated: out/types.rs");
    assert_eq!(sandbox.files(), before);
}

#[test]
fn a_folder_in_the_place_of_a_file_is_refused_before_anything_is_written() {
    let sandbox = generated();
    fs::remove_file(sandbox.path("out/types.rs")).unwrap();
    sandbox.write("out/types.rs/x", "mine");
    sandbox.write("out/enums.rs", stamp("edited.yaml"));
    let before = sandbox.files();
    sandbox.run(&REGEN).exits(2).complains("out/types.rs");
    assert_eq!(sandbox.files(), before);
}

#[test]
fn a_path_that_leads_through_a_file_is_refused() {
    let sandbox = Sandbox::new();
    sandbox.write("tide.yaml", TIDE);
    sandbox.write("file", "mine");
    for out in ["file", "file/below"] {
        let ran = sandbox.run(&["regen", "--spec", "tide.yaml", "--out", out]);
        ran.exits(2).complains("error: cannot ").complains(out);
    }
    assert_eq!(sandbox.files().len(), 2);
}

#[test]
fn generation_problems_are_reported_with_their_source_lines_and_nothing_is_written() {
    let sandbox = Sandbox::new();
    sandbox.write("tide.yaml", broken());
    sandbox
        .run(&REGEN)
        .exits(100)
        .says("error[")
        .says("--> tide.yaml:")
        .says("#/components/schemas/Ebb")
        .says("    Problems tide.yaml: 1 problem\n");
    assert_eq!(sandbox.files().len(), 1);
}

#[test]
fn a_document_that_cannot_be_read_is_an_error_of_usage() {
    let sandbox = Sandbox::new();
    sandbox
        .run(&REGEN)
        .exits(2)
        .complains("error: cannot read tide.yaml");
    sandbox.write("tide.yaml", b"openapi: 3.0.3\ninfo: \xff\n");
    sandbox
        .run(&REGEN)
        .exits(2)
        .complains("tide.yaml:2 is not UTF-8");
    sandbox
        .run(&["regen", "--spec", "tide.yaml"])
        .exits(2)
        .complains("--out");
    sandbox
        .run(&["regen"])
        .exits(2)
        .complains("is not in this workspace");
}

/// Every write beyond a kilobyte fails, as on a full disk.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_everything_as_it_was() {
    let regen = "trap '' XFSZ; ulimit -f 2; exec \"$XTASK\" regen --spec tide.yaml --out out";
    let sandbox = Sandbox::new();
    sandbox.write("tide.yaml", TIDE);
    let before = sandbox.files();
    let ran = sandbox.shell(regen).exits(2);
    ran.complains("error: cannot write out/")
        .complains("nothing was changed");
    assert_eq!(sandbox.files(), before);
    assert!(!sandbox.path("out").exists());

    let sandbox = generated();
    sandbox.write(
        "out/api-digest.txt",
        "# The API of tide.yaml, one fact a line; written by the generator.\n",
    );
    sandbox.write("out/api.rs", stamp("stale.yaml"));
    let before = sandbox.files();
    // The digest would fit.
    sandbox
        .shell(regen)
        .exits(2)
        .complains("cannot write out/api.rs: ");
    assert_eq!(sandbox.files(), before);
}

#[cfg(unix)]
#[test]
fn generated_files_can_be_read_by_whom_the_umask_allows() {
    use std::os::unix::fs::PermissionsExt as _;
    let sandbox = Sandbox::new();
    sandbox.write("tide.yaml", TIDE);
    sandbox
        .shell("umask 022; exec \"$XTASK\" regen --spec tide.yaml --out out")
        .exits(0);
    let mode = fs::metadata(sandbox.path("out/mod.rs"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o644);
}

/// Two operations, of which one answers with a picture.
const PETS: &str = "openapi: 3.1.0
info: {title: Pets, version: '1'}
servers: [{url: 'https://pets.example'}]
paths:
  /pets:
    get:
      tags: [reading]
      responses: {'200': {description: ok, content: {application/json: {schema: {type: [string, 'null'], default: 3}}}}}
  /pets/{petId}/picture:
    get:
      parameters: [{name: petId, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: ok, content: {image/png: {}}}}
";

#[test]
fn operations_that_cannot_be_generated_are_left_out_and_named() {
    let sandbox = Sandbox::new();
    sandbox.write("tide.yaml", PETS);
    sandbox.run(&REGEN).exits(100).says("error[answer-media]");
    let ran = sandbox.run(&[&REGEN[..], &["--leave-out-unsupported"]].concat());
    let ran = ran
        .exits(0)
        .says("1 operation left out, named in the digest");
    assert!(
        ran.stderr
            .contains("Left out GET /pets/{petId}/picture: answer-media, line 12: "),
        "{}",
        ran.stderr
    );
    let digest = sandbox.read("out/api-digest.txt");
    assert!(
        digest.contains("left out GET /pets/{petId}/picture · answer-media\n"),
        "{digest}"
    );
    // The command that mends has the same choice.
    sandbox.write("out/mod.rs", format!("{}// old\n", stamp("tide.yaml")));
    let check = [
        "check",
        "--spec",
        "tide.yaml",
        "--out",
        "out",
        "--leave-out-unsupported",
    ];
    sandbox.run(&check).exits(4).says("--leave-out-unsupported");
}

#[test]
fn the_enums_of_answers_are_opened() {
    let sandbox = Sandbox::new();
    let state = "type: [string, 'null'], default: 3";
    assert!(PETS.contains(state));
    sandbox.write("tide.yaml", PETS.replace(state, "type: string, enum: [a]"));
    let tide = [&REGEN[..], &["--leave-out-unsupported"]].concat();
    sandbox.run(&tide).exits(0);
    assert!(
        sandbox
            .read("out/api-digest.txt")
            .contains(" · closed enum · received")
    );
    sandbox
        .run(&[&tide[..], &["--open-enums"]].concat())
        .exits(0);
    assert!(
        sandbox
            .read("out/api-digest.txt")
            .contains(" · open enum · received")
    );
    // `check` is asked with the same options, and the command that mends has them.
    let stale = sandbox.run(&[&["check"], &tide[1..]].concat());
    stale.exits(4);
    sandbox.write("out/mod.rs", format!("{}// old\n", stamp("tide.yaml")));
    let check = sandbox.run(&[&["check"], &tide[1..], &["--open-enums"]].concat());
    check.exits(4).says("--open-enums");
}

#[test]
fn operations_are_chosen_by_patterns() {
    let sandbox = Sandbox::new();
    sandbox.write("tide.yaml", PETS);
    for choice in [
        ["--only", "tag:reading"],
        ["--only", "get_pets"],
        ["--leave-out", "/pets/*"],
    ] {
        sandbox.run(&[&REGEN[..], &choice].concat()).exits(0);
        let digest = sandbox.read("out/api-digest.txt");
        assert!(
            digest.contains("operation get_pets ") && !digest.contains("picture"),
            "{digest}"
        );
    }
    let nothing = sandbox.run(&[&REGEN[..], &["--only", "tag:nothing"]].concat());
    nothing.exits(100).says("error[chooses-nothing]");
}

#[test]
fn warnings_are_counted_and_can_be_errors() {
    let sandbox = Sandbox::new();
    sandbox.write("tide.yaml", PETS);
    let regen = [&REGEN[..], &["--only", "get_pets"]].concat();
    sandbox
        .run(&regen)
        .exits(0)
        .says("1 warning: `cargo xtask lint tide.yaml`");
    let denied = sandbox.run(&[&regen[..], &["--deny-warnings"]].concat());
    denied.exits(100).says("warning[default-invalid]");
    let lint = ["lint", "tide.yaml", "--rules", "generation"];
    sandbox.write("tide.yaml", PETS.replace("image/png", "application/json"));
    sandbox.run(&lint).exits(0).says("warning[default-invalid]");
    sandbox
        .run(&[&lint[..], &["--deny-warnings"]].concat())
        .exits(100);
}
