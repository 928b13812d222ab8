//! What in a text of the document is more than prose: code, HTML, images, and links that do not lead
//! to the web.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

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
}

/// Returns everything in a text that is more than prose, in its order.
pub(crate) fn markup(text: &str) -> Vec<Markup> {
    let mut found = Vec::new();
    if !may_hold_markup(text) {
        return found;
    }
    let text = cleaned(text);
    // What is inside of code and HTML belongs to them.
    let mut open: Option<Markup> = None;
    for event in Parser::new_ext(&text, EXTENSIONS) {
        let new = |what, content: &str| {
            // The line end behind the last line depends on what follows.
            let content = content.trim_end().to_owned();
            Some(Markup { what, content })
        };
        match event {
            Event::Start(Tag::CodeBlock(_)) => open = new("code", ""),
            Event::Start(Tag::HtmlBlock) => open = new("HTML", ""),
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock) => {
                let whole = open.take();
                found.extend(whole.and_then(|whole| new(whole.what, &whole.content)));
            }
            Event::Text(text) | Event::Html(text) => {
                if let Some(open) = &mut open {
                    open.content.push_str(&text);
                }
            }
            Event::InlineHtml(html) => found.extend(new("HTML", &html)),
            Event::Start(Tag::Image { dest_url, .. }) => found.extend(new("image", &dest_url)),
            Event::Start(Tag::Link { dest_url, .. }) if !is_web(&dest_url) => {
                found.extend(new("link", &dest_url));
            }
            _ => {}
        }
    }
    found
}

/// Whether a text has signs that something other than prose begins with.
pub(crate) fn may_hold_markup(text: &str) -> bool {
    text.contains(['`', '~', '<', '[', '\t']) || text.contains("    ")
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
