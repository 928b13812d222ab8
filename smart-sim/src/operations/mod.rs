//! The operations. Each reads its call, changes or asks the simulated Smart, and writes the answer.

mod claim;
mod claim_status;
mod clinic_record;
mod copay;
mod member;
mod token;
mod visit;

use http::StatusCode;

use crate::clock::Moment;
use crate::routes::Operation;
use crate::wire::{Answer, BadCall, Call, Rendered};
use crate::world::{Reason, Refusal, World};

/// The reason why an operation fails.
#[derive(Debug)]
enum Stop {
    /// The call has no valid token. The texts are OAuth's error and its description.
    Unauthorized(&'static str, &'static str),
    Bad(BadCall),
    Refused(Refusal),
}

impl From<BadCall> for Stop {
    fn from(bad: BadCall) -> Stop {
        Stop::Bad(bad)
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Stop {
        Stop::Refused(refusal)
    }
}

/// Answers a call. Spring's failure bodies contain `path`.
pub(crate) fn answer(world: &mut World, operation: Operation, call: &Call, path: &str) -> Answer {
    match attempt(world, operation, call) {
        Ok(answer) => answer,
        Err(Stop::Unauthorized(error, description)) => {
            Answer::Plain(Rendered::unauthorized(error, description))
        }
        // Answers of the token endpoint have no envelope.
        Err(Stop::Refused(refusal)) if operation == Operation::CreateToken => {
            let (status, message) = (StatusCode::BAD_REQUEST, refusal.reason.message());
            Answer::Plain(failure(operation, status, message, path, world.now()))
        }
        Err(Stop::Refused(refusal)) => refused(world, &refusal),
        Err(Stop::Bad(bad)) => {
            let (status, message) = match &bad {
                BadCall::Malformed(what) => (StatusCode::BAD_REQUEST, what.as_str()),
                BadCall::MediaType => (
                    StatusCode::UNSUPPORTED_MEDIA_TYPE,
                    "Content type is not supported",
                ),
                BadCall::NotAcceptable => (
                    StatusCode::NOT_ACCEPTABLE,
                    "Could not find acceptable representation",
                ),
            };
            Answer::Plain(failure(operation, status, message, path, world.now()))
        }
    }
}

/// Returns a failure outside of the envelope. The token endpoint has the form of OAuth (RFC 6749
/// section 5.2), the other operations have that of Spring.
pub(crate) fn failure(
    operation: Operation,
    status: StatusCode,
    message: &str,
    path: &str,
    now: Moment,
) -> Rendered {
    match operation {
        Operation::CreateToken => Rendered::oauth(status, "invalid_request", message),
        _ => Rendered::spring(status, message, path, now),
    }
}

fn attempt(world: &mut World, operation: Operation, call: &Call) -> Result<Answer, Stop> {
    if operation != Operation::CreateToken {
        require_token(world, call)?;
        if !call.accepts_json() {
            return Err(BadCall::NotAcceptable.into());
        }
    }
    require_provider_key(world, call)?;
    match operation {
        Operation::CreateToken => token::create(world, call),
        Operation::FetchVisit => visit::fetch(world, call),
        Operation::MergeVisit => visit::merge(world, call),
        Operation::CloseSession => visit::close(world, call),
        Operation::FetchMember => member::fetch(world, call),
        Operation::FetchCopay => copay::fetch(world, call),
        Operation::PostClaim => claim::post(world, call),
        Operation::FetchClaimStatus => claim_status::fetch(world, call),
        Operation::PostClinicRecord => clinic_record::post(world, call),
    }
}

fn require_token(world: &World, call: &Call) -> Result<(), Stop> {
    match call.authorization("bearer") {
        None => Err(Stop::Unauthorized(
            "unauthorized",
            "Full authentication is required to access this resource",
        )),
        Some(token) if world.tokens.accepts(token, world.now()) => Ok(()),
        // Spring repeats the token here. A simulator whose answers people read must not.
        Some(_) => Err(Stop::Unauthorized(
            "invalid_token",
            "Access token is unknown or has expired",
        )),
    }
}

fn require_provider_key(world: &World, call: &Call) -> Result<(), Stop> {
    match &world.tokens.credentials().provider_key {
        Some(wanted) if call.header("provider-key") != Some(wanted) => {
            Err(Refusal::new(Reason::ProviderKey).into())
        }
        _ => Ok(()),
    }
}

fn refused(world: &World, refusal: &Refusal) -> Answer {
    let session = refusal.session.and_then(|id| world.session(id));
    Answer::Refused {
        code: refusal.reason.code().to_owned(),
        message: refusal.reason.message().to_owned(),
        session: session.map(|session| visit::to_json(world, &session)),
    }
}
