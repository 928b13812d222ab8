//! A git repository for one story, which looks like this workspace.

use std::process::Command;

use crate::sandbox::{Ran, Sandbox, run};

/// As much of Smart's API as the stories need.
pub(crate) const SMART: &str = include_str!("smart.yaml");

/// An edit: what stands in the document, exactly once, and what stands there afterwards.
pub(crate) type Edit<'e> = (&'e str, &'e str);

/// A document after edits.
#[track_caller]
pub(crate) fn edited(text: &str, edits: &[Edit<'_>]) -> String {
    edits.iter().fold(text.to_owned(), |text, (from, to)| {
        assert_eq!(text.matches(from).count(), 1, "{from:?}");
        text.replace(from, to)
    })
}

/// Version 0.3.0, with the document and what is generated from it committed on `main`.
pub(crate) struct Repository(pub(crate) Sandbox);

impl Repository {
    /// Nothing on a machine without git; where everything is to be tested, that is a failure.
    pub(crate) fn new() -> Option<Self> {
        if Command::new("git").arg("--version").output().is_err() {
            assert!(std::env::var_os("CI").is_none(), "git is not installed");
            return None;
        }
        let repository = Self(Sandbox::workspace(SMART));
        repository.version("0.3.0");
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository.regenerate();
        repository.commit("Begin");
        Some(repository)
    }

    pub(crate) fn version(&self, version: &str) {
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = []\n\n[workspace.package]\nversion = \"{version}\"\n"
        );
        self.0.write("Cargo.toml", manifest);
    }

    #[track_caller]
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let mut command = Command::new("git");
        command
            .current_dir(self.0.path(""))
            // Whatever is set up on this machine has no say.
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .args([
                "-c",
                "user.name=Engineer",
                "-c",
                "user.email=engineer@hospital.example",
            ])
            .args(["-c", "core.autocrlf=false"])
            .args(arguments);
        run(&mut command).exits(0).stdout.trim().to_owned()
    }

    pub(crate) fn commit(&self, message: &str) -> String {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", message]);
        self.git(&["rev-parse", "HEAD"])
    }

    /// Edits the document in the working tree.
    #[track_caller]
    pub(crate) fn edit(&self, edits: &[Edit<'_>]) {
        let text = edited(&self.0.read("spec/smart.yaml"), edits);
        self.0.write("spec/smart.yaml", text);
    }

    pub(crate) fn regenerate(&self) {
        self.0.run(&["regen"]).exits(0);
    }

    /// A branch on which the document is edited and everything regenerated, as a pull request has
    /// it.
    #[track_caller]
    pub(crate) fn pull_request(&self, branch: &str, edits: &[Edit<'_>]) {
        self.git(&["switch", "--quiet", "--create", branch, "main"]);
        self.edit(edits);
        self.regenerate();
        self.commit(branch);
    }

    pub(crate) fn diff(&self, arguments: &[&str]) -> Ran {
        self.0.run(&[&["diff"], arguments].concat())
    }
}
