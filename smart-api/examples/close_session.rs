//! Closes a session, after billing.
#![expect(clippy::print_stdout, reason = "an example shows what it got")]

use smart_api::requests::CloseSession;
use smart_api::{Client, Config};

#[tokio::main]
async fn main() -> Result<(), smart_api::Error> {
    let smart = Client::new(Config::from_env()?)?;
    let reply = smart.close_session(CloseSession::new(62800)).await?;
    println!("HTTP {}, code {:?}", reply.status(), reply.code());
    Ok(())
}
