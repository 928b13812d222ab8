//! The written form of a fault, in scenario files (YAML) and in the control API (JSON).

use std::time::Duration;

use serde::de::{Deserialize, Deserializer, Error as _};

use super::{Drift, ErrorBody, Fault, FaultKind};
use crate::json::Json;
use crate::routes::Operation;

/// The members that a written fault may have, beside those of its kind.
const COMMON: [&str; 6] = [
    "fault",
    "operation",
    "times",
    "skip",
    "percent",
    "after_effect",
];

impl Fault {
    /// Reads a fault from its written form, such as
    /// `{"fault": "drop", "operation": "postClaim", "times": 1, "after_effect": true}`.
    ///
    /// # Errors
    /// In words, when a member is missing, unknown or of the wrong type.
    pub fn from_json(json: &Json) -> Result<Fault, String> {
        let kind = json.get("fault").and_then(Json::as_identifier);
        let (kind, own): (FaultKind, &[&str]) = match kind.ok_or("fault: text is missing")? {
            "latency" => (
                FaultKind::Latency(Duration::from_millis(number(json, "millis")?)),
                &["millis"],
            ),
            "drop" => (FaultKind::Drop, &[]),
            "truncate" => (FaultKind::Truncate(number(json, "bytes")?), &["bytes"]),
            "429" => (
                FaultKind::TooManyRequests(number(json, "retry_after")?),
                &["retry_after"],
            ),
            "5xx" => {
                let body = error_body(json)?;
                (
                    FaultKind::ServerError {
                        status: status(json, 500)?,
                        body,
                    },
                    &["status", "body"],
                )
            }
            "replace" => {
                let status = status(json, 200)?;
                let content_type = optional(json, "content_type");
                let content_type = content_type.unwrap_or("application/json").to_owned();
                let body = text(json, "body")?;
                let kind = FaultKind::Replace {
                    status,
                    content_type,
                    body,
                };
                (kind, &["status", "content_type", "body"])
            }
            "flood" => (FaultKind::Flood(number(json, "bytes")?), &["bytes"]),
            "expire-token" => (FaultKind::ExpireToken, &[]),
            "refuse" => {
                let code = text(json, "code")?;
                let message = optional(json, "message")
                    .unwrap_or("Refused on purpose")
                    .to_owned();
                (FaultKind::Refuse { code, message }, &["code", "message"])
            }
            "rename" => {
                let drift = Drift::Rename {
                    field: text(json, "field")?,
                    to: text(json, "to")?,
                };
                (FaultKind::Drift(drift), &["field", "to"])
            }
            "remove" => (
                FaultKind::Drift(Drift::Remove {
                    field: text(json, "field")?,
                }),
                &["field"],
            ),
            "retype" => (
                FaultKind::Drift(Drift::Retype {
                    field: text(json, "field")?,
                }),
                &["field"],
            ),
            "value" => {
                let drift = Drift::Value {
                    field: text(json, "field")?,
                    value: value(json)?,
                };
                (FaultKind::Drift(drift), &["field", "value"])
            }
            "add" => {
                let (beside, field) = (text(json, "beside")?, text(json, "field")?);
                let drift = Drift::Add {
                    beside,
                    field,
                    value: value(json)?,
                };
                (FaultKind::Drift(drift), &["beside", "field", "value"])
            }
            other => {
                return Err(format!(
                    "fault: {other:?} is unknown; see the README for the list"
                ));
            }
        };
        only(json, own)?;
        let mut fault = Fault::new(kind);
        fault.operation = operation(json)?;
        fault.times = json
            .get("times")
            .map(|_| number(json, "times"))
            .transpose()?;
        fault.skip = json.get("skip").map_or(Ok(0), |_| number(json, "skip"))?;
        fault.percent = json
            .get("percent")
            .map_or(Ok(100), |_| number(json, "percent"))?;
        fault.after_effect = match json.get("after_effect") {
            None => false,
            Some(Json::Flag(flag)) => *flag,
            Some(_) => return Err("after_effect: neither true nor false".to_owned()),
        };
        if fault.percent > 100 {
            return Err("percent: more than 100".to_owned());
        }
        Ok(fault)
    }
}

