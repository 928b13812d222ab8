//! Mutates answers of every operation. Nothing panics, no planted value is printed, and decoded
//! numbers equal those of the answer to the last digit.

use std::fs;
use std::sync::{Arc, Mutex};

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use serde::Serialize;
use serde_json::value::RawValue;
use smart_api::Client;
use smart_api::enums::{GrantType, SessionStatus};
use smart_api::operations::OPERATIONS;
use smart_api::requests::{
    CloseSession, CreateToken, FetchClaimStatus, FetchCopay, FetchMember, FetchVisit, MergeVisit,
    PostClaim, PostClinicRecord,
};
use smart_api::runtime::{BoxFuture, Error, ErrorKind, Reply};
use smart_api::types::TokenRequest;
use smart_socket::{Server, json};
use smart_tests::document::PLANTED;

use crate::calls::read;
use crate::{TOKEN, client, fixtures};

/// What a call of an operation decoded, as JSON, and the code of the envelope that it was in.
type Decoded = Result<(String, Option<String>), Error>;

fn written<T: Serialize>(reply: Result<Reply<T>, Error>) -> Decoded {
    let reply = reply?;
    let code = reply.code().map(str::to_owned);
    Ok((serde_json::to_string(&reply.into_payload()).unwrap(), code))
}

/// Calls the operation called `id`.
fn call(id: &'static str, client: Client) -> BoxFuture<'static, Decoded> {
    Box::pin(async move {
        match id {
            "createToken" => {
                let grant = TokenRequest::new(GrantType::Password);
                written(client.create_token(CreateToken::new(grant)).await)
            }
            "fetchVisit" => {
                let request = FetchVisit::new("23025764", SessionStatus::Pending);
                written(client.fetch_visit(request).await)
            }
            "mergeVisit" => {
                let request = MergeVisit::new(62863, "AKHILS001");
                written(client.merge_visit(request).await)
            }
            "closeSession" => written(client.close_session(CloseSession::new(62863)).await),
            "fetchMember" => {
                let request = FetchMember::new("23025764", 62863);
                written(client.fetch_member(request).await)
            }
            "fetchCopay" => {
                let request = FetchCopay::new(93181, "SKSP_6122", "67");
                written(client.fetch_copay(request).await)
            }
            "postClaim" => {
                let claim: smart_api::types::Claim = read("postClaim/claim.json");
                let request = PostClaim::new("23025764", 62863, claim);
                written(client.post_claim(request).await)
            }
            "fetchClaimStatus" => {
                let request = FetchClaimStatus::new("Invoce1500835", "87");
                written(client.fetch_claim_status(request).await)
            }
            "postClinicRecord" => {
                let record: smart_api::types::ClinicRecord = read("postClinicRecord/record.json");
                written(
                    client
                        .post_clinic_record(PostClinicRecord::new(record))
                        .await,
                )
            }
            other => panic!("add a call of {other} to tests/wire/fuzz.rs"),
        }
    })
}

/// The answers of an operation that are kept as fixtures.
fn answers(operation: &str) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(fixtures::folder().join(operation))
        .unwrap_or_else(|error| panic!("tests/fixtures/{operation}: {error}"))
        .map(|entry| entry.unwrap().path())
        .collect();
    names.sort();
    let texts = names.iter().filter(|path| {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let sent =
            ["claim", "claim-admitted", "record"].contains(&name) || name.starts_with("request");
        path.extension().unwrap() == "json" && !sent
    });
    texts
        .map(|path| fs::read_to_string(path).unwrap())
        .collect()
}

/// One change to an answer.
#[derive(Clone, Debug)]
enum Mutation {
    /// Another number in the place of one.
    Number(Index, String),
    /// Another value in the place of one.
    Value(Index, String),
    /// A piece of the text at another place too.
    Copy(Index, Index),
    /// A piece of the text left out.
    LeaveOut(Index),
    /// Two pieces of the text change places.
    Swap(Index, Index),
    /// Another byte in the place of one.
    Byte(Index, u8),
    /// The end is missing.
    Cut(Index),
}

fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "-?(0|[1-9][0-9]{0,18})(\\.[0-9]{1,12})?",
        2 => "-?(0|[1-9][0-9]{0,8})(\\.[0-9]{1,8})?[eE][+-]?[0-9]{1,2}",
        1 => "\"-?[0-9]{1,18}(\\.[0-9]{1,9})?([eE]-?[0-9])?\"",
    ]
}

fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => number(),
        2 => prop::sample::select(ODD).prop_map(str::to_owned),
        1 => any::<String>().prop_map(|text| serde_json::to_string(&text).unwrap()),
    ]
}

/// Values at the edges.
const ODD: &[&str] = &[
    "null",
    "true",
    "[]",
    "{}",
    "\"\"",
    "[null]",
    "-0",
    "-0.00",
    "0e0",
    "007",
    "+1",
    "1.",
    ".5",
    "NaN",
    "1e400",
    "1e-400",
    "9007199254740993",
    "9999999999999999999999999999",
    "0.9999999999999999999999999999",
    "99999999999999999999999999999",
    "0.00000000000000000000000000001",
    "1e27",
    "1e28",
    "\"007.50\"",
    "\"1,000.00\"",
    "\" 1\"",
    "{\"amount\":1.50}",
    "[{\"amount\":1.50}]",
    "{\"$serde_json::private::RawValue\":\"1\"}",
    "{\"$serde_json::private::Number\":\"1\"}",
];

fn mutation() -> impl Strategy<Value = Mutation> {
    let at = any::<Index>;
    prop_oneof![
        40 => (at(), number()).prop_map(|(at, number)| Mutation::Number(at, number)),
        6 => (at(), value()).prop_map(|(at, value)| Mutation::Value(at, value)),
        2 => (at(), at()).prop_map(|(from, to)| Mutation::Copy(from, to)),
        2 => at().prop_map(Mutation::LeaveOut),
        2 => (at(), at()).prop_map(|(one, other)| Mutation::Swap(one, other)),
        1 => (at(), any::<u8>()).prop_map(|(at, byte)| Mutation::Byte(at, byte)),
        1 => at().prop_map(Mutation::Cut),
    ]
}

/// `text` in pieces that belong together: words, numbers, signs.
fn pieces(text: &[u8]) -> Vec<Vec<u8>> {
    let mut pieces: Vec<Vec<u8>> = Vec::new();
    let mut quoted = false;
    let mut joined = false;
    for (place, &byte) in text.iter().enumerate() {
        let escaped = place > 0 && text[place - 1] == b'\\';
        let plain = byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
        match pieces.last_mut() {
            Some(last) if quoted || (joined && plain) => last.push(byte),
            _ => pieces.push(vec![byte]),
        }
        if byte == b'"' && !(quoted && escaped) {
            quoted = !quoted;
        }
        joined = plain;
    }
    pieces
}

fn mutated(text: &str, mutations: &[Mutation]) -> Vec<u8> {
    let mut pieces = pieces(text.as_bytes());
    for mutation in mutations {
        if pieces.is_empty() {
            break;
        }
        let count = pieces.len();
        match mutation {
            Mutation::Number(at, value) => {
                // The code stays, so that most are still answers.
                put(&mut pieces, *at, value, |piece| {
                    piece != b"\"200\""
                        && piece.iter().any(u8::is_ascii_digit)
                        && !piece.iter().any(u8::is_ascii_alphabetic)
                });
            }
            // Not in the place of a sign.
            Mutation::Value(at, value) => put(&mut pieces, *at, value, |piece| {
                !b"{}[]:, \n".contains(&piece[0])
            }),
            Mutation::Copy(from, to) => {
                let piece = pieces[from.index(count)].clone();
                pieces.insert(to.index(count), piece);
            }
            Mutation::LeaveOut(at) => drop(pieces.remove(at.index(count))),
            Mutation::Swap(one, other) => pieces.swap(one.index(count), other.index(count)),
            Mutation::Byte(at, byte) => pieces[at.index(count)] = vec![*byte],
            Mutation::Cut(at) => pieces.truncate(at.index(count)),
        }
    }
    pieces.concat()
}

