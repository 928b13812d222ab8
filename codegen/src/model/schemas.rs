//! Schemas of the document, reduced to the shapes of generated code.
//!
//! Constraints (`maxLength`, `minimum`, `pattern`, …) and defaults are not part of a shape: the
//! client does not refuse an answer for them and does not send what the caller did not say.

use std::collections::{HashMap, VecDeque};

use super::names::{Scope, field_name, type_name, variant_name};
use super::{
    Direction, Enum, EnumValue, Evidence, Field, Kind, NamedType, Sensitive, Shape, Struct, Type,
};
use crate::document::{Document, Node, Value, local_pointer, pointer_token};
use crate::problem::{Lowering, Place, Problem};
use crate::rust::tokens::prose;

/// Levels of lists in lists after which a name is given instead of reading on.
const DEEPEST: usize = 64;

/// Reads schemas; each component once, however often it is referred to.
pub(super) struct Schemas<'d> {
    document: &'d Document,
    pub(super) types: Vec<NamedType>,
    pub(super) problems: Vec<Problem>,
    scope: Scope,
    /// What a component is, once that is known.
    known: HashMap<String, Type>,
    /// Components that are being read and are no named type so far.
    open: HashMap<String, Option<usize>>,
    /// Types that have a number and a name and are still to be read.
    queue: VecDeque<(usize, Located<'d>)>,
    depth: usize,
}

/// A node and its JSON pointer.
#[derive(Clone)]
pub(crate) struct Located<'d> {
    pub(crate) node: &'d Node,
    pub(crate) pointer: String,
}

impl<'d> Located<'d> {
    pub(crate) fn new(node: &'d Node, pointer: impl Into<String>) -> Self {
        Self {
            node,
            pointer: pointer.into(),
        }
    }

    pub(crate) fn child(&self, key: &str) -> Option<Self> {
        Some(Self::new(
            self.node.get(key)?,
            format!("{}/{}", self.pointer, pointer_token(key)),
        ))
    }

    pub(crate) fn items(&self) -> Vec<Self> {
        let numbered = self.node.items().iter().enumerate();
        numbered
            .map(|(number, item)| Self::new(item, format!("{}/{number}", self.pointer)))
            .collect()
    }

    pub(crate) fn entries(&self) -> Vec<(&'d str, Self)> {
        let entries = self.node.entries();
        entries
            .map(|(key, node)| {
                (
                    key,
                    Self::new(node, format!("{}/{}", self.pointer, pointer_token(key))),
                )
            })
            .collect()
    }
}

/// The properties of an object, brought together from all parts of its `allOf`.
#[derive(Default)]
struct Parts<'d> {
    properties: Vec<Property<'d>>,
    required: Vec<&'d str>,
    extra: Option<Located<'d>>,
    envelope: Option<&'d str>,
    evidence: Option<Evidence>,
    bases: Vec<String>,
}

/// A property of an object.
struct Property<'d> {
    wire: &'d str,
    schema: Located<'d>,
    /// The evidence of the part that it comes from, where that is another schema.
    evidence: Option<Evidence>,
}

