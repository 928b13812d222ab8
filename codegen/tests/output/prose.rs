//! What a document says, as documentation of Rust. That nothing of it runs is shown by rustdoc itself,
//! in `tests/prose/`.

use serde_json::{Value, json};
use smart_codegen::{Options, STAMP, Source};

use super::generated;

/// A document of one type that is described so, and one operation that sends it.
fn document(description: &str, example: &Value) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Tides", "version": "1"},
        "servers": [{"url": "https://tides.example"}],
        "paths": {"/tides/{harbour}": {"put": {
            "operationId": "putTide",
            "parameters": [{"name": "harbour", "in": "path", "required": true, "schema": {"type": "string"},
                            "example": example["harbour"]}],
            "requestBody": {"required": true, "content": {"application/json": {
                "schema": {"$ref": "#/components/schemas/Tide"},
                "example": example,
            }}},
            "responses": {"204": {"description": "done"}},
        }}},
        "components": {"schemas": {"Tide": {
            "type": "object",
            "description": description,
            "properties": {"harbour": {"type": "string"}},
        }}},
    })
}

/// The comment that stands above the first line that begins so.
fn comment_above(code: &str, line: &str) -> String {
    let lines: Vec<_> = code.lines().map(str::trim_start).collect();
    let at = lines.iter().position(|found| found.starts_with(line));
    let before = lines[..at.expect("the line is there")].iter().rev();
    let comment = before
        .skip_while(|line| !line.starts_with("///"))
        .map_while(|line| line.strip_prefix("///"))
        .map(|line| line.strip_prefix(' ').unwrap_or(line));
    let mut comment: Vec<_> = comment.collect();
    comment.reverse();
    comment.join("\n")
}

/// The documentation of a type that is described so.
fn shown(description: &str) -> String {
    let document = document(description, &json!({"harbour": "x"}));
    let output = generated(&document.to_string());
    comment_above(&output.files["types.rs"], "pub struct Tide")
}

#[test]
fn markdown_stays_as_it_is_written() {
    let texts = [
        "Some *emphasis*, _other_, **strong**, __very__, ~~gone~~, `code`, snake_case and ***both***.",
        "R&D, 24 * 7, a < b > c, x^2, C:\\dir, \\d+, +254 700, 'quoted' \"text\", {braces}, $5, #6 and 1.5.",
        "A [link](https://x.example/a_b?c=1&d=2 \"Title\"), <https://x.example> and https://x.example.",
        "Two\nlines, and\n\nparagraphs,\\\nor a hard break.",
        "# Head\n\n## Next\n\n> quoted\n> text\n>\n> - item",
        "- a\n- b\n  1. c\n  2. d\n     - e\n- f",
        "* a\n\n  b\n\n* c\n\n7) d\n8) e",
        "| a | b |\n|:---|---:|\n| `c` | d \\| e |",
        "```text\nlet x = 1;\n```\n\n- ````text\n  ```\n  ````",
    ];
    for text in texts {
        assert_eq!(shown(text), text);
    }
}

#[test]
fn code_is_text_however_it_is_written() {
    let texts = [
        "A:\n\n    let x = 1;\n",
        "A:\n\n\tlet x = 1;\n",
        "A:\n~~~rust\nlet x = 1;\n~~~",
        "A:\n``````ignore\nlet x = 1;",
    ];
    for text in texts {
        assert_eq!(shown(text), "A:\n\n```text\nlet x = 1;\n```", "{text}");
    }
    assert_eq!(shown("-     let x = 1;"), "- ```text\n  let x = 1;\n  ```");
    assert_eq!(shown(">\tlet x;\n>\tlet y;"), "> let x;\n> let y;");
    assert_eq!(
        shown(">     a\n>\n>      b"),
        "> ```text\n> a\n>\n>  b\n> ```"
    );
    assert_eq!(shown("```\n```` `x"), "`````text\n```` `x\n`````");
}

