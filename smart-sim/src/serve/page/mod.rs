//! The page at `/`: its routes, headers and notices.
//!
//! Plain forms do everything. A short script keeps the page fresh. The page loads nothing from other
//! machines, and its content security policy forbids that.

mod act;
mod board;
mod curl;
mod exchanges;
mod layout;
mod panels;
mod snapshot;
mod words;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::{get, post};
use http::{HeaderName, HeaderValue, StatusCode, header};

use self::snapshot::Snapshot;
use super::guard::admit;
use crate::control::Control;
use crate::wire;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("live.js");
const ICON: &str = include_str!("icon.svg");

/// The rows of each table, unless `?rows=` asks for another number.
const ROWS: usize = 50;
/// The most rows of each table.
const MOST_ROWS: usize = 1000;

/// The page, with the outcomes of the latest forms.
#[derive(Clone, Debug)]
struct Page {
    control: Control,
    notices: Arc<Mutex<Notices>>,
}

/// The outcome of a form: what the page says of its success or failure.
type Outcome = Result<String, String>;

/// The latest outcomes, by number.
///
/// The address after a form has the number in it, so no link can put a text into the page.
#[derive(Debug, Default)]
struct Notices {
    latest: VecDeque<(u64, Outcome)>,
    count: u64,
}

impl Notices {
    const KEPT: usize = 16;

    fn add(&mut self, outcome: Outcome) -> u64 {
        self.count += 1;
        self.latest.push_back((self.count, outcome));
        if self.latest.len() > Notices::KEPT {
            self.latest.pop_front();
        }
        self.count
    }

    fn get(&self, number: u64) -> Option<Outcome> {
        let found = self.latest.iter().find(|(one, _)| *one == number);
        found.map(|(_, outcome)| outcome.clone())
    }
}

impl Page {
    fn notices<T>(&self, act: impl FnOnce(&mut Notices) -> T) -> T {
        act(&mut self.notices.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Returns the routes of the page.
pub(super) fn routes(control: &Control) -> Router {
    let page = Page {
        control: control.clone(),
        notices: Arc::default(),
    };
    Router::new()
        .route("/", get(show))
        .route("/_sim/page/{form}", post(act::submit))
        .route(
            "/_sim/page/style.css",
            get(async || file("text/css", STYLE)),
        )
        .route(
            "/_sim/page/live.js",
            get(async || file("text/javascript", SCRIPT)),
        )
        .route(
            "/_sim/page/icon.svg",
            get(async || file("image/svg+xml", ICON)),
        )
        .layer(from_fn_with_state(control.clone(), admit))
        .with_state(page)
}

/// Shows the page. `?rows=200` sets the rows, `?notice=7` adds the outcome of a form.
async fn show(State(page): State<Page>, request: Request) -> Response {
    let pairs = wire::pairs(request.uri().query().unwrap_or_default()).unwrap_or_default();
    let value = |name: &str| {
        let found = pairs.iter().find(|(key, _)| key == name);
        found.and_then(|(_, value)| value.parse::<u64>().ok())
    };
    let rows = value("rows").and_then(|rows| usize::try_from(rows).ok());
    let rows = rows.unwrap_or(ROWS).clamp(1, MOST_ROWS);
    let notice = value("notice").and_then(|number| page.notices(|notices| notices.get(number)));
    let host = request.headers().get(header::HOST);
    let host = host.and_then(|host| host.to_str().ok()).unwrap_or_default();
    let base_url = format!("http://{host}{}", page.control.settings().base_path);
    let snapshot = Snapshot::take(&page.control, rows);
    let html = layout::page(&snapshot, &base_url, notice.as_ref());
    file("text/html; charset=utf-8", html.into_string())
}

fn file(kind: &'static str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Creates the answer to a form, which leads the browser to this location.
fn see(location: &str) -> Response {
    let mut response = file("text/plain", "");
    *response.status_mut() = StatusCode::SEE_OTHER;
    if let Ok(location) = HeaderValue::from_str(location) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

const HEADERS: [(HeaderName, &str); 5] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // With `no-referrer`, a browser sends `Origin: null` with the page's own forms.
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::CACHE_CONTROL, "no-store"),
];
