//! What building costs from nothing, against the HTTP client and the JSON library alone.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde::Deserialize;

use crate::Measured;
use crate::cpu::{self, Rounds};
use crate::documents::workspace;
use crate::table::Table;

/// The name of the crate that is built for its dependencies.
const CONSUMER: &str = "measured-consumer";
const ROUNDS: usize = 3;
/// How much of the other build's CPU ours may use.
const RATIO: f64 = 1.3;

/// Builds a crate that depends on `smart-api`, and one that depends on what it would need without:
/// reqwest with the same TLS, serde, serde_json.
pub(crate) fn measure() -> Measured {
    let folder = tempfile::tempdir()?;
    let ours = folder.path().join("ours");
    let theirs = folder.path().join("theirs");
    let api = workspace().join("smart-api").canonicalize()?;
    lay_out(&ours, &format!("smart-api = {{ path = {api:?} }}\n"))?;
    lay_out(&theirs, BY_HAND)?;
    let mut rounds = Rounds::default();
    let mut crates = (0, 0);
    for _ in 0..ROUNDS {
        let (their_crates, their_seconds) = build(&theirs)?;
        let (our_crates, our_seconds) = build(&ours)?;
        rounds.add(their_seconds, our_seconds);
        crates = (their_crates, our_crates);
    }
    let mut table = Table::new(
        "Cold build",
        &[
            "",
            "reqwest + serde",
            "smart-api",
            "ratios of the rounds",
            "ratio",
        ],
    );
    table.row(
        [
            "CPU, s".to_owned(),
            format!("{:.1}", rounds.theirs()),
            format!("{:.1}", rounds.ours()),
            rounds.spread(),
        ],
        rounds.ratio(),
        Some(RATIO),
    );
    table.row(
        [
            "crates".to_owned(),
            crates.0.to_string(),
            crates.1.to_string(),
            String::new(),
        ],
        crates.1 as f64 / crates.0 as f64,
        None,
    );
    table.note(
        "An empty crate that depends on them, with the versions of `Cargo.lock`, offline, \
         unoptimized, into an empty folder. Median of three rounds in turns.",
    );
    Ok(table)
}

/// What a client needs that is written by hand, as a manifest says it. The versions are those of
/// `Cargo.lock`.
const BY_HAND: &str = r#"reqwest = { version = "*", default-features = false, features = ["json", "query", "rustls-no-provider"] }
rustls = { version = "*", default-features = false, features = ["ring", "std", "tls12"] }
serde = { version = "*", features = ["derive"] }
serde_json = "*"
"#;

/// Writes an empty crate into `folder`, with the lock file of the workspace.
fn lay_out(folder: &Path, dependencies: &str) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("src/lib.rs"), "")?;
    fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock"))?;
    let manifest = format!(
        "[package]\nname = \"{CONSUMER}\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [dependencies]\n{dependencies}"
    );
    fs::write(folder.join("Cargo.toml"), manifest)?;
    Ok(())
}

/// What cargo says of something that it has built.
#[derive(Deserialize)]
struct Message {
    reason: String,
    #[serde(default)]
    package_id: String,
}

/// Builds the crate in `folder`: how many crates it depends on, and the CPU of it all, in seconds.
fn build(folder: &Path) -> Result<(usize, f64), Box<dyn Error>> {
    let target = tempfile::tempdir()?;
    let before = cpu::of_ended_children()?;
    let output = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()))
        .args(["build", "--quiet", "--offline", "--message-format=json"])
        .arg("--manifest-path")
        .arg(folder.join("Cargo.toml"))
        // Where the toolchain is pinned.
        .current_dir(workspace())
        .env("CARGO_TARGET_DIR", target.path())
        // What others build depends on crates that are never rebuilt in parts.
        .env("CARGO_INCREMENTAL", "0")
        // A cache would answer in place of the compiler.
        .env("RUSTC_WRAPPER", "")
        .stderr(Stdio::inherit())
        .output()?;
    let used = cpu::of_ended_children()? - before;
    if !output.status.success() {
        return Err("what is measured does not build".into());
    }
    check_lock(folder)?;
    let mut crates = BTreeSet::new();
    for line in output.stdout.split(|byte| *byte == b'\n') {
        let message = serde_json::from_slice::<Message>(line);
        if let Ok(Message { reason, package_id }) = message
            && reason == "compiler-artifact"
            && !package_id.contains(CONSUMER)
        {
            crates.insert(package_id);
        }
    }
    Ok((crates.len(), used.as_secs_f64()))
}

/// Cargo may choose other versions than the workspace's lock file; these would not be comparable.
fn check_lock(folder: &Path) -> Result<(), Box<dyn Error>> {
    let ours = fs::read_to_string(workspace().join("Cargo.lock"))?;
    let used = fs::read_to_string(folder.join("Cargo.lock"))?;
    let ours: BTreeSet<&str> = packages(&ours).collect();
    match packages(&used).find(|package| !ours.contains(package) && !package.contains(CONSUMER)) {
        Some(package) => Err(format!("not in the workspace's Cargo.lock: {package}").into()),
        None => Ok(()),
    }
}

/// The packages of a lock file, each with its version.
fn packages(lock: &str) -> impl Iterator<Item = &str> {
    lock.split("[[package]]\n").skip(1).map(|package| {
        let version = package.match_indices('\n').nth(1).map(|(end, _)| end);
        &package[..version.unwrap_or(package.len())]
    })
}
