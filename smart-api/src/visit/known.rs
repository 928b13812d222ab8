//! Completes an answer with data that earlier answers gave.

use crate::types::{Member, Session};

/// The reason why an answer cannot belong to the request. It holds no value.
type Unexpected = &'static str;

/// Returns `answer`, with its missing fields taken from `known`.
///
/// One observed answer to a merge has four fields only.
pub(super) fn completed(answer: &Session, known: &Session) -> Result<Session, Unexpected> {
    if answer.session_id != known.session_id {
        return Err("another session");
    }
    let (answer, known) = (answer.clone(), known.clone());
    let session = Session {
        patient_number: answer.patient_number.or(known.patient_number.clone()),
        patient_name: answer.patient_name.or(known.patient_name),
        member_number: answer.member_number.or(known.member_number),
        member_name: answer.member_name.or(known.member_name),
        global_id: answer.global_id.or(known.global_id),
        payer_code: answer.payer_code.or(known.payer_code),
        payer_name: answer.payer_name.or(known.payer_name),
        schemecode: answer.schemecode.or(known.schemecode),
        scheme_name: answer.scheme_name.or(known.scheme_name),
        comments: answer.comments.or(known.comments),
        member_info_data: answer.member_info_data.or(known.member_info_data),
        sp_id: answer.sp_id.or(known.sp_id),
        location_code: answer.location_code.or(known.location_code),
        ..answer
    };
    if session.patient_number != known.patient_number {
        return Err("a session of another patient");
    }
    Ok(session)
}

/// Returns the member of `session` from an answer that normally holds one member.
pub(super) fn member_of(session: &Session, members: &[Member]) -> Result<Member, Unexpected> {
    let number = session.member_number.as_ref().map(|number| number.as_str());
    let mut fitting = members.iter().filter(|member| {
        agree(&member.patient_number, &session.patient_number)
            && agree(&member.session_id, &Some(session.session_id))
            && agree(&member.medicalaid_number.as_deref(), &number)
    });
    match (fitting.next(), fitting.next()) {
        (Some(member), None) => Ok(member.clone()),
        (None, _) => Err("no member of this session"),
        (Some(_), Some(_)) => Err("several members for one session"),
    }
}

/// Returns true if two values are equal, or one of them is missing.
fn agree<T: PartialEq>(one: &Option<T>, other: &Option<T>) -> bool {
    one.is_none() || other.is_none() || one == other
}
