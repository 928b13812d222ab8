//! One token for all callers. The first caller that needs a token starts the renewal as a task of
//! its own, and all others wait for that task. A caller that goes away does not stop the renewal. A
//! failed renewal is forgotten after its callers got the error.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::clock::{Clock, MachineClock, Moment};
use super::endpoint::{GrantedToken, TokenEndpoint};
use super::{StoredToken, TokenStore};
use crate::http::bearer;
use crate::{BoxFuture, Error, ErrorKind, Secret, TokenSource};

/// A token is renewed when a tenth of its life is left, or this time if that is less.
const EARLY: Duration = Duration::from_secs(60);
/// The wait before the next renewal, after an early one failed and while the token is still valid.
const PAUSE: Duration = Duration::from_secs(5);
/// The time limit of a store, because all callers wait for the store.
const STORING: Duration = Duration::from_secs(5);
/// The number of tasks that a caller waits for. A task vanishes when its runtime ends.
const FLIGHTS: usize = 3;

/// A token that all callers share. It is renewed before it expires. The first call that needs it
/// gets it from a [`TokenEndpoint`], and a [`TokenStore`] keeps it if there is one.
pub struct SharedToken(Arc<Shared>);

struct Shared {
    endpoint: Box<dyn TokenEndpoint>,
    store: Option<Arc<dyn TokenStore>>,
    clock: Box<dyn Clock>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    current: Option<Current>,
    /// The renewal under way, if there is one.
    flight: Option<watch::Receiver<Landing>>,
    /// A refresh token whose request got no answer. It is not used again, because a server that
    /// does not know these requests may answer requests with the password.
    unanswered: Option<Secret>,
}

/// The result of a renewal; `None` while the renewal runs.
type Landing = Option<Result<Secret, Error>>;

#[derive(Clone)]
struct Current {
    token: Secret,
    refresh: Option<Secret>,
    /// The moment from which the token is renewed before it is used.
    renew: Option<Moment>,
    expires: Option<Moment>,
    /// True if the server has refused the token.
    rejected: bool,
}

impl SharedToken {
    /// Creates a token from `endpoint`. The endpoint is not asked before a call needs the token.
    pub fn new(endpoint: impl TokenEndpoint + 'static, store: Option<Arc<dyn TokenStore>>) -> Self {
        Self::with_clock(endpoint, store, MachineClock)
    }

    pub(crate) fn with_clock(
        endpoint: impl TokenEndpoint + 'static,
        store: Option<Arc<dyn TokenStore>>,
        clock: impl Clock,
    ) -> Self {
        Self(Arc::new(Shared {
            endpoint: Box::new(endpoint),
            store,
            clock: Box::new(clock),
            state: Mutex::default(),
        }))
    }
}

impl TokenSource for SharedToken {
    fn token(&self) -> BoxFuture<'_, Result<Secret, Error>> {
        Box::pin(self.get())
    }

    fn rejected(&self, token: &Secret) {
        if let Some(current) = &mut self.0.state().current
            && current.token == *token
        {
            current.rejected = true;
        }
    }
}

impl SharedToken {
    async fn get(&self) -> Result<Secret, Error> {
        for _ in 0..FLIGHTS {
            let mut flight = match self.token_or_flight() {
                Ok(token) => return Ok(token),
                Err(flight) => flight,
            };
            if let Ok(landing) = flight.wait_for(Option::is_some).await
                && let Some(result) = landing.clone()
            {
                return result;
            }
        }
        let vanished = "the task that renews the token has ended without a result";
        Err(Error::not_sent(ErrorKind::Authentication, vanished))
    }