impl<'de> Deserialize<'de> for Fault {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Fault, D::Error> {
        Fault::from_json(&Json::deserialize(input)?).map_err(D::Error::custom)
    }
}

fn only(json: &Json, own: &[&str]) -> Result<(), String> {
    let Json::Object(members) = json else {
        return Err("not an object".to_owned());
    };
    let known = |name: &str| COMMON.contains(&name) || own.contains(&name);
    match members.iter().find(|(name, _)| !known(name)) {
        Some((name, _)) => Err(format!("{name}: this fault has no such member")),
        None => Ok(()),
    }
}

fn optional<'a>(json: &'a Json, name: &str) -> Option<&'a str> {
    json.get(name).and_then(Json::as_text)
}

fn text(json: &Json, name: &str) -> Result<String, String> {
    optional(json, name)
        .map(str::to_owned)
        .ok_or_else(|| format!("{name}: text is missing"))
}

fn value(json: &Json) -> Result<Json, String> {
    json.get("value")
        .cloned()
        .ok_or_else(|| "value: missing".to_owned())
}

fn number<T: std::str::FromStr>(json: &Json, name: &str) -> Result<T, String> {
    let digits = match json.get(name) {
        Some(Json::Number(digits)) => digits.parse().ok(),
        _ => None,
    };
    digits.ok_or_else(|| format!("{name}: a whole number is missing, or it is out of range"))
}

/// A status of at least `least`, which it also is by default (500 of a server error, say).
fn status(json: &Json, least: u16) -> Result<u16, String> {
    let status = json
        .get("status")
        .map_or(Ok(least), |_| number(json, "status"))?;
    match (least..600).contains(&status) {
        true => Ok(status),
        false => Err(format!("status: not {least} to 599")),
    }
}

fn error_body(json: &Json) -> Result<ErrorBody, String> {
    match optional(json, "body") {
        None if json.get("body").is_none() => Ok(ErrorBody::Spring),
        Some("spring") => Ok(ErrorBody::Spring),
        Some("html") => Ok(ErrorBody::Html),
        Some("empty") => Ok(ErrorBody::Empty),
        _ => Err("body: none of spring, html, empty".to_owned()),
    }
}

fn operation(json: &Json) -> Result<Option<Operation>, String> {
    let Some(name) = json.get("operation") else {
        return Ok(None);
    };
    let found = name.as_text().and_then(Operation::from_id);
    found
        .map(Some)
        .ok_or_else(|| "operation: no operation has this name".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Fault, String> {
        Fault::from_json(&Json::read(text.as_bytes()).unwrap())
    }

    #[test]
    fn a_fault_is_read_from_its_written_form() {
        let read = read(
            r#"{"fault":"5xx","status":502,"body":"html","operation":"postClaim","times":1,"skip":2,"percent":50,"after_effect":true}"#,
        );
        let kind = FaultKind::ServerError {
            status: 502,
            body: ErrorBody::Html,
        };
        let fault = Fault::new(kind)
            .on(Operation::PostClaim)
            .times(1)
            .skip(2)
            .percent(50);
        assert_eq!(read, Ok(fault.after_effect()));
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (text, what) in [
            ("[]", "fault: text is missing"),
            (
                r#"{"fault":"quake"}"#,
                "fault: \"quake\" is unknown; see the README for the list",
            ),
            (
                r#"{"fault":"drop","millis":1}"#,
                "millis: this fault has no such member",
            ),
            (
                r#"{"fault":"latency"}"#,
                "millis: a whole number is missing, or it is out of range",
            ),
            (
                r#"{"fault":"drop","operation":"x"}"#,
                "operation: no operation has this name",
            ),
            (
                r#"{"fault":"drop","percent":101}"#,
                "percent: more than 100",
            ),
            (r#"{"fault":"5xx","status":404}"#, "status: not 500 to 599"),
        ] {
            assert_eq!(read(text), Err(what.to_owned()), "{text}");
        }
    }
}
