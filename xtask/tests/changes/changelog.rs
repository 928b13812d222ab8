//! The entry of the changelog, and whether version and changelog agree with what changed.

use crate::repository::{Edit, Repository};

const LOG: &str = "# Changelog\n\n## Unreleased\n\n### Fixed\n\n- A thing.\n\n## 0.3.0\n\nFirst.\n";
const GONE: Edit<'_> = ("        scheme_name: {type: string}\n", "");

/// Version 0.3.0 is released; a field went since.
fn repository() -> Option<Repository> {
    let repository = Repository::new()?;
    repository.0.write("CHANGELOG.md", LOG);
    repository.commit("Release 0.3.0");
    repository.git(&["tag", "v0.3.0"]);
    repository.edit(&[GONE]);
    repository.regenerate();
    repository.commit("Take a field away");
    Some(repository)
}

#[test]
fn the_entry_is_written_once_under_what_is_not_released() {
    let Some(repository) = repository() else {
        return;
    };
    let sandbox = &repository.0;
    let printed = sandbox.run(&["changelog"]).exits(0).stdout;
    assert_eq!(sandbox.read("CHANGELOG.md"), LOG);
    sandbox
        .run(&["changelog", "--write"])
        .exits(0)
        .says("Wrote CHANGELOG.md");
    let text = sandbox.read("CHANGELOG.md");
    let with = format!("## Unreleased\n\n{printed}\n### Fixed");
    assert_eq!(text, LOG.replace("## Unreleased\n\n### Fixed", &with));
    insta::assert_snapshot!(text);
    sandbox
        .run(&["changelog", "--write"])
        .exits(0)
        .says("Fresh CHANGELOG.md");
    assert_eq!(sandbox.read("CHANGELOG.md"), text);
}

/// Each write beyond a kilobyte fails, as on a full disk.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_changelog_whole() {
    let Some(repository) = repository() else {
        return;
    };
    let sandbox = &repository.0;
    let log = LOG.to_owned() + &"- An old thing.\n".repeat(100);
    sandbox.write("CHANGELOG.md", &log);
    let before = sandbox.files();
    sandbox
        .shell("trap '' XFSZ; ulimit -f 2; exec \"$XTASK\" changelog --write")
        .exits(2)
        .complains("CHANGELOG.md: ");
    assert_eq!(sandbox.read("CHANGELOG.md"), log);
    assert_eq!(sandbox.files(), before);
}

#[cfg(unix)]
#[test]
fn a_changelog_behind_a_link_keeps_the_link_and_its_permissions() {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let Some(repository) = repository() else {
        return;
    };
    let sandbox = &repository.0;
    let (link, file) = (sandbox.path("CHANGELOG.md"), sandbox.path("docs/log.md"));
    sandbox.write("docs/log.md", LOG);
    fs::set_permissions(&file, Permissions::from_mode(0o606)).unwrap();
    fs::remove_file(&link).unwrap();
    symlink("docs/log.md", &link).unwrap();
    sandbox.run(&["changelog", "--write"]).exits(0);
    assert!(link.is_symlink() && sandbox.read("docs/log.md") != LOG);
    assert_eq!(
        fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o606
    );
}

#[test]
fn a_release_needs_its_version_and_its_entry() {
    let Some(repository) = repository() else {
        return;
    };
    let sandbox = &repository.0;
    sandbox
        .run(&["release"])
        .exits(1)
        .says("Disagrees the version is 0.3.0 and must be 0.4.0 at least")
        .says("Disagrees CHANGELOG.md does not say what changed in the API")
        .says("Because the API asks for major");
    repository.version("0.4.0");
    sandbox.run(&["changelog", "--write"]).exits(0);
    sandbox
        .run(&["release"])
        .exits(0)
        .says("Agrees 0.3.0 → 0.4.0: the API asks for major");
    // Under the version it says the same.
    let log = sandbox.read("CHANGELOG.md");
    sandbox.write(
        "CHANGELOG.md",
        log.replace("## Unreleased", "## 0.4.0 (2026-03-01)"),
    );
    sandbox.run(&["release"]).exits(0);
    // One more change, and it is stale.
    repository.edit(&[("        name: {type: string}\n", "")]);
    repository.regenerate();
    sandbox
        .run(&["release"])
        .exits(1)
        .says("CHANGELOG.md does not say what changed");
}

