//! The properties of a schema on one side.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::diff::find::view::View;
use crate::document::Located;
use crate::document::{Document, Node};

/// Properties by their names, each with every place that describes it.
pub(crate) type PropertyPlaces<'d> = IndexMap<&'d str, Vec<Located<'d>>>;

/// The properties of a schema on one side.
pub(crate) struct Properties<'d> {
    document: &'d Document,
    pub(crate) places: PropertyPlaces<'d>,
    required: BTreeMap<&'d str, String>,
}

impl<'d> Properties<'d> {
    pub(crate) fn of(document: &'d Document, view: &View<'d>) -> Self {
        Self {
            document,
            places: view.properties(),
            required: view.required(),
        }
    }

    pub(crate) fn must(&self, name: &str) -> bool {
        self.required.contains_key(name)
    }

    pub(crate) fn place(&self, name: &str) -> &str {
        self.places
            .get(name)
            .and_then(|places| places.first())
            .map_or("", |place| place.pointer.as_str())
    }

    pub(crate) fn view(&self, name: &str) -> View<'d> {
        let places = self.places.get(name).map(Vec::as_slice);
        View::of(self.document, places.unwrap_or_default())
    }

    pub(crate) fn aliases(&self, name: &str) -> Vec<&'d str> {
        let mut places = self.places.get(name).into_iter().flatten();
        if places.all(|place| is_without_aliases(place.node)) {
            return Vec::new();
        }
        let view = self.view(name);
        let lists = view
            .parts
            .iter()
            .filter_map(|part| part.node.get("x-aliases"));
        lists
            .flat_map(Node::items)
            .filter_map(Node::as_str)
            .collect()
    }
}

/// Returns whether a property has no other spellings and consists of no other schemas.
fn is_without_aliases(property: &Node) -> bool {
    let telling = ["x-aliases", "$ref", "allOf", "oneOf", "anyOf"];
    telling.iter().all(|key| property.get(key).is_none())
}