#[test]
fn html_footnotes_and_other_references_are_shown_and_not_interpreted() {
    let texts = [
        ("<p>a <b>b</b></p>", "\\<p>a \\<b>b\\</b>\\</p>"),
        ("<!-- a\n\nb -->", "\\<!-- a\n\nb -->"),
        ("a<br>\n# b", "a\\<br>\n\n# b"),
        (
            "<pre>\n# a\n- b\n    c\n</pre>",
            "\\<pre>\n\\# a\n\\- b\nc\n\\</pre>",
        ),
        (
            "&lt;b&gt; &amp;lt; &copy; &#42;a&#42;",
            "\\<b> \\&lt; © \\*a\\*",
        ),
        ("a[^1]\n\n[^1]: b", "a\\[^1\\]\n\n\\[^1\\]:\n\nb"),
        (
            "[Tide], [`Tide`] and [a][Tide] [x]: y",
            "\\[Tide\\], \\[`Tide`\\] and \\[a\\]\\[Tide\\] \\[x\\]: y",
        ),
        (
            "[a] [b][a]\n\n[a]: https://x.example",
            "[a](https://x.example) [b](https://x.example)",
        ),
        ("- [ ] a\n- [x] b", "- \\[ \\] a\n- \\[x\\] b"),
    ];
    for (text, wanted) in texts {
        assert_eq!(shown(text), wanted, "{text}");
    }
}

#[test]
fn links_lead_to_the_web_or_nowhere() {
    let texts = [
        ("[a](javascript:b())", "a (`javascript:b()`)"),
        ("[a](#b) [c](d.html)", "a (`#b`) c (`d.html`)"),
        ("<javascript:a> <a@x.example>", "javascript:a a@x.example"),
        ("[a](HTTPS://x.example)", "[a](HTTPS://x.example)"),
        ("[a](http:b) [c](https://)", "a (`http:b`) c (`https://`)"),
        (
            "![a](https://x.example/a.png)",
            "[a](https://x.example/a.png)",
        ),
        (
            "![](https://x.example)",
            "[https://x.example](https://x.example)",
        ),
        ("[![a](b.png)](https://x.example)", "[a](https://x.example)"),
        (
            "[a](<https://x.example/(b) `c`>)",
            "[a](https://x.example/%28b%29%20%60c%60)",
        ),
    ];
    for (text, wanted) in texts {
        assert_eq!(shown(text), wanted, "{text}");
    }
}

#[test]
fn every_kind_of_line_end_is_one_and_what_cannot_be_seen_is_left_out() {
    for end in [
        "\n", "\r\n", "\r", "\u{b}", "\u{c}", "\u{85}", "\u{2028}", "\u{2029}",
    ] {
        assert_eq!(
            shown(&format!("a{end}{end}- b{end}")),
            "a\n\n- b",
            "{end:?}"
        );
    }
    assert_eq!(shown("a\u{202e}b\u{2066}\u{0}\u{1b}c \u{feff}"), "a b   c");
    assert_eq!(shown("\u{feff}\u{202e} \u{200b}\t\r"), "The schema `Tide`.");
    // Letters of some scripts are joined and parted by what cannot be seen.
    assert_eq!(
        shown("\u{645}\u{6cc}\u{200c}\u{62e}"),
        "\u{645}\u{6cc}\u{200c}\u{62e}"
    );
}

#[test]
fn what_is_nested_too_deep_is_text() {
    let deep = format!("{}a\n\n```\nb\n```", "> ".repeat(40));
    let wanted = format!("{}a \\`\\`\\` b \\`\\`\\`", "\\> ".repeat(40));
    assert_eq!(shown(&deep), wanted);
}

