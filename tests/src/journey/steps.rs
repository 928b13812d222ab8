//! The steps of the visit, in the order in which a hospital takes them.

use std::io::Write;

use smart_api::enums::{ClaimStatus, GrantType, SessionStatus};
use smart_api::operations;
use smart_api::requests::{
    CloseSession, CreateToken, FetchClaimStatus, FetchCopay, FetchMember, FetchVisit, MergeVisit,
    PostClaim, PostClinicRecord,
};
use smart_api::runtime::{Amount, Reply};
use smart_api::types::{Benefit, BenefitId, ClaimAttempt, ClinicRecord, Session, TokenRequest};
use smart_api::{Client, enums::CopayType};
use smart_sim::Sim;

use super::transcript::Transcript;
use super::{Failure, claim};

const PATIENT: &str = "23025764";
const VISIT: &str = "AKHILS001";
const BENEFIT: BenefitId = BenefitId(93181);
const PROVIDER: &str = "SKSP_6122";
const MEMBER: &str = "SAMPLETEST502";

/// Takes all steps.
pub(super) async fn all(
    client: &Client,
    sim: &Sim,
    to: &mut Transcript<'_, impl Write>,
) -> Result<(), Failure> {
    token(client, sim, to).await?;
    let waiting = pending_session(client, to).await?;
    let session = merge(client, &waiting, to).await?;
    let benefit = benefit(client, &session, to).await?;
    let copay = copay(client, to).await?;
    claim(client, &waiting, &benefit, copay, to).await?;
    until_billed(client, sim, &session, to).await?;
    clinic_record(client, &session, to).await?;
    close(client, sim, &session, to).await?;
    other_visits(client, to).await
}

async fn token(
    client: &Client,
    sim: &Sim,
    to: &mut Transcript<'_, impl Write>,
) -> Result<(), Failure> {
    to.step(
        "Get a token",
        "Every other call carries it. The client gets one by itself when it needs one; this step \
         asks for it in so many words.",
    )?;
    to.sent(
        &operations::CREATE_TOKEN,
        "client id and client secret as HTTP Basic; grant type password, username and password \
         as a form",
    )?;
    let known = super::credentials(sim);
    let grant = TokenRequest::new(GrantType::Password)
        .username(known.username)
        .password(known.password);
    let token = client.create_token(CreateToken::new(grant)).await?;
    expect(
        !token.access_token.expose().is_empty(),
        "an access token that is not empty",
    )?;
    to.came(&format!(
        "HTTP {}: token {:?}, type {}, good for {} seconds, scope {}",
        token.status(),
        token.access_token,
        shown(token.token_type.as_ref()),
        shown(token.expires_in.as_ref()),
        shown(token.scope.as_ref()),
    ))
}

async fn pending_session(
    client: &Client,
    to: &mut Transcript<'_, impl Write>,
) -> Result<Session, Failure> {
    to.step(
        "Find the session",
        "The patient's card was read at the clinic, so Smart has opened a session. It waits for \
         24 hours as PENDING.",
    )?;
    to.sent(
        &operations::FETCH_VISIT,
        &format!("patient number {PATIENT}, session status PENDING"),
    )?;
    let request = FetchVisit::new(PATIENT, SessionStatus::Pending);
    let sessions = client.fetch_visit(request).await?;
    to.came(&format!("{}{}", around(&sessions), one_of(sessions.len())))?;
    for session in sessions.iter() {
        to.meanwhile(&format!(
            "session {}, {}, payer {}, scheme {}, no visit number yet",
            session.session_id,
            session.status,
            shown(session.payer_name.as_ref()),
            shown(session.scheme_name.as_ref()),
        ))?;
    }
    let mut found = sessions.into_payload().into_iter();
    let pending = found.find(|session| *session.session_id == 62863);
    let session = pending.ok_or("expected session 62863")?;
    expect(session.status == SessionStatus::Pending, "PENDING")?;
    expect(session.visit_number.is_none(), "no visit number yet")?;
    Ok(session)
}

async fn merge(
    client: &Client,
    session: &Session,
    to: &mut Transcript<'_, impl Write>,
) -> Result<Session, Failure> {
    to.step(
        "Merge the session with the hospital's visit",
        "From now on Smart knows the visit by the hospital's own number, and the session is \
         ACTIVE.",
    )?;
    to.sent(
        &operations::MERGE_VISIT,
        &format!("session id {}, visit number {VISIT}", session.session_id),
    )?;
    let request = MergeVisit::new(session.session_id, VISIT);
    let merged = client.merge_visit(request).await?;
    let around = around(&merged);
    let merged = merged.into_payload().ok_or("expected the merged session")?;
    to.came(&format!(
        "{around}session {} is {}, visit number {}",
        merged.session_id,
        merged.status,
        shown(merged.visit_number.as_ref())
    ))?;
    expect(merged.status == SessionStatus::Active, "ACTIVE")?;
    Ok(merged)
}

