//! Tests the locks: installed packages are the locked ones, and none runs while it is installed.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{files, folder, named, read};

#[test]
fn every_python_package_is_pinned_by_hashes_and_never_built() {
    let lists = named("requirements.txt");
    assert!(lists.len() >= 3, "{lists:?}");
    for list in lists {
        let text = read(&list).replace("\\\n", " ");
        let lines = text
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        let (options, packages): (Vec<&str>, Vec<&str>) =
            lines.partition(|line| line.starts_with("--"));
        assert_eq!(
            options,
            ["--require-hashes", "--only-binary :all:"],
            "{list}"
        );
        assert!(!packages.is_empty(), "{list}");
        for package in packages {
            let mut words = package.split_whitespace();
            let (name, version) = words.next().unwrap().split_once("==").unwrap();
            assert!(
                !name.is_empty() && !version.contains('*'),
                "{list}: {package}"
            );
            let hashes: Vec<&str> = words.collect();
            assert!(!hashes.is_empty(), "{list}: {name} has no hash");
            for hash in hashes {
                let digits = hash.strip_prefix("--hash=sha256:");
                let is_hash = |digits: &str| {
                    digits.len() == 64 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
                };
                assert!(digits.is_some_and(is_hash), "{list}: {name}: {hash}");
            }
        }
    }
}

#[test]
fn every_npm_package_is_pinned_by_its_hash_and_runs_nothing_when_it_is_installed() {
    let packages = named("package.json");
    assert!(packages.len() >= 4, "{packages:?}");
    for package in packages {
        let beside = |name: &str| package.replace("package.json", name);
        let settings = read(&beside(".npmrc"));
        assert!(
            settings.lines().any(|line| line == "ignore-scripts=true"),
            "{package}"
        );
        let lock: Value = serde_json::from_str(&read(&beside("package-lock.json"))).unwrap();
        for (path, locked) in lock["packages"].as_object().unwrap() {
            let integrity = locked["integrity"].as_str().unwrap_or_default();
            assert!(
                path.is_empty() || integrity.starts_with("sha512-"),
                "{package}: {path}"
            );
        }
    }
}

/// Every command that installs something, in every script and workflow.
#[test]
fn every_installed_package_is_a_locked_one() {
    let mut seen = BTreeSet::new();
    for path in files() {
        let is_script =
            path.ends_with(".yml") || path.ends_with("/run") || path.starts_with(".ci/");
        if !is_script && !path.ends_with("/install") {
            continue;
        }
        for line in read(&path)
            .lines()
            .filter(|line| !line.trim_start().starts_with('#'))
        {
            let command = line.trim().trim_start_matches("- run: ");
            let is_locked = match command {
                _ if command.contains("pip install") => command
                    .ends_with("pip install --quiet --no-deps --requirement requirements.txt"),
                _ if command.starts_with("npm ") => command.starts_with("npm ci --ignore-scripts"),
                _ if command.starts_with("cargo install") => command.contains(" --locked"),
                _ if command.starts_with("cargo ") => ["--locked", "fmt ", "xtask "]
                    .iter()
                    .any(|word| command.contains(word)),
                _ => {
                    assert!(!command.contains("npx "), "{path}: {line}");
                    continue;
                }
            };
            assert!(is_locked, "{path}: {line}");
            seen.insert(command.split(' ').next().unwrap().to_owned());
        }
    }
    let kinds = [".venv/bin/pip", "cargo", "npm"].map(str::to_owned);
    assert_eq!(seen, BTreeSet::from(kinds));
}

#[test]
fn the_bot_of_the_forge_updates_every_lock() {
    let settings: Value = serde_yaml::from_str(&read(".github/dependabot.yml")).unwrap();
    let folders =
        |name: &str| -> BTreeSet<String> { named(name).iter().map(|path| folder(path)).collect() };
    let locks = [
        ("cargo", folders("Cargo.lock")),
        ("github-actions", BTreeSet::from(["/".to_owned()])),
        ("npm", folders("package-lock.json")),
        ("pip", folders("requirements.txt")),
    ];
    let updates = settings["updates"].as_array().unwrap();
    assert_eq!(updates.len(), locks.len());
    for (kind, folders) in locks {
        let update = updates
            .iter()
            .find(|update| update["package-ecosystem"] == kind);
        let update = update.unwrap_or_else(|| panic!("{kind} is not updated"));
        let named: BTreeSet<String> = match &update["directory"] {
            Value::String(one) => BTreeSet::from([one.clone()]),
            _ => serde_json::from_value(update["directories"].clone()).unwrap(),
        };
        assert_eq!(named, folders, "{kind}");
        assert_eq!(update["schedule"]["interval"], "weekly", "{kind}");
        assert!(
            update["cooldown"]["default-days"].as_u64() >= Some(7),
            "{kind}"
        );
        assert_eq!(update["groups"].as_object().unwrap().len(), 1, "{kind}");
    }
}
