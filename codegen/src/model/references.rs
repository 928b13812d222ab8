//! References, borrowed types, and `allOf` with only one part that says anything.

use super::keywords::{CONSTRAINING, constrains, constrains_itself};
use super::schemas::Schemas;
use crate::document::{Located, last, pointer_token};
use crate::problem::Place;

impl<'d> Schemas<'d> {
    pub(super) fn place(&self, at: &Located<'d>) -> Place {
        Place {
            pointer: at.pointer.clone(),
            span: at.node.span,
            operation: self.document.operation_at(&at.pointer),
        }
    }

    /// Returns the schema that an `allOf` stands for, where only one of its parts says anything
    /// about the value; the schema itself otherwise.
    pub(super) fn unwrap_all_of(&self, schema: &Located<'d>) -> Located<'d> {
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

    /// Returns whether all that a schema says beside its `allOf` is the type of the one part, as
    /// tools demand of those who want to add `nullable`.
    pub(super) fn only_repeats_type(&self, schema: &Located<'d>, all: &Located<'d>) -> bool {
        let says_more = |key: &&str| *key != "type" && schema.node.get(key).is_some();
        let parts = all.items();
        parts.len() == 1
            && !CONSTRAINING.iter().any(says_more)
            && self.last_target(&parts[0]).node.text("type") == schema.node.text("type")
    }

    /// Returns the component that a schema borrows its type from, or else refers to.
    pub(super) fn target(&self, schema: &Located<'d>) -> Option<Located<'d>> {
        if let Some(name) = schema.node.text("x-type") {
            let pointer = format!("/components/schemas/{}", pointer_token(name));
            return Some(Located::new(
                self.document.root().pointer(&pointer)?,
                pointer,
            ));
        }
        self.document.target(schema.node)
    }

    /// Returns the schema at the end of a chain of references and borrowed types.
    pub(super) fn last_target(&self, schema: &Located<'d>) -> Located<'d> {
        last(schema, |at| self.target(at))
    }
}
