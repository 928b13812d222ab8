//! Runs one visit through the public API, with the values of Smart's own text, and reports each
//! step.

mod claim;
mod steps;
mod transcript;

use std::error::Error;
use std::io::Write;

use smart_api::{Client, Config, Credentials, Environment};
use smart_sim::{Operation, Sim};

use transcript::Transcript;

/// The reason why a journey ended early: a failed call, an unexpected answer, a closed output.
pub type Failure = Box<dyn Error + Send + Sync>;

/// Runs the whole visit and writes it to `out`.
///
/// # Errors
/// When a call fails, or an answer is not what the visit needs to go on.
pub async fn run(sim: &Sim, out: &mut impl Write) -> Result<(), Failure> {
    let client = Client::new(Config::new(
        Environment::At(sim.base_url()),
        credentials(sim),
    ))?;
    let mut transcript = Transcript::new(out);
    transcript.paragraph(&format!(
        "One visit of an insured patient, from the token to the closed session. The hospital's \
         side is the client crate `smart-api`, called as any application calls it. Smart's side \
         is the simulator, on this machine: {}",
        sim.base_url()
    ))?;
    steps::all(&client, sim, &mut transcript).await?;
    let tokens = sim.call_count(Operation::CreateToken);
    transcript.paragraph(&format!(
        "Done: {} calls. {tokens} of them were for the token: the one of step 1, and one that the \
         client made by itself and used for all other calls.",
        sim.request_count()
    ))
}

/// Returns the credentials of a hospital, which the simulator accepts.
#[must_use]
pub fn credentials(sim: &Sim) -> Credentials {
    let known = sim.credentials();
    Credentials {
        client_id: known.client_id.clone(),
        client_secret: known.client_secret.clone().into(),
        username: known.username.clone(),
        password: known.password.clone().into(),
    }
}
