//! A merge that was done before counts as a success.
//!
//! When the answer to a merge is lost, the merge is repeated. Smart then refuses, because the
//! session is already merged. If it is merged with our own visit number, the first merge succeeded.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::runtime::generated_code::path_segment;
use crate::runtime::{Operation, TextOrNumber};

const MERGE: &str = "mergeVisit";
const ALREADY_MERGED: &str = "400.2005";

#[derive(Deserialize)]
struct Refusal<'a> {
    code: TextOrNumber,
    #[serde(borrow)]
    object: &'a RawValue,
}

/// The session that came with the refusal, in either spelling.
#[derive(Deserialize)]
struct Session {
    session_id: Option<TextOrNumber>,
    id: Option<TextOrNumber>,
    visit_number: TextOrNumber,
}

/// Returns an envelope of success for a merge at `path` that was refused with `body`. Returns
/// `None` unless the session is already merged with the same visit number.
pub(super) fn envelope(operation: &Operation, path: &str, body: &[u8]) -> Option<Vec<u8>> {
    if operation.id() != MERGE {
        return None;
    }
    let refusal: Refusal<'_> = serde_json::from_slice(body).ok()?;
    let session: Session = serde_json::from_str(refusal.object.get()).ok()?;
    // `…/visit/{sessionId}/visit-number/{visitNumber}`
    let mut segments = path.rsplit('/');
    let visit = segments.next()?;
    let asked = segments.nth(1)?;
    let ours = refusal.code.as_str() == ALREADY_MERGED
        && path_segment(session.visit_number.as_str()).ok()? == visit
        && session.session_id.or(session.id)?.as_str() == asked;
    ours.then(|| {
        let object = refusal.object.get();
        format!("{{\"code\":\"200\",\"content\":{object}}}").into_bytes()
    })
}

#[cfg(test)]
mod tests {
    use super::envelope;
    use crate::runtime::Operation;

    fn done(operation: &'static str, path: &str, body: &str) -> Option<String> {
        let operation = Operation::new(operation, "PUT", "/");
        let path = format!("/base{path}");
        let text = envelope(&operation, &path, body.as_bytes())?;
        Some(String::from_utf8(text).unwrap())
    }

    const PATH: &str = "/api/visit/62863/visit-number/A%2FB%201";

    #[test]
    fn our_own_merge_counts_as_done() {
        for object in [
            r#"{"session_id":62863,"status":"ACTIVE","visit_number":"A/B 1"}"#,
            r#"{"id":"62863","sessionStatus":"ACTIVE","visit_number":"A/B 1"}"#,
            r#"{"id":62863,"session_id":62863,"visit_number":"A/B 1"}"#,
        ] {
            let body = format!(r#"{{"code":"400.2005","object":{object}}}"#);
            let success = format!(r#"{{"code":"200","content":{object}}}"#);
            assert_eq!(done("mergeVisit", PATH, &body), Some(success));
        }
        let number = r#"{"code":400.2005,"object":{"id":1,"visit_number":7}}"#;
        assert!(done("mergeVisit", "/api/visit/1/visit-number/7", number).is_some());
    }

    #[test]
    fn anything_else_is_refused_as_before() {
        let ours = r#"{"code":"400.2005","object":{"session_id":62863,"visit_number":"A/B 1"}}"#;
        assert!(done("mergeVisit", PATH, ours).is_some());
        assert_eq!(done("closeSession", PATH, ours), None);
        for body in [
            r#"{"code":"400.2005","object":{"session_id":62863,"visit_number":"A/B 2"}}"#,
            r#"{"code":"400.2005","object":{"session_id":62864,"visit_number":"A/B 1"}}"#,
            r#"{"code":"400.2005","object":{"visit_number":"A/B 1"}}"#,
            r#"{"code":"400.2005","object":{"session_id":62863,"visit_number":null}}"#,
            r#"{"code":"400.2005","object":null}"#,
            r#"{"code":"400.2005"}"#,
            r#"{"code":"400.2002","object":{"session_id":62863,"visit_number":"A/B 1"}}"#,
        ] {
            assert_eq!(done("mergeVisit", PATH, body), None, "{body}");
        }
    }
}
