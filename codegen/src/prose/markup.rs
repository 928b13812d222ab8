//! What in a text of the document is more than prose: code, HTML, images, and links that do not lead
//! to the web.

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::EXTENSIONS;
use super::characters::cleaned;
use super::markdown::is_web;

/// Something in a text that is more than prose.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Markup {
    /// What it is.
    pub(crate) what: &'static str,
    /// All of it, or where it leads.
    pub(crate) content: String,
    /// The language of code, or the title of a link or an image.
    pub(crate) detail: String,
}

/// Returns everything in a text that is more than prose, in its order.
///
/// Documentation has a text without the blanks around it, or within a line. What only these forms
/// hold counts too.
pub(crate) fn markup(text: &str) -> Vec<Markup> {
    if !may_hold_markup(text) {
        return Vec::new();
    }
    let text = cleaned(text);
    let mut found = markup_of(&text);
    let mut known = found.clone();
    found.extend(markup_of(text.trim()).into_iter().filter(|part| {
        let at = known.iter().position(|known| known == part);
        at.map(|at| known.swap_remove(at)).is_none()
    }));
    if found.is_empty() {
        let words: Vec<_> = text.split_whitespace().collect();
        found = markup_of(&words.join(" "));
    }
    found
}

/// Returns what a clean text holds, in its order.
fn markup_of(text: &str) -> Vec<Markup> {
    let mut found = Vec::new();
    // What is inside of code and HTML belongs to them.
    let mut open: Option<Markup> = None;
    for event in Parser::new_ext(text, EXTENSIONS) {
        let new = |what, content: &str, detail: &str| {
            Some(Markup {
                what,
                // The line end behind the last line depends on what follows.
                content: content.trim_end().to_owned(),
                detail: detail.to_owned(),
            })
        };
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                open = new("code", "", &language);
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => open = new("code", "", ""),
            Event::Start(Tag::HtmlBlock) => open = new("HTML", "", ""),
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock) => {
                let whole = open.take();
                found
                    .extend(whole.and_then(|whole| new(whole.what, &whole.content, &whole.detail)));
            }
            Event::Text(text) | Event::Html(text) => {
                if let Some(open) = &mut open {
                    open.content.push_str(&text);
                }
            }
            Event::InlineHtml(html) => found.extend(new("HTML", &html, "")),
            Event::Start(Tag::Image {
                dest_url, title, ..
            }) => found.extend(new("image", &dest_url, &title)),
            Event::Start(Tag::Link {
                dest_url, title, ..
            }) if !is_web(&dest_url) => found.extend(new("link", &dest_url, &title)),
            _ => {}
        }
    }
    found
}

/// Returns whether a text has signs that something other than prose begins with. Characters that are
/// cleaned may become such signs.
pub(crate) fn may_hold_markup(text: &str) -> bool {
    let is_cleaned =
        |sign: char| !sign.is_ascii() || sign.is_ascii_control() && !matches!(sign, '\n' | '\r');
    text.contains(['`', '~', '<', '[']) || text.contains("    ") || text.contains(is_cleaned)
}

#[cfg(test)]
mod tests {
    use super::markup;

    fn told(text: &str) -> Vec<String> {
        let found = markup(text).into_iter();
        found
            .map(|one| format!("{}: {}", one.what, one.content.trim()))
            .collect()
    }

    #[test]
    fn prose_is_prose() {
        for prose in [
            "",
            "The `code` of a *visit*, from 1 to 9; a <= b.",
            "- a\n- b\n\n> c\n\n1. d",
            "[Smart](https://smart.example) and <https://smart.example>",
            "an array[0] and {braces}",
            "| a | b |\n|---|---|\n| c | d |",
        ] {
            assert_eq!(told(prose), [""; 0], "{prose}");
        }
    }

    #[test]
    fn code_in_every_form_is_found() {
        for code in [
            "```\nx();\n```",
            "~~~rust\nx();\n~~~",
            "A:\n\n- ```\n  x();\n  ```",
            "A:\n\n> ```\n> x();\n> ```",
            "A.\n\n    x();",
            "A.\n\n\tx();",
            "A.\n\n-     x();",
            "A.\n\n>     x();",
            "```\nx();",
            "A\u{2028}\u{2028}```\u{2028}x();",
            "A\r\r    x();",
            "A\n\n\u{202a}\u{202a}\u{202a}\u{202a}x();",
            "A\n\n\u{80}\u{80}\u{80}\u{80}x();",
            "\u{a0}~~~\nx();",
            "\u{3000}```\nx();",
            "- a\n\n  - b\n\n    ````text\n    x();\n    ````",
        ] {
            assert_eq!(told(code), ["code: x();"], "{code:?}");
        }
    }

    #[test]
    fn html_images_and_links_to_elsewhere_are_found() {
        assert_eq!(
            told("<script>\nalert(1)\n</script>\n\nA <b>c</b>."),
            [
                "HTML: <script>\nalert(1)\n</script>",
                "HTML: <b>",
                "HTML: </b>"
            ]
        );
        assert_eq!(told("<!-- a -->"), ["HTML: <!-- a -->"]);
        assert_eq!(
            told("a <script\n\nsrc=x> [b](javascript:c\n\n)"),
            ["HTML: <script src=x>", "link: javascript:c"]
        );
        assert_ne!(markup("```text\na\n```"), markup("```rust\na\n```"));
        assert_ne!(markup("[a](b:c 'd')"), markup("[a](b:c 'e')"));
        assert_eq!(
            told("![a](https://x.example/a.png)"),
            ["image: https://x.example/a.png"]
        );
        assert_eq!(
            told("[a](javascript:b) [c] <data:d> [e](../f)\n\n[c]: vbscript:g"),
            [
                "link: javascript:b",
                "link: vbscript:g",
                "link: data:d",
                "link: ../f"
            ]
        );
    }
}
