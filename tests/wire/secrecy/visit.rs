//! Runs a visit from the card to the follow-up with planted texts, and returns everything that it
//! shows.

use std::error::Error as StdError;
use std::fmt::Write;

use smart_api::claim::{CheckedClaim, ClaimDraft, InvoiceDraft, Line};
use smart_api::enums::{CodingStandard, ModifierType};
use smart_api::follow_up::PostedInvoice;
use smart_api::submission::{ResumeHandle, Settlement, Submission};
use smart_api::types::{Diagnosis, PaymentModifier};
use smart_api::visit::ActiveSession;
use smart_api::{Client, Error};
use smart_socket::{Act, Server, json};

use crate::{config, planted, shown, shown_error, token};

/// What happens to a post; it may be told what is planted.
type Posted = fn(String) -> Act;

/// A server for a whole visit, which has an entry of the claim after the post or has not. Nothing is
/// planted in the numbers of the claim and of the invoice: they are the hospital's own, and shown.
fn smart(posted: Posted, entry: bool) -> Server {
    let posts = std::sync::atomic::AtomicUsize::new(0);
    Server::start(move |_, request| {
        use std::sync::atomic::Ordering::SeqCst;
        let line = request.line();
        if line.starts_with("POST /oauth/token") {
            return token();
        }
        let session = |status: &str| {
            let (name, visit, patient) = (planted("name"), planted("visit"), planted("patient"));
            let member = planted("member");
            format!(
                r#"{{"session_id":62863,"status":"{status}","patient_number":"{patient}","patient_name":"{name}","member_number":"{member}","member_name":"{name}","global_id":"{name}","payer_code":"P","payer_name":"Insurer","schemecode":"S","scheme_name":"Scheme","visit_number":"{visit}","comments":"{name}","member_info_data":{{"{name}":"{name}"}}}}"#
            )
        };
        let content = if line.contains("/api/visit?") {
            format!("[{}]", session("PENDING"))
        } else if line.contains("/visit-number/") {
            session("ACTIVE")
        } else if line.contains("/api/member") {
            let (name, patient) = (planted("member"), planted("patient"));
            format!(
                r#"[{{"medicalaid_code":"P","medicalaid_number":"{name}","member_name":"{name}","patient_number":"{patient}","patient_surname":"{name}","vip_message":"{name}","policy_currency":"KES","session_id":62863,"benefits":[{{"id":1,"pool_nr":"501","pool_desc":"Outpatient","amount":50,"claimable":true}}]}}]"#
            )
        } else if line.contains("/api/claims") {
            posts.fetch_add(1, SeqCst);
            return posted(planted("answer"));
        } else if line.contains("/api/claim-status") && entry && posts.load(SeqCst) > 0 {
            let name = planted("entry");
            format!(
                r#"[{{"claim_status":"Pending","invoice_number":"INV-1","session_id":62863,"amount":20,"patient_number":"{name}","visit_number":"{name}"}}]"#
            )
        } else {
            "[]".to_owned()
        };
        let message = planted("message");
        let body = format!(
            r#"{{"code":"200","message":"{message}","response_type":"WARNING","content":{content}}}"#
        );
        Act::Write(json("200 OK", &body))
    })
}

fn draft(visit: &ActiveSession, price: u32) -> ClaimDraft {
    let at = |text: &str| text.parse().unwrap();
    let line = Line::new(
        planted("item-code"),
        planted("item"),
        1,
        price.into(),
        "2025-01-21".parse().unwrap(),
    );
    let invoice = InvoiceDraft::new("INV-1", at("2025-01-21 11:40:00"))
        .pool(visit.benefit("501").unwrap())
        .service_type(planted("service"))
        .line(line.service_group(planted("group")))
        .modifier(
            PaymentModifier::new(ModifierType::FixedCopay, 1).reference_number(planted("receipt")),
        );
    visit
        .draft("CLM-1", at("2025-01-21 09:30:00"))
        .visit_end(at("2025-01-21 11:45:00"))
        .doctor_name(planted("doctor"))
        .primary_diagnosis(Diagnosis::new(planted("diagnosis"), CodingStandard::Icd10))
        .invoice(invoice)
}

