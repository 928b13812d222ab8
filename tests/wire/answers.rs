//! Answers: every observed form is decoded to the last digit.

use std::future::Future;

use smart_api::Client;
use smart_api::enums::{ClaimStatus, CopayType, SessionStatus};
use smart_api::requests::{
    CloseSession, CreateToken, FetchClaimStatus, FetchCopay, FetchMember, FetchVisit, MergeVisit,
    PostClaim, PostClinicRecord,
};
use smart_api::runtime::{Amount, Error, ErrorKind, Outcome, Reply, TextOrNumber};
use smart_api::types::{ClaimAttempt, Copay, Member, Session, Token};
use smart_socket::{Server, json};

use crate::calls::read;
use crate::{client, fixtures, server};

/// Calls a server that answers with a fixture.
async fn call<T, F: Future<Output = Result<Reply<T>, Error>>>(
    http: u16,
    fixture: &str,
    call: impl FnOnce(Client) -> F,
) -> Result<Reply<T>, Error> {
    let server = server(json(http, &fixtures::text(fixture)));
    call(client(&server)).await
}

async fn visits(fixture: &str) -> Result<Reply<Vec<Session>>, Error> {
    call(200, fixture, |client| async move {
        let request = FetchVisit::new("23025764", SessionStatus::Pending);
        client.fetch_visit(request).await
    })
    .await
}

async fn members(fixture: &str) -> Result<Reply<Vec<Member>>, Error> {
    call(200, fixture, |client| async move {
        client
            .fetch_member(FetchMember::new("23025764", 62863))
            .await
    })
    .await
}

async fn copays(fixture: &str) -> Vec<Copay> {
    let copays = call(200, fixture, |client| async move {
        let request = FetchCopay::new(93181, "SKSP_6122", "67");
        client.fetch_copay(request).await
    });
    copays.await.unwrap().into_payload()
}

async fn attempts(fixture: &str) -> Vec<ClaimAttempt> {
    let attempts = call(200, fixture, |client| async move {
        let request = FetchClaimStatus::new("Invoce1500835", "87");
        client.fetch_claim_status(request).await
    });
    attempts.await.unwrap().into_payload()
}

async fn token(http: u16, fixture: &str) -> Result<Reply<Token>, Error> {
    let server = Server::answering(json(http, &fixtures::text(fixture)));
    let request = CreateToken::new(read::<smart_api::types::TokenRequest>(
        "createToken/request-password.json",
    ));
    client(&server).create_token(request).await
}

fn amount(digits: &str) -> Amount {
    digits.parse().unwrap()
}

/// An amount, with its digits.
#[track_caller]
fn assert_digits(amount: Amount, digits: &str) {
    assert_eq!(amount.to_string(), digits);
}

/// Text, or a number, with its digits.
#[track_caller]
fn assert_kept(value: Option<&TextOrNumber>, written: &str) {
    let value = value.expect(written);
    assert_eq!(serde_json::to_string(value).unwrap(), written);
}

#[tokio::test]
async fn a_session_as_documented() {
    let reply = visits("fetchVisit/pending.json").await.unwrap();
    assert_eq!(reply.code(), Some("200"));
    assert_eq!(reply.message(), Some("Success"));
    assert_eq!(reply.warning(), None);
    assert_eq!(reply.status(), 200);
    let [session] = &reply.into_payload()[..] else {
        panic!("one session");
    };
    assert_eq!(*session.session_id, 62863);
    assert_eq!(session.status, SessionStatus::Pending);
    let text = |value: &Option<String>| value.clone().unwrap();
    assert_eq!(
        session.patient_number.as_ref().unwrap().as_str(),
        "23025764"
    );
    assert_eq!(
        text(&session.patient_name),
        "Sample Test Patient (simulated)"
    );
    assert_eq!(
        session.member_number.as_ref().unwrap().as_str(),
        "SAMPLETEST502"
    );
    assert_eq!(text(&session.member_name), "Sample Test Member (simulated)");
    assert_eq!(text(&session.global_id), "SIM-GLOBAL-502");
    assert_eq!(text(&session.payer_code), "TESTPAYER");
    assert_eq!(text(&session.payer_name), "Test Payer (simulated)");
    assert_eq!(text(&session.schemecode), "TESTSCHEME");
    assert_eq!(text(&session.scheme_name), "Test Scheme (simulated)");
    assert_eq!(session.visit_number, None);
    assert_eq!(session.comments, None);
    assert_eq!(session.member_info_data, None);
}

