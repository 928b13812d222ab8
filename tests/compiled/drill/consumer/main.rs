//! An application that calls the changed parts of the API after the regeneration.

use smart_api::enums::SessionStatus;
use smart_api::requests::{DecidePreauth, FetchCopay, FetchVisit, PostClinicRecord};
use smart_api::runtime::{Amount, Limits, RetryPolicy};
use smart_api::types::{ClinicRecord, PreauthDecision};
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

    // A new status.
    let request = FetchVisit::new("23025764", SessionStatus::Suspended);
    for session in client.fetch_visit(request).await?.iter() {
        let suspended = session.status == SessionStatus::Suspended;
        println!("{} {suspended}", session.status);
    }

    // A renamed field.
    let request = FetchCopay::new(93181, "SKSP_6122", "67");
    for copay in client.fetch_copay(request).await?.iter() {
        println!("{}", copay.amount_paid.ok_or("no amount")?);
    }

    // A new required parameter.
    let record = ClinicRecord::builder()
        .invoice_number("Invoce1500835")
        .member_number("SAMPLETEST502")
        .patient_number("23025764")
        .session_id("62863")
        .visit_number("AKHILS001")
        .diagnosis(Vec::new())
        .build();
    let request = PostClinicRecord::new("LOC-01", record);
    client.post_clinic_record(request).await?;
    println!("recorded");
    Ok(())
}
