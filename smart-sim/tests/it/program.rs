//! The program: its output, its signals, its exit codes.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::client::{Reply, exchange};

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_smart-sim"));
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Runs the program to its end. Returns exit code, standard output and standard error.
fn run(arguments: &[&str]) -> (i32, String, String) {
    let output = program().args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

fn file(name: &str, text: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, text).unwrap();
    path
}

fn signal(child: &Child, name: &str) {
    // A shell has its own `kill`, but not every machine has the program.
    let command = format!("kill -{name} {}", child.id());
    let status = Command::new("sh").args(["-c", &command]).status();
    assert!(status.unwrap().success());
}

#[test]
fn the_program_prints_an_env_file_and_stops_on_signals() {
    for name in ["INT", "TERM"] {
        let mut child = program().args(["--listen", "127.0.0.1:0"]).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap())
            .lines()
            .map(Result::unwrap);
        let base = lines
            .find_map(|line| line.strip_prefix("SMART_BASE_URL=").map(str::to_owned))
            .unwrap();
        let rest: Vec<_> = lines.by_ref().take(8).collect();
        assert!(
            rest.contains(&"SMART_CLIENT_ID=Himilo_HMIS".to_owned()),
            "{rest:?}"
        );
        assert!(
            rest.contains(&"SMART_PASSWORD=simulated-password".to_owned()),
            "{rest:?}"
        );
        assert!(
            rest.iter()
                .any(|line| line.starts_with("#   curl -s -w '\\n' -u ")),
            "{rest:?}"
        );
        let address = base
            .strip_prefix("http://")
            .unwrap()
            .strip_suffix("/providerapi-dev")
            .unwrap();
        let address: SocketAddr = address.parse().unwrap();
        let health =
            format!("GET /_sim/health HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        assert_eq!(
            Reply::parse(&exchange(address, health.as_bytes())).status,
            200
        );
        signal(&child, name);
        assert_eq!(child.wait().unwrap().code(), Some(0), "{name}");
        let mut errors = String::new();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut errors)
            .unwrap();
        assert_eq!(errors, "");
    }
}

#[test]
fn the_printed_lines_work_in_a_shell() {
    let scenario = file(
        "odd.yaml",
        "name: odd\ncredentials: {client_id: \"a b\", client_secret: \"it's $HOME\", username: '\"u\"', password: 'p`w\\', provider_key: SKSP_1}\n",
    );
    let mut child = program()
        .args(["--listen", "127.0.0.1:0", "--scenario"])
        .arg(scenario)
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut printed = String::new();
    for line in lines.map(Result::unwrap) {
        printed += &format!("{line}\n");
        if line.contains("/state") {
            break;
        }
    }
    let env = file("odd.env", &printed);
    let curl = printed
        .lines()
        .find_map(|line| line.strip_prefix("#   curl -s -w"));
    // A function in place of curl prints its arguments, one a line.
    let script = format!(
        "curl() {{ printf '%s\\n' \"$@\"; }}; . {}; curl -s -w{}",
        env.display(),
        curl.unwrap()
    );
    let output = Command::new("sh").args(["-c", &script]).output().unwrap();
    signal(&child, "TERM");
    child.wait().unwrap();
    let base = printed
        .lines()
        .find_map(|line| line.strip_prefix("SMART_BASE_URL="));
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        format!(
            "-s\n-w\n\\n\n-H\nprovider-key: SKSP_1\n-u\na b:it's $HOME\n-d\ngrant_type=password\n\
             -d\nusername=\"u\"\n-d\npassword=p`w\\\n{}/oauth/token\n",
            base.unwrap()
        )
    );
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn other_machines_need_a_password_file() {
    let (code, _, errors) = run(&["--listen", "0.0.0.0:0"]);
    assert_eq!(code, 2);
    assert!(
        errors.contains("refusing to listen on 0.0.0.0:0"),
        "{errors}"
    );
    assert!(
        errors.contains("--allow-remote and --password-file"),
        "{errors}"
    );
    let (code, ..) = run(&["--listen", "0.0.0.0:0", "--allow-remote"]);
    assert_eq!(code, 2);
    let empty = file("empty-password", "\n");
    let (code, _, errors) = run(&[
        "--listen",
        "0.0.0.0:0",
        "--allow-remote",
        "--password-file",
        empty.to_str().unwrap(),
    ]);
    assert!(
        code == 2 && errors.contains("the first line holds no password"),
        "{errors}"
    );
}

