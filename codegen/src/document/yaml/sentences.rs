//! Words for the mistakes that the YAML parser finds.

/// Parts of messages of saphyr, and the words for each message. The first part that fits counts.
const SENTENCES: &[(&str, &str)] = &[
    (
        "invalid indentation in quoted",
        "a line of this quoted text begins too far left",
    ),
    (
        "invalid indentation",
        "this line begins further left than what it belongs to",
    ),
    (
        "wrongly indented line in block",
        "a line of this text block begins too far left",
    ),
    (
        "mapping values are not allowed",
        "a `:` stands where no key can be; text with `: ` in it needs quotation marks",
    ),
    (
        "block mapping, did not find",
        "a key is expected here, below the keys before it",
    ),
    (
        "block collection, did not find",
        "a `-` is expected here, below those before it",
    ),
    ("parsing a flow mapping,", "`,` or `}` is expected here"),
    ("parsing a flow sequence,", "`,` or `]` is expected here"),
    (
        "found unexpected end of stream",
        "this text has no closing quotation mark",
    ),
    ("expected node content", "a value is expected here"),
    ("simple key expect", "this line is no `key: value`"),
    (
        "unknown escape character",
        "`\\` stands before a character that cannot be escaped",
    ),
    (
        "trailing content after double-quoted",
        "something follows the closing quotation mark",
    ),
    (
        "did not find expected <document start>",
        "something follows the end of the document",
    ),
    ("misplaced bracket", "this bracket was not opened"),
    (
        "unexpected character",
        "this character cannot begin a value; text with it needs quotation marks",
    ),
];

/// Returns a message of saphyr in words that an author can use.
pub(super) fn sentence(info: &str) -> String {
    let known = SENTENCES.iter().find(|(said, _)| info.contains(said));
    known.map_or_else(|| info.replace('\'', "`"), |(_, meant)| (*meant).to_owned())
}
