//! A running simulator: started on a port of the machine's own, stopped when it is dropped.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::ops::Deref;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use tokio::sync::watch;

use crate::control::Control;
use crate::record;
use crate::scenario::Scenario;
use crate::serve;

/// How a simulator is run.
#[derive(Clone)]
#[non_exhaustive]
pub struct Settings {
    /// Where it listens; port 0 takes any that is free.
    pub listen: SocketAddr,
    /// The path in front of all operations.
    pub base_path: String,
    /// How many exchanges the journal keeps; fewer when they hold more than 64 MiB.
    pub journal: usize,
    /// What a client may ask of it.
    pub limits: Limits,
    /// Password of the control API for callers from other machines (user `control`, HTTP Basic).
    /// Without one, only this machine may be listened to.
    pub password: Option<String>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            base_path: "/providerapi-dev".to_owned(),
            journal: 10_000,
            limits: Limits::default(),
            password: None,
        }
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("listen", &self.listen)
            .field("base_path", &self.base_path)
            .field("journal", &self.journal)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

/// Limits against hostile or broken clients.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Limits {
    /// Largest body, in bytes.
    pub body: usize,
    /// Longest time that a head or a body may take to arrive.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            body: 4 * 1024 * 1024,
            time: Duration::from_secs(30),
        }
    }
}

/// Why a simulator could not be started.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The base path is neither empty nor of the form `/text` or `/text/text`.
    #[error("base path {0:?} must be empty, or begin with a slash and not end with one")]
    BasePath(String),
    /// Other machines could reach it, and no password protects the control API.
    #[error("refusing to listen on {0}, beyond this machine, without a password")]
    Exposed(SocketAddr),
    /// The scenario does not hold together.
    #[error("scenario: {0}")]
    Scenario(String),
    /// The address cannot be listened on.
    #[error("cannot listen on {0}")]
    Listen(SocketAddr, #[source] io::Error),
    /// The machine gives no thread or event queue.
    #[error("cannot start a server thread")]
    Thread(#[source] io::Error),
}

/// A running simulator, and the handle that drives it (see [`Control`]).
///
/// It runs in a thread of its own, so that it serves blocking callers as well as asynchronous
/// ones. Dropping it stops it. Where the environment variable `SMART_SIM_RECORDS` names a folder,
/// it leaves its journal there when it stops or is reset: an HTTP archive (HAR 1.2), secrets masked.
#[derive(Debug)]
pub struct Sim {
    control: Control,
    address: SocketAddr,
    stop: watch::Sender<Option<Duration>>,
    thread: Option<JoinHandle<()>>,
}

impl Sim {
    /// Starts a simulator on a free port of 127.0.0.1.
    ///
    /// # Errors
    /// When the scenario does not hold together or the machine has no port or thread.
    // It waits for nothing today; being asynchronous leaves it free to.
    pub async fn start(scenario: Scenario) -> Result<Sim, StartError> {
        Sim::start_blocking(scenario, Settings::default())
    }

    /// Starts a simulator with settings of one's own; for callers without `async` too.
    ///
    /// # Errors
    /// When the scenario does not hold together, the base path is malformed, or the address
    /// cannot be listened on.
    pub fn start_blocking(scenario: Scenario, settings: Settings) -> Result<Sim, StartError> {
        if let Some(problem) = scenario.problems().first() {
            return Err(StartError::Scenario(problem.to_string()));
        }
        let path = &settings.base_path;
        if !path.is_empty() && (!path.starts_with('/') || path.ends_with('/')) {
            return Err(StartError::BasePath(path.clone()));
        }
        let exposed = !settings.listen.ip().to_canonical().is_loopback();
        if exposed && settings.password.as_ref().is_none_or(String::is_empty) {
            return Err(StartError::Exposed(settings.listen));
        }
        let failed = |error| StartError::Listen(settings.listen, error);
        let listener = TcpListener::bind(settings.listen).map_err(failed)?;
        listener.set_nonblocking(true).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let limits = settings.limits.clone();
        let control = Control::new(scenario, settings);
        let router = serve::router(&control);
        let (stop, stopped) = watch::channel(None);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(StartError::Thread)?;
        let listener = {
            let _inside = runtime.enter();
            tokio::net::TcpListener::from_std(listener).map_err(StartError::Thread)?
        };
        let thread = thread::Builder::new()
            .name("smart-sim".to_owned())
            .spawn(move || runtime.block_on(serve::run(listener, router, limits, stopped)))
            .map_err(StartError::Thread)?;
        Ok(Sim {
            control,
            address,
            stop,
            thread: Some(thread),
        })
    }

    /// The base URL of the provider API, such as `http://127.0.0.1:41234/providerapi-dev`.
    pub fn base_url(&self) -> String {
        format!("{}{}", self.origin(), self.control.settings().base_path)
    }

    /// The server's own URL, without a path, such as `http://127.0.0.1:41234`.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The URL of the control API, such as `http://127.0.0.1:41234/_sim`.
    pub fn control_url(&self) -> String {
        format!("{}/_sim", self.origin())
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// A handle that drives it, to be kept elsewhere. The methods are here as well.
    pub fn control(&self) -> Control {
        self.control.clone()
    }

    /// Stops it: calls under way are given up to `grace` to finish.
    pub fn stop(mut self, grace: Duration) {
        self.end(grace);
    }

    fn end(&mut self, grace: Duration) {
        // The thread may have ended by itself; then there is nobody to tell.
        _ = self.stop.send(Some(grace));
        if let Some(thread) = self.thread.take() {
            _ = thread.join();
            record::leave(&self.control);
        }
    }
}

impl Deref for Sim {
    type Target = Control;

    fn deref(&self) -> &Control {
        &self.control
    }
}

impl Drop for Sim {
    fn drop(&mut self) {
        self.end(Duration::ZERO);
    }
}
