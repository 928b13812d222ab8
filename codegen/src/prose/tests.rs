//! What is written of random texts, parsed again.

use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
use pulldown_cmark::{Event, Parser};

use super::characters::cleaned;
use super::guard::{Allowed, holds_only};
use super::random;
use super::rewriting::rewritten;
use super::{Comment, EXTENSIONS};

/// What a reader reads, without blanks.
fn read(markdown: &str) -> String {
    let mut all = String::new();
    for event in Parser::new_ext(markdown, EXTENSIONS) {
        if let Event::Text(text) | Event::Code(text) = event {
            all.extend(text.chars().filter(|character| !character.is_whitespace()));
        }
    }
    all
}

#[test]
fn the_guard_accepts_our_examples_and_links_and_no_others() {
    let allowed = Allowed {
        examples: vec![("no_run", "let a;"), ("ignore", "let b;")],
        items: ["`Tide`".to_owned(), "super::Tide".to_owned()].into(),
    };
    let ours = "A [`Tide`], [`Tide`](super::Tide), <https://x.example>.\n\n```no_run\nlet a;\n```\n\n\
                ```text\nlet c;\n```\n\n```ignore\nlet b;\n```";
    assert!(holds_only(ours, &allowed));
    let others = [
        ours.replace("let a;", "let c;"),
        ours.replace("no_run", "rust"),
        ours.replace("```text", "```"),
        ours.replace("```ignore", "```text"),
        ours.replace("[`Tide`],", "[`Other`],"),
        ours.replace("](super::Tide)", "](super::Other)"),
        ours.replace("https:", "javascript:"),
        ours.replace("A ", "![a](https://x.example) "),
        ours.replace("A ", "<b>A</b> "),
        ours.replace("A ", "<!-- A --> "),
        ours.replace("A ", " A "),
        format!("{ours}\n\n    let d;"),
        format!("{ours}\n\n- ```\n  let d;"),
        format!("{ours}\n\n[a]: https://x.example"),
        format!("{ours}\n\n<div>"),
        format!("{ours}[^a]\n\n[^a]: a"),
        format!("~~~text\n{ours}"),
    ];
    for other in others {
        assert!(!holds_only(&other, &allowed), "{other}");
    }
}

#[test]
fn of_a_comment_that_is_refused_no_markdown_of_the_document_remains() {
    let comment = |ours| {
        let comment = Comment::default()
            .ours(ours)
            .name("a`b")
            .ours(" ")
            .line("*c*");
        let comment = comment.prose("- d\n- <e>").ours("Of ").item("Tide");
        comment.example("no_run", "let f;").text()
    };
    let end = "Of [`Tide`]\n```no_run\nlet f;\n```";
    assert_eq!(
        comment("A "),
        format!("A ``a`b`` *c*\n\n- d\n- \\<e>\n\n{end}")
    );
    let bare = "<b>A</b> a\\`b \\*c\\*\n\n\\- d \\- \\<e\\>";
    assert_eq!(comment("<b>A</b> "), format!("{bare}\n\n{end}"));
}

proptest! {
    #[test]
    fn what_is_written_is_accepted(text in random::texts()) {
        if let Some(written) = rewritten(cleaned(&text).trim()) {
            prop_assert!(holds_only(&written, &Allowed::default()), "{written:?}");
        }
    }

    // But for emphasis, whose marks depend on what stands beside them.
    #[test]
    fn what_is_written_is_read_as_what_it_was_written_for(text in random::texts()) {
        let text = cleaned(&text).replace(['*', '_', '~'], "");
        if let Some(written) = rewritten(text.trim()) {
            let again = rewritten(&written).unwrap_or_default();
            prop_assert_eq!(read(&again), read(&written), "{} {}", written, again);
        }
    }

    // But for HTML and links, which become text.
    #[test]
    fn what_is_written_says_what_the_document_says(text in random::texts()) {
        let text = cleaned(&text).replace(['*', '_', '~', '<', '['], "");
        if let Some(written) = rewritten(text.trim()) {
            prop_assert_eq!(read(&written), read(text.trim()), "{}", written);
        }
    }
}
