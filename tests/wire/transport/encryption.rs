//! TLS: the client trusts the configured authorities, without a crypto provider of the process.

use std::error::Error as _;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::thread;

use rcgen::{CertificateParams, CertifiedIssuer, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use smart_api::runtime::{Config, Error, ErrorKind, Outcome};

use super::client_of;
use super::clinic::requests::Open;
use smart_socket::json;

/// An authority that nobody knows.
pub(crate) fn authority() -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::new([]).unwrap();
    params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// An encrypted server with a certificate of `authority` for `name`, which gives each request what
/// `answer` says; its base URL.
pub(crate) fn answering(
    authority: &CertifiedIssuer<'_, KeyPair>,
    name: &str,
    answer: fn(&str) -> Vec<u8>,
) -> String {
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new([name.to_owned()]).unwrap();
    let certificate = params.signed_by(&key, authority).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
        )
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!(
        "https://localhost:{}",
        listener.local_addr().unwrap().port()
    );
    thread::spawn(move || {
        for stream in listener.incoming() {
            let connection = ServerConnection::new(config.clone()).unwrap();
            let mut stream = StreamOwned::new(connection, stream.unwrap());
            let mut request = [0; 4096];
            if let Ok(length) = stream.read(&mut request) {
                let request = String::from_utf8_lossy(&request[..length]);
                stream.write_all(&answer(&request)).unwrap();
            }
        }
    });
    url
}

/// The same, which answers with a session.
pub(crate) fn server(authority: &CertifiedIssuer<'_, KeyPair>, name: &str) -> String {
    answering(authority, name, |_| json("200 OK", r#"{"session_id":1}"#))
}

async fn refused(config: Config) -> Error {
    let error = client_of(config).open(Open::new()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Transport, Outcome::NotSent)
    );
    error
}

#[tokio::test]
async fn a_certificate_is_trusted_if_its_authority_is() {
    let (known, other) = (authority(), authority());
    let url = server(&known, "localhost");
    let trusting = Config::new(&url).root_certificates(known.pem());
    let reply = client_of(trusting).open(Open::new()).await.unwrap();
    assert_eq!(reply.session_id, 1);

    let error = refused(Config::new(&url).root_certificates(other.pem())).await;
    let cause = error.source().unwrap().to_string();
    assert!(cause.contains("invalid peer certificate"), "{cause}");
}

#[tokio::test]
async fn a_certificate_for_another_host_is_refused() {
    let authority = authority();
    let url = server(&authority, "data.example.org");
    let error = refused(Config::new(url).root_certificates(authority.pem())).await;
    let cause = error.source().unwrap().to_string();
    assert!(cause.contains("not valid for name"), "{cause}");
}
