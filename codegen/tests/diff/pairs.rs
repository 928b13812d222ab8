//! A pair of documents, as an edit of one that all pairs share.

/// One change and what is to be said about it.
pub(crate) struct Pair {
    /// Row of the table of kinds and what is changed.
    pub(crate) name: &'static str,
    /// What the base has in place of the shared document.
    pub(crate) before: &'static [(&'static str, &'static str)],
    /// What the head has in place of the base.
    pub(crate) edits: &'static [(&'static str, &'static str)],
    /// From base to head: `kind subject · W · R · N`, the worst first.
    pub(crate) there: &'static [&'static str],
    /// From head to base.
    pub(crate) back: &'static [&'static str],
}

impl Pair {
    pub(crate) fn base(&self) -> String {
        edited(self.name, super::HARBOUR, self.before)
    }

    pub(crate) fn head(&self) -> String {
        edited(self.name, &self.base(), self.edits)
    }
}

fn edited(name: &str, text: &str, edits: &[(&str, &str)]) -> String {
    edits.iter().fold(text.to_owned(), |text, (from, to)| {
        assert_eq!(text.matches(from).count(), 1, "{name}: {from:?}");
        text.replace(from, to)
    })
}
