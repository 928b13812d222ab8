//! Explains the kinds of change with the text of `kinds.md`.

use super::kind::Kind;

const TEXT: &str = include_str!("kinds.md");

/// The explanation of a kind of change, in Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    /// The reason for its verdicts.
    pub why: &'static str,
    /// An example.
    pub example: &'static str,
    /// The action of those who use the crate.
    pub consumer: &'static str,
}

/// Returns the explanation of a kind.
pub fn explain(kind: Kind) -> Explanation {
    let section = section(kind.id()).unwrap_or_default();
    let (why, rest) = section.split_once("\n- Example: ").unwrap_or_default();
    let (example, consumer) = rest.split_once("\n- Do: ").unwrap_or_default();
    Explanation {
        why: why.trim(),
        example: example.trim(),
        consumer: consumer.trim(),
    }
}

/// Returns the section of a kind.
fn section(id: &str) -> Option<&'static str> {
    let (_, rest) = TEXT.split_once(&format!("\n### `{id}`\n"))?;
    Some(rest.split("\n#").next().unwrap_or(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_says_why_shows_an_example_and_tells_what_to_do() {
        for kind in Kind::ALL {
            let explanation = explain(*kind);
            for text in [explanation.why, explanation.example, explanation.consumer] {
                assert!(
                    text.len() > 6 && text.ends_with(['.', '?']),
                    "{kind}: {explanation:#?}"
                );
            }
        }
    }

    #[test]
    fn every_section_is_about_one_kind_and_says_something_of_its_own() {
        let ids: Vec<&str> = TEXT
            .lines()
            .filter_map(|line| line.strip_prefix("### "))
            .map(|heading| heading.trim_matches('`'))
            .collect();
        for id in &ids {
            assert!(Kind::of(id).is_some(), "{id} is no kind");
        }
        assert_eq!(ids.len(), Kind::ALL.len());
        let whys: std::collections::BTreeSet<_> =
            Kind::ALL.iter().map(|kind| explain(*kind).why).collect();
        assert_eq!(whys.len(), ids.len());
    }
}
