//! The guard of the control API. It admits this machine, but no foreign web page in its browser. It
//! admits other machines with the password.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, HeaderValue, StatusCode, Uri, header};

use super::reply::{Failure, failure};
use crate::control::Control;

/// The other side of a connection.
#[derive(Clone, Copy, Debug)]
pub(super) struct Peer(pub(super) SocketAddr);

/// Admits a request that comes from this machine and names it, or that has the password.
pub(super) async fn admit(
    State(control): State<Control>,
    request: Request,
    next: Next,
) -> Result<Response, Failure> {
    let forbidden = |what| Err(failure(StatusCode::FORBIDDEN, what));
    // A foreign page can make the browser call this program, even with a password that the browser
    // knows. The browser names the origin of such a page.
    if !is_own_origin(request.headers()) {
        return forbidden("the header Origin names another place than the header Host");
    }
    if let Some(password) = &control.settings().password
        && has_password(request.headers(), password)
    {
        return Ok(next.run(request).await);
    }
    let peer = request.extensions().get::<Peer>();
    if !peer.is_some_and(|peer| is_local(peer.0.ip())) {
        let what = "the control API wants the user control and its password from other machines";
        let mut answer = failure(StatusCode::UNAUTHORIZED, what).into_response();
        let challenge = HeaderValue::from_static("Basic realm=\"smart-sim control\"");
        let headers = answer.headers_mut();
        headers.insert(header::WWW_AUTHENTICATE, challenge);
        return Ok(answer);
    }
    // A foreign name may resolve to 127.0.0.1.
    if !is_named_as_this_machine(request.headers()) {
        return forbidden("the header Host names another machine");
    }
    Ok(next.run(request).await)
}

/// Returns whether the request has no origin, or its origin is this server.
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

/// Returns whether a request has the password.
///
/// The time of the comparison is no secret, because the simulator holds only invented data.
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
