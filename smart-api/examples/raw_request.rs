//! Calls an operation that the document does not have yet.
#![expect(clippy::print_stdout, reason = "an example shows what it got")]

use smart_api::{Client, Config, Json, Operation, undocumented};

static FETCH_PREAUTH: Operation =
    undocumented("fetchPreauth", "GET", "/api/preauth-request/{id}").idempotent(true);

#[tokio::main]
async fn main() -> Result<(), smart_api::Error> {
    let smart = Client::new(Config::from_env()?)?;
    match smart
        .raw(&FETCH_PREAUTH)
        .path("id", "PA/17")
        .send::<Json>()
        .await
    {
        Ok(reply) => println!("{}", reply.as_str()),
        Err(error) => println!("{error}"),
    }
    Ok(())
}