#[tokio::test]
async fn a_session_in_the_other_spelling() {
    let reply = visits("fetchVisit/other-spelling.json").await.unwrap();
    assert_eq!(reply.code(), Some("200"));
    let [first, second] = &reply.into_payload()[..] else {
        panic!("two sessions");
    };
    assert_eq!(*first.session_id, 62863);
    assert_eq!(first.status, SessionStatus::Pending);
    assert_kept(first.sp_id.as_ref(), "\"6122\"");
    assert_eq!(first.location_code.as_deref(), Some("LOC-01"));
    assert_eq!(*second.session_id, 93164);
    assert_eq!(second.status, SessionStatus::Active);
    assert_kept(second.sp_id.as_ref(), "6122");
    assert_eq!(second.visit_number.as_ref().unwrap().as_str(), "87");
}

#[tokio::test]
async fn with_both_spellings_the_canonical_one_wins() {
    let sessions = visits("fetchVisit/both-spellings.json").await.unwrap();
    assert_eq!(sessions.len(), 3);
    for session in sessions.iter() {
        assert_eq!(*session.session_id, 62863);
        assert_eq!(session.status, SessionStatus::Pending);
    }
}

#[tokio::test]
async fn a_new_status_is_kept_and_can_be_compared_as_text() {
    let sessions = visits("fetchVisit/new-status.json").await.unwrap();
    for (session, status) in sessions.iter().zip(["SUSPENDED", "pending"]) {
        assert_eq!(session.status.as_str(), status);
        assert!(matches!(session.status, SessionStatus::Unlisted(_)));
        let written = serde_json::to_string(&session.status).unwrap();
        assert_eq!(written, format!("{status:?}"));
    }
}

#[tokio::test]
async fn all_statuses_have_their_variant() {
    let sessions = visits("fetchVisit/all-statuses.json").await.unwrap();
    let statuses: Vec<SessionStatus> = sessions.iter().map(|one| one.status.clone()).collect();
    assert_eq!(
        statuses,
        [
            SessionStatus::Pending,
            SessionStatus::Active,
            SessionStatus::Expired,
            SessionStatus::Billed,
            SessionStatus::Closed,
        ]
    );
}

