//! Contract drift: an answer changes its form, as answers do when a provider changes its software.

use std::fmt;

use crate::json::Json;

/// How an answer differs from what the document says. Applies to a field wherever it occurs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Drift {
    /// The field has another name.
    Rename {
        /// Its name in the document.
        field: String,
        /// Its name now.
        to: String,
    },
    /// The field is gone.
    Remove {
        /// Its name.
        field: String,
    },
    /// The field has another type: numbers and flags become text, text and lists are wrapped in a
    /// list, objects become text.
    Retype {
        /// Its name.
        field: String,
    },
    /// The field holds another value, such as a status that is new.
    Value {
        /// Its name.
        field: String,
        /// What it holds now.
        value: Json,
    },
    /// A new field beside a known one.
    Add {
        /// The known field, which tells where.
        beside: String,
        /// Name of the new one.
        field: String,
        /// What it holds.
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
    /// Changes an answer.
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
            Drift::Rename { field, to } => {
                members
                    .iter_mut()
                    .filter(|one| one.0 == *field)
                    .for_each(|one| one.0.clone_from(to));
            }
            Drift::Remove { field } => members.retain(|one| one.0 != *field),
            Drift::Retype { field } => {
                members
                    .iter_mut()
                    .filter(|one| one.0 == *field)
                    .for_each(|one| retype(&mut one.1));
            }
            Drift::Value { field, value } => {
                members
                    .iter_mut()
                    .filter(|one| one.0 == *field)
                    .for_each(|one| one.1 = value.clone());
            }
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
