//! Reads the document for tests: schemas by operation, examples made of them, and answers compared
//! with them. It shares no code with the generator, so that a mistake in one shows.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::{fs, io};

use serde_json::{Map, Value, json};

/// `spec/smart.yaml`.
pub struct Document(Value);

/// The text of secret and personal values in [`Document::instance`].
pub const PLANTED: &str = "PLANTED";

/// Returns the root of the workspace.
#[must_use]
pub fn workspace() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

impl Document {
    /// Reads the workspace's document.
    ///
    /// # Errors
    /// When it is not there, or no YAML.
    pub fn read() -> io::Result<Self> {
        let text = fs::read_to_string(workspace().join("spec/smart.yaml"))?;
        let value = serde_yaml::from_str(&text).map_err(io::Error::other)?;
        Ok(Self(value))
    }

    fn operation(&self, id: &str) -> Option<&Value> {
        let paths = self.0["paths"].as_object()?.values();
        let mut operations = paths.filter_map(Value::as_object).flat_map(Map::values);
        operations.find(|operation| operation["operationId"] == id)
    }

    /// Returns the schema of a successful answer of an operation.
    #[must_use]
    pub fn answer(&self, operation: &str) -> Option<&Value> {
        let content = &self.operation(operation)?["responses"]["200"]["content"];
        content["application/json"].get("schema")
    }

    /// Returns the schema of an answer with HTTP 4xx of an operation.
    #[must_use]
    pub fn failure(&self, operation: &str) -> Option<&Value> {
        let response = self.resolved(&self.operation(operation)?["responses"]["4XX"]);
        response["content"]["application/json"].get("schema")
    }

    /// Returns the schema of the body of an operation, in any media type.
    #[must_use]
    pub fn body(&self, operation: &str) -> Option<&Value> {
        let content = self.operation(operation)?["requestBody"]["content"].as_object()?;
        content.values().next()?.get("schema")
    }

    /// Returns the schema, or the target of its reference.
    fn resolved<'a>(&'a self, schema: &'a Value) -> &'a Value {
        let target = schema["$ref"]
            .as_str()
            .and_then(|text| text.strip_prefix('#'));
        match target.and_then(|pointer| self.0.pointer(pointer)) {
            Some(target) => self.resolved(target),
            None => schema,
        }
    }

    /// Returns the schema and all its parts.
    fn parts<'a>(&'a self, schema: &'a Value) -> Vec<&'a Value> {
        let schema = self.resolved(schema);
        let all = schema["allOf"].as_array().into_iter().flatten();
        let mut parts: Vec<&Value> = all.flat_map(|part| self.parts(part)).collect();
        parts.push(schema);
        parts
    }

    fn properties<'a>(&'a self, schema: &'a Value) -> BTreeMap<&'a str, &'a Value> {
        let parts = self.parts(schema).into_iter();
        parts
            .filter_map(|part| part["properties"].as_object())
            .flatten()
            .map(|(name, schema)| (name.as_str(), schema))
            .collect()
    }

    fn says(&self, schema: &Value, keyword: &str) -> bool {
        let mut parts = self.parts(schema).into_iter();
        parts.any(|part| !matches!(part[keyword], Value::Null | Value::Bool(false)))
    }

    fn type_of<'a>(&'a self, schema: &'a Value) -> &'a str {
        let mut parts = self.parts(schema).into_iter();
        let typed = parts.find_map(|part| part["type"].as_str());
        typed.unwrap_or(if self.says(schema, "oneOf") {
            "text or number"
        } else {
            "any"
        })
    }

    /// Returns a value of a schema with every property. Secret and personal values hold
    /// [`PLANTED`].
    #[must_use]
    pub fn instance(&self, schema: &Value) -> Value {
        let planted = self.says(schema, "x-sensitive");
        let parts = self.parts(schema);
        let example = parts.iter().rev().find_map(|part| part.get("example"));
        match self.type_of(schema) {
            "object" => {
                let properties = self.properties(schema).into_iter();
                properties
                    .map(|(name, schema)| (name.to_owned(), self.instance(schema)))
                    .collect()
            }
            "array" => {
                let mut items = parts.iter().filter_map(|part| part.get("items"));
                json!([items.next().map(|items| self.instance(items))])
            }
            "any" if planted => json!({ PLANTED: PLANTED }),
            "string" if planted && !self.says(schema, "format") => json!(PLANTED),
            "text or number" if planted => json!(PLANTED),
            _ => example.cloned().unwrap_or_default(),
        }
    }

    /// Returns the mistakes in `value` as a `schema`, each with its JSON pointer. An unknown
    /// property is a mistake, and so is another spelling of a known one.
    #[must_use]
    pub fn complaints(&self, schema: &Value, value: &Value) -> Vec<String> {
        let mut complaints = Vec::new();
        self.complain(schema, value, "", &mut complaints);
        complaints
    }

    fn complain(&self, schema: &Value, value: &Value, at: &str, to: &mut Vec<String>) {
        let wanted = self.type_of(schema);
        let right = match (wanted, value) {
            ("any", _) => true,
            ("object", Value::Object(fields)) => {
                self.complain_of_fields(schema, fields, at, to);
                true
            }
            ("array", Value::Array(values)) => {
                let parts = self.parts(schema);
                let items = parts.iter().find_map(|part| part.get("items"));
                for (number, value) in values.iter().enumerate() {
                    let at = format!("{at}/{number}");
                    self.complain(items.unwrap_or(&Value::Null), value, &at, to);
                }
                true
            }
            ("string", Value::String(_)) | ("boolean", Value::Bool(_)) => true,
            ("integer", Value::Number(number)) => number.is_i64(),
            ("number", Value::Number(_)) => true,
            ("text or number", Value::String(_) | Value::Number(_) | Value::Null) => true,
            (_, Value::Null) => self.says(schema, "nullable"),
            _ => false,
        };
        if !right {
            to.push(format!("{at}: not {wanted}"));
        }
    }

    fn complain_of_fields(
        &self,
        schema: &Value,
        fields: &Map<String, Value>,
        at: &str,
        to: &mut Vec<String>,
    ) {
        let properties = self.properties(schema);
        for (name, value) in fields {
            match properties.get(name.as_str()) {
                Some(schema) => self.complain(schema, value, &format!("{at}/{name}"), to),
                None => to.push(format!("{at}/{name}: not in the document")),
            }
        }
        let listed = self.parts(schema).into_iter();
        let listed = listed
            .filter_map(|part| part["required"].as_array())
            .flatten();
        let ours = properties
            .iter()
            .filter(|(_, schema)| schema["x-required"] == true);
        let required = listed
            .filter_map(Value::as_str)
            .chain(ours.map(|(name, _)| *name));
        for name in required {
            if !fields.contains_key(name) {
                to.push(format!("{at}: without {name}"));
            }
        }
    }
}
