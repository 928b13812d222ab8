//! Variables of the environment, in child processes that have them.

use std::process::Command;

use smart_api::requests::FetchVisit;
use smart_api::{Client, Config};

use smart_socket::{Server, json};

/// What a child process prints before what it has to say.
const SAYS: &str = "the child says: ";

/// Runs in a process that was started by [`child`].
#[tokio::test]
#[ignore = "the other tests run it, in processes of their own"]
async fn the_child_process() {
    let called = match Config::from_env().and_then(Client::new) {
        Ok(client) => client.fetch_visit(FetchVisit::new("1", "PENDING")).await,
        Err(error) => Err(error),
    };
    let said = match called {
        Ok(reply) => format!("{} sessions", reply.len()),
        Err(error) => error.to_string(),
    };
    println!("\n{SAYS}{said}");
}

/// What a process with these variables, and no other of ours, says.
fn child(variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy();
        let ours = name.starts_with("SMART_") || name.starts_with("SSL");
        if ours || name.to_ascii_lowercase().ends_with("_proxy") {
            command.env_remove(&*name);
        }
    }
    let output = command
        .args(["--exact", "environment::the_child_process"])
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
    Server::start(|_, request| answered(request))
}

fn answered(request: &str) -> Vec<u8> {
    let body = if request.contains("/oauth/token") {
        r#"{"access_token":"t","expires_in":33499}"#
    } else {
        r#"{"code":"200","content":[{"session_id":1,"status":"PENDING"}]}"#
    };
    json("200 OK", body)
}

#[test]
fn every_documented_variable_is_read() {
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
fn proxies_of_other_programs_are_not_used() {
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
    // What is not encrypted goes past ours as well.
    let ours = [url, ("SMART_PROXY", through.as_str())];
    assert_eq!(child(&[&FOUR[..], &ours].concat()), "1 sessions");
    assert_eq!((server.requests().len(), proxy.requests().len()), (4, 0));
}

/// What TLS reads, where it is no part of the operating system.
#[cfg(target_os = "linux")]
mod trust {
    use std::fs;
    use std::path::PathBuf;

    use super::{FOUR, answered, child, smart};
    use crate::transport::encryption::{answering, authority};
    use crate::transport::proxy::tunnel;

    /// A folder that is empty.
    fn folder(name: &str) -> PathBuf {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        drop(fs::remove_dir_all(&folder));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn root_certificates_are_those_that_the_variables_name() {
        let (known, other) = (authority(), authority());
        let url = answering(&known, "localhost", answered);
        let (trusted, foreign, empty) = (folder("trusted"), folder("foreign"), folder("empty"));
        fs::write(trusted.join("ca.pem"), known.pem()).unwrap();
        fs::write(foreign.join("ca.pem"), other.pem()).unwrap();
        fs::write(empty.join("ca.pem"), "no certificate").unwrap();
        let [trusted, foreign, empty] =
            [trusted, foreign, empty].map(|folder| folder.into_os_string().into_string().unwrap());
        let says = |variables: &[(&str, &str)]| {
            child(&[&FOUR[..], &[("SMART_BASE_URL", &url)], variables].concat())
        };
        let file = |folder: &str| format!("{folder}/ca.pem");
        for variables in [
            &[("SSL_CERT_FILE", file(&trusted))][..],
            &[("SSL_CERT_DIR", trusted.clone())],
            &[("SSL_CERT_DIR", format!("{foreign}:{trusted}"))],
            &[
                ("SSL_CERT_FILE", file(&foreign)),
                ("SSL_CERT_DIR", trusted.clone()),
            ],
        ] {
            let variables: Vec<_> = variables
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            assert_eq!(says(&variables), "1 sessions", "{variables:?}");
        }
        for variables in [&[][..], &[("SSL_CERT_FILE", file(&foreign).as_str())]] {
            let said = says(variables);
            assert!(!said.contains("sessions"), "{said}");
        }
        // They stand in place of those of the operating system, so that there may be none.
        for nothing in [file(&empty), "/nowhere".to_owned()] {
            let said = says(&[("SSL_CERT_FILE", &nothing)]);
            assert_eq!(
                said,
                "configuration is not usable: no root certificates were found; install some \
                 (Debian calls the package `ca-certificates`), correct the variables \
                 `SSL_CERT_FILE` and `SSL_CERT_DIR` if they are set, or give some with \
                 `root_certificates`"
            );
        }
    }

    #[test]
    fn the_other_variables_of_tls_are_not_read() {
        let authority = authority();
        let folder = folder("keys");
        fs::write(folder.join("ca.pem"), authority.pem()).unwrap();
        let (certificates, keys) = (folder.join("ca.pem"), folder.join("keys.log"));
        let url = answering(&authority, "localhost", answered);
        let variables = [
            ("SMART_BASE_URL", url.as_str()),
            ("SSL_CERT_FILE", certificates.to_str().unwrap()),
            ("SSLKEYLOGFILE", keys.to_str().unwrap()),
        ];
        assert_eq!(child(&[&FOUR[..], &variables].concat()), "1 sessions");
        assert!(!keys.exists(), "the keys of the connection were written");
        // Without encryption no certificates are looked for.
        let server = smart();
        let url = server.url();
        let plain = [
            ("SMART_BASE_URL", url.as_str()),
            ("SSL_CERT_FILE", "/nowhere"),
        ];
        assert_eq!(child(&[&FOUR[..], &plain].concat()), "1 sessions");
    }

    #[test]
    fn an_encrypted_call_goes_through_our_proxy() {
        let authority = authority();
        let folder = folder("proxied");
        let certificates = folder.join("ca.pem");
        fs::write(&certificates, authority.pem()).unwrap();
        let url = answering(&authority, "localhost", answered);
        let (host, heads) = tunnel();
        let proxy = format!("http://{host}");
        let variables = [
            ("SMART_BASE_URL", url.as_str()),
            ("SMART_PROXY", &proxy),
            ("NO_PROXY", "*"),
            ("SSL_CERT_FILE", certificates.to_str().unwrap()),
        ];
        assert_eq!(child(&[&FOUR[..], &variables].concat()), "1 sessions");
        let heads = heads.lock().unwrap();
        // The token and the call.
        assert_eq!(heads.len(), 2);
        assert!(
            heads
                .iter()
                .all(|head| head.starts_with("CONNECT localhost:")),
            "{heads:?}"
        );
    }
}

#[test]
fn a_mistake_is_named_without_its_value() {
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
        .args(["--exact", "environment::the_child_process"])
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
