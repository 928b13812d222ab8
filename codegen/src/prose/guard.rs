//! The last look at a comment, with the parser and the options of rustdoc.

use std::collections::BTreeSet;

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};

use super::EXTENSIONS;
use super::markdown::is_web;

/// What rustdoc may find in a comment.
#[derive(Default)]
pub(super) struct Allowed<'c> {
    /// The examples: language and code.
    pub(super) examples: Vec<(&'c str, &'c str)>,
    /// Where links within the crate lead.
    pub(super) items: BTreeSet<String>,
}

/// Whether rustdoc finds the examples in a comment and no other code, no HTML, and no link but to the
/// web and to the items.
pub(super) fn holds_only(comment: &str, allowed: &Allowed<'_>) -> bool {
    // A comment that begins with blanks would lose as many of each line.
    if comment.starts_with(char::is_whitespace) {
        return false;
    }
    let mut unknown = |link: BrokenLink<'_>| {
        let target = link.reference.into_string();
        Some((CowStr::from(target), CowStr::from("")))
    };
    let options = EXTENSIONS | Options::ENABLE_SMART_PUNCTUATION;
    let parser = Parser::new_with_broken_link_callback(comment, options, Some(&mut unknown));
    if parser.reference_definitions().iter().next().is_some() {
        return false;
    }
    // Language and lines of each block of code, and whether the last is open.
    let (mut blocks, mut open) = (Vec::new(), false);
    for event in parser {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                open = true;
                blocks.push((language(kind), String::new()));
            }
            Event::End(TagEnd::CodeBlock) => open = false,
            Event::Text(text) if open => {
                if let Some((_, lines)) = blocks.last_mut() {
                    lines.push_str(&text);
                }
            }
            event if is_foreign(&event, allowed) => return false,
            _ => {}
        }
    }
    let code = blocks.iter().filter(|(language, _)| language != "text");
    let code = code.map(|(language, lines)| (language.as_str(), lines.trim_end()));
    let examples = allowed.examples.iter();
    code.eq(examples.map(|(language, lines)| (*language, lines.trim_end())))
}

/// The language of a block of code, which is Rust where none is said.
fn language(kind: CodeBlockKind<'_>) -> String {
    match kind {
        CodeBlockKind::Fenced(language) => language.into_string(),
        CodeBlockKind::Indented => String::new(),
    }
}

/// Whether the document must not bring about an event.
fn is_foreign(event: &Event<'_>, allowed: &Allowed<'_>) -> bool {
    match event {
        Event::Html(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => true,
        Event::Start(Tag::Image { .. } | Tag::FootnoteDefinition(_)) => true,
        Event::Start(Tag::Link { dest_url, .. }) => {
            !is_web(dest_url) && !allowed.items.contains(dest_url.as_ref())
        }
        _ => false,
    }
}