/// Puts `value` in the place of one of the pieces that `fits`, but not of a name.
fn put(pieces: &mut [Vec<u8>], at: Index, value: &str, fits: impl Fn(&[u8]) -> bool) {
    let places: Vec<usize> = (0..pieces.len())
        .filter(|at| pieces.get(at + 1).is_none_or(|next| next[0] != b':'))
        .filter(|at| fits(&pieces[*at]))
        .collect();
    if !places.is_empty() {
        pieces[places[at.index(places.len())]] = value.as_bytes().to_vec();
    }
}

#[test]
fn mutated_answers_are_decoded_to_the_last_digit_or_refused() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for operation in OPERATIONS {
        let id = operation.id();
        let answer = Arc::new(Mutex::new((200, Vec::new())));
        let given = Arc::clone(&answer);
        let server = Server::start(move |_, request| {
            let (status, body) = given.lock().unwrap().clone();
            if request.target().ends_with("/oauth/token") && id != "createToken" {
                return json(200, TOKEN);
            }
            smart_socket::answer(status, "content-type: application/json\r\n", body)
        });
        let client = client(&server);
        let answers = answers(id);
        let strategy = (
            prop::sample::select(answers),
            prop::collection::vec(mutation(), 1..4),
            prop_oneof![8 => Just(200), 1 => Just(201), 1 => Just(400), 1 => Just(500)],
        );
        let decoded = std::cell::Cell::new(0);
        let mut runner = TestRunner::new(Config {
            failure_persistence: None,
            ..Config::with_cases(400)
        });
        let result = runner.run(&strategy, |(text, mutations, status)| {
            let body = mutated(&text, &mutations);
            *answer.lock().unwrap() = (status, body.clone());
            match runtime.block_on(call(id, client.clone())) {
                Ok((payload, code)) => {
                    decoded.set(decoded.get() + 1);
                    decoded_right(&payload, code.as_deref(), &body)
                }
                Err(error) => refused_right(&error),
            }
        });
        if let Err(failure) = result {
            panic!("{id}: {failure}");
        }
        // Enough of them are still answers.
        assert!(decoded.get() > 5, "{id}: {}", decoded.get());
    }
}

fn refused_right(error: &Error) -> Result<(), TestCaseError> {
    let shown = format!("{error} {error:?}");
    prop_assert!(!shown.contains(PLANTED), "{}", shown);
    prop_assert_eq!(error.is_decoding(), error.expected().is_some());
    // The two ways of decoding agree.
    prop_assert_ne!(error.expected(), Some("what the document describes"));
    // Whatever was sent, it was an answer.
    let of_the_line = [
        ErrorKind::Transport,
        ErrorKind::Timeout,
        ErrorKind::InvalidRequest,
    ];
    prop_assert!(!of_the_line.contains(&error.kind()), "{}", shown);
    prop_assert!(error.status().is_some(), "{}", shown);
    Ok(())
}

fn decoded_right(payload: &str, code: Option<&str>, body: &[u8]) -> Result<(), TestCaseError> {
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    let body: &RawValue = match serde_json::from_slice(body) {
        Ok(body) => body,
        // What has no content can be decoded from anything.
        Err(_) => {
            prop_assert_eq!(payload, "null");
            return Ok(());
        }
    };
    let field = match code {
        None => None,
        // A merge that was ours.
        Some("400.2005") => Some("object"),
        Some(_) => Some("content"),
    };
    let sent = match field {
        None => vec![body],
        Some(field) => fields(body)
            .into_iter()
            .filter(|(name, _)| name == field)
            .map(|(_, value)| value)
            .collect(),
    };
    let payload: &RawValue = serde_json::from_str(payload).unwrap();
    let agrees = match sent[..] {
        [] => is_nothing(payload),
        _ => sent.iter().any(|sent| agree(payload, sent)),
    };
    prop_assert!(agrees, "{} is not what was sent", payload);
    Ok(())
}

