//! Ties a session to the hospital's own visit, which makes it `ACTIVE`. May be repeated.
#![expect(clippy::print_stdout, reason = "an example shows what it got")]

use smart_api::requests::MergeVisit;
use smart_api::{Client, Config};

#[tokio::main]
async fn main() -> Result<(), smart_api::Error> {
    let smart = Client::new(Config::from_env()?)?;
    let request = MergeVisit::new(62863, "AKHILS001");
    if let Some(session) = smart.merge_visit(request).await?.into_payload() {
        println!("session {} is {}", session.session_id, session.status);
    }
    Ok(())
}