impl<'d> Schemas<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        Self {
            document,
            types: Vec::new(),
            problems: Vec::new(),
            scope: Scope::default(),
            known: HashMap::new(),
            open: HashMap::new(),
            queue: VecDeque::new(),
            depth: 0,
        }
    }

    /// Gives every component that becomes a named type its number and name, in their order, so
    /// that a name does not depend on who refers to it first. Names that need no change come first.
    pub(super) fn components(&mut self) {
        let Some(schemas) = self.document.root().pointer("/components/schemas") else {
            return;
        };
        let all = Located::new(schemas, "/components/schemas").entries();
        let named: Vec<_> = all
            .iter()
            .filter(|(_, schema)| self.has_name(schema))
            .collect();
        let mut names = HashMap::new();
        for exact in [true, false] {
            for (key, _) in named
                .iter()
                .filter(|(key, _)| (type_name(key) == **key) == exact)
            {
                names.insert(*key, self.scope.unique(type_name(key)));
            }
        }
        for (key, schema) in named {
            if let Some(name) = names.remove(key) {
                let number = self.declare(name, schema);
                self.known.insert(
                    schema.pointer.clone(),
                    Type {
                        shape: Shape::Named(number),
                        nullable: nullable(schema.node),
                    },
                );
                self.queue.push_back((number, schema.clone()));
            }
        }
        for (_, schema) in all {
            self.component(&schema);
        }
    }

    /// Reads what is queued; the types are complete afterwards.
    pub(super) fn finish(&mut self) {
        while let Some((number, schema)) = self.queue.pop_front() {
            let kind = self.kind(&schema, number);
            self.types[number].kind = kind;
        }
    }

    /// The type of a schema; `name` is what an inline one is called.
    pub(super) fn read(&mut self, schema: &Located<'d>, name: &str) -> Type {
        let around = nullable(schema.node);
        let schema = self.unwrap_all_of(schema);
        if let Some(target) = self.target(&schema) {
            let ty = self.component(&target);
            return Type {
                nullable: ty.nullable || around,
                ..ty
            };
        }
        let nullable = around || nullable(schema.node);
        if self.depth >= DEEPEST || self.has_name(&schema) && !self.is_plain(&schema) {
            if let Some(ty) = self.known.get(&schema.pointer) {
                return Type {
                    nullable,
                    ..ty.clone()
                };
            }
            let name = self.scope.unique(type_name(name));
            let number = self.declare(name, &schema);
            self.known.insert(
                schema.pointer.clone(),
                Type {
                    shape: Shape::Named(number),
                    nullable,
                },
            );
            self.queue.push_back((number, schema));
            return Type {
                shape: Shape::Named(number),
                nullable,
            };
        }
        self.depth += 1;
        let shape = self.shape(&schema, name);
        self.depth -= 1;
        Type { shape, nullable }
    }

    fn component(&mut self, schema: &Located<'d>) -> Type {
        let schema = &self.last_target(schema);
        if let Some(ty) = self.known.get(&schema.pointer) {
            return ty.clone();
        }
        let key = schema.pointer.rsplit('/').next().unwrap_or_default();
        if let Some(number) = self.open.get(&schema.pointer).copied() {
            // It contains itself without a struct in between: only a type of its own can do that.
            let number = number.unwrap_or_else(|| {
                let name = self.scope.unique(type_name(key));
                self.declare(name, schema)
            });
            self.open.insert(schema.pointer.clone(), Some(number));
            return Type::plain(Shape::Named(number));
        }
        self.open.insert(schema.pointer.clone(), None);
        let mut ty = self.read(schema, key);
        if let Some(Some(number)) = self.open.remove(&schema.pointer) {
            self.types[number].kind = Kind::Newtype(ty);
            ty = Type {
                shape: Shape::Named(number),
                nullable: nullable(schema.node),
            };
        }
        self.known.insert(schema.pointer.clone(), ty.clone());
        ty
    }

    /// Enters a type whose kind is read later.
    fn declare(&mut self, name: String, schema: &Located<'d>) -> usize {
        self.types.push(NamedType {
            name,
            pointer: schema.pointer.clone(),
            kind: Kind::Union(Vec::new()),
            description: description(schema.node),
            evidence: Evidence::of(schema.node),
            sensitive: sensitive(schema.node),
            deprecated: schema.node.is_true("deprecated"),
            sent: false,
            received: false,
        });
        self.types.len() - 1
    }

    /// Whether the schema is a type with a name: a struct, an enum, a union, a distinct plain type.
    fn has_name(&self, schema: &Located<'d>) -> bool {
        let node = self.unwrap_all_of(schema).node;
        if node.get("$ref").is_some() {
            return false;
        }
        is_struct(node) || is_enum(node) || is_union(node) || self.is_plain(schema)
    }

    /// Whether a component of this schema is a distinct type over a plain one: text or a whole
    /// number that no format makes a type already.
    fn is_plain(&self, schema: &Located<'d>) -> bool {
        let node = schema.node;
        !is_enum(node)
            && !is_struct(node)
            && sensitive(node) != Some(Sensitive::Secret)
            && match node.text("type") {
                Some("string") => plain_text(node) == Shape::Text,
                Some("integer") => true,
                _ => false,
            }
    }

    fn kind(&mut self, schema: &Located<'d>, number: usize) -> Kind {
        let schema = &self.unwrap_all_of(schema);
        let name = self.types[number].name.clone();
        if is_enum(schema.node) {
            return Kind::Enum(self.enumeration(schema));
        }
        if is_union(schema.node) {
            if [
                "properties",
                "allOf",
                "additionalProperties",
                "enum",
                "items",
            ]
            .iter()
            .any(|key| schema.node.get(key).is_some())
            {
                let place = self.place(schema);
                self.problems
                    .push(Problem::new(Lowering::UnionWithProperties, place));
            }
            let branches = schema.child("oneOf").or_else(|| schema.child("anyOf"));
            let branches = branches.map(|list| list.items()).unwrap_or_default();
            let named = branches.iter().enumerate();
            return Kind::Union(
                named
                    .map(|(at, branch)| self.read(branch, &format!("{name}Variant{}", at + 1)))
                    .collect(),
            );
        }
        if is_struct(schema.node) {
            return Kind::Struct(self.structure(schema, number));
        }
        Kind::Newtype(Type::plain(self.shape(schema, &name)))
    }

    /// The shape of a schema that is no struct, enum or union.
    fn shape(&mut self, schema: &Located<'d>, name: &str) -> Shape {
        let node = schema.node;
        if node.text("format") == Some("text-or-number") {
            return Shape::TextOrNumber;
        }
        if let Some(single) = ["oneOf", "anyOf"].iter().find_map(|key| schema.child(key)) {
            return match single.items().first() {
                Some(branch) => self.read(branch, name).shape,
                None => Shape::Any,
            };
        }
        match node.text("type") {
            Some("string") => plain_text(node),
            Some("integer") if node.text("format") == Some("int32") => Shape::Integer32,
            Some("integer") => Shape::Integer64,
            Some("number") => Shape::Decimal,
            Some("boolean") => Shape::Bool,
            Some("array") => {
                Shape::List(Box::new(self.part(schema, "items", &format!("{name}Item"))))
            }
            Some("object") => self.map(schema, name),
            _ if node.get("items").is_some() => {
                Shape::List(Box::new(self.part(schema, "items", &format!("{name}Item"))))
            }
            _ if node.get("additionalProperties").is_some() => self.map(schema, name),
            _ => Shape::Any,
        }
    }

    fn map(&mut self, schema: &Located<'d>, name: &str) -> Shape {
        Shape::Map(Box::new(self.part(
            schema,
            "additionalProperties",
            &format!("{name}Value"),
        )))
    }

    fn part(&mut self, schema: &Located<'d>, key: &str, name: &str) -> Type {
        match schema.child(key) {
            Some(part) if part.node.as_map().is_some() => self.read(&part, name),
            _ => Type::plain(Shape::Any),
        }
    }

    fn enumeration(&mut self, schema: &Located<'d>) -> Enum {
        let docs = schema.node.get("x-enum");
        let mut scope = Scope::default();
        let values = schema.node.get("enum").map(Node::items).unwrap_or_default();
        let values = values.iter().filter_map(|value| {
            let wire = value.as_str()?;
            let doc = docs.and_then(|docs| docs.get(wire));
            let name = doc.and_then(|doc| doc.text("name")).unwrap_or(wire);
            Some(EnumValue {
                wire: wire.to_owned(),
                variant: scope.unique(variant_name(name)),
                description: doc.map(description).unwrap_or_default(),
                evidence: doc.and_then(Evidence::of),
            })
        });
        Enum {
            values: values.collect(),
            open: schema.node.is_true("x-open-enum"),
        }
    }

    fn structure(&mut self, schema: &Located<'d>, number: usize) -> Struct {
        let mut parts = Parts::default();
        self.collect(schema, &mut parts);
        let mut scope = Scope::default();
        let owner = self.types[number].name.clone();
        let mut fields = Vec::with_capacity(parts.properties.len());
        for Property {
            wire,
            schema: property,
            evidence,
        } in parts.properties
        {
            let ty = self.read(&property, &format!("{owner}{}", type_name(wire)));
            let node = property.node;
            let hidden = sensitive(node);
            fields.push(Field {
                pointer: property.pointer.clone(),
                wire: wire.to_owned(),
                name: scope.unique(field_name(wire)),
                aliases: texts(node.get("x-aliases")),
                required: parts.required.contains(&wire) || node.is_true("x-required"),
                ty: if hidden == Some(Sensitive::Secret) && ty.shape == Shape::Text {
                    Type {
                        shape: Shape::Secret,
                        ..ty
                    }
                } else {
                    ty
                },
                description: description(node),
                evidence: Evidence::of(node).or(evidence),
                sensitive: hidden,
                deprecated: node.is_true("deprecated"),
                only: only(node),
            });
        }
        if self.types[number].evidence.is_none() {
            self.types[number].evidence = parts.evidence;
        }
        let extra = parts.extra.map(|extra| {
            if extra.node.as_map().is_some() {
                self.read(&extra, &format!("{owner}Value"))
            } else {
                Type::plain(Shape::Any)
            }
        });
        Struct {
            fields,
            extra,
            envelope: parts.envelope.map(str::to_owned),
            bases: parts.bases,
        }
    }

    /// Brings the parts of an object together. Later parts refine earlier ones; a property that
    /// two parts describe differently is a problem, for no value could be both.
    fn collect(&mut self, schema: &Located<'d>, parts: &mut Parts<'d>) {
        let mut seen = vec![];
        let mut open = vec![schema.clone()];
        while let Some(part) = open.pop() {
            let referred = part.node.get("$ref").is_some();
            let part = self.last_target(&part);
            if referred {
                parts
                    .bases
                    .extend(part.pointer.rsplit('/').next().map(str::to_owned));
            }
            if seen.contains(&part.pointer) {
                continue;
            }
            seen.push(part.pointer.clone());
            let evidence = if part.pointer == schema.pointer {
                None
            } else {
                Evidence::of(part.node)
            };
            self.collect_own(&part, evidence.as_ref(), parts);
            if let Some(all) = part.child("allOf") {
                open.extend(all.items().into_iter().rev());
            }
        }
    }

    fn collect_own(
        &mut self,
        part: &Located<'d>,
        evidence: Option<&Evidence>,
        parts: &mut Parts<'d>,
    ) {
        let node = part.node;
        if !describes_object(node) {
            let places = vec![self.place(part)];
            self.problems
                .push(Problem::at_all(Lowering::AllOfPart, places));
        }
        for (wire, property) in part
            .child("properties")
            .map(|all| all.entries())
            .unwrap_or_default()
        {
            match parts.properties.iter().position(|known| known.wire == wire) {
                None => parts.properties.push(Property {
                    wire,
                    schema: property,
                    evidence: evidence.cloned(),
                }),
                Some(at) => {
                    let known = parts.properties[at].schema.clone();
                    match self.refined(&known, &property) {
                        Some(better) => parts.properties[at].schema = better,
                        None => self.conflict(wire, &known, &property),
                    }
                }
            }
        }
        parts.required.extend(
            node.get("required")
                .map(Node::items)
                .unwrap_or_default()
                .iter()
                .filter_map(Node::as_str),
        );
        let extra = part.child("additionalProperties");
        if let Some(extra) = extra.filter(|extra| !matches!(extra.node.value, Value::Bool(false))) {
            parts.extra.get_or_insert(extra);
        }
        parts.envelope = parts.envelope.or_else(|| node.text("x-envelope"));
        parts.evidence = parts.evidence.take().or_else(|| Evidence::of(node));
    }

    /// Which of two descriptions of a property says more, where they agree.
    fn refined(&mut self, first: &Located<'d>, second: &Located<'d>) -> Option<Located<'d>> {
        let (a, b) = (
            self.last_target(&self.unwrap_all_of(first)),
            self.last_target(&self.unwrap_all_of(second)),
        );
        if a.pointer == b.pointer || !constrains(b.node) {
            return Some(first.clone());
        }
        if same(a.node, b.node) {
            // Where only one allows `null`, reading must not fail on it.
            return Some(if nullable(b.node) {
                second.clone()
            } else {
                first.clone()
            });
        }
        if !constrains(a.node) {
            return Some(second.clone());
        }
        None
    }

    fn conflict(&mut self, wire: &str, first: &Located<'d>, second: &Located<'d>) {
        let places = [first, second].map(|part| self.place(part)).to_vec();
        self.problems.push(Problem::at_all(
            Lowering::AllOfConflict {
                property: wire.to_owned(),
            },
            places,
        ));
    }

    pub(super) fn place(&self, at: &Located<'d>) -> Place {
        Place {
            pointer: at.pointer.clone(),
            span: at.node.span,
            operation: self.document.operation_at(&at.pointer),
        }
    }

    /// The schema that an `allOf` stands for, where only one of its parts says anything about the
    /// value; the schema itself otherwise.
    fn unwrap_all_of(&self, schema: &Located<'d>) -> Located<'d> {
        let mut schema = schema.clone();
        while let Some(all) = schema.child("allOf") {
            if constrains_itself(schema.node) && !self.only_repeats_type(&schema, &all) {
                break;
            }
            let mut parts = all.items().into_iter().filter(|part| constrains(part.node));
            match (parts.next(), parts.next()) {
                (Some(only), None) => schema = only,
                _ => break,
            }
        }
        schema
    }

    /// Whether all that a schema says beside its `allOf` is the type of the one part, as tools
    /// demand of those who want to add `nullable`.
    fn only_repeats_type(&self, schema: &Located<'d>, all: &Located<'d>) -> bool {
        let says_more = |key: &&str| *key != "type" && schema.node.get(key).is_some();
        let parts = all.items();
        parts.len() == 1
            && !CONSTRAINING.iter().any(says_more)
            && self.last_target(&parts[0]).node.text("type") == schema.node.text("type")
    }

    fn target(&self, schema: &Located<'d>) -> Option<Located<'d>> {
        if let Some(name) = schema.node.text("x-type") {
            let pointer = format!("/components/schemas/{}", pointer_token(name));
            return Some(Located::new(
                self.document.root().pointer(&pointer)?,
                pointer,
            ));
        }
        let pointer = local_pointer(schema.node.text("$ref")?)?;
        Some(Located::new(
            self.document.root().pointer(&pointer)?,
            pointer,
        ))
    }

    /// Follows `$ref` to the end.
    pub(super) fn last_target(&self, schema: &Located<'d>) -> Located<'d> {
        let mut schema = schema.clone();
        for _ in 0..=self.known.len() + DEEPEST {
            match self.target(&schema) {
                Some(target) => schema = target,
                None => break,
            }
        }
        schema
    }
}

/// What a schema says for people: its description, else its title.
pub(super) fn description(node: &Node) -> String {
    prose(
        node.text("description")
            .or_else(|| node.text("title"))
            .unwrap_or_default(),
    )
}

/// What must not be printed.
pub(super) fn sensitive(node: &Node) -> Option<Sensitive> {
    match node.text("x-sensitive") {
        Some("secret") => Some(Sensitive::Secret),
        Some("personal") => Some(Sensitive::Personal),
        _ => None,
    }
}

fn only(node: &Node) -> Option<Direction> {
    match (node.is_true("readOnly"), node.is_true("writeOnly")) {
        (true, false) => Some(Direction::Received),
        (false, true) => Some(Direction::Sent),
        _ => None,
    }
}

fn nullable(node: &Node) -> bool {
    node.is_true("nullable")
}

fn texts(list: Option<&Node>) -> Vec<String> {
    list.map(Node::items)
        .unwrap_or_default()
        .iter()
        .filter_map(Node::as_str)
        .map(str::to_owned)
        .collect()
}

fn plain_text(node: &Node) -> Shape {
    if sensitive(node) == Some(Sensitive::Secret) {
        return Shape::Secret;
    }
    match node.text("format") {
        Some("smart-datetime") => Shape::LocalDateTime,
        Some("date") => Shape::Date,
        Some("time" | "smart-time") => Shape::Time,
        Some("date-time") => Shape::Timestamp,
        _ => Shape::Text,
    }
}

fn is_enum(node: &Node) -> bool {
    let values = node.get("enum").map(Node::items).unwrap_or_default();
    matches!(node.text("type"), Some("string") | None)
        && values.iter().any(|value| value.as_str().is_some())
}

fn is_struct(node: &Node) -> bool {
    let object = matches!(node.text("type"), Some("object") | None);
    object
        && (node
            .get("properties")
            .is_some_and(|p| p.entries().next().is_some())
            || node.get("allOf").is_some())
}

fn is_union(node: &Node) -> bool {
    node.text("format") != Some("text-or-number")
        && ["oneOf", "anyOf"]
            .iter()
            .any(|key| node.get(key).is_some_and(|list| list.items().len() > 1))
}

/// Keywords that say what a value is, as against what is said about it.
const CONSTRAINING: &[&str] = &[
    "$ref",
    "type",
    "properties",
    "additionalProperties",
    "items",
    "enum",
    "oneOf",
    "anyOf",
    "not",
    "required",
];

/// Whether a part of an `allOf` can be merged into an object.
fn describes_object(node: &Node) -> bool {
    matches!(node.text("type"), Some("object") | None)
        && ["enum", "oneOf", "anyOf", "not", "items"]
            .iter()
            .all(|key| node.get(key).is_none())
}

fn constrains(node: &Node) -> bool {
    node.get("allOf").is_some() || constrains_itself(node)
}

fn constrains_itself(node: &Node) -> bool {
    CONSTRAINING.iter().any(|key| node.get(key).is_some())
}

/// Whether two schemas become the same type, but for `null`.
fn same(a: &Node, b: &Node) -> bool {
    let formats = match a.text("type") {
        Some("string") => plain_text(a) == plain_text(b),
        _ => a.text("format") == b.text("format"),
    };
    let keys = CONSTRAINING.iter().chain(&["allOf"]);
    formats
        && keys.clone().all(|key| match (a.get(key), b.get(key)) {
            (None, None) => true,
            (Some(a), Some(b)) => same_value(a, b),
            _ => false,
        })
}

fn same_value(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::Map(x), Value::Map(y)) => {
            x.len() == y.len()
                && x.iter().all(|(key, entry)| {
                    y.get(key)
                        .is_some_and(|other| same_value(&entry.node, &other.node))
                })
        }
        (Value::List(x), Value::List(y)) => {
            x.len() == y.len() && x.iter().zip(y).all(|(x, y)| same_value(x, y))
        }
        (x, y) => x == y,
    }
}
