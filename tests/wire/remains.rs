//! Searches the memory of a real process for secrets that a dropped client left there.

use std::ffi::OsString;
use std::fs::File;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::FileExt;
use std::process::Command;

use smart_api::requests::FetchVisit;
use smart_api::{BoxFuture, Client, Config, Credentials, Environment, Error, Secret, TokenSource};

use smart_socket::{Act, Server, answer};

/// What a process prints before what it has to say.
const SAYS: &str = "found: ";

/// All are long: where memory is freed, its first bytes are soon others. The password has characters
/// that JSON and forms write in their own ways.
const PASSWORD: &str =
    "a \"pass\\word\" \u{1}of which the end may remain, for it is long, & nöthing else";
const FORM: &str =
    "a+%22pass%5Cword%22+%01of+which+the+end+may+remain%2C+for+it+is+long%2C+%26+n%C3%B6thing+else";
const CLIENT_SECRET: &str = "the client's own secret, of which the end may remain: its own end";
const KEY: &str = "the key of the provider, of which the end may remain: another end";

/// `text` back to front: in this way it is not found by who looks for it.
fn turned(text: &str) -> OsString {
    OsString::from_vec(text.bytes().rev().collect())
}

/// A variable that holds a text back to front, turned again. No other copy of it is made.
fn secret(name: &str) -> String {
    let turned = std::env::var_os(name).unwrap();
    let mut text = Vec::with_capacity(turned.len());
    text.extend(turned.as_bytes().iter().rev());
    String::from_utf8(text).unwrap()
}

const PAGE: usize = 4096;

/// How often the end of a text that a variable holds back to front stands in this process's memory.
fn found(name: &str) -> usize {
    let turned = std::env::var_os(name).unwrap();
    let turned = &turned.as_bytes()[..16];
    let is_it = |window: &&[u8]| window.first() == turned.last() && window.iter().rev().eq(turned);
    let memory = File::open("/proc/self/mem").unwrap();
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
    let writable = maps.lines().filter_map(|line| line.split_once(" rw"));
    // Whatever this holds has been found elsewhere before.
    let (mut found, mut bytes) = (0, Vec::new());
    for (range, _) in writable {
        let (from, to) = range.split_once('-').unwrap();
        let [from, to] = [from, to].map(|number| u64::from_str_radix(number, 16).unwrap());
        bytes.resize(usize::try_from(to - from).unwrap(), 0);
        let read = memory.read_at(&mut bytes, from).unwrap();
        for start in (0..read).step_by(PAGE) {
            let page = &bytes[start..read.min(start + PAGE + turned.len() - 1)];
            if page != &[0; 2 * PAGE][..page.len()] {
                found += page.windows(turned.len()).filter(is_it).count();
            }
        }
    }
    found
}

struct Nothing;

impl TokenSource for Nothing {
    fn token(&self) -> BoxFuture<'_, Result<Secret, Error>> {
        Box::pin(async { Err(Error::no_token("there is none", false)) })
    }

    fn rejected(&self, _: &Secret) {}
}

/// Runs in a process that the tests below start.
#[test]
#[ignore = "the other tests run it, in processes of their own"]
fn the_child_process() {
    let credentials = Credentials {
        client_id: "Himilo_HMIS".into(),
        client_secret: secret("CLIENT_SECRET").into(),
        username: "ann".into(),
        password: secret("PASSWORD").into(),
    };
    let url = std::env::var("SERVER").unwrap();
    let client = Client::new(Config::new(Environment::At(url), credentials)).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let before = found("PASSWORD");
    for _ in 0..3 {
        let reply = runtime.block_on(client.fetch_visit(FetchVisit::new("1", "PENDING")));
        assert_eq!(reply.unwrap().len(), 1);
    }
    drop((client, runtime));
    // What was sent of a header is not ours any more. This one is not sent.
    let url = Environment::At("http://localhost:1".to_owned());
    let config = Config::with_token_source(url, Nothing).provider_key(secret("KEY"));
    drop(Client::new(config).unwrap());
    let after = ["PASSWORD", "FORM", "CLIENT_SECRET", "KEY"].map(found);
    println!("\n{SAYS}{} before, {after:?} after", before > 0);
}

/// Answers with a token that has ended when it comes, or with a session.
fn answered(request: &str) -> Vec<u8> {
    let body = if request.contains("/oauth/token") {
        r#"{"access_token":"t","expires_in":0}"#
    } else {
        r#"{"code":"200","content":[{"session_id":1,"status":"PENDING"}]}"#
    };
    answer("200 OK", "connection: close\r\n", body)
}

/// What a process finds that calls the server at `url`, and trusts the certificates in a file.
fn finds(url: &str, certificates: &str) -> String {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "remains::the_child_process"])
        .args(["--ignored", "--nocapture"])
        .env("SERVER", url)
        .env("SSL_CERT_FILE", certificates)
        .env("PASSWORD", turned(PASSWORD))
        .env("FORM", turned(FORM))
        .env("CLIENT_SECRET", turned(CLIENT_SECRET))
        .env("KEY", turned(KEY))
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let said = text.lines().find_map(|line| line.strip_prefix(SAYS));
    said.unwrap_or_else(|| panic!("{text}{output:?}"))
        .to_owned()
}

const NOTHING: &str = "true before, [0, 0, 0, 0] after";

#[test]
fn neither_password_nor_client_secret_remains_when_the_client_is_gone() {
    let server = Server::start(|_, request| Act::WriteAndEnd(answered(request)));
    assert_eq!(finds(&server.url(), ""), NOTHING);
    let sent = server.requests();
    assert_eq!(sent.len(), 6);
    let form = format!("\r\n\r\ngrant_type=password&username=ann&password={FORM}");
    assert!(
        sent[0].ends_with(&form) && sent[4].ends_with(&form),
        "{sent:?}"
    );
}

#[test]
fn an_encrypted_connection_leaves_no_copy_of_a_secret() {
    use crate::transport::encryption::{answering, authority};

    let authority = authority();
    let certificates = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("remains.pem");
    std::fs::write(&certificates, authority.pem()).unwrap();
    let url = answering(&authority, "localhost", answered);
    assert_eq!(finds(&url, certificates.to_str().unwrap()), NOTHING);
}
