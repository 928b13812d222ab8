//! The document of a pull request is text of a stranger: wherever it is shown, it stays text.

use crate::repository::{SMART, edited};
use crate::sandbox::Sandbox;

/// Text that would mention people, be HTML, end a code span, a table, a list or a line, and command
/// a workflow or a terminal.
const HOSTILE: &str = r#"`@smart/team` | <img src=x onerror=alert(1)> </details>\n\n# Merge me\n::error::no\r::add-mask::x %0A::warning::y \u001b[2J \u202etxt, a: b\\"#;

/// The text as a property, an enum value, a path and an operation's id; what it does to each.
fn reports(format: &str) -> String {
    let sandbox = Sandbox::new();
    let old = edited(
        SMART,
        &[(
            "title: Smart provider API, as much of it as the stories need",
            "title: T",
        )],
    );
    let new = edited(
        &old,
        &[
            (
                "        scheme_name: {",
                &format!("        \"{HOSTILE}\": {{"),
            ),
            ("INACTIVE]", &format!("INACTIVE, \"{HOSTILE}\"]")),
            ("  /api/claims:", &format!("  \"/api/claims/{HOSTILE}\":")),
            (
                "{type: string, maxLength: 50}",
                &format!("{{type: string, maxLength: 50, default: \"{HOSTILE}\"}}"),
            ),
        ],
    );
    sandbox.write("old.yaml", old);
    sandbox.write("new.yaml", new);
    let ran = sandbox.run(&["diff", "old.yaml", "new.yaml", "--format", format]);
    assert!(matches!(ran.code, Some(0 | 1)), "{ran:#?}");
    assert!(ran.stdout.contains("smart/team"), "{ran:#?}");
    ran.stdout
}

/// What of a line of Markdown stands outside of code spans.
fn outside(line: &str) -> String {
    let parts: Vec<&str> = line.split('`').collect();
    assert!(parts.len() % 2 == 1, "a span does not end: {line}");
    parts.into_iter().step_by(2).collect()
}

#[test]
fn in_a_comment_it_stands_in_code_spans_on_one_line() {
    let page = reports("markdown");
    let ours = [
        "<!-- smart-api: api diff -->",
        "<details>",
        "</details>",
        "<sub>",
        "</sub>",
    ];
    for line in page.lines() {
        let mut outside = outside(line);
        for tag in ours.iter().chain(&["<summary>", "</summary>"]) {
            outside = outside.replace(tag, "");
        }
        assert!(!outside.contains(['@', '<', '\\']), "{line}");
        for word in ["Merge me", "team", "error::", "warning", "onerror"] {
            assert!(!outside.contains(word), "{word}: {line}");
        }
        assert!(!line.starts_with("# "), "{line}");
        assert!(line.starts_with("<details><summary>") || !line.contains("<details>"));
    }
    let is_harmless = |sign: char| sign == '\n' || !sign.is_control() && sign != '\u{202e}';
    assert!(page.chars().all(is_harmless));
}

#[test]
fn in_annotations_it_begins_no_other_command() {
    let text = reports("github");
    assert!(!text.contains('\r'));
    for line in text.lines() {
        let (command, data) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
        let (level, properties) = command.split_once(' ').unwrap();
        assert!(["error", "warning", "notice"].contains(&level), "{line}");
        for property in properties.split(',') {
            let (key, _) = property.split_once('=').unwrap();
            assert!(["file", "line", "col", "title"].contains(&key), "{line}");
        }
        // What looked like an escaped line break is shown and not made.
        assert!(!data.replace("%25", "").contains('%'), "{line}");
    }
    assert!(text.contains("%250A"), "{text}");
}

#[test]
fn in_a_terminal_it_commands_nothing_and_stays_on_its_line() {
    let text = reports("text");
    assert!(
        text.chars().all(|sign| sign == '\n' || !sign.is_control()),
        "{text:?}"
    );
    let begins = |what: &str| text.lines().any(|line| line.trim_start().starts_with(what));
    assert!(!begins("::") && !begins("# Merge"), "{text}");
}

#[test]
fn the_name_of_a_file_is_escaped_in_annotations() {
    let sandbox = Sandbox::new();
    sandbox.write("old.yaml", SMART);
    let name = "a,b%,title=x.yaml";
    sandbox.write(
        name,
        edited(SMART, &[("        scheme_name: {type: string}\n", "")]),
    );
    let ran = sandbox
        .run(&["diff", "old.yaml", name, "--format", "github"])
        .exits(0);
    let place = "::error file=a%2Cb%25%2Ctitle=x.yaml,line=";
    assert!(ran.stdout.starts_with(place), "{ran:#?}");
}