#[test]
fn each_failure_has_its_exit_code() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let (code, _, errors) = run(&["--listen", &taken.local_addr().unwrap().to_string()]);
    assert!(code == 1 && errors.contains("cannot listen on"), "{errors}");
    assert_eq!(run(&["--no-such-flag"]).0, 2);
    assert_eq!(run(&["--dialect", "french"]).0, 2);
    assert_eq!(run(&["--base-path", "x"]).0, 2);
    assert_eq!(run(&["--scenario", "/nowhere.yaml"]).0, 2);
    let wrong = file(
        "wrong.yaml",
        "name: x\nsessions:\n  - {id: 1, patient: \"7\"}\n",
    );
    let (code, _, errors) = run(&["--check", "--scenario", wrong.to_str().unwrap()]);
    assert_eq!(code, 100);
    assert!(
        errors.contains("wrong.yaml:3:22: sessions[0].patient: there is no patient 7"),
        "{errors}"
    );
}

/// Starts the program by a shell, has one call recorded, and stops it. Returns its exit code and
/// standard error.
#[cfg(unix)]
fn recorded(folder: &Path, limit: &str, file: &str) -> (Option<i32>, String) {
    let script = format!("trap '' XFSZ; {limit} exec \"$0\" --listen 127.0.0.1:0 --har {file}");
    let mut child = Command::new("sh")
        .args(["-c", &script, env!("CARGO_BIN_EXE_smart-sim")])
        .current_dir(folder)
        .env("SMART_SIM_RECORDS", folder.join("records"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let address: SocketAddr = lines
        .find_map(|line| {
            let line = line.unwrap();
            let address = line.strip_prefix("SMART_BASE_URL=http://")?;
            Some(address.split_once('/').unwrap().0.parse().unwrap())
        })
        .unwrap();
    let call =
        format!("GET /providerapi-dev HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    exchange(address, call.as_bytes());
    signal(&child, "TERM");
    lines.for_each(drop);
    let output = child.wait_with_output().unwrap();
    (
        output.status.code(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

/// Returns an empty folder with an empty folder `records`.
#[cfg(unix)]
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("records")).unwrap();
    folder
}

#[cfg(unix)]
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Each write beyond 512 or 1,024 bytes fails, as on a full disk.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_archive_whole_and_no_part_of_a_new_one() {
    let folder = folder("full-disk");
    fs::write(folder.join("old.har"), "old").unwrap();
    let (code, errors) = recorded(&folder, "ulimit -f 1;", "old.har");
    assert_eq!(code, Some(2), "{errors}");
    assert!(errors.contains("error: cannot write old.har: "), "{errors}");
    assert!(
        errors.contains("smart-sim: SMART_SIM_RECORDS: cannot write "),
        "{errors}"
    );
    assert_eq!(fs::read_to_string(folder.join("old.har")).unwrap(), "old");
    assert_eq!(names(&folder), ["old.har", "records"]);
    assert_eq!(names(&folder.join("records")), [""; 0]);
}

#[cfg(unix)]
#[test]
fn an_archive_that_cannot_be_written_is_named_without_its_temporary_file() {
    let folder = folder("no-folder");
    let (code, errors) = recorded(&folder, "", "nowhere/new.har");
    assert_eq!(
        (code, errors.as_str()),
        (
            Some(2),
            "error: cannot write nowhere/new.har: entity not found\n"
        )
    );
}

#[cfg(unix)]
#[test]
fn an_archive_keeps_links_and_permissions_and_can_go_to_a_device() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = folder("archives");
    let path = folder.join("old.har");
    fs::write(&path, "old").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o606)).unwrap();
    symlink("old.har", folder.join("link.har")).unwrap();
    symlink("later.har", folder.join("early.har")).unwrap();
    for name in ["link.har", "early.har", "new.har", "/dev/null"] {
        assert_eq!(
            recorded(&folder, "umask 027;", name),
            (Some(0), String::new()),
            "{name}"
        );
    }
    let mode = |name: &str| {
        fs::metadata(folder.join(name))
            .unwrap()
            .permissions()
            .mode()
            & 0o777
    };
    assert_eq!((mode("old.har"), mode("new.har")), (0o606, 0o640));
    assert!(folder.join("link.har").is_symlink() && folder.join("early.har").is_symlink());
    for name in ["old.har", "later.har", "new.har"] {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        assert!(
            text.contains("\"entries\"") && text.ends_with("}\n"),
            "{name}: {text}"
        );
    }
    assert!(!Path::new("/dev/null").is_file());
    assert_eq!(
        names(&folder),
        [
            "early.har",
            "later.har",
            "link.har",
            "new.har",
            "old.har",
            "records"
        ]
    );
    assert_eq!(names(&folder.join("records")).len(), 4);
}

#[test]
fn the_printed_scenario_is_valid() {
    let (code, text, _) = run(&["--print-scenario"]);
    assert_eq!(code, 0);
    let copy = file("copy.yaml", &text);
    assert_eq!(
        run(&["--check", "--scenario", copy.to_str().unwrap()]),
        (0, String::new(), String::new())
    );
}