/// Whether all that was decoded stands in what was sent, in the same place.
fn agree(decoded: &RawValue, sent: &RawValue) -> bool {
    let (found, text) = (decoded.get(), sent.get());
    match found.as_bytes()[0] {
        b'n' => true,
        b'[' => {
            let (found, list) = (items(decoded), items(sent));
            match text.as_bytes()[0] {
                b'[' => {
                    found.len() == list.len()
                        && found
                            .iter()
                            .zip(&list)
                            .all(|(found, sent)| agree(found, sent))
                }
                b'n' => found.is_empty(),
                _ => matches!(found[..], [one] if agree(one, sent)),
            }
        }
        b'{' => match text.as_bytes()[0] {
            b'[' => matches!(items(sent)[..], [one] if agree(decoded, one)),
            b'{' => {
                let all = fields(sent);
                fields(decoded).iter().all(|(name, found)| {
                    is_nothing(found)
                        || all
                            .iter()
                            .filter(|(sent, _)| sent == name || other_spelling(name) == sent)
                            .any(|(_, sent)| agree(found, sent))
                })
            }
            _ => false,
        },
        b'"' => texts(decoded) == texts(sent) && texts(sent).is_some(),
        b't' | b'f' => found == text,
        _ => {
            found == text
                || (plain(found).is_some() && plain(found) == plain(text.trim_matches('"')))
        }
    }
}

fn other_spelling(name: &str) -> &'static str {
    match name {
        "session_id" => "id",
        "status" => "sessionStatus",
        _ => "",
    }
}

fn is_nothing(value: &RawValue) -> bool {
    matches!(value.get(), "null" | "[]" | "{}")
}

fn items(value: &RawValue) -> Vec<&RawValue> {
    serde_json::from_str(value.get()).unwrap_or_default()
}

fn texts(value: &RawValue) -> Option<String> {
    serde_json::from_str(value.get()).ok()
}

/// The fields of an object, repeated ones too.
fn fields(value: &RawValue) -> Vec<(String, &RawValue)> {
    struct Fields;

    impl<'de> serde::de::Visitor<'de> for Fields {
        type Value = Vec<(String, &'de RawValue)>;

        fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            formatter.write_str("an object")
        }

        fn visit_map<A: serde::de::MapAccess<'de>>(
            self,
            mut map: A,
        ) -> Result<Self::Value, A::Error> {
            let mut fields = Vec::new();
            while let Some(field) = map.next_entry()? {
                fields.push(field);
            }
            Ok(fields)
        }
    }

    let mut deserializer = serde_json::Deserializer::from_str(value.get());
    serde::Deserializer::deserialize_map(&mut deserializer, Fields).unwrap_or_default()
}

/// A number written out, without an exponent and without zeros before it: by moving the point
/// alone, so that it says what an exact reader must find.
fn plain(text: &str) -> Option<String> {
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let (digits, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
        None => (unsigned, 0),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if exponent.abs() > 100
        || !(whole.to_owned() + fraction)
            .bytes()
            .all(|b| b.is_ascii_digit())
    {
        return None;
    }
    let places = i32::try_from(fraction.len()).ok()? - exponent;
    let mut digits = whole.to_owned() + fraction;
    if places < 0 {
        digits += &"0".repeat(places.unsigned_abs() as usize);
    }
    let places = usize::try_from(places.max(0)).ok()?;
    let digits = format!("{}{digits}", "0".repeat(places + 1));
    let (whole, fraction) = digits.split_at(digits.len() - places);
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if places > 0 { "." } else { "" };
    Some(format!("{sign}{whole}{point}{fraction}"))
}
