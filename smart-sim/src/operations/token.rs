//! `POST /oauth/token`: password grant and refresh grant, with the client in HTTP Basic.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderValue, StatusCode, header};

use super::Stop;
use crate::json::Json;
use crate::wire::{Answer, Call, Rendered};
use crate::world::{Grant, TokenRefusal, World};

pub(super) fn create(world: &mut World, call: &Call) -> Result<Answer, Stop> {
    if !knows_client(world, call) {
        return Ok(refused(TokenRefusal::InvalidClient));
    }
    let form = call.form()?;
    Ok(match granted(world, &form) {
        Ok(grant) => issued(world, &grant),
        Err(refusal) => refused(refusal),
    })
}

fn knows_client(world: &World, call: &Call) -> bool {
    let decoded = call
        .authorization("basic")
        .and_then(|text| STANDARD.decode(text).ok());
    let Some(text) = decoded.and_then(|bytes| String::from_utf8(bytes).ok()) else {
        return false;
    };
    text.split_once(':')
        .is_some_and(|(id, secret)| world.tokens.knows_client(id, secret))
}

fn granted(world: &mut World, form: &[(String, String)]) -> Result<Grant, TokenRefusal> {
    let now = world.now();
    let World { tokens, chance, .. } = world;
    match field(form, "grant_type")? {
        "password" => {
            let (user, password) = (field(form, "username")?, field(form, "password")?);
            tokens.grant(user, password, now, chance)
        }
        "refresh_token" => tokens.refresh(field(form, "refresh_token")?, now, chance),
        _ => Err(TokenRefusal::UnsupportedGrantType),
    }
}

/// Returns a field of the form, which must occur once.
fn field<'a>(form: &'a [(String, String)], name: &'static str) -> Result<&'a str, TokenRefusal> {
    let mut values = form.iter().filter(|(key, _)| key == name);
    match (values.next(), values.next()) {
        (Some((_, value)), None) => Ok(value),
        (Some(_), Some(_)) => Err(TokenRefusal::InvalidRequest("Repeated field")),
        (None, _) => Err(TokenRefusal::InvalidRequest(match name {
            "grant_type" => "Missing grant type",
            _ => "Missing field",
        })),
    }
}

fn issued(world: &World, grant: &Grant) -> Answer {
    let body = Json::object([
        ("access_token", (&grant.access).into()),
        ("token_type", "bearer".into()),
        ("refresh_token", (&grant.refresh).into()),
        ("expires_in", grant.seconds_left(world.now()).into()),
        ("scope", "read write".into()),
        ("iat", grant.issued.unix_seconds().into()),
        ("client_id", (&world.tokens.credentials().client_id).into()),
    ]);
    let mut answer = Rendered::json(StatusCode::OK, &body);
    // RFC 6749 section 5.1.
    answer
        .headers
        .push((header::CACHE_CONTROL, HeaderValue::from_static("no-store")));
    answer
        .headers
        .push((header::PRAGMA, HeaderValue::from_static("no-cache")));
    Answer::Plain(answer)
}

fn refused(refusal: TokenRefusal) -> Answer {
    let bad = StatusCode::BAD_REQUEST;
    let mut answer = match refusal {
        TokenRefusal::InvalidClient => Rendered::oauth(
            StatusCode::UNAUTHORIZED,
            "invalid_client",
            "Bad client credentials",
        ),
        TokenRefusal::InvalidRequest(what) => Rendered::oauth(bad, "invalid_request", what),
        TokenRefusal::InvalidGrant(what) => Rendered::oauth(bad, "invalid_grant", what),
        TokenRefusal::UnsupportedGrantType => {
            Rendered::oauth(bad, "unsupported_grant_type", "Unsupported grant type")
        }
    };
    if refusal == TokenRefusal::InvalidClient {
        let challenge = HeaderValue::from_static("Basic realm=\"smart-sim\"");
        answer.headers.push((header::WWW_AUTHENTICATE, challenge));
    }
    Answer::Plain(answer)
}
