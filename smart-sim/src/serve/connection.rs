//! Connections: the loop that accepts them, limits on their heads, cuts, and the end.

use std::convert::Infallible;
use std::fmt;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::response::Response;
use http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tower_service::Service as _;

use super::guard::Peer;
use crate::settings::Limits;

/// The largest head of a request, in bytes.
const HEAD: usize = 64 * 1024;

/// The signal that stops the server. Connections have the time in it to finish.
pub(crate) type Stop = watch::Receiver<Option<Duration>>;

/// The mark of an answer that never goes out. The server cuts the connection instead.
#[derive(Clone, Copy, Debug)]
pub(super) struct NoAnswer;

#[derive(Debug)]
struct WasCut;

impl fmt::Display for WasCut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cut on purpose")
    }
}

impl std::error::Error for WasCut {}

impl From<Infallible> for WasCut {
    fn from(never: Infallible) -> WasCut {
        match never {}
    }
}

/// Serves connections until the stop signal.
pub(crate) async fn run(listener: TcpListener, router: Router, limits: Limits, mut stop: Stop) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    // Without this option, a second answer can wait 40 ms for an acknowledgement.
                    _ = stream.set_nodelay(true);
                    connections.spawn(serve(stream, router.clone(), limits.clone(), stop.clone()));
                }
                // The process probably has no file descriptor left until connections end.
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            },
            Some(_) = connections.join_next() => {}
            _ = stop.changed() => break,
        }
    }
    drop(listener);
    let grace = stop.borrow().unwrap_or_default();
    let all = async { while connections.join_next().await.is_some() {} };
    // The end of the set cuts the remaining connections.
    _ = tokio::time::timeout(grace, all).await;
}

async fn serve(stream: TcpStream, router: Router, limits: Limits, mut stop: Stop) {
    let peer = stream.peer_addr().ok();
    let service = service_fn(move |mut request: Request<Incoming>| {
        let mut router = router.clone();
        if let Some(peer) = peer {
            request.extensions_mut().insert(Peer(peer));
        }
        async move {
            let response: Response<Body> = router.call(request).await?;
            match response.extensions().get::<NoAnswer>() {
                Some(NoAnswer) => Err(WasCut),
                None => Ok(response),
            }
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.time)
        .max_buf_size(HEAD)
        // A client may close its sending side and still get an answer.
        .half_close(true)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = std::pin::pin!(connection);
    // The client sees the error of a connection. The server needs no report.
    tokio::select! {
        _ = connection.as_mut() => {}
        _ = stop.changed() => {
            connection.as_mut().graceful_shutdown();
            _ = connection.await;
        }
    }
}
