//! Who may use the control API: this machine, but no web page that it happens to show; and other
//! machines, if they have the password.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, HeaderValue, StatusCode, Uri, header};

use super::control::failure;
use crate::control::Control;

/// The other side of a connection.
#[derive(Clone, Copy, Debug)]
pub(super) struct Peer(pub(super) SocketAddr);

/// Lets a request through that comes from this machine and was meant for it, or has the password.
pub(super) async fn admit(
    State(control): State<Control>,
    request: Request,
    next: Next,
) -> Response {
    // A page from elsewhere can make a browser call this program, and the browser even adds the
    // password if it knows it. It then says where the page is from.
    if !is_own_origin(request.headers()) {
        return failure(
            StatusCode::FORBIDDEN,
            "the header Origin names another place than the header Host",
        );
    }
    if let Some(password) = &control.settings().password
        && has_password(request.headers(), password)
    {
        return next.run(request).await;
    }
    let local = request
        .extensions()
        .get::<Peer>()
        .is_some_and(|peer| is_local(peer.0.ip()));
    if !local {
        let what = "the control API wants the user control and its password from other machines";
        let mut answer = failure(StatusCode::UNAUTHORIZED, what);
        let challenge = HeaderValue::from_static("Basic realm=\"smart-sim control\"");
        answer
            .headers_mut()
            .insert(header::WWW_AUTHENTICATE, challenge);
        return answer;
    }
    // A name of somebody else's may resolve to 127.0.0.1.
    if !is_named_as_this_machine(request.headers()) {
        return failure(
            StatusCode::FORBIDDEN,
            "the header Host names another machine",
        );
    }
    next.run(request).await
}

/// Whether a request that comes from a web page comes from one of ours.
fn is_own_origin(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).map(HeaderValue::as_bytes);
    headers.get_all(header::ORIGIN).iter().all(|origin| {
        let origin = origin.as_bytes();
        let authority = origin
            .strip_prefix(b"http://")
            .or(origin.strip_prefix(b"https://"));
        authority.is_some() && authority == host
    })
}

/// Whether a request has the password. The time that the comparison takes tells nothing useful:
/// it is of a simulator that holds made-up data.
fn has_password(headers: &HeaderMap, password: &str) -> bool {
    let sent = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let wanted = format!("Basic {}", STANDARD.encode(format!("control:{password}")));
    sent == Some(wanted.as_str())
}

fn is_local(address: IpAddr) -> bool {
    address.to_canonical().is_loopback()
}

fn is_named_as_this_machine(headers: &HeaderMap) -> bool {
    headers.get_all(header::HOST).iter().all(|value| {
        let uri = value
            .to_str()
            .ok()
            .and_then(|text| text.parse::<Uri>().ok());
        let host = uri.as_ref().and_then(Uri::host).unwrap_or_default();
        let address = host
            .trim_start_matches('[')
            .trim_end_matches(']')
            .parse::<IpAddr>();
        host.eq_ignore_ascii_case("localhost") || address.is_ok_and(is_local)
    })
}
