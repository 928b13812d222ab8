//! Hostile texts: code that rustdoc tests, HTML, and ends of our literals.

/// Forms in which rustdoc tests `CODE` when it finds them in a comment.
pub(crate) const CODE_BLOCKS: &[(&str, &str)] = &[
    ("fence", "A:\n\n```\nCODE\n```\n"),
    ("fence_first", "```\nCODE\n```"),
    ("fence_after_text", "A:\n```\nCODE\n```\nB."),
    ("tildes", "A:\n\n~~~\nCODE\n~~~\n"),
    ("four_backticks", "A:\n\n````\nCODE\n````\n"),
    (
        "mixed_fences",
        "A:\n\n~~~text\n```\n~~~\n\n```\nCODE\n```\n",
    ),
    ("fence_never_closed", "A:\n\n```\nCODE\n"),
    ("fence_closed_by_less", "A:\n\n````\nCODE\n```\n"),
    (
        "fence_not_closed_with_words",
        "A:\n\n```text\n``` x\n```\n\n```\nCODE\n```\n",
    ),
    ("fence_of_rust", "A:\n\n```rust\nCODE\n```\n"),
    ("fence_of_a_class", "A:\n\n```{.rust}\nCODE\n```\n"),
    (
        "fence_of_an_edition",
        "A:\n\n``` should_panic, edition2021\nCODE\n```\n",
    ),
    ("fence_indented", "A:\n\n   ```\n   CODE\n   ```\n"),
    ("indented", "A.\n\n    CODE\n"),
    ("tab", "A.\n\n\tCODE\n"),
    ("blank_and_tab", "A.\n\n  \tCODE\n"),
    ("list_fence", "A:\n\n- ```\n  CODE\n  ```\n"),
    ("star_list_fence", "A:\n\n* ```\n  CODE\n  ```\n"),
    ("ordered_fence", "A:\n\n12) ```\n    CODE\n    ```\n"),
    ("list_fence_below", "- A:\n\n  ```\n  CODE\n  ```\n"),
    ("list_fence_by_tab", "-\tA:\n\n\t```\n\tCODE\n\t```\n"),
    ("list_indent", "A.\n\n-     CODE\n"),
    ("list_tab", "A.\n\n-\t\tCODE\n"),
    (
        "list_in_list",
        "- a\n  - b\n    1. c\n\n       ```\n       CODE\n       ```\n",
    ),
    ("list_in_list_indent", "- a\n  - b\n\n        CODE\n"),
    ("quote_fence", "A:\n\n> ```\n> CODE\n> ```\n"),
    ("quote_in_quote", "A:\n\n> > ~~~\n>> CODE\n"),
    ("quote_indent", "A.\n\n>     CODE\n"),
    ("quote_tab", "A.\n\n>\t\tCODE\n"),
    ("quote_in_list", "- > a\n\n  > - ```\n  >   CODE\n"),
    ("list_in_quote", "> - a\n>\n>   ```\n>   CODE\n>   ```\n"),
    ("after_html", "<div>\n\n```\nCODE\n```\n\n</div>"),
    ("after_a_comment", "<!-- ``` -->\n```\nCODE\n```\n"),
    ("after_a_heading", "Head\n===\n    CODE\n"),
    ("after_a_rule", "A.\n\n***\n    CODE\n"),
    (
        "after_a_table",
        "| a | b |\n|---|---|\n| c | d |\n\n    CODE\n",
    ),
    ("after_a_definition", "[a]: http://x.example\n\n    CODE\n"),
    (
        "in_a_footnote",
        "A[^a].\n\n[^a]:\n    ```\n    CODE\n    ```\n",
    ),
    (
        "indented_in_a_footnote",
        "A[^a].\n\n[^a]: B.\n\n        CODE\n",
    ),
    (
        "fence_by_line_feeds_of_windows",
        "A:\r\n\r\n```\r\nCODE\r\n```\r\n",
    ),
];