async fn benefit(
    client: &Client,
    session: &Session,
    to: &mut Transcript<'_, impl Write>,
) -> Result<Benefit, Failure> {
    to.step(
        "Read the member and the benefits",
        "Who the patient is for the insurer, and what is left in which benefit pool. The hospital \
         picks the benefit that pays for this visit.",
    )?;
    to.sent(
        &operations::FETCH_MEMBER,
        &format!(
            "patient number {PATIENT}, session id {}",
            session.session_id
        ),
    )?;
    let request = FetchMember::new(PATIENT, session.session_id);
    let members = client.fetch_member(request).await?;
    let around = around(&members);
    let member = members.into_payload().into_iter().next();
    let member = member.ok_or("expected a member")?;
    to.came(&format!(
        "{around}member {}, {} benefits, in {}",
        shown(member.medicalaid_number.as_ref()),
        member.benefits.len(),
        shown(member.policy_currency.as_ref()),
    ))?;
    for benefit in &member.benefits {
        to.meanwhile(&format!(
            "benefit {}, pool {}, {}: {} left{}",
            benefit.id,
            shown(benefit.pool_nr.as_ref()),
            shown(benefit.pool_desc.as_ref()),
            benefit.amount,
            if benefit.claimable == Some(false) {
                ", not claimable here"
            } else {
                ""
            },
        ))?;
    }
    let mut benefits = member.benefits.into_iter();
    let picked = benefits.find(|benefit| benefit.id == BENEFIT);
    Ok(picked.ok_or("expected benefit 93181")?)
}

async fn copay(client: &Client, to: &mut Transcript<'_, impl Write>) -> Result<Amount, Failure> {
    to.step(
        "Read the copay of the picked benefit",
        "What the patient pays at the desk. Only hospitals that let Smart manage their copay ask \
         for it.",
    )?;
    to.sent(
        &operations::FETCH_COPAY,
        &format!("benefit id {BENEFIT}, provider key {PROVIDER}, visit number {VISIT}"),
    )?;
    let request = FetchCopay::new(BENEFIT, PROVIDER, VISIT);
    let copays = client.fetch_copay(request).await?;
    let around = around(&copays);
    let copay = copays.into_payload().into_iter().next();
    let copay = copay.ok_or("expected a copay")?;
    to.came(&format!(
        "{around}{}, {}",
        shown(copay.type_.as_ref()),
        shown(copay.amount.as_ref())
    ))?;
    expect(copay.type_ == Some(CopayType::Fixed), "a fixed copay")?;
    Ok(copay.amount.ok_or("expected an amount")?)
}

async fn claim(
    client: &Client,
    session: &Session,
    benefit: &Benefit,
    copay: Amount,
    to: &mut Transcript<'_, impl Write>,
) -> Result<(), Failure> {
    to.step(
        "Post the claim",
        "The bill of the visit, for the insurer. It is the one call that must never be repeated \
         blindly: nobody knows whether Smart notices.",
    )?;
    let claim = claim::of(session, VISIT, benefit, copay)?;
    to.sent(
        &operations::POST_CLAIM,
        &format!(
            "patient number {PATIENT}, session id {}; a claim with one invoice and one diagnosis",
            session.session_id
        ),
    )?;
    for invoice in &claim.invoices {
        for line in &invoice.lines {
            to.meanwhile(&format!(
                "{} × {} at {} = {}",
                line.quantity, line.item_name, line.unit_price, line.amount
            ))?;
        }
        to.meanwhile(&format!(
            "invoice {}: gross {}, less the copay of {copay}, net {}, from pool {}",
            invoice.invoice_number,
            invoice.gross_amount,
            invoice.amount,
            shown(invoice.pool_number.as_ref())
        ))?;
    }
    let request = PostClaim::new(PATIENT, session.session_id, claim);
    let receipt = client.post_claim(request).await?;
    let around = around(&receipt);
    let receipt = receipt.into_payload().ok_or("expected a receipt")?;
    to.came(&format!(
        "{around}claim {}, {}",
        shown(receipt.id.as_ref()),
        shown(receipt.message.as_ref())
    ))
}

async fn until_billed(
    client: &Client,
    sim: &Sim,
    session: &Session,
    to: &mut Transcript<'_, impl Write>,
) -> Result<(), Failure> {
    to.step(
        "Ask what became of the invoice, until it is billed",
        "Billed is the goal. It is an act of a person: a billing officer retrieves the invoice \
         within Smart's system.",
    )?;
    let request = FetchClaimStatus::new(claim::INVOICE, VISIT)
        .member_number(MEMBER)
        .session_id(session.session_id);
    let first = ask(client, request.clone(), to).await?;
    expect(
        first
            .iter()
            .all(|one| one.claim_status == ClaimStatus::Pending),
        "Pending before anybody retrieved the invoice",
    )?;
    to.meanwhile("the billing officers are told; one of them retrieves the invoice")?;
    sim.retrieve_invoice(claim::INVOICE)?;
    let second = ask(client, request, to).await?;
    let billed = |one: &ClaimAttempt| one.claim_status == ClaimStatus::Billed;
    expect(second.iter().any(billed), "Billed")
}

