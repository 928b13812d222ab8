//! Finds the tests with snapshots: targets whose sources name insta. The others need not be built.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::files;
use crate::cargo;
use crate::exit::Failure;

/// A package and the options that select its snapshot tests.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Package {
    /// Its name.
    pub(super) name: String,
    /// `--lib`, `--bin NAME`, `--test NAME`.
    pub(super) targets: Vec<String>,
}

/// Returns the packages of the workspace that have snapshot tests.
pub(super) fn find(root: &Path) -> Result<Vec<Package>, Failure> {
    let output = cargo::command(root)
        .args(["metadata", "--no-deps", "--format-version", "1", "--locked"])
        .output()
        .map_err(|error| Failure::new(format!("cannot start cargo: {error}")))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.trim().lines().collect::<Vec<_>>().join("; ");
        return Err(Failure::new(format!(
            "cargo cannot read the workspace: {said}"
        )));
    }
    let metadata: Value = serde_json::from_slice(&output.stdout)
        .map_err(|error| Failure::new(format!("cargo answered in another language: {error}")))?;
    Ok(select(&metadata, &mentions_insta))
}

/// Selects packages and targets. `uses` tells whether the sources of a target name insta.
fn select(metadata: &Value, uses: &dyn Fn(&str, &Path) -> bool) -> Vec<Package> {
    list(metadata, "packages")
        .iter()
        .filter(|package| {
            list(package, "dependencies")
                .iter()
                .any(|dependency| dependency["name"] == "insta")
        })
        .filter_map(|package| {
            let targets: Vec<String> = list(package, "targets")
                .iter()
                .filter_map(|target| selection(target, uses))
                .flatten()
                .collect();
            let name = package["name"].as_str()?.to_owned();
            (!targets.is_empty()).then_some(Package { name, targets })
        })
        .collect()
}

fn selection(target: &Value, uses: &dyn Fn(&str, &Path) -> bool) -> Option<Vec<String>> {
    let kind = list(target, "kind").first()?.as_str()?;
    let source = Path::new(target["src_path"].as_str()?);
    if target["test"] == Value::Bool(false) || !uses(kind, source) {
        return None;
    }
    let name = target["name"].as_str()?;
    match kind {
        "lib" => Some(vec!["--lib".to_owned()]),
        "bin" | "test" => Some(vec![format!("--{kind}"), name.to_owned()]),
        _ => None,
    }
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// Returns whether the sources of a target name insta. A test in one file has no others.
fn mentions_insta(kind: &str, source: &Path) -> bool {
    let mentions =
        |path: &Path| fs::read_to_string(path).is_ok_and(|text| text.contains("insta::"));
    let has_modules = kind != "test" || source.ends_with("main.rs");
    match source.parent().filter(|_| has_modules) {
        Some(folder) => files::below(folder, ".rs")
            .unwrap_or_default()
            .iter()
            .any(|path| mentions(path)),
        None => mentions(source),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_targets_that_name_insta_are_run() {
        let metadata = serde_json::json!({"packages": [
            {"name": "without", "dependencies": [], "targets": [
                {"kind": ["lib"], "name": "without", "src_path": "/w/src/lib.rs", "test": true}]},
            {"name": "with", "dependencies": [{"name": "insta"}], "targets": [
                {"kind": ["lib"], "name": "with", "src_path": "/i/src/lib.rs", "test": true},
                {"kind": ["test"], "name": "slow", "src_path": "/i/tests/slow.rs", "test": true},
                {"kind": ["test"], "name": "shots", "src_path": "/i/tests/shots.rs", "test": true},
                {"kind": ["bench"], "name": "b", "src_path": "/i/benches/shots.rs", "test": true}]},
        ]});
        let uses = |_: &str, source: &Path| !source.ends_with("slow.rs");
        assert_eq!(
            select(&metadata, &uses),
            [Package {
                name: "with".to_owned(),
                targets: ["--lib", "--test", "shots"].map(str::to_owned).to_vec(),
            }]
        );
    }
}
