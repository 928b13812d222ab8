//! Settings: the address of a simulator, the size of its journal, its limits.

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

/// The settings of a simulator.
#[derive(Clone)]
#[non_exhaustive]
pub struct Settings {
    /// The address to listen on. Port 0 takes any free port.
    pub listen: SocketAddr,
    /// The path in front of all operations.
    pub base_path: String,
    /// The number of exchanges that the journal keeps. Beyond 64 MiB it keeps fewer.
    pub journal: usize,
    /// The limits on requests.
    pub limits: Limits,
    /// The password of the control API for other machines (user `control`, HTTP Basic).
    ///
    /// A simulator without a password listens on this machine only.
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
    /// The largest body, in bytes.
    pub body: usize,
    /// The longest time that a head or a body may take to arrive.
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
