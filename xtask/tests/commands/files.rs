//! Documents in several files, as they lie on disk.

use crate::sandbox::{Sandbox, TIDE};

const KINDS: &str = "    TideKind: {type: string, enum: [high, low]}\n";

/// The document of the tides, with one of its schemas in a file of its own.
fn split(reference: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    let root = TIDE.replace(KINDS, &format!("    TideKind: {{$ref: '{reference}'}}\n"));
    assert_ne!(root, TIDE);
    sandbox.write("api/tide.yaml", root);
    sandbox
}

fn lint(sandbox: &Sandbox) -> serde_json::Value {
    let arguments = ["lint", "api/tide.yaml", "--rules", "generation"];
    let ran = sandbox.run(&[&arguments[..], &["--format", "json"]].concat());
    ran.exits(100).json()
}

/// Asserts that the one problem is the reference, at its place, and returns its words.
#[track_caller]
fn refused(sandbox: &Sandbox) -> String {
    let report = lint(sandbox);
    let problems = report["problems"].as_array().unwrap();
    assert_eq!(problems.len(), 1, "{report:#}");
    assert_eq!(problems[0]["kind"], "reference-external");
    let place = &problems[0]["places"][0];
    assert_eq!(place["file"], "api/tide.yaml");
    assert_eq!((&place["line"], &place["column"]), (&24.into(), &22.into()));
    problems[0]["what"].as_str().unwrap().to_owned()
}

#[test]
fn the_generated_files_are_those_of_one_file() {
    let whole = Sandbox::new();
    whole.write("api/tide.yaml", TIDE);
    let parts = split("parts/kind.json");
    parts.write(
        "api/parts/kind.json",
        "{\"$ref\": \"../more/kinds.yaml#/one/TideKind\"}",
    );
    parts.write(
        "api/more/kinds.yaml",
        format!("one:\n{}", KINDS.replacen("    ", "  ", 1)),
    );
    for sandbox in [&whole, &parts] {
        let target = ["--spec", "api/tide.yaml", "--out", "client"];
        sandbox.run(&[&["regen"], &target[..]].concat()).exits(0);
        sandbox.run(&[&["check"], &target[..]].concat()).exits(0);
    }
    let generated = |sandbox: &Sandbox| {
        let mut files = sandbox.files();
        files.retain(|name, _| !name.starts_with("api/"));
        files
    };
    assert!(generated(&whole).len() > 5);
    assert_eq!(generated(&whole), generated(&parts));
    // A change in another file makes the generated files stale.
    let target = ["--spec", "api/tide.yaml", "--out", "client"];
    parts.write("api/parts/kind.json", "{\"type\": \"string\"}");
    parts.run(&[&["check"], &target[..]].concat()).exits(4);
    parts.run(&["questions", "api/tide.yaml"]).exits(0);
}

#[test]
fn a_problem_in_another_file_has_its_name_and_its_line() {
    let sandbox = split("kind.yaml");
    sandbox.write("api/kind.yaml", "# The kinds.\ntype: text\n");
    sandbox
        .run(&["lint", "api/tide.yaml", "--rules", "generation"])
        .exits(100)
        .says("--> api/kind.yaml:2:7\n")
        .says("2 | type: text\n");
    assert_eq!(
        lint(&sandbox)["problems"][0]["places"][0]["file"],
        "api/kind.yaml"
    );
}

#[test]
fn a_file_that_is_not_there_is_named_where_it_is_referred_to() {
    let what = refused(&split("kind.yaml"));
    assert_eq!(what, "`kind.yaml` cannot be read: there is no such file");
    let folder = split("parts/");
    folder.write("api/parts/a.yaml", "");
    let what = refused(&folder);
    assert_eq!(what, "`parts/` cannot be read: it is no regular file");
    let bytes = split("kind.yaml");
    bytes.write("api/kind.yaml", b"type: \xff\n");
    let what = refused(&bytes);
    assert!(what.ends_with("kind.yaml:1 is not UTF-8"), "{what}");
}

#[test]
fn no_reference_leaves_the_folder_or_the_machine() {
    for reference in [
        "../kind.yaml",
        "parts/%2e%2e/../kind.yaml",
        "/etc/hostname",
        "file:///etc/hostname",
        "https://example.com/kind.yaml",
    ] {
        let sandbox = split(reference);
        sandbox.write("kind.yaml", "type: string");
        let what = refused(&sandbox);
        let reason = "only files in the folder of the document and below are read";
        assert!(what.ends_with(reason), "{what}");
    }
}

#[cfg(unix)]
#[test]
fn no_link_leaves_the_folder() {
    use std::os::unix::fs::symlink;
    let leads_out =
        "`parts/kind.yaml` cannot be read: a link leads out of the folder of the document";
    let file = split("parts/kind.yaml");
    file.write("secret.yaml", "type: string");
    file.write("api/parts/other.yaml", "type: string");
    symlink("../../secret.yaml", file.path("api/parts/kind.yaml")).unwrap();
    assert_eq!(refused(&file), leads_out);
    let folder = split("parts/kind.yaml");
    folder.write("outside/kind.yaml", "type: string");
    symlink("../outside", folder.path("api/parts")).unwrap();
    assert_eq!(refused(&folder), leads_out);
    // A neighbour whose name begins like the folder's is outside too.
    let neighbour = split("parts/kind.yaml");
    neighbour.write("api-internal/kind.yaml", "type: string");
    symlink("../api-internal", neighbour.path("api/parts")).unwrap();
    assert_eq!(refused(&neighbour), leads_out);
    // A link that stays in the folder is read, and a device is not.
    let inside = split("parts/kind.yaml");
    inside.write("api/more/kind.yaml", "type: string");
    symlink("more", inside.path("api/parts")).unwrap();
    let arguments = ["lint", "api/tide.yaml", "--rules", "generation"];
    inside.run(&arguments).exits(0);
    let device = split("zero");
    symlink("/dev/zero", device.path("api/zero")).unwrap();
    assert_eq!(lint(&device)["problems"][0]["kind"], "reference-malformed");
    let device = split("./zero");
    symlink("/dev/zero", device.path("api/zero")).unwrap();
    assert_eq!(
        refused(&device),
        leads_out.replace("parts/kind.yaml", "./zero")
    );
}

#[test]
fn a_circle_of_files_ends() {
    let sandbox = split("a.yaml");
    sandbox.write("api/a.yaml", "$ref: b.yaml");
    sandbox.write("api/b.yaml", "$ref: ./a.yaml");
    assert_eq!(lint(&sandbox)["problems"][0]["kind"], "reference-cycle");
}

#[test]
fn the_limit_of_size_counts_all_files_together() {
    let sandbox = split("a.yaml");
    let filling = "#".repeat(90 << 20);
    for (name, next) in [("a", "b"), ("b", "c"), ("c", "d")] {
        sandbox.write(
            &format!("api/{name}.yaml"),
            format!("type: object\nproperties: {{x: {{$ref: {next}.yaml}}}}\n{filling}"),
        );
    }
    let report = lint(&sandbox);
    let problems = report["problems"].as_array().unwrap();
    assert_eq!(problems.len(), 1, "{report:#}");
    assert_eq!(problems[0]["kind"], "too-long");
}
