//! Discriminators: the property that tells the alternatives of a schema apart.

use std::collections::HashSet;

use super::{Document, Located, Node, local_pointer, pointer_token};

/// The property whose text tells alternatives apart, and those texts for each alternative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tags {
    /// The name of the property.
    pub(crate) property: String,
    /// The texts of each alternative, in the order of the alternatives.
    pub(crate) texts: Vec<Vec<String>>,
}

/// The most properties of an alternative that are tried as its tag.
const MOST_CANDIDATES: usize = 64;

const SCHEMAS: &str = "/components/schemas";

impl Document {
    /// Returns the tags of a list of alternatives. Returns `None` if the schema has no discriminator,
    /// or if it leaves two alternatives with one text or one without any.
    pub(crate) fn tags(&self, schema: &Located<'_>, alternatives: &[Located<'_>]) -> Option<Tags> {
        let discriminator = schema.node.get("discriminator")?;
        let property = discriminator.text("propertyName")?;
        let mapping = discriminator.get("mapping");
        let texts: Vec<_> = alternatives
            .iter()
            .map(|alternative| self.texts(alternative, property, mapping))
            .collect();
        differ(&texts).then(|| Tags {
            property: property.to_owned(),
            texts,
        })
    }

    /// Returns the tags that alternatives have without a discriminator: a property that each requires,
    /// and of which each allows other texts.
    pub(crate) fn implied_tags(&self, alternatives: &[Located<'_>]) -> Option<Tags> {
        let objects = alternatives.iter().map(|one| self.parts(self.follow(one)));
        let objects: Vec<_> = objects.collect();
        let names = objects.iter().map(|parts| required(parts).collect());
        let names: Vec<HashSet<&str>> = names.collect();
        let by_all = |property: &&str| names.iter().all(|names| names.contains(property));
        let candidates = required(objects.first()?).filter(by_all);
        candidates.take(MOST_CANDIDATES).find_map(|property| {
            let texts = objects.iter().map(|parts| self.values(parts, property));
            let texts: Vec<_> = texts.collect();
            differ(&texts).then(|| Tags {
                property: property.to_owned(),
                texts,
            })
        })
    }

    /// Returns an object and all that it is composed of, each once.
    fn parts<'d>(&'d self, object: Located<'d>) -> Vec<Located<'d>> {
        let mut parts = Vec::new();
        let mut seen = HashSet::new();
        let mut open = vec![object];
        while let Some(part) = open.pop() {
            if seen.insert(part.pointer.clone()) {
                let own = part.child("allOf").map(|all| all.items());
                let own = own.unwrap_or_default().into_iter().rev();
                open.extend(own.map(|part| self.follow(&part)));
                parts.push(part);
            }
        }
        parts
    }

    /// Returns the texts of one alternative: those that the mapping gives it, else those that its own
    /// property allows, else the name of its schema.
    fn texts(
        &self,
        alternative: &Located<'_>,
        property: &str,
        mapping: Option<&Node>,
    ) -> Vec<String> {
        let pointer = alternative.node.text("$ref").and_then(local_pointer);
        let pointer = pointer.unwrap_or_else(|| alternative.pointer.clone());
        let end = self.follow(alternative);
        let mapped = mapping.into_iter().flat_map(Node::entries);
        let mapped = mapped.filter(|(_, to)| {
            let to = to.as_str().map(destination);
            to.is_some_and(|to| to == pointer || to == end.pointer)
        });
        let mapped: Vec<_> = mapped.map(|(text, _)| text.to_owned()).collect();
        if !mapped.is_empty() {
            return mapped;
        }
        let own = self.values(&self.parts(end), property);
        if !own.is_empty() {
            return own;
        }
        if let Some(name) = self.own_name(&pointer) {
            return vec![name.to_owned()];
        }
        let name = pointer
            .strip_prefix(SCHEMAS)
            .and_then(|name| name.strip_prefix('/'));
        let name = name.filter(|name| !name.contains('/'));
        name.map(|name| super::unescape(name).into_owned())
            .into_iter()
            .collect()
    }

    /// Returns the texts that a property of an object allows, where it allows some only.
    fn values(&self, parts: &[Located<'_>], property: &str) -> Vec<String> {
        let found = parts.iter().find_map(|part| {
            let property = part.child("properties")?.child(property)?;
            let property = self.follow(&property);
            let values = property.node.get("enum")?.items().iter();
            let texts: Vec<_> = values.filter_map(Node::as_str).map(str::to_owned).collect();
            (!texts.is_empty()).then_some(texts)
        });
        found.unwrap_or_default()
    }

    /// Returns the schemas that are composed of a base, which the base's discriminator tells apart.
    /// Without a discriminator, or with alternatives of its own, a schema is no base.
    pub(crate) fn children(&self, base: &Located<'_>) -> Vec<Located<'_>> {
        let is_base = base.node.get("discriminator").is_some()
            && ["oneOf", "anyOf"]
                .iter()
                .all(|key| base.node.get(key).is_none());
        let Some(schemas) = self.root().pointer(SCHEMAS).filter(|_| is_base) else {
            return Vec::new();
        };
        let mut bases = vec![base.pointer.clone()];
        let mut children: Vec<Located<'_>> = Vec::new();
        // Children of children too.
        loop {
            let before = children.len();
            for (name, schema) in schemas.entries() {
                let pointer = format!("{SCHEMAS}/{}", pointer_token(name));
                if bases.contains(&pointer) || !is_part_of_any(schema, &bases) {
                    continue;
                }
                bases.push(pointer.clone());
                children.push(Located::new(schema, pointer));
            }
            if children.len() == before {
                return children;
            }
        }
    }
}

/// Returns the names of the properties that the parts of an object require.
fn required<'d>(parts: &[Located<'d>]) -> impl Iterator<Item = &'d str> {
    let lists = parts.iter().filter_map(|part| part.node.get("required"));
    lists.flat_map(Node::items).filter_map(Node::as_str)
}

/// Returns whether each alternative has texts, and no two have one in common.
fn differ(texts: &[Vec<String>]) -> bool {
    let mut known = HashSet::new();
    texts
        .iter()
        .all(|texts| !texts.is_empty() && texts.iter().all(|text| known.insert(text.as_str())))
}

fn is_part_of_any(schema: &Node, bases: &[String]) -> bool {
    let parts = schema.get("allOf").map(Node::items).unwrap_or_default();
    let mut targets = parts
        .iter()
        .filter_map(|part| local_pointer(part.text("$ref")?));
    targets.any(|target| bases.contains(&target))
}

/// Returns the pointer that a value of a mapping leads to: a reference, or the name of a schema.
fn destination(to: &str) -> String {
    local_pointer(to).unwrap_or_else(|| format!("{SCHEMAS}/{}", pointer_token(to)))
}
