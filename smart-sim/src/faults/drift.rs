//! Contract drift: answers change their form, as after a new release of the provider's software.

use std::fmt;

use crate::json::Json;

/// A difference between answers and the document. It concerns a field at every place.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Drift {
    /// The field has another name.
    Rename {
        /// The name in the document.
        field: String,
        /// The new name.
        to: String,
    },
    /// The field is missing.
    Remove {
        /// The name of the field.
        field: String,
    },
    /// The field has another type.
    ///
    /// Numbers, flags and objects become text. Text and lists become the item of a list. Null
    /// becomes an object.
    Retype {
        /// The name of the field.
        field: String,
    },
    /// The field has another value, such as an unknown status.
    Value {
        /// The name of the field.
        field: String,
        /// The new value.
        value: Json,
    },
    /// A new field stands beside a known one.
    Add {
        /// The known field.
        beside: String,
        /// The name of the new field.
        field: String,
        /// The value of the new field.
        value: Json,
    },
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Drift::Rename { field, to } => write!(f, "{field} renamed to {to}"),
            Drift::Remove { field } => write!(f, "{field} removed"),
            Drift::Retype { field } => write!(f, "{field} retyped"),
            Drift::Value { field, value } => write!(f, "{field} holds {}", value.to_text()),
            Drift::Add { beside, field, .. } => write!(f, "{field} added beside {beside}"),
        }
    }
}

impl Drift {
    /// Applies the difference to the body of an answer.
    pub(crate) fn apply(&self, body: &mut Json) {
        match body {
            Json::Object(members) => {
                members.iter_mut().for_each(|(_, value)| self.apply(value));
                self.apply_to(members);
            }
            Json::List(items) => items.iter_mut().for_each(|item| self.apply(item)),
            _ => {}
        }
    }

    fn apply_to(&self, members: &mut Vec<(String, Json)>) {
        match self {
            Drift::Rename { field, to } => each(members, field, |one| one.0.clone_from(to)),
            Drift::Remove { field } => members.retain(|one| one.0 != *field),
            Drift::Retype { field } => each(members, field, |one| retype(&mut one.1)),
            Drift::Value { field, value } => each(members, field, |one| one.1 = value.clone()),
            Drift::Add {
                beside,
                field,
                value,
            } => {
                if members.iter().any(|one| one.0 == *beside) {
                    members.push((field.clone(), value.clone()));
                }
            }
        }
    }
}

fn each(members: &mut [(String, Json)], field: &str, change: impl FnMut(&mut (String, Json))) {
    let named = members.iter_mut().filter(|one| one.0 == field);
    named.for_each(change);
}

fn retype(value: &mut Json) {
    *value = match std::mem::replace(value, Json::Null) {
        Json::Null => Json::Object(Vec::new()),
        Json::Flag(flag) => flag.to_string().into(),
        Json::Number(digits) => digits.into(),
        Json::Object(members) => Json::Object(members).to_text().into(),
        other => Json::List(vec![other]),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_drift_changes_what_it_names_and_nothing_else() {
        let body = r#"{"code":"200","content":[{"id":1.50,"status":"A","groups":[]}]}"#;
        let name = || "status".to_owned();
        let cases = [
            (
                Drift::Rename {
                    field: name(),
                    to: "state".into(),
                },
                r#"{"id":1.50,"state":"A","groups":[]}"#,
            ),
            (
                Drift::Remove { field: name() },
                r#"{"id":1.50,"groups":[]}"#,
            ),
            (
                Drift::Retype { field: "id".into() },
                r#"{"id":"1.50","status":"A","groups":[]}"#,
            ),
            (
                Drift::Retype { field: name() },
                r#"{"id":1.50,"status":["A"],"groups":[]}"#,
            ),
            (
                Drift::Value {
                    field: name(),
                    value: "B".into(),
                },
                r#"{"id":1.50,"status":"B","groups":[]}"#,
            ),
            (
                Drift::Add {
                    beside: name(),
                    field: "new".into(),
                    value: Json::Null,
                },
                r#"{"id":1.50,"status":"A","groups":[],"new":null}"#,
            ),
        ];
        for (drift, item) in cases {
            let mut json = Json::read(body.as_bytes()).unwrap();
            drift.apply(&mut json);
            assert_eq!(
                json.to_text(),
                format!(r#"{{"code":"200","content":[{item}]}}"#),
                "{drift}"
            );
        }
    }
}
