//! Finds live markup in a page: elements, attributes and links that a browser acts on.

/// The word that stands in each text where it tries to live.
pub(crate) const EVIL: &str = "eviL";

/// What lives in a page: tags that hold the word and do not only link to the web, and scripts and
/// styles that hold it.
pub(crate) fn alive(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = page;
    let mut inside = "";
    while let Some((text, after)) = rest.split_once('<') {
        if text.contains(EVIL) && ["script", "style"].contains(&inside) {
            found.push(format!("<{inside}>{text}"));
        }
        let end = if after.starts_with("!--") { "-->" } else { ">" };
        let (tag, after) = split_tag(after, end);
        if tag.contains(EVIL) && !is_link(tag) && !is_summary(tag) {
            found.push(format!("<{tag}>"));
        }
        inside = tag.split_whitespace().next().unwrap_or_default();
        rest = after;
    }
    found
}

/// The tag and what follows it: a `>` in a quoted attribute does not end it.
fn split_tag<'a>(text: &'a str, end: &str) -> (&'a str, &'a str) {
    let mut quoted = None;
    for (at, character) in text.char_indices() {
        match quoted {
            None if text[at..].starts_with(end) => return (&text[..at], &text[at + end.len()..]),
            None if end == ">" && (character == '"' || character == '\'') => {
                quoted = Some(character)
            }
            Some(quote) if quote == character => quoted = None,
            _ => {}
        }
    }
    (text, "")
}

/// Whether a tag is a link to the web, by address and perhaps title, and nothing else.
fn is_link(tag: &str) -> bool {
    let Some(address) = tag.strip_prefix("a href=\"http") else {
        return false;
    };
    let web = address.starts_with("://") || address.starts_with("s://");
    let mut quotes = address.split('"').skip(1);
    let title = quotes
        .next()
        .is_none_or(|between| between.is_empty() || between == " title=");
    web && title && !quotes.skip(1).any(|after| !after.is_empty())
}

/// Whether a tag is rustdoc's summary of a page, and nothing else.
fn is_summary(tag: &str) -> bool {
    let content = tag.strip_prefix("meta name=\"description\" content=\"");
    content.is_some_and(|content| content.find('"') == Some(content.len() - 1))
}

#[test]
fn live_markup_of_a_page_is_found() {
    let alive_ones = [
        "<p><script>eviL()</script>",
        "<script src=\"eviL\"></script>",
        "<img src=\"x\" onerror=\"eviL()\">",
        "<a href=\"javascript:eviL()\">a</a>",
        "<a href=\"https://x.example\" onclick=\"eviL()\">a</a>",
        "<a href=\"https://x.example\" title=\"a\" onclick=\"eviL()\">a</a>",
        "<style>eviL</style>",
        "<!-- > eviL -->",
        "<meta name=\"description\" content=\"a\" http-equiv=\"eviL\">",
    ];
    for page in alive_ones {
        assert_eq!(alive(page).len(), 1, "{page}");
    }
    let others = [
        "<p>eviL &lt;script&gt;eviL()",
        "<meta name=\"description\" content=\"eviL\">",
        "<a href=\"https://x.example/eviL\">a</a> eviL",
        "<a href=\"https://x.example/\" title=\"eviL\">a</a><code>eviL</code>",
    ];
    for page in others {
        assert!(alive(page).is_empty(), "{page}");
    }
}