/// All that can be seen of an error that is not this crate's own type, causes included.
fn causes(error: &dyn StdError) -> String {
    let mut text = format!("{error}\n{error:?}\n{error:#?}\n");
    let mut source = error.source();
    while let Some(cause) = source {
        writeln!(text, "{cause}\n{cause:?}\n{cause:#?}").unwrap();
        source = cause.source();
    }
    text
}

/// A visit up to a claim that can be sent; what was to be seen on the way.
async fn checked(client: &Client) -> Result<(String, CheckedClaim), Error> {
    let pending = client.pending_session(&planted("patient")).await?.unwrap();
    let mut text = shown(&pending);
    let visit = pending.merge(&planted("visit")).await?;
    text += &shown(&visit);
    // More than the pool holds.
    let problems = draft(&visit, 70).check().unwrap_err();
    text += &shown(&problems);
    text += &causes(&problems);
    for problem in problems.iter() {
        text += &format!("{problem}\n{}", shown(problem));
    }
    let draft = draft(&visit, 21);
    text += &shown(&draft);
    let claim = draft.check().unwrap();
    text += &shown(&claim);
    Ok((text, claim))
}

/// What is to be seen of visits whose claim meets with each kind of answer.
pub(crate) async fn tried() -> String {
    let answers: [(&str, Posted, bool); 5] = [
        ("accepted", |text| envelope("200 OK", "200", &text), true),
        (
            "refused",
            |text| envelope("400 X", "400.2002", &text),
            false,
        ),
        ("lost, and found", |_| Act::End, true),
        ("lost", |text| Act::WriteAndEnd(text.into_bytes()), false),
        (
            "not as documented",
            |text| {
                Act::Write(json(
                    "200 OK",
                    &format!(r#"{{"code":"200","content":"{text}"}}"#),
                ))
            },
            false,
        ),
    ];
    let mut all = String::new();
    for (expected, posted, entry) in answers {
        let server = smart(posted, entry);
        let client = Client::new(config(server.url())).unwrap();
        let (text, claim) = checked(&client).await.unwrap();
        all += &text;
        let prepared = claim.prepare().await.unwrap();
        all += &shown(&prepared);
        let handle = prepared.handle().clone();
        let submission = prepared.post().await;
        all += &shown(&submission);
        let found = match submission {
            Submission::Accepted(accepted) => {
                all += &shown(&accepted.receipt());
                "accepted"
            }
            Submission::Refused(refused) => {
                all += &causes(&refused);
                all += &shown_error(refused.error());
                "refused"
            }
            Submission::Unknown(unsettled) => {
                all += &shown_error(unsettled.error());
                match unsettled.settle().await {
                    Ok(Settlement::Accepted(accepted)) => {
                        all += &shown(&accepted);
                        "lost, and found"
                    }
                    Ok(settlement) => {
                        all += &shown(&settlement);
                        if unsettled.error().is_decoding() {
                            "not as documented"
                        } else {
                            "lost"
                        }
                    }
                    Err(error) => {
                        all += &shown_error(&error);
                        "not settled"
                    }
                }
            }
            _ => "otherwise",
        };
        assert_eq!(found, expected);
        all += &followed(&client, &handle).await;
    }
    all
}

fn envelope(status: &str, code: &str, text: &str) -> Act {
    let body = format!(
        r#"{{"code":"{code}","message":"{text}","response_type":"WARNING","content":{{"id":1,"message":"{text}"}}}}"#
    );
    Act::Write(json(status, &body))
}

/// What is to be seen of the follow-up, and of one that cannot be asked.
async fn followed(client: &Client, handle: &ResumeHandle) -> String {
    let mut text = shown(handle);
    let invoices: Vec<_> = PostedInvoice::of(handle)
        .map(|invoice| invoice.reason(planted("reason")))
        .collect();
    text += &shown(&invoices);
    let nowhere = Client::new(config("http://127.0.0.1:1/".to_owned())).unwrap();
    for client in [client, &nowhere] {
        let mut follow_up = client.follow_up(invoices.clone(), 2);
        text += &shown(&follow_up);
        while let Some(found) = follow_up.next().await {
            match found {
                Ok(unbilled) => text += &shown(&unbilled),
                Err(not_asked) => text += &causes(&not_asked),
            }
        }
    }
    text
}
