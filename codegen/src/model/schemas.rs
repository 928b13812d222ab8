//! Schemas of the document, reduced to the shapes of generated code.
//!
//! Constraints (`maxLength`, `minimum`, `pattern`, …) and defaults are not part of a shape: the
//! client does not refuse an answer for them and does not send what the caller did not say.

use std::collections::{HashMap, HashSet};

use super::enums::enumeration;
use super::keywords::{is_enum, is_struct, is_union, leaf, nullable, sensitive};
use super::{Evidence, Kind, Leaf, Sensitive, Shape, Told, Type, Union};
use crate::document::{Document, Located, Node, Tags};
use crate::problem::{Lowering, Problem};

/// Levels of lists in lists after which a type gets a name of its own.
pub(super) const DEEPEST: usize = 64;

/// Reads schemas; each component once, however often it is referred to.
///
/// A type has a number as soon as something refers to it. It is read when its turn comes, and has a
/// name once all are read.
pub(super) struct Schemas<'d> {
    pub(super) document: &'d Document,
    pub(super) problems: Vec<Problem>,
    /// The pointers of schemas whose alternatives nothing tells apart.
    undecided: &'d HashSet<String>,
    /// Whether each enum may have values that the document does not list.
    open_enums: bool,
    /// The schemas of the named types, by number.
    declared: Vec<Located<'d>>,
    /// What the schemas at these pointers are.
    pub(super) known: HashMap<String, Type>,
    depth: usize,
}

/// A named type as it was read.
pub(super) struct RawType<'d> {
    pub(super) schema: Located<'d>,
    pub(super) kind: Kind,
    /// How well it is known.
    pub(super) evidence: Option<Evidence>,
}

impl<'d> Schemas<'d> {
    /// Gives a number to every component that becomes a named type, in their order.
    pub(super) fn new(
        document: &'d Document,
        undecided: &'d HashSet<String>,
        open_enums: bool,
    ) -> Self {
        let mut schemas = Self {
            document,
            problems: Vec::new(),
            undecided,
            open_enums,
            declared: Vec::new(),
            known: HashMap::new(),
            depth: 0,
        };
        let components = document.root().pointer("/components/schemas");
        let all = components.map(|all| Located::new(all, "/components/schemas").entries());
        let all = all.unwrap_or_default();
        for (_, schema) in all
            .iter()
            .filter(|(_, schema)| schemas.has_name(schema))
            .collect::<Vec<_>>()
        {
            schemas.declare(schema.clone(), nullable(schema.node));
        }
        for (_, schema) in all {
            schemas.component(&schema);
        }
        schemas
    }

    /// Reads the types that have a number, and returns them with the problems that showed.
    pub(super) fn finish(mut self) -> (Vec<RawType<'d>>, Vec<Problem>) {
        let mut read = Vec::new();
        while let Some(schema) = self.declared.get(read.len()).cloned() {
            let (kind, evidence) = self.kind(&schema);
            read.push(RawType {
                evidence: Evidence::of(schema.node).or(evidence),
                schema,
                kind,
            });
        }
        (read, self.problems)
    }

    /// Returns the type of a schema.
    pub(super) fn read(&mut self, schema: &Located<'d>) -> Type {
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
        let is_named = self.has_name(&schema) && !self.is_plain(&schema);
        if is_named || self.depth >= DEEPEST {
            return match self.known.get(&schema.pointer) {
                Some(ty) => Type {
                    nullable,
                    ..ty.clone()
                },
                None => self.declare(schema, nullable),
            };
        }
        self.depth += 1;
        let shape = self.shape(&schema);
        self.depth -= 1;
        Type {
            nullable,
            ..Type::plain(shape)
        }
    }

    pub(super) fn component(&mut self, schema: &Located<'d>) -> Type {
        let schema = self.last_target(schema);
        if let Some(ty) = self.known.get(&schema.pointer) {
            return ty.clone();
        }
        if self.leads_to_itself(&schema) {
            let nullable = nullable(schema.node);
            return self.declare(schema, nullable);
        }
        let ty = self.read(&schema);
        self.known.insert(schema.pointer, ty.clone());
        ty
    }

