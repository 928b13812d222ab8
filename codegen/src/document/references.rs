//! References: from a node with `$ref` to the node that it stands for.

use super::{Document, Located, MAX_DEPTH, Node};

/// The node that a reference leads to.
#[derive(Debug, Clone)]
pub struct Resolved<'d> {
    /// The node, which is no reference itself.
    pub node: &'d Node,
    /// The pointer of the node, if a reference led there.
    pub pointer: Option<String>,
}

impl Document {
    /// Follows `$ref` until another node is reached.
    ///
    /// A reference that leads nowhere, out of the document or round in a circle is returned as it
    /// is. [`crate::lint::run`] reports it.
    pub fn resolve<'d>(&'d self, node: &'d Node) -> Resolved<'d> {
        let end = self.follow(&Located::new(node, ""));
        if std::ptr::eq(end.node, node) || end.node.text("$ref").is_some() {
            return Resolved {
                node,
                pointer: None,
            };
        }
        Resolved {
            node: end.node,
            pointer: Some(end.pointer),
        }
    }

    /// Returns the node at the end of a chain of references: the last one that can be reached.
    pub(crate) fn follow<'d>(&'d self, start: &Located<'d>) -> Located<'d> {
        last(start, |at| self.target(at.node))
    }

    /// Returns the node that the `$ref` of a node leads to in one step.
    pub(crate) fn target(&self, node: &Node) -> Option<Located<'_>> {
        target(self.root(), node)
    }
}

/// Returns the node that the `$ref` of a node leads to. Returns `None` for a node without a
/// reference, and for a reference that leads nowhere in this document.
pub(crate) fn target<'d>(root: &'d Node, node: &Node) -> Option<Located<'d>> {
    let pointer = local_pointer(node.text("$ref")?)?;
    Some(Located::new(root.pointer(&pointer)?, pointer))
}

/// Returns the last node that steps lead to, with `next` as one step.
///
/// In a circle, it is the last node before one that was reached already. The steps end after
/// [`MAX_DEPTH`] of them: [`crate::lint::run`] reports every chain that is as long.
pub(crate) fn last<'d>(
    start: &Located<'d>,
    next: impl Fn(&Located<'d>) -> Option<Located<'d>>,
) -> Located<'d> {
    let mut at = start.clone();
    let mut reached: Vec<&Node> = Vec::new();
    while reached.len() < MAX_DEPTH
        && let Some(target) = next(&at)
        && !reached
            .iter()
            .any(|known| std::ptr::eq(*known, target.node))
    {
        reached.push(target.node);
        at = target;
    }
    at
}

/// Returns the JSON pointer of a local reference (`#/components/…`), percent-decoded.
///
/// Returns `None` for another file, a URL, and a malformed escape.
pub(crate) fn local_pointer(reference: &str) -> Option<String> {
    let fragment = reference.strip_prefix('#')?;
    if !fragment.is_empty() && !fragment.starts_with('/') {
        return None;
    }
    decoded(fragment)
}

/// Returns a text without its percent-escapes, or `None` for a malformed one.
pub(super) fn decoded(text: &str) -> Option<String> {
    if !text.contains('%') {
        return Some(text.to_owned());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
            let (high, low) = (digit(rest.next())?, digit(rest.next())?);
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Source;

    /// Returns the pointer at which the references of each key end.
    fn ends(text: &str, keys: &[&str]) -> Vec<String> {
        let text = format!("openapi: 3.0.3\n{text}");
        let document = Document::load(&Source::new("a.yaml", text)).expect("readable");
        let root = Located::new(document.root(), "");
        let ends = keys.iter().map(|key| {
            let start = root.child(key).expect("the key");
            document.follow(&start).pointer
        });
        ends.collect()
    }

    #[test]
    fn a_chain_ends_at_the_last_node_that_can_be_reached() {
        let text = "a: {$ref: '#/b~1c'}\nb/c: {$ref: '#/d%20e'}\nd e: found\n\
                    lost: {$ref: '#/nowhere'}\nto-lost: {$ref: '#/lost'}\nfile: {$ref: 'b.yaml'}\n";
        assert_eq!(
            ends(text, &["a", "d e", "lost", "to-lost", "file"]),
            ["/d e", "/d e", "/lost", "/lost", "/file"]
        );
    }

    #[test]
    fn a_circle_ends_before_a_node_that_was_reached_already() {
        let text =
            "into: {$ref: '#/a'}\na: {$ref: '#/b'}\nb: {$ref: '#/a'}\nround: {$ref: '#/round'}\n";
        assert_eq!(
            ends(text, &["into", "a", "b", "round"]),
            ["/b", "/a", "/b", "/round"]
        );
    }

    #[test]
    fn a_chain_is_given_up_after_as_many_steps_as_no_honest_one_has() {
        let links = MAX_DEPTH + 10;
        let chain = (0..links).map(|link| format!("l{link}: {{$ref: '#/l{}'}}\n", link + 1));
        let text: String = chain.chain([format!("l{links}: end\n")]).collect();
        assert_eq!(ends(&text, &["l0"]), [format!("/l{MAX_DEPTH}")]);
    }

    #[test]
    fn only_fragments_that_are_pointers_are_local() {
        for (reference, pointer) in [
            ("#", Some("")),
            ("#/a~1b", Some("/a~1b")),
            ("#/a%7Bb%7d", Some("/a{b}")),
            ("#a", None),
            ("a.yaml#/b", None),
            ("#/%", None),
            ("#/%4", None),
            ("#/%zz", None),
            ("#/%ff", None),
        ] {
            assert_eq!(local_pointer(reference).as_deref(), pointer, "{reference}");
        }
    }
}