#[test]
fn names_are_code_on_one_line() {
    let names = [
        ("a`b", "``a`b``"),
        ("``` \n```", "```` ``` \\n``` ````"),
        (" a ", "`  a  `"),
        (
            "a\r\u{2028}\u{202e}\u{85}\t\u{200d}b",
            "`a\\r\\u{2028}\\u{202e}\\u{85}\\t\\u{200d}b`",
        ),
    ];
    for (name, wanted) in names {
        let mut document = document("", &json!({"harbour": "x"}));
        document["components"]["schemas"]["Tide"]["properties"] = json!({name: {"type": "string"}});
        let output = generated(&document.to_string());
        let types = &output.files["types.rs"];
        let field = types.lines().find(|line| line.contains("on the wire."));
        assert_eq!(
            field,
            Some(format!("    /// {wanted} on the wire.").as_str())
        );
        let line = output
            .digest
            .lines()
            .find(|line| line.starts_with("schema Tide."));
        let line = line.expect("the digest names the property");
        assert!(
            !line.contains(['\u{2028}', '\u{202e}', '\u{85}', '\u{200d}', '\t']),
            "{line}"
        );
    }
}

#[test]
fn the_name_of_a_file_stays_in_its_comment() {
    let name = "x\npub fn injected() {}\r\u{2028}\u{202e}\u{1b}#.json";
    let text = document("", &json!({"harbour": "x"})).to_string();
    let output = smart_codegen::generate(&Source::new(name, text), &Options::new());
    let output = output.expect("the document is generated");
    let escaped = "x\\npub fn injected() {}\\r\\u{2028}\\u{202e}\\u{1b}#.json";
    let first = format!("{STAMP} from {escaped}; do not edit.");
    for (file, code) in &output.files {
        assert_eq!(code.lines().next(), Some(first.as_str()), "{file}");
    }
    let first = format!("# The API of {escaped}, one fact a line; written by the generator.");
    assert_eq!(output.digest.lines().next(), Some(first.as_str()));
}

/// The literals of the example above the method: that of the path, and the body.
fn literals(example: &Value) -> (String, Value) {
    let output = generated(&document("", example).to_string());
    let comment = comment_above(&output.files["api.rs"], "pub async fn put_tide");
    let (_, example) = comment
        .split_once("# Example\n")
        .expect("there is an example");
    let (fence, code) = example.split_once("ignore\n").expect("it is code");
    let code = code
        .strip_suffix(fence)
        .expect("it ends where the comment ends");
    assert!(!code.contains(fence));
    let block: syn::Block = syn::parse_str(&format!("{{{code}}}")).expect("the example is Rust");
    let [
        syn::Stmt::Local(body),
        syn::Stmt::Local(request),
        syn::Stmt::Local(_),
    ] = &block.stmts[..]
    else {
        panic!("{code}");
    };
    let value = |local: &syn::Local| *local.init.clone().expect("it has a value").expr;
    let argument = |expr: syn::Expr| match expr {
        syn::Expr::Call(call) => match &call.args[0] {
            syn::Expr::Lit(syn::ExprLit {
                lit: syn::Lit::Str(text),
                ..
            }) => text.value(),
            _ => panic!("{code}"),
        },
        _ => panic!("{code}"),
    };
    let syn::Expr::Try(read) = value(body) else {
        panic!("{code}")
    };
    let json = argument(*read.expr);
    let json = serde_json::from_str(&json).expect("the body is JSON");
    (argument(value(request)), json)
}

#[test]
fn an_example_is_its_literal_whatever_it_holds() {
    let texts = [
        "Kilindini".to_owned(),
        "\"#)?; let _ = (r#\"".to_owned(),
        "\"##)?; include_str!(\"/etc/hostname\"); let _ = (r##\"".to_owned(),
        "an honest \"##\", \"#\" and \\".to_owned(),
        format!("\"{}", "#".repeat(300)),
        "\n```\n# hidden\n#![feature]\n~~~\n".to_owned(),
        "\u{0}\u{8}\u{c}\u{7f}\u{85}\u{2028}\u{2029}\u{202e}\u{2066}\u{feff}\u{e0041}\r\n\t/\u{1f600}".to_owned(),
        "\\u{41} \\u0041 \\x41 ' {} {{".to_owned(),
    ];
    for text in texts {
        let example = json!({"harbour": text, text.as_str(): [text]});
        assert_eq!(literals(&example), (text, example));
    }
}
