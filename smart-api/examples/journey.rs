//! A whole visit: from the card to the claim that Smart has, posted once.
#![expect(clippy::print_stdout, reason = "an example shows what it got")]
#![expect(clippy::disallowed_methods, reason = "the file of an example is new")]

use smart_api::claim::{InvoiceDraft, Line};
use smart_api::enums::CodingStandard;
use smart_api::submission::Submission;
use smart_api::types::Diagnosis;
use smart_api::{Client, Config};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let smart = Client::new(Config::from_env()?)?;
    let pending = smart.pending_session("23025764").await?;
    let visit = pending
        .ok_or("no card was read")?
        .merge("AKHILS001")
        .await?;

    let pool = visit.benefit("501").ok_or("no such benefit")?;
    let (price, day) = ("0.74".parse()?, "2025-01-21".parse()?);
    let drug = Line::new("PARA-500", "Paracetamol", 30, price, day);
    let invoice = InvoiceDraft::new("INV-2025-0001", "2025-01-21 11:40:00".parse()?);
    let draft = visit
        .draft("CLM-2025-0001", "2025-01-21 09:30:00".parse()?)
        .primary_diagnosis(Diagnosis::new("J06.9", CodingStandard::Icd10))
        .invoice(invoice.pool(pool).line(drug));

    let prepared = draft.check()?.prepare().await?;
    // Before the post: should this process die in the middle of it, the next one takes it up.
    let stored = serde_json::to_string(&(visit.session(), prepared.handle()))?;
    std::fs::write("CLM-2025-0001.json", stored)?;
    match prepared.post().await {
        Submission::Accepted(_) => println!("Smart has the claim"),
        Submission::Refused(refused) => println!("mend the claim: {}", refused.error()),
        Submission::NotSent(not_sent) => println!("submit it again: {}", not_sent.error()),
        Submission::AlreadyThere(there) => println!("{} entries before", there.entries().len()),
        Submission::Unknown(unknown) => println!("settle it later: {}", unknown.error()),
    }
    Ok(())
}
