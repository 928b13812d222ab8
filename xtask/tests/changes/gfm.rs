//! A page as GitHub reads it: GitHub Flavored Markdown.

use pulldown_cmark::{Event, Options, Parser, Tag};

/// The HTML that the report itself writes.
const OURS: [&str; 7] = [
    "<!-- smart-api: api diff -->",
    "<details>",
    "</details>",
    "<summary>",
    "</summary>",
    "<sub>",
    "</sub>",
];

/// Returns what a reader sees outside of code spans, of which each is a backtick. Fails where
/// anything but our own HTML is HTML, where anything is a link, an image, a table, a footnote, a
/// formula or a block of code, and where GitHub makes a link of plain text.
#[track_caller]
pub(crate) fn outside_of_code(page: &str) -> String {
    let mut seen = String::new();
    for event in Parser::new_ext(page, Options::all()) {
        match event {
            Event::Code(_) => seen.push('`'),
            Event::Text(text) => seen.push_str(&text),
            Event::SoftBreak | Event::HardBreak => seen.push('\n'),
            Event::Html(html) | Event::InlineHtml(html) => seen.push_str(&without_ours(&html)),
            Event::Start(
                Tag::Paragraph
                | Tag::Heading { .. }
                | Tag::BlockQuote(_)
                | Tag::HtmlBlock
                | Tag::List(None)
                | Tag::Item
                | Tag::Strong,
            ) => seen.push('\n'),
            Event::End(_) => seen.push('\n'),
            other => panic!("{other:?} in {page}"),
        }
    }
    for live in ["<", "@", "#", "://", "www.", "GH-", "$", "[", "\\"] {
        assert!(!seen.contains(live), "{live} in {seen}\nof {page}");
    }
    let is_hash = |word: &&str| word.len() >= 7 && word.bytes().all(|b| b.is_ascii_hexdigit());
    let words = seen.split(|sign: char| !sign.is_alphanumeric());
    assert_eq!(words.into_iter().find(is_hash), None, "of {page}");
    seen
}

fn without_ours(html: &str) -> String {
    OURS.iter()
        .fold(html.to_owned(), |html, ours| html.replace(ours, ""))
}
