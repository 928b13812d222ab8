//! What the generator writes, in small: operations, an internal client, public methods.

use serde::{Deserialize, Serialize};
use smart_api::runtime::generated_code::progenitor_client::{self, Error as Failure};
use smart_api::runtime::generated_code::{
    self, Answer, Call, form_body, json_body, path_segment,
    reqwest::{self, Method, RequestBuilder},
};
use smart_api::runtime::{
    Amount, Error, Evidence, Operation, Reply, Secret, SecurityScheme, Transport,
};

pub(crate) static FETCH: Operation = Operation::new("fetchVisit", "GET", "/api/visit")
    .security(&[&["bearer"]])
    .idempotent(true)
    .evidence(Evidence::Documented)
    .envelope("content");
pub(crate) static MERGE: Operation = Operation::new(
    "mergeVisit",
    "PUT",
    "/api/visit/{sessionId}/visit-number/{visitNumber}",
)
.security(&[&["bearer"]])
.idempotent(true)
.envelope("content");
pub(crate) static CLAIM: Operation = Operation::new("postClaim", "POST", "/api/claims")
    .security(&[&["bearer"]])
    .envelope("content");
pub(crate) static PLAIN: Operation =
    Operation::new("plain", "POST", "/plain").security(&[&["basic", "key"], &["query"]]);
pub(crate) static OPEN: Operation = Operation::new("open", "GET", "/open").idempotent(true);

pub(crate) static SCHEMES: &[SecurityScheme] = &[
    SecurityScheme::basic("basic"),
    SecurityScheme::bearer("bearer"),
    SecurityScheme::api_key_header("key", "x-api-key"),
    SecurityScheme::api_key_query("query", "api_key"),
];

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Session {
    #[serde(alias = "id")]
    pub(crate) session_id: i64,
    pub(crate) status: Option<String>,
    pub(crate) balance: Option<Amount>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct SessionListAnswer {
    #[serde(default, deserialize_with = "generated_code::one_or_many")]
    content: Vec<Session>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct SessionAnswer {
    #[serde(default, deserialize_with = "generated_code::one")]
    content: Option<Session>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Claim {
    pub(crate) amount: Amount,
    pub(crate) patient_name: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct Form {
    pub(crate) username: String,
    pub(crate) password: Secret,
}

#[derive(Clone)]
pub(crate) struct Client {
    pub(crate) transport: Transport,
}

impl Client {
    pub(crate) async fn fetch(&self, patient: &str) -> Result<Reply<Vec<Session>>, Error> {
        let call = Call::new(&self.transport, &FETCH);
        let client = Internal { call: call.clone() };
        let answer = client.fetch(patient).await;
        Ok(call.finish(answer)?.map(|answer| answer.content))
    }

    pub(crate) async fn merge(
        &self,
        session: i64,
        visit: &str,
    ) -> Result<Reply<Option<Session>>, Error> {
        let call = Call::new(&self.transport, &MERGE);
        let client = Internal { call: call.clone() };
        let answer = client.merge(&session.to_string(), visit).await;
        Ok(call.finish(answer)?.map(|answer| answer.content))
    }

    pub(crate) async fn claim(&self, claim: &Claim) -> Result<Reply<Option<Session>>, Error> {
        let call = Call::new(&self.transport, &CLAIM);
        let client = Internal { call: call.clone() };
        let answer = client.claim(claim).await;
        Ok(call.finish(answer)?.map(|answer| answer.content))
    }

    pub(crate) async fn plain(&self, form: &Form) -> Result<Reply<()>, Error> {
        let call = Call::new(&self.transport, &PLAIN);
        let client = Internal { call: call.clone() };
        let answer = client.plain(form).await;
        call.finish(answer)
    }

    pub(crate) async fn open(&self) -> Result<Reply<Session>, Error> {
        let call = Call::new(&self.transport, &OPEN);
        let client = Internal { call: call.clone() };
        let answer = client.open().await;
        call.finish(answer)
    }
}

struct Internal {
    call: Call,
}

impl Internal {
    async fn fetch(&self, patient: &str) -> Result<Answer<SessionListAnswer>, Failure<()>> {
        let url = self.call.url("/api/visit");
        let request = self.call.http().get(url);
        let patient = progenitor_client::QueryParam::new("patientNumber", &patient);
        self.typed(request.query(&patient)).await
    }

    async fn merge(
        &self,
        session: &str,
        visit: &str,
    ) -> Result<Answer<SessionAnswer>, Failure<()>> {
        let url = self.call.url(&format!(
            "/api/visit/{}/visit-number/{}",
            path_segment(session)?,
            path_segment(visit)?
        ));
        self.typed(self.call.http().put(url)).await
    }

    async fn claim(&self, body: &Claim) -> Result<Answer<SessionAnswer>, Failure<()>> {
        let url = self.call.url("/api/claims");
        let request = json_body(self.call.http().post(url), "application/json", Some(body))?;
        self.typed(request).await
    }

    async fn plain(&self, body: &Form) -> Result<Answer<()>, Failure<()>> {
        let url = self.call.url("/plain");
        let request = form_body(self.call.http().request(Method::POST, url), Some(body))?;
        Ok(self.call.send(request.build()?).await)
    }

    async fn open(&self) -> Result<Answer<Session>, Failure<()>> {
        let request = self.call.http().get(self.call.url("/open"));
        self.typed(request).await
    }

    async fn typed<T: serde::de::DeserializeOwned>(
        &self,
        request: RequestBuilder,
    ) -> Result<Answer<T>, Failure<()>> {
        let json = reqwest::header::HeaderValue::from_static("application/json");
        let request = request.header(reqwest::header::ACCEPT, json).build()?;
        Ok(self.call.send(request).await)
    }
}
