//! Which sessions wait for a patient? A session opens when the card is read at the clinic.
#![expect(clippy::print_stdout, reason = "an example shows what it got")]

use smart_api::enums::SessionStatus;
use smart_api::requests::FetchVisit;
use smart_api::{Client, Config};

#[tokio::main]
async fn main() -> Result<(), smart_api::Error> {
    let smart = Client::new(Config::from_env()?)?;
    let request = FetchVisit::new("23025764", SessionStatus::Pending);
    for session in smart.fetch_visit(request).await?.iter() {
        println!("session {} is {}", session.session_id, session.status);
    }
    Ok(())
}
