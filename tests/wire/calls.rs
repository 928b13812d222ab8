//! Calls of every operation, as an application makes them.

use smart_api::enums::GrantType;
use smart_api::requests::{
    CloseSession, CreateToken, FetchClaimStatus, FetchCopay, FetchMember, FetchVisit, MergeVisit,
    PostClaim, PostClinicRecord,
};
use smart_api::runtime::{BoxFuture, Error, Reply};
use smart_api::types::{Claim, ClinicRecord, TokenRequest};
use smart_api::{Client, enums::SessionStatus};

use crate::fixtures;

/// A call of an operation, and the request that must be on the wire.
pub(crate) struct Call {
    pub(crate) operation: &'static str,
    pub(crate) request: &'static str,
    send: fn(Client) -> BoxFuture<'static, Result<String, Error>>,
}

impl Call {
    /// Calls; what came back as `Debug` prints it.
    pub(crate) async fn send(&self, client: &Client) -> Result<String, Error> {
        (self.send)(client.clone()).await
    }
}

/// The calls; the first of each operation has all that the text has.
pub(crate) const CALLS: &[Call] = &[
    Call {
        operation: "createToken",
        request: "createToken/request.http",
        send: |client| {
            Box::pin(async move {
                let grant = TokenRequest::new(GrantType::Password)
                    .username("ann")
                    .password("PLANTED p&ss wörd");
                shown(client.create_token(CreateToken::new(grant)).await)
            })
        },
    },
    Call {
        operation: "createToken",
        request: "createToken/request-refresh.http",
        send: |client| {
            Box::pin(async move {
                let grant = TokenRequest::new(GrantType::RefreshToken)
                    .refresh_token("7f2cb00d-a0ed-4fa7-943e-c75b84eeaaa5");
                shown(client.create_token(CreateToken::new(grant)).await)
            })
        },
    },
    Call {
        operation: "fetchVisit",
        request: "fetchVisit/request.http",
        send: |client| {
            Box::pin(async move {
                let request = FetchVisit::new("23025764", SessionStatus::Pending);
                shown(client.fetch_visit(request).await)
            })
        },
    },
    Call {
        operation: "fetchVisit",
        request: "fetchVisit/request-any-text.http",
        send: |client| {
            Box::pin(async move {
                let request = FetchVisit::new("00/é &=+%#?", "NEW STATUS");
                shown(client.fetch_visit(request).await)
            })
        },
    },
    Call {
        operation: "mergeVisit",
        request: "mergeVisit/request.http",
        send: |client| {
            Box::pin(async move {
                shown(
                    client
                        .merge_visit(MergeVisit::new(62863, "AKHILS001"))
                        .await,
                )
            })
        },
    },
    Call {
        operation: "closeSession",
        request: "closeSession/request.http",
        send: |client| {
            Box::pin(async move { shown(client.close_session(CloseSession::new(62863)).await) })
        },
    },
    Call {
        operation: "fetchMember",
        request: "fetchMember/request.http",
        send: |client| {
            Box::pin(async move {
                shown(
                    client
                        .fetch_member(FetchMember::new("23025764", 62863))
                        .await,
                )
            })
        },
    },
    Call {
        operation: "fetchCopay",
        request: "fetchCopay/request.http",
        send: |client| {
            Box::pin(async move {
                let request = FetchCopay::new(93181, "SKSP_6122", "67");
                shown(client.fetch_copay(request).await)
            })
        },
    },
    Call {
        operation: "postClaim",
        request: "postClaim/request.http",
        send: |client| {
            Box::pin(async move {
                let claim = read::<Claim>("postClaim/claim.json");
                shown(
                    client
                        .post_claim(PostClaim::new("23025764", 62863, claim))
                        .await,
                )
            })
        },
    },
    Call {
        operation: "postClaim",
        request: "postClaim/request-admitted.http",
        send: |client| {
            Box::pin(async move {
                let claim = read::<Claim>("postClaim/claim-admitted.json");
                let request = PostClaim::new("23025764", 93164, claim).sp_id(6122);
                shown(client.post_claim(request).await)
            })
        },
    },
    Call {
        operation: "fetchClaimStatus",
        request: "fetchClaimStatus/request.http",
        send: |client| {
            Box::pin(async move {
                let request = FetchClaimStatus::new("Invoce1500835", "87")
                    .member_number("SAMPLETEST502")
                    .session_id(93164);
                shown(client.fetch_claim_status(request).await)
            })
        },
    },
    Call {
        operation: "fetchClaimStatus",
        request: "fetchClaimStatus/request-two-of-four.http",
        send: |client| {
            Box::pin(async move {
                let request = FetchClaimStatus::new("Invoce1500835", "87");
                shown(client.fetch_claim_status(request).await)
            })
        },
    },
    Call {
        operation: "postClinicRecord",
        request: "postClinicRecord/request.http",
        send: |client| {
            Box::pin(async move {
                let record = read::<ClinicRecord>("postClinicRecord/record.json");
                shown(
                    client
                        .post_clinic_record(PostClinicRecord::new(record))
                        .await,
                )
            })
        },
    },
];

/// What a fixture is as a `T`.
#[track_caller]
pub(crate) fn read<T: serde::de::DeserializeOwned>(fixture: &str) -> T {
    let text = fixtures::text(fixture);
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{fixture}: {error}"))
}

fn shown<T: std::fmt::Debug>(reply: Result<Reply<T>, Error>) -> Result<String, Error> {
    reply.map(|reply| format!("{reply:?}"))
}