    /// Returns a usable token, or the renewal to wait for.
    fn token_or_flight(&self) -> Result<Secret, watch::Receiver<Landing>> {
        let now = self.0.clock.now();
        let mut state = self.0.state();
        if let Some(current) = &state.current
            && current.is_fresh(now)
        {
            return Ok(current.token.clone());
        }
        if let Some(flight) = &state.flight
            && flight.has_changed().is_ok()
        {
            return Err(flight.clone());
        }
        let (landed, flight) = watch::channel(None);
        state.flight = Some(flight.clone());
        drop(state);
        let shared = self.0.clone();
        tokio::spawn(async move {
            let result = shared.renew().await;
            // If all callers are gone, nobody needs the result.
            let _ = landed.send(Some(result));
        });
        Err(flight)
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        // No code that holds this lock can leave the state half changed.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gets another token, and stores it before the renewal ends.
    async fn renew(&self) -> Result<Secret, Error> {
        let previous = self.state().current.clone();
        let renewed = self.ask(previous.as_ref()).await;
        let now = self.clock.now();
        let mut state = self.state();
        state.flight = None;
        match renewed {
            Ok(current) => {
                let token = current.token.clone();
                state.current = Some(current);
                Ok(token)
            }
            Err(error) => match &mut state.current {
                // The early renewal failed, and the token is still valid.
                Some(current) if current.is_good(now) => {
                    current.renew = now.after(PAUSE);
                    Ok(current.token.clone())
                }
                _ => Err(error),
            },
        }
    }

    async fn ask(&self, previous: Option<&Current>) -> Result<Current, Error> {
        let stored = match self.store.clone() {
            Some(store) => storing(async move { store.load().await }).await.flatten(),
            None => None,
        };
        let now = self.clock.now();
        let known = previous.map(|previous| &previous.token);
        if let Some(stored) = &stored
            && known != Some(&stored.access_token)
            && bearer(&stored.access_token).is_some()
        {
            let current = Current::stored(stored, now);
            if current.is_fresh(now) {
                return Ok(current);
            }
        }
        let refresh = previous
            .and_then(|previous| previous.refresh.clone())
            .or_else(|| stored.and_then(|stored| stored.refresh_token))
            .filter(|refresh| self.state().unanswered.as_ref() != Some(refresh));
        let granted = self.grant(refresh).await?;
        let current = Current::granted(granted, previous, now);
        if let Some(store) = self.store.clone() {
            let token = current.to_stored();
            // The token is valid, stored or not.
            storing(async move { store.save(token).await }).await;
        }
        Ok(current)
    }

    /// Requests a token by the refresh token if there is one. If the server refuses that, by the
    /// password.
    async fn grant(&self, refresh: Option<Secret>) -> Result<GrantedToken, Error> {
        if let Some(refresh) = refresh {
            match self.endpoint.refresh(refresh.clone()).await {
                // The password would get no answer now either. The next renewal uses it.
                Err(error) if error.status().is_none() => {
                    self.state().unanswered = Some(refresh);
                    return Err(error);
                }
                Ok(granted) if bearer(&granted.access_token).is_some() => return Ok(granted),
                Ok(_) | Err(_) => {}
            }
        }
        let granted = self.endpoint.request().await?;
        match bearer(&granted.access_token) {
            Some(_) => Ok(granted),
            None => Err(Error::not_sent(
                ErrorKind::Authentication,
                "the server gave a token with characters that cannot stand in a header",
            )),
        }
    }
}

/// Returns the answer of a store, or `None` if the store takes too long or panics.
async fn storing<T: Send + 'static>(asked: impl Future<Output = T> + Send + 'static) -> Option<T> {
    // A panic ends this task alone. The set ends the task when the set is dropped.
    let mut tasks = JoinSet::new();
    tasks.spawn(asked);
    timeout(STORING, tasks.join_next()).await.ok()??.ok()
}

impl Current {
    fn is_fresh(&self, now: Moment) -> bool {
        self.is_good(now) && !self.renew.is_some_and(|renew| renew.is_reached(now))
    }

    fn is_good(&self, now: Moment) -> bool {
        !self.rejected && !self.expires.is_some_and(|expires| expires.is_reached(now))
    }

    fn new(token: Secret, refresh: Option<Secret>, left: Option<Duration>, now: Moment) -> Self {
        let early = |left: Duration| now.after(left - EARLY.min(left / 10));
        Self {
            token,
            refresh,
            renew: left.and_then(early),
            expires: left.and_then(|left| now.after(left)),
            rejected: false,
        }
    }

    /// Creates the current token from a granted one. `asked` is the moment before the request, so
    /// that the token's life is not overestimated.
    fn granted(granted: GrantedToken, previous: Option<&Self>, asked: Moment) -> Self {
        let mut current = Self::new(
            granted.access_token,
            granted.refresh_token,
            granted.expires_in,
            asked,
        );
        if let Some(previous) = previous
            && previous.token == current.token
        {
            // The server granted the same token with less time left. There is no other token before
            // this one expires, so it is used until then.
            current.renew = None;
            if current.refresh.is_none() {
                current.refresh.clone_from(&previous.refresh);
            }
        }
        current
    }

    fn stored(stored: &StoredToken, now: Moment) -> Self {
        Self::new(
            stored.access_token.clone(),
            stored.refresh_token.clone(),
            stored.time_left(now.wall),
            now,
        )
    }

    fn to_stored(&self) -> StoredToken {
        let expires = self.expires.and_then(|expires| {
            let since = expires.wall.duration_since(std::time::UNIX_EPOCH);
            since.ok().map(|since| since.as_secs())
        });
        StoredToken {
            access_token: self.token.clone(),
            refresh_token: self.refresh.clone(),
            expires_at: expires,
        }
    }
}
