//! The reader of YAML scenarios. Its errors name line and column.

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;

use super::{Scenario, ScenarioProblem};

/// The error of a scenario that cannot start, with all its problems.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{}", .problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
#[non_exhaustive]
pub struct ScenarioError {
    /// The problems, in the order of the file.
    ///
    /// A text that is no YAML or has another form than the documented one has a single problem.
    pub problems: Vec<ScenarioProblem>,
}

impl Scenario {
    /// Reads and checks a scenario.
    ///
    /// # Errors
    /// Returns the first mistake of form: no YAML, an unknown or missing field, a wrong type. If
    /// there is none, returns every part that does not fit, such as a session of an unknown patient.
    pub fn from_yaml(text: &str) -> Result<Scenario, ScenarioError> {
        let scenario: Scenario = serde_saphyr::from_str(text).map_err(|error| {
            let problems = vec![malformed(&error)];
            ScenarioError { problems }
        })?;
        let mut problems = scenario.problems();
        if problems.is_empty() {
            return Ok(scenario);
        }
        if let Ok(tree) = serde_saphyr::from_str::<Spanned<Place>>(text) {
            for problem in &mut problems {
                problem.place = locate(&tree, &problem.path);
            }
        }
        problems.sort_by_key(|problem| problem.place);
        Err(ScenarioError { problems })
    }
}

/// Converts an error of the YAML reader. The text loses the place, which has a field of its own,
/// and advice to programmers.
fn malformed(error: &serde_saphyr::Error) -> ScenarioProblem {
    let place = error.location().map(|at| (at.line(), at.column()));
    let text = error.without_snippet().to_string();
    let what = match place {
        Some((line, column)) => {
            let left_out = [
                format!("line {line} column {column}: "),
                format!(" at line {line}, column {column}"),
                ", set DuplicateKeyPolicy in Options if acceptable".to_owned(),
            ];
            left_out
                .iter()
                .fold(text, |text, part| text.replace(part, ""))
        }
        None => text,
    };
    let path = String::new();
    ScenarioProblem { path, what, place }
}

/// The places of a value and of its parts in the file.
enum Place {
    Leaf,
    List(Vec<Spanned<Place>>),
    Map(Vec<(String, Spanned<Place>)>),
}

/// Returns line and column of a path such as `sessions[3].patient`, or of its nearest parent.
fn locate(tree: &Spanned<Place>, path: &str) -> Option<(u64, u64)> {
    let mut here = tree;
    let steps = path.split(['.', '[', ']']).filter(|step| !step.is_empty());
    for step in steps {
        let next = match &here.value {
            Place::Leaf => None,
            Place::List(items) => step.parse::<usize>().ok().and_then(|at| items.get(at)),
            Place::Map(members) => members
                .iter()
                .find(|(name, _)| name == step)
                .map(|(_, value)| value),
        };
        match next {
            Some(value) => here = value,
            None => break,
        }
    }
    Some((here.referenced.line(), here.referenced.column()))
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Place, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Place;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("any value")
            }
            fn visit_bool<E>(self, _: bool) -> Result<Place, E> {
                Ok(Place::Leaf)
            }
            fn visit_i64<E>(self, _: i64) -> Result<Place, E> {
                Ok(Place::Leaf)
            }
            fn visit_u64<E>(self, _: u64) -> Result<Place, E> {
                Ok(Place::Leaf)
            }
            fn visit_f64<E>(self, _: f64) -> Result<Place, E> {
                Ok(Place::Leaf)
            }
            fn visit_str<E>(self, _: &str) -> Result<Place, E> {
                Ok(Place::Leaf)
            }
            fn visit_unit<E>(self) -> Result<Place, E> {
                Ok(Place::Leaf)
            }
            fn visit_none<E>(self) -> Result<Place, E> {
                Ok(Place::Leaf)
            }
            fn visit_some<D: Deserializer<'de>>(self, input: D) -> Result<Place, D::Error> {
                IgnoredAny::deserialize(input).map(|_| Place::Leaf)
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Place, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element()? {
                    items.push(item);
                }
                Ok(Place::List(items))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Place, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Place::Map(members))
            }
        }
        input.deserialize_any(Reader)
    }
}
