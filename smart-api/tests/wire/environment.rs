//! Variables of the environment, in processes that really have them.

use std::process::Command;

use smart_api::requests::FetchVisit;
use smart_api::{Client, Config};

use crate::server::{Act, Server, json};

/// What a child process prints before what it has to say.
const SAYS: &str = "the child says: ";

/// Runs in a process that was started by [`child`].
#[tokio::test]
#[ignore = "the other tests run it, in processes of their own"]
async fn in_a_process_of_its_own() {
    let client = Config::from_env().and_then(Client::new);
    let said = match client {
        Ok(client) => {
            let reply = client.fetch_visit(FetchVisit::new("1", "PENDING")).await;
            format!("{} sessions", reply.unwrap().len())
        }
        Err(error) => error.to_string(),
    };
    println!("\n{SAYS}{said}");
}

/// What a process with these variables, and no other of ours, says.
fn child(variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("SMART_") || name.to_ascii_lowercase().ends_with("_proxy") {
            command.env_remove(&*name);
        }
    }
    let output = command
        .args(["--exact", "environment::in_a_process_of_its_own"])
        .args(["--ignored", "--nocapture"])
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let said = text.lines().find_map(|line| line.strip_prefix(SAYS));
    said.unwrap_or_else(|| panic!("{text}{output:?}"))
        .to_owned()
}

const FOUR: [(&str, &str); 4] = [
    ("SMART_CLIENT_ID", "Himilo_HMIS"),
    ("SMART_CLIENT_SECRET", "s3cret"),
    ("SMART_USERNAME", "ann"),
    ("SMART_PASSWORD", "passw0rd"),
];

fn smart() -> Server {
    Server::start(|_, request| {
        let body = if request.contains("/oauth/token") {
            r#"{"access_token":"t","expires_in":33499}"#
        } else {
            r#"{"code":"200","content":[{"session_id":1,"status":"PENDING"}]}"#
        };
        Act::Write(json("200 OK", body))
    })
}

#[test]
fn everything_is_read_that_is_documented() {
    let server = smart();
    let url = server.url();
    let variables = [
        ("SMART_BASE_URL", url.as_str()),
        ("SMART_PROVIDER_KEY", "SKSP_6122"),
        ("SMART_ACCEPT_LANGUAGE", "en"),
    ];
    assert_eq!(child(&[&FOUR[..], &variables].concat()), "1 sessions");
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    assert!(requests[0].ends_with("\r\n\r\ngrant_type=password&username=ann&password=passw0rd"));
    // `Himilo_HMIS:s3cret`
    assert!(requests[0].contains("\r\nauthorization: Basic SGltaWxvX0hNSVM6czNjcmV0\r\n"));
    for request in &requests {
        assert!(request.contains("\r\nprovider-key: SKSP_6122\r\n"));
        assert!(request.contains("\r\naccept-language: en\r\n"));
    }
}

#[test]
fn the_proxy_is_ours_to_name() {
    let (server, proxy) = (smart(), smart());
    let (url, through) = (server.url(), format!("http://{}", proxy.host()));
    let url = ("SMART_BASE_URL", url.as_str());
    let everybodys = [
        ("HTTP_PROXY", through.as_str()),
        ("http_proxy", &through),
        ("HTTPS_PROXY", &through),
        ("ALL_PROXY", &through),
        ("all_proxy", &through),
    ];
    assert_eq!(
        child(&[&FOUR[..], &everybodys, &[url]].concat()),
        "1 sessions"
    );
    assert_eq!((server.requests().len(), proxy.requests().len()), (2, 0));
    let ours = [url, ("SMART_PROXY", through.as_str()), ("NO_PROXY", "*")];
    assert_eq!(child(&[&FOUR[..], &ours].concat()), "1 sessions");
    assert_eq!((server.requests().len(), proxy.requests().len()), (2, 2));
}

#[test]
fn what_is_wrong_is_said_without_its_value() {
    assert_eq!(
        child(&FOUR[..2]),
        "configuration is not usable: not set: SMART_USERNAME, SMART_PASSWORD, \
         SMART_ENVIRONMENT (or SMART_BASE_URL)"
    );
    let plain = [("SMART_BASE_URL", "http://s3cret.example.org")];
    assert_eq!(
        child(&[&FOUR[..], &plain].concat()),
        "configuration is not usable: the base URL is plain `http`, which only this machine may \
         be reached by; use `https`"
    );
}

#[cfg(unix)]
#[test]
fn a_variable_that_is_no_text_is_named() {
    use std::os::unix::ffi::OsStrExt;

    let mut command = Command::new(std::env::current_exe().unwrap());
    let output = command
        .args(["--exact", "environment::in_a_process_of_its_own"])
        .args(["--ignored", "--nocapture"])
        .env(
            "SMART_CLIENT_ID",
            std::ffi::OsStr::from_bytes(b"\xFFs3cret"),
        )
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let said = "configuration is not usable: the variable SMART_CLIENT_ID is not Unicode text";
    assert!(text.contains(said) && !text.contains("s3cret"), "{text}");
}
