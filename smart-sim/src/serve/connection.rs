//! Connections: accepting them, limits on their headers, cutting them on purpose, stopping.

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
use crate::sim::Limits;

/// Largest head of a request, in bytes.
const HEAD: usize = 64 * 1024;

/// Asks the server to stop, and grants connections this much time to finish.
pub(crate) type Stop = watch::Receiver<Option<Duration>>;

/// Marks an answer that must never be sent: the connection is cut instead.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cut;

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

/// Serves connections until told to stop.
pub(crate) async fn run(listener: TcpListener, router: Router, limits: Limits, mut stop: Stop) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    // Without it, an answer after an answer can wait 40 ms for an acknowledgement.
                    _ = stream.set_nodelay(true);
                    connections.spawn(serve(stream, router.clone(), limits.clone(), stop.clone()));
                }
                // Out of file descriptors, most likely: wait for connections to end.
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            },
            Some(_) = connections.join_next() => {}
            _ = stop.changed() => break,
        }
    }
    drop(listener);
    let grace = stop.borrow().unwrap_or_default();
    let all = async { while connections.join_next().await.is_some() {} };
    // What is still busy afterwards is cut.
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
            match response.extensions().get::<Cut>() {
                Some(Cut) => Err(WasCut),
                None => Ok(response),
            }
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.time)
        .max_buf_size(HEAD)
        // A client that has said all it has to say may close its side and still be answered.
        .half_close(true)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = std::pin::pin!(connection);
    // A connection that ends in an error has nobody to tell: the other side sees it.
    tokio::select! {
        _ = connection.as_mut() => {}
        _ = stop.changed() => {
            connection.as_mut().graceful_shutdown();
            _ = connection.await;
        }
    }
}
