//! Calls what Smart has changed, as an application would after the regeneration.

use smart_api::enums::SessionStatus;
use smart_api::requests::{DecidePreauth, FetchMember, FetchVisit};
use smart_api::runtime::{Amount, Limits, RetryPolicy};
use smart_api::types::PreauthDecision;
use smart_api::{Client, Config, Credentials, Environment};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::args().nth(1).ok_or("no URL")?;
    let credentials = Credentials {
        client_id: "id".into(),
        client_secret: "secret".into(),
        username: "user".into(),
        password: "password".into(),
    };
    let config = Config::new(Environment::At(url), credentials)
        .limits(Limits::DEFAULT.retry(RetryPolicy::NEVER));
    let client = Client::new(config)?;

    // A new endpoint: path, query, body, and an enum of its own.
    let approved: Amount = "15000.00".parse()?;
    let decision = PreauthDecision::new("APPROVED").amount(approved);
    let request = DecidePreauth::new("PA/87", decision).notify(true);
    let preauth = client.decide_preauth(request).await?;
    for one in preauth.iter() {
        println!("{} {} {}", one.code, one.state, one.balance);
    }

    // A renamed field, and a new status.
    let request = FetchVisit::new("23025764", SessionStatus::Suspended);
    for session in client.fetch_visit(request).await?.iter() {
        let suspended = session.status == SessionStatus::Suspended;
        println!("{:?} {suspended}", session.scheme_code);
    }

    // A new required parameter.
    let request = FetchMember::new("23025764", 62863, "LOC-01");
    println!("{}", client.fetch_member(request).await?.len());
    Ok(())
}