    /// Gives a number to a type that is read later.
    fn declare(&mut self, schema: Located<'d>, nullable: bool) -> Type {
        let ty = Type {
            nullable,
            ..Type::plain(Shape::Named(self.declared.len()))
        };
        self.known.insert(schema.pointer.clone(), ty.clone());
        self.declared.push(schema);
        ty
    }

    /// Returns whether a schema without a name contains itself, or more levels than can be read:
    /// only a type with a name can do that.
    fn leads_to_itself(&self, schema: &Located<'d>) -> bool {
        let mut seen = vec![schema.pointer.clone()];
        let mut at = self.only_part(schema);
        while let Some(part) = at {
            if part.pointer == schema.pointer || seen.len() > DEEPEST {
                return true;
            }
            if seen.contains(&part.pointer) {
                return false;
            }
            at = self.only_part(&part);
            seen.push(part.pointer);
        }
        false
    }

    /// Returns the one schema inside a schema that has no name: what it refers to, or the items of a
    /// list or a mapping.
    fn only_part(&self, schema: &Located<'d>) -> Option<Located<'d>> {
        let schema = self.unwrap_all_of(schema);
        if let Some(target) = self.target(&schema) {
            return Some(self.last_target(&target));
        }
        if self.has_name(&schema) {
            return None;
        }
        self.inside(&schema)
            .map(|(part, _)| part)
            .filter(|part| part.node.as_map().is_some())
    }

    /// Returns the schema inside another that is no struct, enum or union, and what that makes of
    /// it.
    fn inside(&self, schema: &Located<'d>) -> Option<(Located<'d>, Container)> {
        let node = schema.node;
        if node.text("format") == Some("text-or-number") {
            return None;
        }
        if let Some(single) = ["oneOf", "anyOf"].iter().find_map(|key| schema.child(key)) {
            return Some((single.items().into_iter().next()?, Container::Itself));
        }
        let list = || Some((schema.child("items")?, Container::List));
        let map = || Some((schema.child("additionalProperties")?, Container::Map));
        match node.text("type") {
            Some("array") => list(),
            Some("object") => map(),
            None => list().or_else(map),
            Some(_) => None,
        }
    }

    /// Returns whether the schema is a type with a name: a struct, an enum, a union, a distinct
    /// plain type.
    fn has_name(&self, schema: &Located<'d>) -> bool {
        let node = self.unwrap_all_of(schema).node;
        if node.get("$ref").is_some() {
            return false;
        }
        is_struct(node) || is_enum(node) || is_union(node) || self.is_plain(schema)
    }

    /// Returns whether a component of this schema is a distinct type over a plain one: text or a
    /// whole number that no format makes a type already.
    fn is_plain(&self, schema: &Located<'d>) -> bool {
        let node = schema.node;
        !is_enum(node)
            && !is_struct(node)
            && sensitive(node) != Some(Sensitive::Secret)
            && match node.text("type") {
                Some("string") => leaf("string", node) == Leaf::Text,
                Some("integer") => true,
                _ => false,
            }
    }

    /// Returns what a named type is, and the evidence of the parts that it is made of.
    fn kind(&mut self, schema: &Located<'d>) -> (Kind, Option<Evidence>) {
        let schema = &self.unwrap_all_of(schema);
        if let Some(target) = self.target(schema) {
            return (Kind::Newtype(self.component(&target)), None);
        }
        if is_enum(schema.node) {
            return (Kind::Enum(enumeration(schema.node)), None);
        }
        if is_union(schema.node) {
            return (self.union(schema), None);
        }
        if let Some(union) = self.union_of_children(schema) {
            return (Kind::Union(union), None);
        }
        if is_struct(schema.node) {
            return match self.structure(schema) {
                Some((body, evidence)) => (Kind::Struct(body), evidence),
                None => (Kind::Union(self.parts(schema)), None),
            };
        }
        (Kind::Newtype(Type::plain(self.shape(schema))), None)
    }

    fn union(&mut self, schema: &Located<'d>) -> Kind {
        let tag = schema.node.get("discriminator");
        let tag = tag.and_then(|discriminator| discriminator.text("propertyName"));
        let properties = schema.node.get("properties").into_iter();
        let others = ["allOf", "additionalProperties", "enum", "items"];
        let mut properties = properties.flat_map(Node::entries);
        let says_more = others.iter().any(|key| schema.node.get(key).is_some())
            || properties.any(|(name, _)| Some(name) != tag);
        if says_more {
            let place = self.place(schema);
            self.problems
                .push(Problem::new(Lowering::UnionWithProperties, place));
        }
        let list = schema.child("oneOf").or_else(|| schema.child("anyOf"));
        let parts = list.map(|list| list.items()).unwrap_or_default();
        let branches = parts.iter().map(|branch| self.read(branch)).collect();
        let implied = || {
            self.open_enums
                .then(|| self.document.implied_tags(&parts))?
        };
        let tags = self.document.tags(schema, &parts).or_else(implied);
        Kind::Union(match tags {
            _ if says_more => Union {
                branches,
                told: Told::ByNothing,
            },
            Some(tags) => by_tag(branches, tags),
            None if self.undecided.contains(&schema.pointer) => Union {
                branches,
                told: Told::ByNothing,
            },
            None => Union {
                branches,
                told: Told::ByForm,
            },
        })
    }

    /// Returns the parts of a value that is all of them at once, and no object.
    fn parts(&mut self, schema: &Located<'d>) -> Union {
        let parts = schema.child("allOf").map(|all| all.items());
        let parts = parts.unwrap_or_default();
        Union {
            branches: parts.iter().map(|part| self.read(part)).collect(),
            told: Told::ByNothing,
        }
    }

    /// Returns the union of the schemas that are composed of this one, where its discriminator tells
    /// them apart. Whoever refers to a base means any of its children.
    fn union_of_children(&mut self, schema: &Located<'d>) -> Option<Union> {
        let children = self.document.children(schema);
        let tags = self.document.tags(schema, &children)?;
        let own = self.known.get(&schema.pointer).map(|ty| ty.shape.clone());
        let mut branches = Vec::new();
        let mut texts = Vec::new();
        for (child, of_child) in children.iter().zip(tags.texts) {
            let ty = self.component(child);
            // A child that adds nothing is the base itself.
            if Some(&ty.shape) != own.as_ref() {
                branches.push(Type {
                    nullable: false,
                    ..ty
                });
                texts.push(of_child);
            }
        }
        let property = tags.property;
        (!branches.is_empty()).then(|| by_tag(branches, Tags { property, texts }))
    }

    /// Returns the shape of a schema that is no struct, enum or union.
    fn shape(&mut self, schema: &Located<'d>) -> Shape {
        let node = schema.node;
        if node.text("format") == Some("text-or-number") {
            return Shape::Leaf(Leaf::TextOrNumber);
        }
        let any = Type::plain(Shape::Leaf(Leaf::Any));
        match (self.inside(schema), node.text("type")) {
            (Some((part, Container::Itself)), _) => self.read(&part).shape,
            (Some((part, kind)), _) => {
                let is_schema = part.node.as_map().is_some();
                let inner = Box::new(if is_schema { self.read(&part) } else { any });
                match kind {
                    Container::Map => Shape::Map(inner),
                    _ => Shape::List(inner),
                }
            }
            (None, Some("array")) => Shape::List(Box::new(any)),
            (None, Some("object")) => Shape::Map(Box::new(any)),
            (None, Some(json)) => Shape::Leaf(leaf(json, node)),
            (None, None) => any.shape,
        }
    }
}

/// Returns a union that a property tells apart. What no alternative has is kept as it came.
fn by_tag(mut branches: Vec<Type>, tags: Tags) -> Union {
    let Tags {
        property,
        mut texts,
    } = tags;
    branches.push(Type::plain(Shape::Leaf(Leaf::Any)));
    texts.push(Vec::new());
    let told = Told::ByTag { property, texts };
    Union { branches, told }
}

/// The container that a schema is for the schema inside it.
enum Container {
    /// The same.
    Itself,
    List,
    Map,
}
