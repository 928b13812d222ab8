//! The written form of a fault: YAML in scenario files, JSON in the control API.

use std::str::FromStr;
use std::time::Duration;

use serde::de::{Deserialize, Deserializer, Error as _};

use super::{Drift, ErrorBody, Fault, FaultKind};
use crate::json::Json;
use crate::routes::Operation;

/// The members that every written fault may have.
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
    /// Returns a sentence if a member is missing, unknown or of the wrong type.
    pub fn from_json(json: &Json) -> Result<Fault, String> {
        let mut form = Form {
            json,
            known: COMMON.to_vec(),
        };
        let kind = form.kind()?;
        form.check_names()?;
        let mut fault = Fault::new(kind);
        fault.operation = form.operation()?;
        fault.times = form.number_or_none("times")?;
        fault.skip = form.number_or_none("skip")?.unwrap_or(0);
        fault.percent = form.number_or_none("percent")?.unwrap_or(100);
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

/// A written fault, and the names of the members that its kind has.
struct Form<'a> {
    json: &'a Json,
    known: Vec<&'static str>,
}

impl<'a> Form<'a> {
    fn kind(&mut self) -> Result<FaultKind, String> {
        let name = self.json.get("fault").and_then(Json::as_identifier);
        Ok(match name.ok_or("fault: text is missing")? {
            "latency" => FaultKind::Latency(Duration::from_millis(self.number("millis")?)),
            "drop" => FaultKind::Drop,
            "truncate" => FaultKind::Truncate(self.number("bytes")?),
            "429" => FaultKind::TooManyRequests(self.number("retry_after")?),
            "5xx" => FaultKind::ServerError {
                body: self.error_body()?,
                status: self.status(500)?,
            },
            "replace" => FaultKind::Replace {
                status: self.status(200)?,
                content_type: self.text_or("content_type", "application/json"),
                body: self.text("body")?,
            },
            "flood" => FaultKind::Flood(self.number("bytes")?),
            "expire-token" => FaultKind::ExpireToken,
            "refuse" => FaultKind::Refuse {
                code: self.text("code")?,
                message: self.text_or("message", "Refused on purpose"),
            },
            "rename" => FaultKind::Drift(Drift::Rename {
                field: self.text("field")?,
                to: self.text("to")?,
            }),
            "remove" => FaultKind::Drift(Drift::Remove {
                field: self.text("field")?,
            }),
            "retype" => FaultKind::Drift(Drift::Retype {
                field: self.text("field")?,
            }),
            "value" => FaultKind::Drift(Drift::Value {
                field: self.text("field")?,
                value: self.value()?,
            }),
            "add" => FaultKind::Drift(Drift::Add {
                beside: self.text("beside")?,
                field: self.text("field")?,
                value: self.value()?,
            }),
            other => {
                return Err(format!(
                    "fault: {other:?} is unknown; see the README for the list"
                ));
            }
        })
    }

    /// Returns an error if the fault has a member that its kind does not know.
    fn check_names(&self) -> Result<(), String> {
        let names = match self.json {
            Json::Object(members) => members.as_slice(),
            _ => &[],
        };
        match names.iter().find(|one| !self.known.contains(&&*one.0)) {
            Some((name, _)) => Err(format!("{name}: this fault has no such member")),
            None => Ok(()),
        }
    }

    fn member(&mut self, name: &'static str) -> Option<&'a Json> {
        self.known.push(name);
        self.json.get(name)
    }

    fn text(&mut self, name: &'static str) -> Result<String, String> {
        let text = self.member(name).and_then(Json::as_text);
        text.map(str::to_owned)
            .ok_or_else(|| format!("{name}: text is missing"))
    }

    fn text_or(&mut self, name: &'static str, default: &str) -> String {
        let text = self.member(name).and_then(Json::as_text);
        text.unwrap_or(default).to_owned()
    }

    fn value(&mut self) -> Result<Json, String> {
        let value = self.member("value").cloned();
        value.ok_or_else(|| "value: missing".to_owned())
    }

    fn number<T: FromStr>(&mut self, name: &'static str) -> Result<T, String> {
        let number = self.number_or_none(name)?;
        number.ok_or_else(|| no_number(name))
    }

    fn number_or_none<T: FromStr>(&mut self, name: &'static str) -> Result<Option<T>, String> {
        match self.member(name) {
            None => Ok(None),
            Some(Json::Number(digits)) => digits.parse().map(Some).map_err(|_| no_number(name)),
            Some(_) => Err(no_number(name)),
        }
    }

    /// Returns a status of at least `least`, which is also the default.
    fn status(&mut self, least: u16) -> Result<u16, String> {
        match self.number_or_none("status")?.unwrap_or(least) {
            status if (least..600).contains(&status) => Ok(status),
            _ => Err(format!("status: not {least} to 599")),
        }
    }

    fn error_body(&mut self) -> Result<ErrorBody, String> {
        match self.member("body").map(Json::as_text) {
            None | Some(Some("spring")) => Ok(ErrorBody::Spring),
            Some(Some("html")) => Ok(ErrorBody::Html),
            Some(Some("empty")) => Ok(ErrorBody::Empty),
            Some(_) => Err("body: none of spring, html, empty".to_owned()),
        }
    }

    fn operation(&self) -> Result<Option<Operation>, String> {
        let Some(name) = self.json.get("operation") else {
            return Ok(None);
        };
        match name.as_text().and_then(Operation::from_id) {
            None => Err("operation: no operation has this name".to_owned()),
            known => Ok(known),
        }
    }
}

fn no_number(name: &str) -> String {
    format!("{name}: a whole number is missing, or it is out of range")
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
