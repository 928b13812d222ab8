//! Proxies: the client uses the configured proxy alone, and encrypted calls stay encrypted.

use std::error::Error as _;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use smart_api::runtime::{Config, Credential, ErrorKind, Outcome, Transport};

use super::clinic::requests::{FetchVisit, Open};
use super::{SECURITY_SCHEMES, client_of, config, encryption};
use smart_socket::{Server, answer, json};

const DONE: &str = r#"{"code":"200"}"#;
/// `ann:s3cret`
const BASIC: &str = "proxy-authorization: Basic YW5uOnMzY3JldA==";

fn through(config: Config, host: &str) -> Config {
    config.proxy(format!("http://ann:s3cret@{host}"))
}

/// A proxy that answers nobody, and how many bytes it was sent.
fn eavesdropper() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let host = listener.local_addr().unwrap().to_string();
    let heard = Arc::new(AtomicUsize::new(0));
    let counted = heard.clone();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let bytes = stream.unwrap().read(&mut [0; 4096]).unwrap_or_default();
            counted.fetch_add(1 + bytes, Ordering::SeqCst);
        }
    });
    (host, heard)
}

#[tokio::test]
async fn a_plain_call_to_this_machine_goes_past_the_proxy() {
    let server = Server::answering(json("200 OK", DONE));
    let (host, heard) = eavesdropper();
    let named = server.url().replace("127.0.0.1", "localhost");
    for url in [server.url(), named] {
        let config = Config::new(url).credential("bearer", Credential::bearer("t0ken"));
        client_of(through(config, &host))
            .fetch_visit(FetchVisit::new("1"))
            .await
            .unwrap();
    }
    for request in server.requests() {
        assert!(request.starts_with("GET /api/visit?patientNumber=1 HTTP/1.1\r\n"));
        assert!(!request.contains("proxy-authorization"), "{request}");
    }
    assert_eq!(server.requests().len(), 2);
    assert_eq!(heard.load(Ordering::SeqCst), 0);
    // A proxy that is of no use is a mistake nonetheless.
    let broken = config(&server).proxy("nowhere");
    let error = Transport::new(broken, SECURITY_SCHEMES).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
}

#[tokio::test]
async fn a_plain_call_goes_past_a_proxy_that_is_set_at_the_builder_too() {
    use smart_api::runtime::reqwest::Proxy;

    let server = Server::answering(json("200 OK", DONE));
    let (host, heard) = eavesdropper();
    let url = format!("http://{host}");
    let config = config(&server)
        .customize_reqwest(move |builder| builder.proxy(Proxy::all(url.clone()).unwrap()));
    client_of(config)
        .fetch_visit(FetchVisit::new("1"))
        .await
        .unwrap();
    assert_eq!(server.requests().len(), 1);
    assert_eq!(heard.load(Ordering::SeqCst), 0);
}

/// A proxy that opens tunnels to wherever it is asked to; the heads of what it was asked.
pub(crate) fn tunnel() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let host = listener.local_addr().unwrap().to_string();
    let heads = Arc::new(Mutex::new(Vec::new()));
    let seen = heads.clone();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut near = stream.unwrap();
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                near.read_exact(&mut byte).unwrap();
                head.extend(byte);
            }
            let head = String::from_utf8(head).unwrap();
            let target = head.split(' ').nth(1).unwrap().to_owned();
            seen.lock().unwrap().push(head);
            let far = TcpStream::connect(target).unwrap();
            near.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
            for (mut from, mut to) in [
                (near.try_clone().unwrap(), far.try_clone().unwrap()),
                (far, near),
            ] {
                thread::spawn(move || {
                    std::io::copy(&mut from, &mut to)?;
                    to.shutdown(Shutdown::Both)
                });
            }
        }
    });
    (host, heads)
}

#[tokio::test]
async fn an_encrypted_call_shows_the_proxy_its_host_and_nothing_else() {
    let authority = encryption::authority();
    let url = encryption::server(&authority, "localhost");
    let (host, heads) = tunnel();
    let config = through(Config::new(&url).root_certificates(authority.pem()), &host);
    let reply = client_of(config).open(Open::new()).await.unwrap();
    assert_eq!(reply.session_id, 1);
    let heads = heads.lock().unwrap();
    let target = url.trim_start_matches("https://").trim_end_matches("");
    assert!(
        heads[0].starts_with(&format!("CONNECT {target} HTTP/1.1\r\n")),
        "{heads:?}"
    );
    assert!(heads[0].lines().any(|line| line == BASIC), "{heads:?}");
    assert!(!heads[0].contains("open"), "{heads:?}");
    assert_eq!(heads.len(), 1);
}

#[tokio::test]
async fn a_proxy_that_refuses_is_told_from_a_server_that_does() {
    let proxy = Server::answering(answer("407 Proxy Authentication Required", "", ""));
    let config = Config::new("https://localhost:1");
    let config = config.root_certificates(encryption::authority().pem());
    let error = client_of(through(config, &proxy.host()))
        .open(Open::new())
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Transport, Outcome::NotSent)
    );
    let cause = error.source().unwrap().to_string();
    assert!(cause.contains("proxy authorization required"), "{cause}");
}
