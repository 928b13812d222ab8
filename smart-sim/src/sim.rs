//! A running simulator: a thread that serves one port until the simulator is dropped.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::ops::Deref;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use tokio::sync::watch;

use crate::control::Control;
use crate::record;
use crate::scenario::Scenario;
use crate::serve;
use crate::settings::Settings;

/// The reason why a simulator did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The base path is neither empty nor of the form `/text` or `/text/text`.
    #[error("base path {0:?} must be empty, or begin with a slash and not end with one")]
    BasePath(String),
    /// Other machines can reach the address, and no password protects the control API.
    #[error("refusing to listen on {0}, beyond this machine, without a password")]
    Exposed(SocketAddr),
    /// The scenario has problems.
    #[error("scenario: {0}")]
    Scenario(String),
    /// The address is taken or does not exist.
    #[error("cannot listen on {0}")]
    Listen(SocketAddr, #[source] io::Error),
    /// The machine gives no thread or event queue.
    #[error("cannot start a server thread")]
    Thread(#[source] io::Error),
}

/// A running simulator, and the handle that drives it (see [`Control`]).
///
/// The simulator runs in a thread of its own, so blocking and asynchronous callers can use it. A
/// drop stops it.
///
/// The environment variable `SMART_SIM_RECORDS` may name a folder. Each stop and each reset then
/// writes the journal there, as an HTTP archive (HAR 1.2) with masked secrets.
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
    /// Returns an error if the scenario has problems, or the machine has no free port or thread.
    // The function awaits nothing today. An asynchronous signature leaves room for that.
    pub async fn start(scenario: Scenario) -> Result<Sim, StartError> {
        Sim::start_blocking(scenario, Settings::default())
    }

    /// Starts a simulator with these settings. Callers without `async` use it too.
    ///
    /// # Errors
    /// Returns an error if the scenario has problems, the base path is malformed, or the address
    /// is taken. An address that other machines can reach is an error without a password.
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

    /// Returns the base URL of the provider API, such as `http://127.0.0.1:41234/providerapi-dev`.
    pub fn base_url(&self) -> String {
        format!("{}{}", self.origin(), self.control.settings().base_path)
    }

    /// Returns the server's URL without a path, such as `http://127.0.0.1:41234`.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns the URL of the control API, such as `http://127.0.0.1:41234/_sim`.
    pub fn control_url(&self) -> String {
        format!("{}/_sim", self.origin())
    }

    /// Returns the address that the simulator listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns a handle that drives this simulator. Its methods exist on `Sim` as well.
    pub fn control(&self) -> Control {
        self.control.clone()
    }

    /// Stops the simulator. Running calls have up to `grace` to finish.
    pub fn stop(mut self, grace: Duration) {
        self.end(grace);
    }

    fn end(&mut self, grace: Duration) {
        // The thread may be over already, and then the message has no receiver.
        _ = self.stop.send(Some(grace));
        if let Some(thread) = self.thread.take() {
            _ = thread.join();
            self.control.with(|state| record::write(&state.journal));
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
