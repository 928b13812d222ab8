//! Makes a document with given texts wherever a text can stand.

use serde_json::{Map, Value, json};

/// Texts in an endless row.
pub(crate) struct Texts<'a> {
    row: Box<dyn Iterator<Item = &'a str> + 'a>,
    /// How many were taken.
    pub(crate) taken: usize,
}

impl<'a> Texts<'a> {
    /// The texts again and again.
    pub(crate) fn of(texts: &'a [String]) -> Self {
        Self {
            row: Box::new(texts.iter().map(String::as_str).cycle()),
            taken: 0,
        }
    }

    fn next(&mut self) -> &'a str {
        self.taken += 1;
        self.row.next().unwrap_or_default()
    }
}

/// A document of parts.
pub(crate) struct Document {
    root: Value,
    parts: usize,
}

impl Document {
    /// A document without parts.
    pub(crate) fn new(title: &str) -> Self {
        let root = json!({
            "openapi": "3.0.3",
            "info": {"title": title, "version": title},
            "servers": [{"url": "https://tide.example/v1", "description": title}],
            "paths": {},
            "components": {"schemas": {}, "securitySchemes": {}},
        });
        Self { root, parts: 0 }
    }

    /// How many parts there are.
    pub(crate) fn parts(&self) -> usize {
        self.parts
    }

    /// Adds an operation and the types of its body, with the next texts as what is said about them,
    /// among it about `values` values of an enum.
    pub(crate) fn part(&mut self, texts: &mut Texts<'_>, values: usize) {
        let number = self.parts;
        self.parts += 1;
        let (schema, state) = (format!("Tide{number}"), format!("State{number}"));
        let (header, query) = (texts.next(), texts.next());
        let operation = json!({
            "operationId": format!("op{number}"),
            "summary": texts.next(),
            "description": texts.next(),
            "x-evidence": {"grade": "assumed", "source": texts.next()},
            "parameters": [
                {"name": "harbour", "in": "path", "required": true, "description": texts.next(),
                 "schema": {"type": "string"}, "example": texts.next()},
                {"name": "low", "in": "query", "description": query,
                 "schema": {"type": "string"}, "example": query},
                {"name": "state", "in": "query", "schema": {"type": "string", "nullable": true, "enum": ["A", "B"]},
                 "example": "B"},
                {"name": "day", "in": "query", "schema": {"type": "integer"}, "example": 4_000_000_000_u32},
                {"name": "X-Low", "in": "header", "description": header, "schema": {"type": "string"}},
            ],
            "requestBody": {"required": true, "description": texts.next(), "content": {"application/json": {
                "schema": {"$ref": format!("#/components/schemas/{schema}")},
                "example": {"low": texts.next(), "state": "value0"},
            }}},
            "responses": {"204": {"description": texts.next()}},
        });
        self.root["paths"][format!("/tides{number}/{{harbour}}")] = json!({"put": operation});
        let tide = json!({
            "type": "object",
            "description": texts.next(),
            "properties": {
                "low": {"type": "string", "description": texts.next()},
                "high": {"type": "string", "title": texts.next(),
                         "x-evidence": {"grade": "observed", "source": texts.next()}},
                "state": {"$ref": format!("#/components/schemas/{state}")},
            },
        });
        let names: Vec<String> = (0..values).map(|value| format!("value{value}")).collect();
        let told: Map<String, Value> = names
            .iter()
            .map(|name| (name.clone(), json!({"description": texts.next()})))
            .collect();
        let states = json!({
            "type": "string",
            "description": texts.next(),
            "x-open-enum": number.is_multiple_of(2),
            "enum": names,
            "x-enum": told,
        });
        self.root["components"]["schemas"][schema] = tide;
        self.root["components"]["schemas"][state] = states;
    }

    /// Adds an operation with types in which the next texts are names.
    pub(crate) fn named(&mut self, texts: &mut Texts<'_>) {
        let number = self.parts;
        self.parts += 1;
        let mut name = |kind: &str| format!("{}{kind}{number}", texts.next());
        let (scheme, low, value) = (name("scheme"), name("low"), name("value"));
        let schema = format!("Named{number}");
        let security = &mut self.root["components"]["securitySchemes"];
        security[scheme.as_str()] = json!({"type": "http", "scheme": "bearer"});
        let operation = json!({
            "operationId": name("op"),
            "security": [{scheme.as_str(): []}],
            "parameters": [
                {"name": "harbour", "in": "path", "required": true, "schema": {"type": "string"}, "example": "x"},
                {"name": name("query"), "in": "query", "schema": {"type": "string"}, "example": name("example")},
            ],
            "requestBody": {"required": true, "content": {"application/json": {
                "schema": {"$ref": format!("#/components/schemas/{schema}")},
                "example": {low.as_str(): "x"},
            }}},
            "responses": {"204": {"description": ""}},
        });
        self.root["paths"][format!("/named{number}/{{harbour}}")] = json!({"put": operation});
        self.root["components"]["schemas"][schema] = json!({
            "type": "object",
            "properties": {
                low: {"type": "string"},
                "state": {"type": "string", "enum": [value]},
                "again": {"type": "string", "x-aliases": [name("again")]},
            },
        });
    }

    /// The text of the document.
    pub(crate) fn text(&self) -> String {
        self.root.to_string()
    }
}
