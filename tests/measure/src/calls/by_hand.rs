//! What an engineer who knows the pitfalls would write with reqwest and serde: nothing that the task
//! does not ask for, and nothing left out that it does.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{ACCEPT, HeaderValue};
use reqwest::{Client, StatusCode, redirect};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Error as _};
use serde_json::value::RawValue;

/// The most that is read of an answer.
const LIMIT: usize = 10 * 1024 * 1024;
const TIME: Duration = Duration::from_secs(30);

/// The client written by hand, with a token that it has.
pub(super) struct ByHand {
    http: Client,
    base: String,
    token: String,
}

/// A payload, and what the envelope says.
pub(super) struct Answer<T> {
    #[expect(dead_code, reason = "whoever calls reads it")]
    pub(super) content: Vec<T>,
    #[expect(dead_code, reason = "whoever calls reads it")]
    pub(super) code: Option<String>,
    #[expect(dead_code, reason = "whoever calls reads it")]
    pub(super) message: Option<String>,
    #[expect(dead_code, reason = "whoever calls reads it")]
    pub(super) warning: bool,
}

/// Why a call failed.
#[derive(Debug)]
pub(super) enum Failure {
    Transport(reqwest::Error),
    TooLarge,
    Business,
    Http(StatusCode),
    Decoding(serde_json::Error),
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Transport(error) => error.fmt(formatter),
            Self::TooLarge => formatter.write_str("the answer is too large"),
            Self::Business => formatter.write_str("refused"),
            Self::Http(status) => status.fmt(formatter),
            Self::Decoding(error) => error.fmt(formatter),
        }
    }
}

impl std::error::Error for Failure {}

impl From<reqwest::Error> for Failure {
    fn from(error: reqwest::Error) -> Self {
        Self::Transport(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Decoding(error)
    }
}

impl ByHand {
    pub(super) fn new(base: &str) -> Result<Self, Box<dyn std::error::Error>> {
        // Never used for the local server; without it no client can be made.
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(rustls::RootCertStore::empty())
            .with_no_client_auth();
        let http = Client::builder()
            .tls_backend_preconfigured(tls)
            .no_proxy()
            .user_agent("by-hand/1.0")
            .redirect(redirect::Policy::none())
            .connect_timeout(Duration::from_secs(10))
            .build()?;
        Ok(Self {
            http,
            base: base.to_owned(),
            token: "6f1f1a3e".to_owned(),
        })
    }

    pub(super) async fn fetch_visit(
        &self,
        patient: &str,
        status: &str,
    ) -> Result<Answer<Session>, Failure> {
        let query = [("patientNumber", patient), ("sessionStatus", status)];
        self.get("/api/visit", &query).await
    }

    pub(super) async fn fetch_member(
        &self,
        patient: &str,
        session: i64,
    ) -> Result<Answer<Member>, Failure> {
        let session = session.to_string();
        let query = [("patientNumber", patient), ("sessionId", session.as_str())];
        self.get("/api/member", &query).await
    }

    async fn get<T: DeserializeOwned>(
        &self,
        path: &str,
        query: &[(&str, &str)],
    ) -> Result<Answer<T>, Failure> {
        let mut response = self
            .http
            .get(format!("{}{path}", self.base))
            .query(query)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .bearer_auth(&self.token)
            .timeout(TIME)
            .send()
            .await?;
        let status = response.status();
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            if body.len() + chunk.len() > LIMIT {
                return Err(Failure::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        understand(status, &body)
    }
}

/// The fields by which answers differ.
#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow, default)]
    code: Option<&'a RawValue>,
    #[serde(default)]
    message: Option<String>,
    #[serde(borrow, default)]
    response_type: Option<&'a RawValue>,
    #[serde(borrow, default)]
    content: Option<&'a RawValue>,
    #[serde(borrow, default)]
    status: Option<&'a RawValue>,
    #[serde(borrow, default)]
    timestamp: Option<&'a RawValue>,
    #[serde(borrow, default)]
    path: Option<&'a RawValue>,
}

fn understand<T: DeserializeOwned>(status: StatusCode, body: &[u8]) -> Result<Answer<T>, Failure> {
    let done = status.is_success();
    let bare = |content: &[u8]| {
        Ok(Answer {
            content: one_or_many(content)?,
            code: None,
            message: None,
            warning: false,
        })
    };
    if done && body.trim_ascii_start().starts_with(b"[") {
        return bare(body);
    }
    let envelope: Envelope<'_> = match serde_json::from_slice(body) {
        Ok(envelope) => envelope,
        Err(error) if done => return Err(Failure::Decoding(error)),
        Err(_) => return Err(Failure::Http(status)),
    };
    let Some(code) = envelope.code else {
        let whole = envelope.status.is_some_and(|stated| {
            let digits = stated.get().bytes();
            digits.into_iter().all(|digit| digit.is_ascii_digit())
        });
        let framework = whole && (envelope.timestamp.is_some() || envelope.path.is_some());
        return if done && !framework {
            bare(body)
        } else {
            Err(Failure::Http(status))
        };
    };
    let code = code.get().trim_matches('"');
    let success = matches!(code.as_bytes(), [b'2', b'0'..=b'9', b'0'..=b'9']);
    let warning = match envelope.response_type.map(RawValue::get) {
        None | Some("\"SUCCESS\"") => false,
        Some("\"WARNING\"") => true,
        _ => return Err(Failure::Business),
    };
    match (success, done) {
        (true, true) => Ok(Answer {
            content: match envelope.content {
                Some(content) => one_or_many(content.get().as_bytes())?,
                None => Vec::new(),
            },
            code: Some(code.to_owned()),
            message: envelope.message,
            warning,
        }),
        (true, false) => Err(Failure::Http(status)),
        (false, _) => Err(Failure::Business),
    }
}

fn one_or_many<T: DeserializeOwned>(content: &[u8]) -> Result<Vec<T>, serde_json::Error> {
    if content.trim_ascii_start().starts_with(b"{") {
        Ok(vec![serde_json::from_slice(content)?])
    } else {
        serde_json::from_slice(content)
    }
}

/// An exact decimal, from a number or from text.
struct Money(#[expect(dead_code, reason = "whoever calls reads it")] Decimal);

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <&RawValue>::deserialize(deserializer)?
            .get()
            .trim_matches('"');
        let exact = if text.contains(['e', 'E']) {
            Decimal::from_scientific(text)
        } else {
            Decimal::from_str_exact(text)
        };
        exact.map(Self).map_err(D::Error::custom)
    }
}

