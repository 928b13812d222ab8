//! The server: connections, the provider API, the control API, the page.

mod body;
mod connection;
mod control;
mod guard;
mod page;
mod plan;
mod provider;
mod reply;
mod views;

pub(crate) use self::connection::run;

use axum::Router;

use self::provider::Provider;
use crate::control::Control;

/// Returns all routes of the server.
pub(crate) fn router(control: &Control) -> Router {
    let provider = Provider::new(control.clone());
    let routes = control::routes(control).merge(page::routes(control));
    routes.fallback(move |request| {
        let provider = provider.clone();
        async move { provider.serve(request).await }
    })
}
