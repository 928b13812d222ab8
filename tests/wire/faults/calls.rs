//! The three classes of operations, as the application calls them.

use std::time::Duration;

use smart_api::requests::{FetchVisit, MergeVisit, PostClaim};
use smart_api::runtime::{BoxFuture, Limits, RetryPolicy};
use smart_api::types::Claim;
use smart_api::{Client, Config, Credentials, Environment, Error, StoredToken, TokenStore};

use crate::list::{Fault, Listening, Patience};
use crate::smart::Smart;

/// A class of operations.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// Changes nothing.
    Read,
    /// Changes something, and may be repeated.
    Merge,
    /// Must never happen twice.
    Claim,
}

impl Class {
    pub(crate) const ALL: [Self; 3] = [Self::Read, Self::Merge, Self::Claim];

    /// Calls an operation of this class.
    pub(crate) async fn call(self, client: &Client) -> Result<(), Error> {
        match self {
            Self::Read => {
                let request = FetchVisit::new("23025764", "PENDING");
                client.fetch_visit(request).await.map(drop)
            }
            Self::Merge => {
                let request = MergeVisit::new(62863, "AKHILS001");
                client.merge_visit(request).await.map(drop)
            }
            Self::Claim => {
                let claim = include_str!("../../fixtures/postClaim/claim.json");
                let claim: Claim = serde_json::from_str(claim).unwrap();
                let request = PostClaim::new("23025764", 62863, claim);
                client.post_claim(request).await.map(drop)
            }
        }
    }

    /// The first line of its request.
    pub(crate) fn line(self) -> &'static str {
        match self {
            Self::Read => {
                "GET /base/api/visit?patientNumber=23025764&sessionStatus=PENDING HTTP/1.1"
            }
            Self::Merge => "PUT /base/api/visit/62863/visit-number/AKHILS001 HTTP/1.1",
            Self::Claim => "POST /base/api/claims?patientNumber=23025764&sessionId=62863 HTTP/1.1",
        }
    }

    /// The answer when all is well.
    pub(crate) fn done(self) -> &'static str {
        match self {
            Self::Read => r#"{"code":"200","content":[]}"#,
            Self::Merge => {
                r#"{"code":"200","content":{"session_id":62863,"status":"ACTIVE","visit_number":"AKHILS001"}}"#
            }
            Self::Claim => r#"{"code":"201","content":{"id":1,"message":"received"}}"#,
        }
    }
}

/// A client that has a token already, called `kept`.
pub(crate) fn client(fault: &Fault, smart: &Smart) -> Client {
    let credentials = Credentials {
        client_id: "Himilo_HMIS".into(),
        client_secret: "simulated-secret".into(),
        username: "simulated-user".into(),
        password: "simulated-password".into(),
    };
    let waits = RetryPolicy::DEFAULT.waits(Duration::from_millis(1), Duration::from_millis(2));
    let limits = Limits::DEFAULT.retry(waits);
    let mut config =
        Config::new(Environment::At(smart.url()), credentials).token_store(Kept(fault.token_ends));
    if fault.listening == Listening::Mute {
        // So that it does not matter whether this machine trusts any authority.
        let names = ["localhost".to_owned()];
        let certificate = rcgen::generate_simple_self_signed(names).unwrap();
        config = config.root_certificates(certificate.cert.pem());
    }
    let soon = Duration::from_millis(400);
    let config = match fault.patience {
        Patience::Long => config.limits(limits),
        Patience::Attempt => config.limits(limits.attempt_timeout(soon)),
        Patience::Connect => config.limits(limits).connect_timeout(soon),
    };
    Client::new(config).unwrap()
}

/// Keeps a token that ends at a time of its own.
struct Kept(u64);

impl TokenStore for Kept {
    fn load(&self) -> BoxFuture<'_, Option<StoredToken>> {
        let text = format!(r#"{{"access_token":"kept","expires_at":{}}}"#, self.0);
        Box::pin(async move { serde_json::from_str(&text).ok() })
    }

    fn save(&self, _: StoredToken) -> BoxFuture<'_, ()> {
        Box::pin(async {})
    }
}
