//! Schemas of the document, reduced to the shapes of generated code.
//!
//! Constraints (`maxLength`, `minimum`, `pattern`, …) and defaults are not part of a shape: the
//! client does not refuse an answer for them and does not send what the caller did not say.

use std::collections::{HashMap, VecDeque};

use super::keywords::{description, is_enum, is_struct, is_union, nullable, plain_text, sensitive};
use super::located::Located;
use super::names::{Scope, type_name, variant_name};
use super::{Enum, EnumValue, Evidence, Kind, NamedType, Sensitive, Shape, Type};
use crate::document::{Document, Node};
use crate::problem::{Lowering, Problem};

/// Levels of lists in lists after which a name is given instead of reading on.
pub(super) const DEEPEST: usize = 64;

/// Reads schemas; each component once, however often it is referred to.
pub(super) struct Schemas<'d> {
    pub(super) document: &'d Document,
    pub(super) types: Vec<NamedType>,
    pub(super) problems: Vec<Problem>,
    scope: Scope,
    /// What a component is, once that is known.
    pub(super) known: HashMap<String, Type>,
    /// Components that are being read and are no named type so far.
    open: HashMap<String, Option<usize>>,
    /// Types that have a number and a name and are still to be read.
    queue: VecDeque<(usize, Located<'d>)>,
    depth: usize,
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
                names.insert(*key, self.scope.unique_type(&type_name(key)));
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
            let name = self.scope.unique_type(&type_name(name));
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
                let name = self.scope.unique_type(&type_name(key));
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
}
