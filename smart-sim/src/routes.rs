//! The table of simulated operations with their methods and paths.

use std::borrow::Cow;

use http::Method;
use percent_encoding::percent_decode_str;

/// An operation of the provider API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Operation {
    /// Issues an access token.
    CreateToken,
    /// Lists a patient's sessions.
    FetchVisit,
    /// Merges a session with the hospital's visit number.
    MergeVisit,
    /// Closes a session.
    CloseSession,
    /// Returns the member and the benefit balances.
    FetchMember,
    /// Returns the copay of a benefit.
    FetchCopay,
    /// Accepts a claim.
    PostClaim,
    /// Returns the state of an invoice.
    FetchClaimStatus,
    /// Accepts a diagnosis after the claim.
    PostClinicRecord,
}

const TABLE: [(Operation, &str, &str, &str); 9] = [
    (
        Operation::CreateToken,
        "createToken",
        "POST",
        "/oauth/token",
    ),
    (Operation::FetchVisit, "fetchVisit", "GET", "/api/visit"),
    (
        Operation::MergeVisit,
        "mergeVisit",
        "PUT",
        "/api/visit/{sessionId}/visit-number/{visitNumber}",
    ),
    (
        Operation::CloseSession,
        "closeSession",
        "PUT",
        "/api/visit/{sessionId}/close-session",
    ),
    (Operation::FetchMember, "fetchMember", "GET", "/api/member"),
    (Operation::FetchCopay, "fetchCopay", "GET", "/api/copayment"),
    (Operation::PostClaim, "postClaim", "POST", "/api/claims"),
    (
        Operation::FetchClaimStatus,
        "fetchClaimStatus",
        "GET",
        "/api/claim-status",
    ),
    (
        Operation::PostClinicRecord,
        "postClinicRecord",
        "POST",
        "/api/clinic-record",
    ),
];

const ROUTES: [(&str, &str); TABLE.len()] = {
    let mut routes = [("", ""); TABLE.len()];
    let mut at = 0;
    while at < TABLE.len() {
        routes[at] = (TABLE[at].2, TABLE[at].3);
        at += 1;
    }
    routes
};

/// Returns method and path template of every simulated operation, below the base path.
pub fn routes() -> &'static [(&'static str, &'static str)] {
    &ROUTES
}

impl Operation {
    /// Returns all operations.
    pub fn all() -> impl Iterator<Item = Operation> {
        TABLE.iter().map(|row| row.0)
    }

    /// Returns the name in the API's document, such as `fetchVisit`.
    pub fn id(self) -> &'static str {
        self.row().1
    }

    /// Returns the operation of this name.
    pub fn from_id(id: &str) -> Option<Operation> {
        TABLE.iter().find(|row| row.1 == id).map(|row| row.0)
    }

    /// Returns the HTTP method.
    pub fn method(self) -> &'static str {
        self.row().2
    }

    /// Returns the path template below the base path.
    pub fn template(self) -> &'static str {
        self.row().3
    }

    fn row(self) -> &'static (Operation, &'static str, &'static str, &'static str) {
        // A test checks that the table has the order of the enum.
        &TABLE[self as usize]
    }
}

/// The target of a method and a path.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Found(Operation, Vec<String>),
    /// The path is known and allows only these methods.
    WrongMethod(&'static str),
    /// A decoded path value is not UTF-8 or holds a NUL.
    Malformed,
    Unknown,
}

/// Returns the target of a request. `path` is below the base path, as sent.
pub(crate) fn find(method: &Method, path: &str) -> Target {
    // Two operations never share a path, so the first match decides.
    let Some((operation, raw)) =
        Operation::all().find_map(|one| Some((one, matches(one.template(), path)?)))
    else {
        return Target::Unknown;
    };
    let head = method == Method::HEAD && operation.method() == "GET";
    if method.as_str() != operation.method() && !head {
        return Target::WrongMethod(match operation.method() {
            "GET" => "GET, HEAD",
            other => other,
        });
    }
    let decoded: Option<Vec<String>> = raw.iter().map(|value| decode(value)).collect();
    decoded.map_or(Target::Malformed, |values| Target::Found(operation, values))
}

/// Returns the values of the template's parameters, still encoded.
fn matches<'a>(template: &str, path: &'a str) -> Option<Vec<&'a str>> {
    let mut values = Vec::new();
    let mut segments = path.split('/');
    for part in template.split('/') {
        let segment = segments.next()?;
        if part.starts_with('{') {
            (!segment.is_empty()).then_some(())?;
            values.push(segment);
        } else if part != segment {
            return None;
        }
    }
    segments.next().is_none().then_some(values)
}

fn decode(value: &str) -> Option<String> {
    let text = percent_decode_str(value)
        .decode_utf8()
        .map(Cow::into_owned)
        .ok()?;
    (!text.contains('\0')).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_enum() {
        for (at, row) in TABLE.iter().enumerate() {
            assert_eq!(row.0 as usize, at);
            assert_eq!(Operation::from_id(row.0.id()), Some(row.0));
            assert_eq!(routes()[at], (row.0.method(), row.0.template()));
        }
    }

    #[test]
    fn path_values_are_decoded_once_and_stay_one_segment() {
        let merge = |path| find(&Method::PUT, path);
        let found = |id: &str, visit: &str| {
            Target::Found(Operation::MergeVisit, vec![id.into(), visit.into()])
        };
        assert_eq!(
            merge("/api/visit/1/visit-number/A%2FB%20%25"),
            found("1", "A/B %")
        );
        assert_eq!(merge("/api/visit/1/visit-number/%C3%A9+"), found("1", "é+"));
        assert_eq!(merge("/api/visit/1/visit-number/"), Target::Unknown);
        assert_eq!(merge("/api/visit/1/visit-number/A/B"), Target::Unknown);
        assert_eq!(merge("/api/visit/1/visit-number/%FF"), Target::Malformed);
        assert_eq!(merge("/api/visit/1/visit-number/%00"), Target::Malformed);
    }

    #[test]
    fn a_wrong_method_is_told_from_an_unknown_path() {
        assert_eq!(
            find(&Method::POST, "/api/visit"),
            Target::WrongMethod("GET, HEAD")
        );
        assert_eq!(
            find(&Method::TRACE, "/oauth/token"),
            Target::WrongMethod("POST")
        );
        assert_eq!(
            find(&Method::HEAD, "/api/visit"),
            Target::Found(Operation::FetchVisit, vec![])
        );
        assert_eq!(find(&Method::GET, "/api/visit/"), Target::Unknown);
        assert_eq!(find(&Method::GET, "/API/visit"), Target::Unknown);
    }
}
