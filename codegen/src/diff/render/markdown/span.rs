//! Text of a document inside of Markdown.
//!
//! Whoever opens a pull request chooses this text. In a code span it can mention nobody, be no
//! HTML and no link; on one line it can end no list and begin no heading; without its own backticks
//! it cannot leave the span; without signs that turn the direction of writing it looks like what
//! it is.

use crate::characters::visible;

/// The most characters that one text takes.
const LONGEST: usize = 240;

/// A text as a code span.
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
