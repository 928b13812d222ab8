//! Types in words: as Rust writes them, and as they are on the wire.

use super::{Api, Kind, Shape, Type};

impl Api {
    /// Returns a type as it is written in the digest and in docs: `Vec<Session>`.
    pub(crate) fn rust_type(&self, ty: &Type) -> String {
        let shape = match &ty.shape {
            Shape::Leaf(leaf) => leaf.facts().rust.to_owned(),
            Shape::List(item) => format!("Vec<{}>", self.rust_type(item)),
            Shape::Map(value) => format!("BTreeMap<String, {}>", self.rust_type(value)),
            Shape::Named(number) => self.named(*number).name.to_string(),
        };
        if ty.nullable {
            format!("Option<{shape}>")
        } else {
            shape
        }
    }

    /// Returns a type as it is on the wire: `integer` for a `SessionId`.
    pub(crate) fn wire_type(&self, ty: &Type) -> String {
        match &ty.shape {
            Shape::Leaf(leaf) => leaf.facts().wire.to_owned(),
            Shape::List(item) => format!("list of {}", self.wire_type(item)),
            Shape::Map(value) => format!("map of {}", self.wire_type(value)),
            Shape::Named(number) => match &self.named(*number).kind {
                Kind::Newtype(inner) if !inner.is_collection() => self.wire_type(inner),
                Kind::Newtype(_) => "list".to_owned(),
                Kind::Struct(_) => "object".to_owned(),
                Kind::Enum(_) => "text".to_owned(),
                Kind::Union(_) => "one of several".to_owned(),
            },
        }
    }
}