/// Forms that are nothing when they stand alone, or not for rustdoc: they reach for what stands
/// beside them, or are written with characters that only look like others.
pub(crate) const REACHING: &[(&str, &str)] = &[
    ("carriage_returns", "A:\r\r```\rCODE\r```\r"),
    ("line_tabulations", "A:\u{b}\u{b}```\u{b}CODE\u{b}```\u{b}"),
    ("form_feeds", "A:\u{c}\u{c}```\u{c}CODE\u{c}```\u{c}"),
    ("next_lines", "A:\u{85}\u{85}```\u{85}CODE\u{85}```\u{85}"),
    (
        "line_separators",
        "A:\u{2028}\u{2028}```\u{2028}CODE\u{2028}```",
    ),
    (
        "paragraph_separators",
        "A:\u{2029}\u{2029}```\u{2029}CODE\u{2029}```",
    ),
    (
        "indented_by_others",
        "A.\r\r    CODE\u{2028}\u{2028}\tCODE\u{85}\u{85}    CODE",
    ),
    (
        "line_ends_by_entities",
        "A:&#10;&#10;```&#10;CODE&#10;```&#10;",
    ),
    ("blanks_by_entities", "&#32;&#32;&#32;&#32;CODE\n&#9;CODE"),
    (
        "fences_by_entities",
        "A:\n\n&#96;&#96;&#96;\nCODE\n&#96;&#96;&#96;",
    ),
    ("opens_a_fence", "A:\n\n```"),
    ("opens_a_long_fence", "A:\n\n~~~~~~~~text"),
    ("opens_a_comment", "A:\n\n<!-- never closed"),
    ("opens_an_element", "<pre>\n\nnever closed"),
    ("opens_a_script", "<script>\nnever closed"),
    ("opens_a_declaration", "<!DOCTYPE\n\n<?xml\n\n<![CDATA["),
    (
        "opens_a_code_span",
        "A ` and `` and ``` and [ and * and ** and _ and ~~ and <",
    ),
    (
        "closes_our_fence",
        "A:\n\n```text\n````\n`````\n\n    ```\n\nCODE",
    ),
    ("ends_in_a_list", "A:\n\n- a\n- \n"),
    ("ends_in_a_quotation", "A:\n\n> a\nb\n>\n"),
    ("ends_in_a_footnote", "A[^a].\n\n[^a]: b\n"),
    ("ends_in_a_table", "| a |\n|---|\n| b"),
    ("ends_in_a_backslash", "A\\"),
    ("ends_in_an_image", "A!"),
    ("underlines", "=\n\n-\n\n---"),
    (
        "defines",
        "[`Client`]: http://x.example\n[Client]: <http://x.example>\n[^a]: b",
    ),
    ("is_a_definition", "[a]: http://x.example 'title'"),
    (
        "ends_a_comment",
        "*/ CODE /* // /// //! #[doc = \"```\"] \"# \\",
    ),
    ("ends_an_attribute", "\"] CODE #[doc = \""),
    (
        "directions",
        "\u{202e}\u{2066}CODE\u{2069} \u{feff}\u{0}\u{1b}[31m",
    ),
    ("blank", " \t\u{a0}\r\n\u{2028}"),
    (
        "links_to_code",
        "[Client] [`Vec`] [a][Vec] [b](Vec::new) [c](#d) ![e] ![f](Vec) [^g] [struct@h]",
    ),
];

/// Texts that would leave the literal of an example, and stop the compiler there.
pub(crate) const LEAVING: &[(&str, &str)] = &[
    (
        "one_hash",
        "\"#)?; compile_error!(\"out\"); CODE let _ = (r#\"",
    ),
    (
        "two_hashes",
        "\"##)?; compile_error!(\"out\"); CODE let _ = (r##\"",
    ),
    (
        "five_hashes",
        "\"#####)?; compile_error!(\"out\"); CODE let _ = (r#####\"",
    ),
    (
        "honest",
        "an honest \"##\" and \"#\" and \"\" and \\ and \\\" and \\\\\"",
    ),
    (
        "escapes",
        "\u{8}\u{c}\u{0}\u{7f}\u{85}\u{2028}\u{202e}\u{2066}\u{feff}/\u{1f600}\r\n\t\\u{41}",
    ),
    ("fences", "```\n```\n# ```\n#![x]\n## \n#"),
];

/// Texts that are code of a page, or links that lead to some.
pub(crate) const LIVE: &[(&str, &str)] = &[
    ("script", "<script>eviL()</script>"),
    (
        "script_in_text",
        "a <script>eviL()</script> b <script src=\"eviL\"></script>",
    ),
    ("image", "<img src=eviL onerror=eviL()>"),
    (
        "image_block",
        "<div onclick=eviL()>\n<img src=x onerror=\"eviL()\">\n\n</div>",
    ),
    ("element_over_lines", "a <b\nonclick=\"eviL()\"\n>b</b>"),
    (
        "comment",
        "a <!-- eviL --> <!-- eviL\n\n--> <?eviL?> <![CDATA[eviL]]> <!eviL >",
    ),
    ("style", "<style>\n* { background: url(eviL) }\n</style>"),
    (
        "frame",
        "<iframe srcdoc='eviL'></iframe><svg onload=eviL()>",
    ),
    (
        "link",
        "[a](javascript:eviL()) [b](JaVaScRiPt:eviL()) [c](<data:text/html,eviL>)",
    ),
    (
        "link_by_entities",
        "[a](&#106;avascript:eviL()) [b](java&Tab;script:eviL()) [c](\\javascript:eviL())",
    ),
    (
        "autolink",
        "<javascript:eviL()> <data:eviL> <vbscript:eviL> <eviL@x.example> <file:///eviL>",
    ),
    ("reference", "[a] [b][a]\n\n[a]: javascript:eviL()"),
    (
        "markdown_image",
        "![a](javascript:eviL()) ![b](https://x.example/eviL.png) ![c][d]\n\n[d]: data:eviL",
    ),
    (
        "image_in_a_link",
        "[![a](https://x.example/eviL.png)](javascript:eviL())",
    ),
    ("link_in_an_image", "![a [b](javascript:eviL()) c](eviL)"),
    (
        "relative",
        "[a](eviL.html) [b](//eviL) [c](/eviL) [d](?eviL) [e](http:eviL)",
    ),
    (
        "leaves_an_attribute",
        "[a](https://x.example/\"onclick=\"eviL()) <https://x.example/\"onclick=\"eviL()>",
    ),
    ("title", "[a](https://x.example '\" onclick=\"eviL()')"),
    (
        "entities",
        "&lt;script&gt;eviL()&lt;/script&gt; &amp;lt;script&amp;gt;eviL()",
    ),
    (
        "code",
        "`<script>eviL()</script>` and `` ` <img src=eviL> ``",
    ),
    ("fenced", "```\n<script>eviL()</script>\n```"),
    (
        "table",
        "| a `\\|<script>eviL()` | <img src=eviL> |\n|---|---|\n| `\\\\|<b onclick=eviL()>` | \\|<i onclick=eviL()> |",
    ),
];
