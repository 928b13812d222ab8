//! Calls for code without `async`: [`Wait::wait`] blocks until a future of this crate is done.
//!
//! There is no second client. Code with `async` writes `.await`, and code without writes `.wait()`.
//! This holds for new operations too:
//!
//! ```no_run
//! use smart_runtime::blocking::Wait;
//! use smart_runtime::{Config, Json, Operation, Transport};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! static FETCH_TIDES: Operation = Operation::new("fetchTides", "GET", "/tides");
//!
//! let transport = Transport::new(Config::new("https://tides.example/v2"), &[])?;
//! let tides = transport.raw(&FETCH_TIDES).send::<Json>().wait()?;
//! # drop(tides);
//! # Ok(())
//! # }
//! ```
//!
//! All calls share one thread in the background. The first call starts the thread, which keeps
//! connections and timers going.
//!
//! A thread of an asynchronous runtime must not block, because its other tasks would stop. On that
//! thread each call fails at once with an [error](crate::Error). The call sends nothing and never
//! panics. `.await` the call instead, or move the work to a thread of `std::thread`.

use std::cell::Cell;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use tokio::runtime::{Builder, Handle};

use super::{Error, ErrorKind};

const INSIDE: &str = "a blocking call on a thread of an asynchronous runtime; `.await` it, or \
                      make it on a thread of `std::thread`";
const NO_THREAD: &str = "the machine gives no thread or event queue to make a blocking call with";

/// A future of this crate that code without `async` can wait for. See [the module](self).
pub trait Wait: Future + Sized {
    /// Blocks until the future is done, and returns its output.
    ///
    /// On a thread of an asynchronous runtime, calls fail with an error and nothing is sent.
    fn wait(self) -> Self::Output {
        let inside = match Handle::try_current() {
            Ok(_) => true,
            // The thread is ending, and the runtime ends with it.
            Err(error) => error.is_thread_local_destroyed(),
        };
        match background() {
            _ if inside => refused(INSIDE, self),
            Some(background) => background.block_on(self),
            None => refused(NO_THREAD, self),
        }
    }
}

impl<F: Future> Wait for F {}

/// Returns the runtime in the background. The first call starts the runtime.
fn background() -> Option<Handle> {
    static BACKGROUND: Mutex<Option<Handle>> = Mutex::new(None);
    let mut background = BACKGROUND.lock().unwrap_or_else(PoisonError::into_inner);
    if background.is_none() {
        *background = start();
    }
    background.clone()
}

fn start() -> Option<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build().ok()?;
    let handle = runtime.handle().clone();
    thread::Builder::new()
        .name("smart-runtime".to_owned())
        .spawn(move || runtime.block_on(std::future::pending::<()>()))
        .ok()?;
    Some(handle)
}

thread_local! {
    /// The reason why this thread must not make calls. Each poll of a call reads it.
    static REFUSED: Cell<Option<&'static str>> = const { Cell::new(None) };
}

/// Returns an error if this thread must not make calls. Every call asks this first.
pub(super) fn check() -> Result<(), Error> {
    match REFUSED.get() {
        Some(said) => Err(Error::not_sent(ErrorKind::InvalidRequest, said)),
        None => Ok(()),
    }
}

/// Polls a future whose calls are refused, and returns its output. Each call in the future fails at
/// once.
fn refused<F: Future>(said: &'static str, future: F) -> F::Output {
    struct Unpark(Thread);

    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    /// Restores the earlier state when it is dropped, also after a panic of the future.
    struct Allow(Option<&'static str>);

    impl Drop for Allow {
        fn drop(&mut self) {
            REFUSED.set(self.0);
        }
    }

    let _allow = Allow(REFUSED.replace(Some(said)));
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return output;
        }
        thread::park();
    }
}