/// Text or a number, as it was sent.
struct Identifier {
    #[expect(dead_code, reason = "whoever calls reads it")]
    text: String,
    #[expect(dead_code, reason = "whoever calls reads it")]
    number: bool,
}

impl<'de> Deserialize<'de> for Identifier {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?.get();
        match raw.as_bytes().first() {
            Some(b'"') => Ok(Self {
                text: serde_json::from_str(raw).map_err(D::Error::custom)?,
                number: false,
            }),
            Some(b'-' | b'0'..=b'9') => Ok(Self {
                text: raw.to_owned(),
                number: true,
            }),
            _ => Err(D::Error::custom("neither text nor a number")),
        }
    }
}

/// A list, where `null` is an empty one.
fn list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// A session, under both spellings of its id and its status.
#[derive(Deserialize)]
#[expect(dead_code, reason = "whoever calls reads them")]
pub(super) struct Session {
    session_id: Option<i64>,
    id: Option<i64>,
    status: Option<String>,
    #[serde(rename = "sessionStatus")]
    session_status: Option<String>,
    patient_number: Option<String>,
    patient_name: Option<String>,
    member_number: Option<String>,
    member_name: Option<String>,
    global_id: Option<String>,
    payer_code: Option<String>,
    payer_name: Option<String>,
    schemecode: Option<String>,
    scheme_name: Option<String>,
    visit_number: Option<String>,
    comments: Option<String>,
    member_info_data: Option<Box<RawValue>>,
    sp_id: Option<Identifier>,
    location_code: Option<String>,
}

/// A member with the benefits.
#[derive(Deserialize)]
#[expect(dead_code, reason = "whoever calls reads them")]
pub(super) struct Member {
    medicalaid_code: Option<String>,
    medicalaid_name: Option<String>,
    medicalaid_number: Option<String>,
    medicalaid_plan: Option<String>,
    medicalaid_scheme_code: Option<String>,
    medicalaid_scheme_name: Option<String>,
    medicalaid_regdate: Option<String>,
    medicalaid_expiry: Option<String>,
    policy_id: Option<Identifier>,
    policy_country: Option<String>,
    policy_currency: Option<String>,
    member_name: Option<String>,
    global_id: Option<String>,
    card_serial_number: Option<String>,
    patient_number: Option<String>,
    patient_surname: Option<String>,
    patient_forenames: Option<String>,
    patient_gender: Option<String>,
    patient_dob: Option<String>,
    vip_message: Option<String>,
    has_copay: Option<bool>,
    co_pay_amount: Option<Identifier>,
    copay_info: Option<CopayInfo>,
    session_id: Option<i64>,
    session_type: Option<String>,
    admit_id: Option<Identifier>,
    #[serde(default, deserialize_with = "list")]
    benefits: Vec<Benefit>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "whoever calls reads them")]
struct CopayInfo {
    has_copay: Option<bool>,
    amount: Option<Money>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "whoever calls reads them")]
struct Benefit {
    id: i64,
    pool_nr: Option<Identifier>,
    pool_desc: Option<String>,
    amount: Money,
    claimable: Option<bool>,
    location_id: Option<Identifier>,
    location_name: Option<String>,
    sp_id: Option<Identifier>,
    parent_pool_nr: Option<Identifier>,
    #[serde(default, deserialize_with = "list")]
    groups: Vec<Group>,
    exchange_location: Option<ExchangeLocation>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "whoever calls reads them")]
struct Group {
    code: Option<String>,
    name: Option<String>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "whoever calls reads them")]
struct ExchangeLocation {
    id: Option<i64>,
    sl_id: Option<Identifier>,
    sp_id: Option<Identifier>,
    location_description: Option<String>,
    group_practice_number: Option<String>,
    country_code: Option<String>,
}
