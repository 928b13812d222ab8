//! Kills a process while it posts a claim, and settles the claim in another process.

use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::{Arc, mpsc};
use std::time::Duration;
use std::{env, fs};

use smart_api::submission::{ResumeHandle, Settlement, Submission};
use smart_api::{Client, Config};
use smart_sim::{Operation, Scenario, Settings, Sim};

use crate::desk::{INVOICE, PATIENT, VISIT, draft};
use crate::line::{Line, Way};

const ACT: &str = "SMART_TEST_ACT";
const FOLDER: &str = "SMART_TEST_FOLDER";

/// This program again, as another process that does one thing.
fn start(act: &str, folder: &Path, base_url: &str, sim: &Sim) -> Child {
    let keys = sim.credentials();
    Command::new(env::current_exe().unwrap())
        .args(["--exact", "process::the_other_process", "--ignored"])
        .env(ACT, act)
        .env(FOLDER, folder)
        .env("SMART_BASE_URL", base_url)
        .env_remove("SMART_ENVIRONMENT")
        .env("SMART_CLIENT_ID", &keys.client_id)
        .env("SMART_CLIENT_SECRET", &keys.client_secret)
        .env("SMART_USERNAME", &keys.username)
        .env("SMART_PASSWORD", &keys.password)
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap()
}

/// The same, until it has ended; what it says.
fn done(act: &str, folder: &Path, sim: &Sim) -> String {
    let mut child = start(act, folder, &sim.base_url(), sim);
    assert!(child.wait().unwrap().success(), "{act}");
    fs::read_to_string(folder.join("said")).unwrap()
}

#[test]
fn a_claim_whose_process_was_killed_is_settled_and_reposted_by_others() {
    for (way, arrives) in [(Way::Silent, false), (Way::SilentAnswered, true)] {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("killed-{arrives}"));
        drop(fs::remove_dir_all(&folder));
        fs::create_dir_all(&folder).unwrap();
        let sim = Sim::start_blocking(Scenario::built_in(), Settings::default()).unwrap();
        let (posted, was_posted) = mpsc::channel();
        let exchange = move |line: &str| match line.contains("/api/claims?") {
            true => {
                posted.send(()).unwrap();
                way
            }
            false => Way::Whole,
        };
        let line = Line::to(sim.address(), Arc::new(exchange));

        let mut child = start("post", &folder, &line.base_url(), &sim);
        was_posted.recv_timeout(Duration::from_secs(120)).unwrap();
        if arrives {
            assert!(sim.wait_for_calls(Operation::PostClaim, 1, Duration::from_secs(120)));
        }
        child.kill().unwrap();
        assert!(!child.wait().unwrap().success());
        assert!(
            !folder.join("said").exists(),
            "it had no time to say anything"
        );

        let there = || {
            let attempts = sim.attempts();
            let ours = attempts.iter().filter(|one| one.invoice_number == INVOICE);
            ours.count()
        };
        let settled = if arrives {
            "accepted: 1 entry"
        } else {
            "unknown: 0 entries"
        };
        assert_eq!(done("settle", &folder, &sim), settled);
        assert_eq!(done("settle", &folder, &sim), settled);
        assert_eq!(
            (sim.call_count(Operation::PostClaim), there()),
            (u64::from(arrives), usize::from(arrives))
        );

        // Now a person takes it on himself.
        let reposted = if arrives { "already there" } else { "accepted" };
        assert_eq!(done("repost", &folder, &sim), reposted);
        assert_eq!((sim.call_count(Operation::PostClaim), there()), (1, 1));
        // What the handle remembers is older than both posts, so it finds either.
        assert_eq!(done("settle", &folder, &sim), "accepted: 1 entry");
    }
}

#[tokio::test]
#[ignore = "the process that the test above starts"]
async fn the_other_process() {
    let folder = PathBuf::from(env::var_os(FOLDER).unwrap());
    let smart = Client::new(Config::from_env().unwrap()).unwrap();
    let said = match env::var(ACT).unwrap().as_str() {
        "post" => post(&smart, &folder).await,
        "settle" => settle(&smart, &folder).await,
        "repost" => repost(&smart, &folder).await,
        other => panic!("{other}"),
    };
    fs::write(folder.join("said"), said).unwrap();
}

fn stored(folder: &Path) -> ResumeHandle {
    let text = fs::read_to_string(folder.join("handle.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn store(handle: &ResumeHandle, folder: &Path) {
    let text = serde_json::to_string(handle).unwrap();
    fs::write(folder.join("handle.json"), text).unwrap();
}

async fn post(smart: &Client, folder: &Path) -> String {
    let pending = smart.pending_session(PATIENT).await.unwrap().unwrap();
    let visit = pending.merge(VISIT).await.unwrap();
    let session = serde_json::to_string(visit.session()).unwrap();
    fs::write(folder.join("session.json"), session).unwrap();
    let prepared = draft(&visit).check().unwrap().prepare().await.unwrap();
    store(prepared.handle(), folder);
    format!("{:?}", prepared.post().await)
}

async fn settle(smart: &Client, folder: &Path) -> String {
    match smart.settle(&stored(folder)).await.unwrap() {
        Settlement::Accepted(accepted) => format!("accepted: {} entry", accepted.entries().len()),
        Settlement::Unknown(ours) => format!("unknown: {} entries", ours.len()),
        other => format!("{other:?}"),
    }
}

async fn repost(smart: &Client, folder: &Path) -> String {
    let session = fs::read_to_string(folder.join("session.json")).unwrap();
    let session = serde_json::from_str(&session).unwrap();
    let claim = draft(&smart.resume_active(session).await.unwrap())
        .check()
        .unwrap();
    let prepared = claim
        .repost_although_unknown(&stored(folder))
        .await
        .unwrap();
    store(prepared.handle(), folder);
    match prepared.post().await {
        Submission::Accepted(_) => "accepted".to_owned(),
        Submission::AlreadyThere(_) => "already there".to_owned(),
        other => format!("{other:?}"),
    }
}
