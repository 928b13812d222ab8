//! A pair of schemas that are compared.

use crate::diff::change::{Change, Owner};
use crate::diff::find::view::View;
use crate::diff::kind::Kind;

/// Two schemas that are compared.
pub(crate) struct SchemaPair<'v, 'd> {
    pub(crate) owner: Owner,
    pub(crate) number: usize,
    pub(crate) base: &'v View<'d>,
    pub(crate) head: &'v View<'d>,
}

impl SchemaPair<'_, '_> {
    /// Returns the outermost places of the schemas.
    pub(crate) fn places(&self) -> (&str, &str) {
        (outermost(self.base), outermost(self.head))
    }

    /// Returns a change at the place of a key, or of the schema if the key is missing.
    pub(crate) fn about(&self, kind: Kind, key: &str) -> Change {
        let (base, head) = self.places();
        let place = |view: &View<'_>, own: &str| {
            view.first(key)
                .map_or_else(|| own.to_owned(), |at| at.pointer)
        };
        Change::both(
            kind,
            self.owner,
            &place(self.base, base),
            &place(self.head, head),
        )
    }
}

fn outermost<'v>(view: &'v View<'_>) -> &'v str {
    view.parts.first().map_or("", |part| part.pointer.as_str())
}
