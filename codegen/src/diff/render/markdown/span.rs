//! Text of a document inside of Markdown.
//!
//! The author of a pull request chooses this text. A code span has no mentions, no HTML and no
//! links. One line has no list and no heading. Without backticks the text stays in its span.
//! Without signs that turn the direction it looks like what it is.

use crate::characters::visible;

/// The largest number of characters of one text.
const LONGEST: usize = 240;

/// Returns a text as a code span.
pub(super) fn span(text: &str) -> String {
    let mut out = String::from("`");
    for (at, sign) in text.trim().chars().map(visible).enumerate() {
        if at == LONGEST {
            out.push('…');
            break;
        }
        out.push(if sign == '`' { '\'' } else { sign });
    }
    if out.len() == 1 {
        out.push(' ');
    }
    out.push('`');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_stays_in_its_span_on_its_line() {
        assert_eq!(span("plain"), "`plain`");
        assert_eq!(span("`@team` <img>"), "`'@team' <img>`");
        assert_eq!(
            span("a\n# b\r\n::error::c\u{2028}d"),
            "`a # b  ::error::c d`"
        );
        assert_eq!(span("a|b\\"), "`a|b\\`");
        assert_eq!(span("safe\u{202e}live"), "`safe\u{fffd}live`");
        assert_eq!(span(" "), "` `");
        assert_eq!(span(&"x".repeat(300)).chars().count(), LONGEST + 3);
    }
}