#[tokio::test]
async fn nothing_found_is_an_empty_list_however_it_is_written() {
    for fixture in [
        "fetchVisit/nothing-found.json",
        "fetchVisit/null-list.json",
        "fetchVisit/no-list.json",
    ] {
        assert!(visits(fixture).await.unwrap().is_empty(), "{fixture}");
    }
    assert!(copays("fetchCopay/none.json").await.is_empty());
    assert!(
        attempts("fetchClaimStatus/nothing-found.json")
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn unknown_fields_are_passed_over() {
    let sessions = visits("fetchVisit/unknown-fields.json").await.unwrap();
    assert_eq!(*sessions[0].session_id, 62863);
}

#[tokio::test]
async fn a_missing_required_field_is_named_with_its_place() {
    let error = visits("fetchVisit/without-status.json").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decoding);
    assert_eq!(error.pointer(), Some("/content/1"));
    assert_eq!(error.expected(), Some("the field `status`"));
    assert_eq!(error.outcome(), Outcome::Unknown);
    let error = members("fetchMember/without-amount.json")
        .await
        .unwrap_err();
    assert_eq!(error.pointer(), Some("/content/0/benefits/0"));
    assert_eq!(error.expected(), Some("the field `amount`"));
}

#[tokio::test]
async fn a_mistake_in_an_answer_is_named_with_its_place() {
    for (answer, said) in [
        (
            r#"[{"id":"x","status":"PENDING"}]"#,
            "at /0: expected i64 in the field `id`",
        ),
        (r#"[{"id":1}]"#, "at /0: expected the field `status`"),
        (
            r#"{"code":"200","content":7}"#,
            "at /content: expected an object (Session)",
        ),
    ] {
        let server = server(json(200, answer));
        let request = FetchVisit::new("23025764", SessionStatus::Pending);
        let error = client(&server).fetch_visit(request).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decoding);
        let text = error.to_string();
        assert!(text.contains(said), "{text}");
    }
}

#[tokio::test]
async fn a_merged_session_as_documented_in_a_list_and_bare() {
    for fixture in [
        "mergeVisit/merged.json",
        "mergeVisit/merged-in-a-list.json",
        "mergeVisit/merged-bare.json",
    ] {
        let merged = call(200, fixture, |client| async move {
            client
                .merge_visit(MergeVisit::new(62863, "AKHILS001"))
                .await
        });
        let session = merged.await.unwrap().into_payload().unwrap();
        assert_eq!(*session.session_id, 62863, "{fixture}");
        assert_eq!(session.status, SessionStatus::Active);
        assert_eq!(session.visit_number.unwrap().as_str(), "AKHILS001");
    }
    let merged = call(200, "mergeVisit/null.json", |client| async move {
        client
            .merge_visit(MergeVisit::new(62863, "AKHILS001"))
            .await
    });
    assert_eq!(merged.await.unwrap().into_payload(), None);
}

#[tokio::test]
async fn a_merge_that_is_already_ours_counts_as_done() {
    for http in [200, 400] {
        let merged = call(
            http,
            "mergeVisit/already-merged-by-us.json",
            |client| async move {
                client
                    .merge_visit(MergeVisit::new(62863, "AKHILS001"))
                    .await
            },
        );
        let session = merged.await.unwrap().into_payload().unwrap();
        assert_eq!(session.status, SessionStatus::Active);
        let other = call(
            http,
            "mergeVisit/already-merged-by-us.json",
            |client| async move {
                client
                    .merge_visit(MergeVisit::new(62863, "AKHILS002"))
                    .await
            },
        );
        assert_eq!(other.await.unwrap_err().code(), Some("400.2005"));
    }
}

#[tokio::test]
async fn a_payload_of_any_json_is_kept_as_it_came() {
    for (fixture, kept) in [
        ("closeSession/closed.json", None),
        (
            "closeSession/with-session.json",
            Some(r#"{"session_id": 62863, "status": "CLOSED", "visit_number": "AKHILS001"}"#),
        ),
        (
            "closeSession/with-list.json",
            Some(r#"[{"session_id": 62863}, {"session_id": 62864}]"#),
        ),
        (
            "closeSession/with-number.json",
            Some("12345678901234567890.123456789"),
        ),
    ] {
        let closed = call(200, fixture, |client| async move {
            client.close_session(CloseSession::new(62863)).await
        });
        let content = closed.await.unwrap().into_payload();
        assert_eq!(
            content.as_ref().map(|json| json.as_str()),
            kept,
            "{fixture}"
        );
    }
    for (http, fixture, kept) in [
        (200, "postClinicRecord/taken.json", None),
        (201, "postClinicRecord/created.json", Some(r#"{"id": 1}"#)),
    ] {
        let taken = call(http, fixture, |client| async move {
            let record = read::<smart_api::types::ClinicRecord>("postClinicRecord/record.json");
            client
                .post_clinic_record(PostClinicRecord::new(record))
                .await
        });
        let content = taken.await.unwrap().into_payload();
        assert_eq!(
            content.as_ref().map(|json| json.as_str()),
            kept,
            "{fixture}"
        );
    }
}

#[tokio::test]
async fn a_member_as_documented() {
    let members = members("fetchMember/member.json").await.unwrap();
    let member = &members[0];
    assert_eq!(member.medicalaid_number.as_deref(), Some("SAMPLETEST502"));
    assert_eq!(member.policy_currency.as_deref(), Some("KES"));
    assert_kept(member.policy_id.as_ref(), "7001");
    assert_kept(member.co_pay_amount.as_ref(), "200.00");
    assert_eq!(member.admit_id, None);
    assert_eq!(member.has_copay, Some(true));
    let copay = member.copay_info.as_ref().unwrap();
    assert_digits(copay.amount.unwrap(), "200.00");
    assert_eq!(**member.session_id.as_ref().unwrap(), 62863);
    let benefit = &member.benefits[0];
    assert_eq!(*benefit.id, 93181);
    // More digits than binary floating point holds, and the last zero.
    assert_digits(benefit.amount, "12345678901234567.890");
    assert_kept(benefit.pool_nr.as_ref(), "501");
    assert_eq!(benefit.groups[0].code.as_deref(), Some("OP"));
    let location = benefit.exchange_location.as_ref().unwrap();
    assert_kept(location.sl_id.as_ref(), "3001");
    assert_digits(member.benefits[1].amount, "0.00");
    assert_eq!(member.benefits[1].claimable, Some(false));
    assert!(member.benefits[1].groups.is_empty());
}

#[tokio::test]
async fn text_and_numbers_are_both_read() {
    let members = members("fetchMember/text-for-numbers.json").await.unwrap();
    let member = &members[0];
    assert_kept(member.policy_id.as_ref(), "\"07001\"");
    assert_kept(member.co_pay_amount.as_ref(), "\"200.00\"");
    assert_kept(member.admit_id.as_ref(), "\"0\"");
    let copay = member.copay_info.as_ref().unwrap();
    assert_digits(copay.amount.unwrap(), "0.740");
    assert_eq!(copay.has_copay, None);
    let benefit = &member.benefits[0];
    assert_digits(benefit.amount, "0.74");
    assert_kept(benefit.pool_nr.as_ref(), "\"501\"");
    assert_kept(benefit.location_id.as_ref(), "\"1001\"");
    assert_kept(benefit.sp_id.as_ref(), "\"6122\"");
    assert_kept(benefit.parent_pool_nr.as_ref(), "\"7777777777\"");
    assert!(benefit.groups.is_empty());
}

#[tokio::test]
async fn null_is_nothing_and_a_null_list_is_empty() {
    let members = members("fetchMember/nulls.json").await.unwrap();
    assert_eq!(members[0], members[2]);
    assert_eq!(members[0].copay_info, None);
    assert!(members[0].benefits.is_empty());
    let benefit = &members[1].benefits[0];
    assert_eq!(benefit.amount, amount("1"));
    assert_eq!(benefit.pool_nr, None);
    assert!(benefit.groups.is_empty());
    assert_eq!(benefit.exchange_location, None);
}

#[tokio::test]
async fn a_lone_object_is_a_list_of_one() {
    let members = members("fetchMember/lone-object.json").await.unwrap();
    assert_eq!(members.len(), 1);
    assert_digits(members[0].benefits[0].amount, "0.740");
    let copays = copays("fetchCopay/lone-object.json").await;
    assert_eq!(copays.len(), 1);
    assert_digits(copays[0].amount.unwrap(), "0.740");
    assert_eq!(copays[0].type_.as_ref().unwrap().as_str(), "TIERED");
}

#[tokio::test]
async fn copays_of_both_kinds() {
    let copay = copays("fetchCopay/fixed.json").await.remove(0);
    assert_eq!(copay.type_, Some(CopayType::Fixed));
    assert_digits(copay.amount.unwrap(), "200.00");
    assert_digits(copay.paid_amount.unwrap(), "0.00");
    assert_eq!(copay.is_copay_per_visit, Some(true));
    assert_eq!(copay.invoice_number, None);
    let copay = copays("fetchCopay/percentage.json").await.remove(0);
    assert_eq!(copay.type_, Some(CopayType::Percentage));
    assert_digits(copay.amount.unwrap(), "10");
    assert_digits(copay.paid_amount.unwrap(), "152.22");
    assert_eq!(copay.invoice_number.unwrap().as_str(), "Invoce1500835");
    assert_eq!(copay.receipt_number.as_deref(), Some("RCT-0001"));
}

#[tokio::test]
async fn receipts_with_both_codes_as_text_and_as_a_number() {
    for (http, fixture, code, id) in [
        (200, "postClaim/received.json", "200", Some(700321)),
        (200, "postClaim/created.json", "201", Some(700321)),
        (201, "postClaim/created.json", "201", Some(700321)),
        (201, "postClaim/number.json", "201", None),
    ] {
        let receipt = call(http, fixture, |client| async move {
            let claim = read::<smart_api::types::Claim>("postClaim/claim.json");
            client
                .post_claim(PostClaim::new("23025764", 62863, claim))
                .await
        });
        let receipt = receipt.await.unwrap();
        assert_eq!(receipt.code(), Some(code));
        let receipt = receipt.into_payload().unwrap();
        assert_eq!(receipt.id, id);
        assert_eq!(receipt.message.is_some(), id.is_some());
    }
}

#[tokio::test]
async fn attempts_in_all_states() {
    let attempt = attempts("fetchClaimStatus/pending.json").await.remove(0);
    assert_eq!(attempt.claim_status, ClaimStatus::Pending);
    assert_eq!(**attempt.session_id.as_ref().unwrap(), 93164);
    assert_eq!(attempt.visit_number.unwrap().as_str(), "87");
    assert_eq!(attempt.invoice_number.unwrap().as_str(), "Invoce1500835");
    assert_digits(attempt.amount.unwrap(), "1322.20");
    let attempts = attempts("fetchClaimStatus/all-states.json").await;
    let states: Vec<&str> = attempts
        .iter()
        .map(|one| one.claim_status.as_str())
        .collect();
    assert_eq!(states, ["Cancelled", "Rejected", "Billed", "Queried"]);
    assert_eq!(attempts[2].claim_status, ClaimStatus::Billed);
    assert_digits(attempts[2].amount.unwrap(), "1322.20");
    assert_eq!(attempts[1].amount, None);
}

#[tokio::test]
async fn tokens_with_all_fields_and_with_one() {
    let documented = token(200, "createToken/documented.json").await.unwrap();
    assert_eq!(
        documented.access_token.expose(),
        "a3849fc5-lefa-4181-85ef-7d8444132f37"
    );
    assert_eq!(documented.token_type.as_deref(), Some("bearer"));
    let refresh = documented.refresh_token.as_ref().unwrap();
    assert_eq!(refresh.expose(), "7f2cb00d-a0ed-4fa7-943e-c75b84eeaaa5");
    assert_eq!(documented.expires_in, Some(33499));
    assert_eq!(documented.scope.as_deref(), Some("read write"));
    assert_eq!(documented.iat, Some(1717071657));
    assert_eq!(documented.client_id.as_deref(), Some("Himilo_HMIS"));
    let again = token(200, "createToken/asked-again.json").await.unwrap();
    assert_eq!(again.expires_in, Some(18139));
    assert_eq!(again.access_token, documented.access_token);
    let short = token(200, "createToken/short.json").await.unwrap();
    assert_eq!(short.iat, None);
    assert_eq!(short.client_id, None);
    assert_eq!(short.refresh_token, None);
    let nulls = token(200, "createToken/nulls.json").await.unwrap();
    assert_eq!(nulls.expires_in, None);
    assert_eq!(nulls.access_token, documented.access_token);
}

#[tokio::test]
async fn a_refused_or_missing_token_is_an_error() {
    for (http, kind) in [(400, ErrorKind::Http), (401, ErrorKind::Authentication)] {
        let error = token(http, "createToken/invalid-grant.json")
            .await
            .unwrap_err();
        assert_eq!(error.kind(), kind);
        assert_eq!(error.status(), Some(http));
        assert_eq!(error.outcome(), Outcome::Refused);
    }
    let error = token(200, "createToken/without-token.json")
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decoding);
    assert_eq!(error.expected(), Some("the field `access_token`"));
}