async fn ask(
    client: &Client,
    request: FetchClaimStatus,
    to: &mut Transcript<'_, impl Write>,
) -> Result<Vec<ClaimAttempt>, Failure> {
    to.sent(
        &operations::FETCH_CLAIM_STATUS,
        &format!(
            "invoice number {}, visit number {}, member number {}, session id {}",
            request.invoice_number,
            request.visit_number,
            shown(request.member_number.as_ref()),
            shown(request.session_id.as_ref()),
        ),
    )?;
    let attempts = client.fetch_claim_status(request).await?;
    expect(!attempts.is_empty(), "an attempt")?;
    let told: Vec<String> = attempts
        .iter()
        .map(|one| format!("{}, {}", one.claim_status, shown(one.amount.as_ref())))
        .collect();
    to.came(&format!("{}{}", around(&attempts), told.join("; ")))?;
    Ok(attempts.into_payload())
}

async fn clinic_record(
    client: &Client,
    session: &Session,
    to: &mut Transcript<'_, impl Write>,
) -> Result<(), Failure> {
    to.step(
        "Send a clinic record",
        "A diagnosis that follows after the patient has left. Only for hospitals that have this \
         arrangement with Smart.",
    )?;
    to.sent(
        &operations::POST_CLINIC_RECORD,
        &format!("invoice number {}, one diagnosis", claim::INVOICE),
    )?;
    let record = ClinicRecord::builder()
        .invoice_number(claim::INVOICE)
        .member_number(MEMBER)
        .patient_number(PATIENT)
        .session_id(session.session_id.to_string())
        .visit_number(VISIT)
        .diagnosis(vec![claim::diagnosis()])
        .build();
    let taken = client
        .post_clinic_record(PostClinicRecord::new(record))
        .await?;
    to.came(&format!("{}taken", around(&taken)))
}

async fn close(
    client: &Client,
    sim: &Sim,
    session: &Session,
    to: &mut Transcript<'_, impl Write>,
) -> Result<(), Failure> {
    to.step("Close the session", "The visit is billed and over.")?;
    to.sent(
        &operations::CLOSE_SESSION,
        &format!("session id {}", session.session_id),
    )?;
    let request = CloseSession::new(session.session_id);
    let closed = client.close_session(request).await?;
    let status = sim.session(*session.session_id).ok_or("no session")?.status;
    to.came(&format!(
        "{}at Smart the session is now {}",
        around(&closed),
        status.as_str()
    ))?;
    expect(status.as_str() == "CLOSED", "CLOSED")
}

async fn other_visits(client: &Client, to: &mut Transcript<'_, impl Write>) -> Result<(), Failure> {
    to.step(
        "The other visits of Smart's text",
        "Its examples of copay and claim status name two earlier visits, 67 and 87.",
    )?;
    to.sent(
        &operations::FETCH_COPAY,
        &format!("benefit id {BENEFIT}, provider key {PROVIDER}, visit number 67"),
    )?;
    let request = FetchCopay::new(BENEFIT, PROVIDER, "67");
    let copays = client.fetch_copay(request).await?;
    let amounts: Vec<String> = copays
        .iter()
        .map(|one| shown(one.amount.as_ref()))
        .collect();
    expect(!amounts.is_empty(), "a copay of visit 67")?;
    to.came(&format!("{}{}", around(&copays), amounts.join(", ")))?;
    let request = FetchClaimStatus::new(claim::INVOICE, "87")
        .member_number(MEMBER)
        .session_id(93164);
    ask(client, request, to).await?;
    Ok(())
}

/// Returns the envelope of an answer in words.
fn around<T>(reply: &Reply<T>) -> String {
    match (reply.code(), reply.warning()) {
        (Some(code), None) => format!("code {code}: "),
        (Some(code), Some(warning)) => format!("code {code}, warning {warning:?}: "),
        (None, _) => format!("HTTP {}: ", reply.status()),
    }
}

fn one_of(count: usize) -> String {
    match count {
        0 => "no session".to_owned(),
        1 => "one session".to_owned(),
        more => format!("{more} sessions"),
    }
}

fn shown(value: Option<&impl ToString>) -> String {
    value.map_or_else(|| "nothing".to_owned(), ToString::to_string)
}

fn expect(right: bool, expected: &str) -> Result<(), Failure> {
    if right {
        Ok(())
    } else {
        Err(format!("expected {expected}").into())
    }
}
