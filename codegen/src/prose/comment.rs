//! What stands above an item: parts of ours and of the document.

use std::borrow::Cow;

use super::characters::{cleaned, is_blank};
use super::guard::{Allowed, holds_only};
use super::markdown::{code, code_block, plain};
use super::rewriting::{rewritten, rewritten_line};
use crate::characters::escaped;

/// Documentation of an item. What the document says can neither change nor end what we say.
#[derive(Debug, Clone, Default)]
pub(crate) struct Comment<'a> {
    parts: Vec<Part<'a>>,
}

#[derive(Debug, Clone)]
enum Part<'a> {
    /// Markdown of ours.
    Ours(&'static str),
    /// A number of ours.
    Number(usize),
    /// A link of ours: the path of the item as shown, and as rustdoc finds it.
    Item(String, Option<String>),
    /// A name or value of the document.
    Name(Cow<'a, str>),
    /// Prose of the document within a line.
    Line(&'a str),
    /// Prose of the document in paragraphs of its own.
    Prose(&'a str),
    /// Code of ours: language and lines.
    Example(&'static str, String),
    /// The end of a paragraph.
    End,
}

impl From<&'static str> for Comment<'_> {
    fn from(ours: &'static str) -> Self {
        Self::default().ours(ours)
    }
}

impl<'a> Comment<'a> {
    fn with(mut self, part: Part<'a>) -> Self {
        self.parts.push(part);
        self
    }

    /// Returns what the document says, or the other comment where it says nothing.
    pub(crate) fn said(prose: &'a str, otherwise: impl Into<Comment<'a>>) -> Self {
        if is_blank(prose) {
            otherwise.into()
        } else {
            Self::default().prose(prose)
        }
    }

    /// Adds Markdown of ours.
    pub(crate) fn ours(self, markdown: &'static str) -> Self {
        self.with(Part::Ours(markdown))
    }

    /// Adds a number.
    pub(crate) fn number(self, number: usize) -> Self {
        self.with(Part::Number(number))
    }

    /// Adds a link to an item that is generated, by its name.
    pub(crate) fn item(self, name: &str) -> Self {
        self.with(Part::Item(name.to_owned(), None))
    }

    /// Adds a link to an item that is generated, by a path that leads to it from here.
    pub(crate) fn item_at(self, name: &str, path: &str) -> Self {
        self.with(Part::Item(name.to_owned(), Some(path.to_owned())))
    }

    /// Adds a name or value as code.
    pub(crate) fn name(self, name: impl Into<Cow<'a, str>>) -> Self {
        self.with(Part::Name(name.into()))
    }

    /// Adds names as code, with this between them.
    pub(crate) fn names(self, names: &'a [String], between: &'static str) -> Self {
        let names = names.iter().enumerate();
        names.fold(self, |comment, (number, name)| {
            let comment = if number > 0 {
                comment.ours(between)
            } else {
                comment
            };
            comment.name(name)
        })
    }

    /// Adds prose of the document within a line.
    pub(crate) fn line(self, prose: &'a str) -> Self {
        self.with(Part::Line(prose))
    }

    /// Adds prose of the document in paragraphs of its own.
    pub(crate) fn prose(self, prose: &'a str) -> Self {
        self.with(Part::Prose(prose))
    }

    /// Adds code of ours.
    pub(crate) fn example(self, language: &'static str, code: &str) -> Self {
        let lines: Vec<_> = code.lines().map(str::trim_end).collect();
        self.with(Part::Example(language, lines.join("\n")))
    }

    /// Ends the paragraph.
    pub(crate) fn end(self) -> Self {
        self.with(Part::End)
    }

    /// Returns the text, as rustdoc will see it.
    pub(crate) fn text(&self) -> String {
        let text = self.written(false);
        if self.is_ours() || holds_only(&text, &self.allowed()) {
            text
        } else {
            self.written(true)
        }
    }

    /// Whether the document says nothing of it.
    fn is_ours(&self) -> bool {
        let ours =
            |part: &Part<'_>| !matches!(part, Part::Name(_) | Part::Line(_) | Part::Prose(_));
        self.parts.iter().all(ours)
    }

    /// What rustdoc may find in the text.
    fn allowed(&self) -> Allowed<'_> {
        let mut allowed = Allowed::default();
        for part in &self.parts {
            match part {
                Part::Example(language, lines) => allowed.examples.push((language, lines)),
                Part::Item(name, path) => {
                    let target = path.clone().unwrap_or_else(|| format!("`{name}`"));
                    allowed.items.insert(target);
                }
                _ => {}
            }
        }
        allowed
    }

    /// The text; of the document, no Markdown remains where `bare`.
    fn written(&self, bare: bool) -> String {
        let mut text = String::new();
        for part in &self.parts {
            match part {
                Part::Ours(markdown) => text.push_str(markdown),
                Part::Number(number) => text.push_str(&number.to_string()),
                Part::Item(name, None) => text.push_str(&format!("[`{name}`]")),
                Part::Item(name, Some(path)) => text.push_str(&format!("[`{name}`]({path})")),
                Part::Name(name) if bare => text.push_str(&plain(&escaped(name))),
                Part::Name(name) => text.push_str(&code(&escaped(name))),
                Part::Line(prose) => text.push_str(&line(prose, bare)),
                Part::Prose(prose) => {
                    end_paragraph(&mut text);
                    text.push_str(&paragraphs(prose, bare));
                    end_paragraph(&mut text);
                }
                Part::Example(language, lines) => {
                    text.push_str(if text.ends_with('\n') { "" } else { "\n" });
                    text.push_str(&code_block(language, lines));
                    end_paragraph(&mut text);
                }
                Part::End => end_paragraph(&mut text),
            }
        }
        let lines: Vec<_> = text.trim().lines().map(str::trim_end).collect();
        lines.join("\n")
    }
}

/// Ends the paragraph, if there is one.
fn end_paragraph(text: &mut String) {
    text.truncate(text.trim_end().len());
    if !text.is_empty() {
        text.push_str("\n\n");
    }
}

/// Prose within a line.
fn line(prose: &str, bare: bool) -> String {
    let clean = cleaned(prose);
    let words: Vec<_> = clean.split_whitespace().collect();
    let line = words.join(" ");
    let rewritten = if bare { None } else { rewritten_line(&line) };
    rewritten.unwrap_or_else(|| plain(&line))
}

/// Prose in paragraphs of its own.
fn paragraphs(prose: &str, bare: bool) -> String {
    let clean = cleaned(prose);
    let text = clean.trim();
    let rewritten = if bare { None } else { rewritten(text) };
    rewritten
        .filter(|rewritten| !rewritten.is_empty())
        .unwrap_or_else(|| plain(text))
}
