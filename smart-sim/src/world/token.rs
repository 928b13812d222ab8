//! Access tokens. The client has one at a time, and gets it again until it expires.

use std::fmt;
use std::time::Duration;

use crate::chance::Chance;
use crate::clock::Moment;
use crate::scenario::{Credentials, Scenario};

/// A token of the client.
#[derive(Clone)]
pub(crate) struct Grant {
    pub(crate) access: String,
    pub(crate) refresh: String,
    pub(crate) issued: Moment,
    pub(crate) expires: Moment,
}

impl Grant {
    /// Returns the seconds until the token expires, rounded up.
    pub(crate) fn seconds_left(&self, now: Moment) -> i64 {
        let left = self.expires.unix_millis() - now.unix_millis();
        (left.max(0) + 999) / 1000
    }
}

impl fmt::Debug for Grant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Grant")
            .field("issued", &self.issued)
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}

/// The reason why the client gets no token (RFC 6749 section 5.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenRefusal {
    InvalidClient,
    InvalidRequest(&'static str),
    InvalidGrant(&'static str),
    UnsupportedGrantType,
}

/// The tokens of the scenario's client.
#[derive(Debug)]
pub(crate) struct TokenStore {
    credentials: Credentials,
    lifetime: Duration,
    current: Option<Grant>,
    refresh_ends_old: bool,
    /// The earlier tokens that a refresh has not ended.
    old: Vec<Grant>,
}

impl TokenStore {
    pub(super) fn new(scenario: &Scenario, now: Moment) -> TokenStore {
        let lifetime = scenario.tokens.lifetime;
        let current = scenario.tokens.first.as_ref().map(|first| {
            let expires = now.after(first.expires_in);
            Grant {
                access: first.access_token.clone(),
                refresh: first.refresh_token.clone(),
                issued: expires.before(lifetime),
                expires,
            }
        });
        TokenStore {
            credentials: scenario.credentials.clone(),
            lifetime,
            current,
            refresh_ends_old: scenario.tokens.refresh_ends_old,
            old: Vec::new(),
        }
    }

    pub(crate) fn credentials(&self) -> &Credentials {
        &self.credentials
    }

    /// Returns whether these are the client's id and secret.
    pub(crate) fn knows_client(&self, id: &str, secret: &str) -> bool {
        id == self.credentials.client_id && secret == self.credentials.client_secret
    }

    /// Returns whether the token is valid now.
    pub(crate) fn accepts(&self, access: &str, now: Moment) -> bool {
        let mut grants = self.current.iter().chain(&self.old);
        grants.any(|grant| grant.access == access && now < grant.expires)
    }

    /// Answers the password grant with the current token, or with a new one if it has expired.
    pub(crate) fn grant(
        &mut self,
        username: &str,
        password: &str,
        now: Moment,
        chance: &mut Chance,
    ) -> Result<Grant, TokenRefusal> {
        if username != self.credentials.username || password != self.credentials.password {
            return Err(TokenRefusal::InvalidGrant("Bad credentials"));
        }
        match &self.current {
            Some(grant) if now < grant.expires => Ok(grant.clone()),
            _ => {
                let refresh = chance.token();
                Ok(self.issue(refresh, now, chance))
            }
        }
    }

    /// Answers the refresh grant with a new access token. The refresh token stays.
    pub(crate) fn refresh(
        &mut self,
        refresh: &str,
        now: Moment,
        chance: &mut Chance,
    ) -> Result<Grant, TokenRefusal> {
        match &self.current {
            Some(grant) if grant.refresh == refresh => {
                let old = grant.clone();
                let refresh = old.refresh.clone();
                if !self.refresh_ends_old {
                    self.old.retain(|one| now < one.expires);
                    self.old.push(old);
                }
                Ok(self.issue(refresh, now, chance))
            }
            _ => Err(TokenRefusal::InvalidGrant("Invalid refresh token")),
        }
    }

    fn issue(&mut self, refresh: String, now: Moment, chance: &mut Chance) -> Grant {
        let grant = Grant {
            access: chance.token(),
            refresh,
            issued: now,
            expires: now.after(self.lifetime),
        };
        self.current = Some(grant.clone());
        grant
    }

    /// Expires all access tokens. The refresh token still works.
    pub(crate) fn expire(&mut self, now: Moment) {
        self.old.clear();
        if let Some(grant) = &mut self.current {
            grant.expires = grant.expires.min(now);
        }
    }
}
