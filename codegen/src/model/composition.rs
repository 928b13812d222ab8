//! Merges the parts of an `allOf` into one object.

use std::collections::HashSet;

use indexmap::IndexMap;
use indexmap::map::Entry;

use super::keywords::{
    constrains, describes_object, description, narrows, nullable, only, same, sensitive, texts,
};
use super::names::{Name, Scope, field_wish};
use super::schemas::Schemas;
use super::{Evidence, Field, Leaf, Sensitive, Shape, Struct, Type};
use crate::document::{Located, Node, Value};
use crate::problem::{Lowering, Problem};

/// The properties of an object, merged from all parts of its `allOf`.
#[derive(Default)]
struct Parts<'d> {
    properties: IndexMap<&'d str, Property<'d>>,
    required: HashSet<&'d str>,
    extra: Option<Located<'d>>,
    envelope: Option<&'d str>,
    evidence: Option<Evidence>,
    bases: Vec<String>,
    /// Whether a part is no object.
    mixed: bool,
}

/// A property of an object.
struct Property<'d> {
    schema: Located<'d>,
    /// The evidence of the part that it comes from, where that is another schema.
    evidence: Option<Evidence>,
}

impl<'d> Schemas<'d> {
    /// Returns a struct, and the evidence of the parts that it is made of. Returns `None` if a part is no
    /// object.
    pub(super) fn structure(&mut self, schema: &Located<'d>) -> Option<(Struct, Option<Evidence>)> {
        let mut parts = Parts::default();
        self.collect(schema, &mut parts);
        if parts.mixed {
            return None;
        }
        let wishes: Vec<_> = parts.properties.keys().copied().map(field_wish).collect();
        let names = Scope::Fields.names(&wishes);
        let properties = std::mem::take(&mut parts.properties);
        let fields = properties.into_iter().zip(names);
        let fields = fields.map(|((wire, property), name)| {
            let required = parts.required.contains(wire);
            self.field(wire, property, name, required)
        });
        let fields = fields.collect();
        let extra = parts.extra.map(|extra| {
            if extra.node.as_map().is_some() {
                self.read(&extra)
            } else {
                Type::plain(Shape::Leaf(Leaf::Any))
            }
        });
        let body = Struct {
            fields,
            extra,
            envelope: parts.envelope.map(str::to_owned),
            bases: parts.bases,
        };
        Some((body, parts.evidence))
    }

    fn field(&mut self, wire: &str, property: Property<'d>, name: Name, required: bool) -> Field {
        let node = property.schema.node;
        let ty = self.read(&property.schema);
        let hidden = sensitive(node);
        let secret = hidden == Some(Sensitive::Secret) && ty.leaf() == Some(Leaf::Text);
        Field {
            pointer: property.schema.pointer,
            wire: wire.to_owned(),
            name,
            aliases: texts(node.get("x-aliases")),
            required: required || node.is_true("x-required"),
            ty: if secret {
                Type {
                    shape: Shape::Leaf(Leaf::Secret),
                    ..ty
                }
            } else {
                ty
            },
            description: description(node),
            evidence: Evidence::of(node).or(property.evidence),
            sensitive: hidden,
            deprecated: node.is_true("deprecated"),
            only: only(node),
        }
    }

    /// Brings the parts of an object together. Later parts refine earlier ones; a property that
    /// two parts describe differently is a problem, for no value could be both.
    fn collect(&mut self, schema: &Located<'d>, parts: &mut Parts<'d>) {
        let mut seen = HashSet::new();
        let mut open = vec![schema.clone()];
        while let Some(part) = open.pop() {
            let referred = part.node.get("$ref").is_some();
            let part = self.last_target(&part);
            if referred {
                parts
                    .bases
                    .extend(part.pointer.rsplit('/').next().map(str::to_owned));
            }
            if !seen.insert(part.pointer.clone()) {
                continue;
            }
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
            parts.mixed = true;
            let places = vec![self.place(part)];
            self.problems
                .push(Problem::at_all(Lowering::AllOfPart, places));
        }
        for (wire, property) in part
            .child("properties")
            .map(|all| all.entries())
            .unwrap_or_default()
        {
            match parts.properties.entry(wire) {
                Entry::Vacant(slot) => {
                    slot.insert(Property {
                        schema: property,
                        evidence: evidence.cloned(),
                    });
                }
                Entry::Occupied(mut slot) => {
                    let known = slot.get().schema.clone();
                    match self.refined(&known, &property) {
                        Some(better) => slot.get_mut().schema = better,
                        None => {
                            self.conflict(wire, &known, &property);
                            slot.get_mut().schema = Located::anything(known.pointer);
                        }
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

    /// Returns which of two descriptions of a property says more, where they agree.
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
        // What both parts allow is what the narrower one allows.
        if narrows(b.node, a.node) {
            Some(second.clone())
        } else if narrows(a.node, b.node) {
            Some(first.clone())
        } else {
            None
        }
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
