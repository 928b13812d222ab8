//! A text of the document, parsed and written anew. Paragraphs, headings, lists, quotations, tables,
//! emphasis and code remain. Code is never Rust; HTML and footnotes become text; images become links,
//! and links lead to the web or become text.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Parser, Tag, TagEnd};

use super::EXTENSIONS;
use super::blocks::{Blocks, Table};
use super::inline::{Inline, Surroundings};
use super::markdown::{address, code, code_block, is_web, plain};

/// How deep lists, items and quotations may stand in each other.
const DEEPEST: usize = 16;

/// Returns the text as Markdown that stands for itself, or nothing where it is nested too deep.
pub(super) fn rewritten(text: &str) -> Option<String> {
    let mut writer = Writer::new(text);
    for (event, range) in Parser::new_ext(text, EXTENSIONS).into_offset_iter() {
        writer.event(event, range);
        if writer.blocks.depth() > DEEPEST {
            return None;
        }
    }
    writer.flush();
    Some(writer.blocks.finish())
}

/// Returns a line as Markdown within a line of ours, or nothing where it is more than a paragraph.
pub(super) fn rewritten_line(text: &str) -> Option<String> {
    let mut writer = Writer::new(text);
    let mut events = Parser::new_ext(text, EXTENSIONS).into_offset_iter();
    let (first, _) = events.next()?;
    if first != Event::Start(Tag::Paragraph) {
        return None;
    }
    let mut over = false;
    for (event, range) in events {
        if over {
            return None;
        }
        over = event == Event::End(TagEnd::Paragraph);
        writer.event(event, range);
    }
    Some(writer.blocks.finish())
}

/// A link that is open.
enum Link {
    /// To the web: where its text begins, the address, and what follows the text.
    Web(usize, String, String),
    /// Written as a whole already.
    Whole,
    /// To somewhere else, with the address where its text does not say it.
    Elsewhere(String),
    /// Within another link.
    Within,
}

struct Writer<'t> {
    source: &'t str,
    blocks: Blocks,
    inline: Inline,
    links: Vec<Link>,
    table: Option<Table>,
    /// The lines of a block of code that is open.
    code: Option<String>,
}

impl<'t> Writer<'t> {
    fn new(source: &'t str) -> Self {
        Self {
            source,
            blocks: Blocks::new(),
            inline: Inline::default(),
            links: Vec::new(),
            table: None,
            code: None,
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Text(text) => match (&mut self.code, self.links.last()) {
                (Some(code), _) => code.push_str(&text),
                (None, Some(Link::Whole)) => {}
                (None, _) => self.inline.text(&text),
            },
            Event::Html(line) if line.trim().is_empty() => self.flush(),
            Event::Html(text) | Event::InlineHtml(text) => self.inline.text(&text),
            Event::FootnoteReference(label) => self.inline.text(&format!("[^{label}]")),
            Event::TaskListMarker(done) => self.inline.text(if done { "[x] " } else { "[ ] " }),
            Event::Start(tag) => self.start(tag, self.source.get(range).unwrap_or_default()),
            Event::End(tag) => self.end(tag),
            Event::Code(text) => self.code_span(&text),
            Event::SoftBreak => self.inline.text("\n"),
            Event::HardBreak => self.inline.end_line(),
            Event::Rule => {
                self.flush();
                self.blocks.add("___".to_owned());
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, source: &str) {
        match tag {
            Tag::Emphasis => return self.open_mark(["*", "_"], source),
            Tag::Strong => return self.open_mark(["**", "__"], source),
            Tag::Strikethrough => return self.open_mark(["~~", "~~"], source),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => return self.open_link(link_type, &dest_url, &title),
            Tag::Image {
                dest_url, title, ..
            } => return self.open_link(LinkType::Inline, &dest_url, &title),
            _ => self.flush(),
        }
        match tag {
            Tag::Heading { .. } => self.inline.place = Surroundings::Heading,
            Tag::BlockQuote(_) => self.blocks.open_quotation(),
            Tag::CodeBlock(_) => self.code = Some(String::new()),
            Tag::List(first) => self.blocks.open_list(first),
            Tag::Item => self.blocks.open_item(source),
            Tag::FootnoteDefinition(label) => {
                self.inline.text(&format!("[^{label}]:"));
                self.flush();
            }
            Tag::Table(alignments) => {
                self.inline.place = Surroundings::Cell;
                self.table = Some(Table::new(alignments));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {
                self.inline.close();
            }
            TagEnd::Link | TagEnd::Image => self.close_link(),
            TagEnd::Paragraph => {
                let paragraph = self.inline.take();
                self.blocks.add_paragraph(paragraph);
            }
            TagEnd::Heading(level) => {
                let marks = "#".repeat(level as usize);
                let text = self.inline.take();
                self.blocks.add(format!("{marks} {text}"));
                self.inline.place = Surroundings::Paragraph;
            }
            TagEnd::CodeBlock => {
                let lines = self.code.take().unwrap_or_default();
                self.blocks.add(code_block("text", &lines));
            }
            TagEnd::BlockQuote | TagEnd::List(_) | TagEnd::Item => {
                self.flush();
                self.blocks.close();
            }
            TagEnd::TableCell => {
                let cell = self.inline.take();
                self.table
                    .iter_mut()
                    .for_each(|table| table.add(cell.clone()));
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                self.table.iter_mut().for_each(Table::end_row);
            }
            TagEnd::Table => {
                self.inline.place = Surroundings::Paragraph;
                let table = self.table.take().map(Table::finish);
                self.blocks.add(table.unwrap_or_default());
            }
            _ => self.flush(),
        }
    }

    /// Makes a paragraph of what is written.
    fn flush(&mut self) {
        let paragraph = self.inline.take();
        self.blocks.add(paragraph);
    }

    fn open_mark(&mut self, [star, underscore]: [&'static str; 2], source: &str) {
        let mark = if source.starts_with('_') {
            underscore
        } else {
            star
        };
        self.inline.open(mark);
    }

    fn code_span(&mut self, text: &str) {
        if self.inline.place != Surroundings::Cell || !text.contains('|') {
            self.inline.markdown(&code(text));
        } else if text.contains('\\') {
            // Code cannot have both in a cell: where it ends would depend on the reader.
            self.inline.text(text);
        } else {
            self.inline.markdown(&code(text).replace('|', "\\|"));
        }
    }

    fn open_link(&mut self, link_type: LinkType, target: &str, title: &CowStr<'_>) {
        let alone = matches!(link_type, LinkType::Autolink | LinkType::Email);
        let link = if !self.links.is_empty() {
            Link::Within
        } else if !is_web(target) {
            Link::Elsewhere(if alone {
                String::new()
            } else {
                target.to_owned()
            })
        } else {
            let address = address(target);
            if alone && !address.contains('\\') {
                self.inline.markdown(&format!("<{address}>"));
                Link::Whole
            } else {
                let title = Some(plain(title)).filter(|title| !title.is_empty());
                let title = title.map_or_else(String::new, |title| format!(" \"{title}\""));
                self.inline.markdown("[");
                let end = format!("]({address}{title})");
                Link::Web(self.inline.len(), target.to_owned(), end)
            }
        };
        self.links.push(link);
    }

    fn close_link(&mut self) {
        match self.links.pop() {
            Some(Link::Web(start, target, end)) => {
                if self.inline.len() == start {
                    self.inline.text(&target);
                }
                self.inline.markdown(&end);
            }
            Some(Link::Elsewhere(target)) if !target.is_empty() => {
                self.inline.text(" (");
                self.code_span(&target);
                self.inline.text(")");
            }
            _ => {}
        }
    }
}