#[test]
fn before_the_first_release_there_is_nothing_to_agree_with() {
    let Some(repository) = Repository::new() else {
        return;
    };
    repository
        .0
        .run(&["release"])
        .exits(0)
        .says("nothing is released yet");
    repository
        .0
        .run(&["changelog"])
        .exits(2)
        .complains("no tag `v…`")
        .complains("cargo xtask changelog BASE");
}

#[test]
fn a_shallow_clone_does_not_pass_for_one_without_releases() {
    let Some(repository) = repository() else {
        return;
    };
    let from = format!("file://{}", repository.0.path("").display());
    let into = crate::sandbox::Sandbox::new();
    repository.git(&[
        "clone",
        "--quiet",
        "--depth",
        "1",
        &from,
        &into.path("clone").display().to_string(),
    ]);
    let mut command = into.command(&["release"]);
    let ran = crate::sandbox::run(command.current_dir(into.path("clone")));
    ran.exits(2)
        .complains("the clone is shallow")
        .complains("git fetch --unshallow --tags");
}

#[cfg(unix)]
#[test]
fn the_largest_bump_of_the_api_and_of_each_crate_counts() {
    use std::os::unix::fs::PermissionsExt as _;
    let Some(repository) = repository() else {
        return;
    };
    let sandbox = &repository.0;
    repository.version("0.3.1");
    // smart-codegen is new since the release.
    sandbox.write("smart-api/Cargo.toml", "");
    sandbox.write("runtime/Cargo.toml", "");
    repository.commit("Release 0.3.1");
    repository.git(&["tag", "v0.3.1"]);
    sandbox.write("codegen/Cargo.toml", "");
    let release_of = |package: &str, said: &str, code: i32| {
        // In the place of cargo-semver-checks, which finds something in one crate.
        sandbox.write(
            "cargo",
            format!(
                "#!/bin/sh\necho \"$@\" >>arguments\ncase \"$*\" in\n\
                 *\"--package {package} \"*) echo '{said}'; exit {code};;\n\
                 *) echo 'Summary no semver update required';;\nesac\n"
            ),
        );
        let mode = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(sandbox.path("cargo"), mode).unwrap();
        let mut command = sandbox.command(&["release", "--semver-checks"]);
        crate::sandbox::run(command.env("CARGO", sandbox.path("cargo")))
    };
    let release = |said: &str, code: i32| release_of("smart-api", said, code);
    release("Summary no semver update required", 0)
        .exits(0)
        .says(
            "the API asks for none, cargo-semver-checks asks for none in smart-api, \
         cargo-semver-checks asks for none in smart-runtime",
        );
    let arguments = sandbox.read("arguments");
    let packages: Vec<_> = arguments
        .lines()
        .filter_map(|line| line.split_whitespace().nth(2))
        .collect();
    assert_eq!(packages, ["smart-api", "smart-runtime"]);
    let baseline = format!(
        "--baseline-rev {} ",
        repository.git(&["rev-parse", "v0.3.1"])
    );
    assert!(arguments.contains(&baseline), "{arguments}");
    release(
        "Summary semver requires new minor version: 0 major and 1 minor checks failed",
        1,
    )
    .exits(1)
    .says("must be 0.3.2 at least")
    .says("cargo-semver-checks asks for minor in smart-api");
    release_of(
        "smart-runtime",
        "Summary semver requires new major version: 1 major and 0 minor checks failed",
        1,
    )
    .exits(1)
    .says("must be 0.4.0 at least")
    .says("cargo-semver-checks asks for major in smart-runtime");
    release(
        "Summary semver requires new major version: 1 major and 0 minor checks failed",
        1,
    )
    .exits(1)
    .says("must be 0.4.0 at least");
    release("error: it does not build", 101)
        .exits(2)
        .complains("cargo-semver-checks did not finish: error: it does not build");
    release("error: no such command: `semver-checks`", 101)
        .exits(2)
        .complains("cargo install cargo-semver-checks@");
}
