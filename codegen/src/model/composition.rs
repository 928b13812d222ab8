//! Objects brought together from all parts of their `allOf`.

use super::keywords::{
    constrains, describes_object, description, nullable, only, same, sensitive, texts,
};
use super::located::Located;
use super::names::{Scope, field_name, type_name};
use super::schemas::Schemas;
use super::{Evidence, Field, Sensitive, Shape, Struct, Type};
use crate::document::{Node, Value};
use crate::problem::{Lowering, Problem};

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
    pub(super) fn structure(&mut self, schema: &Located<'d>, number: usize) -> Struct {
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
}
