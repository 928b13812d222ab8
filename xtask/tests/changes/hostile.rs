//! The document of a pull request is text of a stranger: wherever it is shown, it stays text.

use serde_json::Value;
use smart_codegen::diff::{Side, compare, render};
use smart_codegen::{Options, Problem, Source};

use crate::gfm;
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

/// A document with something of every form that is compared.
const HARBOUR: &str = include_str!("../../../codegen/tests/diff/harbour.yaml");

/// What GitHub makes something of where it stands outside of code, each as often as fits.
const LIVE: [&str; 3] = [
    "QzQ @smart/team #123 GH-1 smart/api#1 https://evil.example/x www.evil.example 6dcb09b5b57875f334f61aebed695e2e4193db5e",
    "``QzQ` **QzQ** [QzQ](https://evil.example) ![QzQ](//evil.example/i) <img src=x alt=QzQ> </details></summary></sub> `` ` ``` $`QzQ`$ | [^1] \\",
    "\n\n# QzQ\r\n- QzQ\n\n| QzQ |\n|---|\n```\nQzQ\n~~~\n    QzQ\n<!-- QzQ\u{2028}> QzQ\u{202e}\u{85}QzQ\n\n[1]: //evil.example QzQ",
];

/// A place in a document: the value there is a text, or the name of something is.
#[derive(Debug, Clone)]
struct Text {
    pointer: String,
    is_name: bool,
}

/// Every text of a document, the names in it included.
fn texts(value: &Value, pointer: &str, found: &mut Vec<Text>) {
    let text = |pointer: &str, is_name| Text {
        pointer: pointer.to_owned(),
        is_name,
    };
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let name = name.replace('~', "~0").replace('/', "~1");
                let pointer = format!("{pointer}/{name}");
                found.push(text(&pointer, true));
                texts(value, &pointer, found);
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                texts(item, &format!("{pointer}/{at}"), found);
            }
        }
        // Whatever is no text can become one.
        _ => found.push(text(pointer, false)),
    }
}

/// The document with another text in that place.
fn replaced(document: &Value, place: &Text, text: &str) -> Value {
    let mut document = document.clone();
    if !place.is_name {
        *document.pointer_mut(&place.pointer).unwrap() = text.into();
        return document;
    }
    let (parent, name) = place.pointer.rsplit_once('/').unwrap();
    let name = name.replace("~1", "/").replace("~0", "~");
    let parent = document.pointer_mut(parent).unwrap().as_object_mut();
    let members = std::mem::take(parent.unwrap());
    let members: serde_json::Map<_, _> = members
        .into_iter()
        .map(|(key, value)| match key == name {
            // A path stays one, or it would be refused before it is compared.
            true if name.starts_with('/') => (format!("{key}/{text}"), value),
            true => (text.to_owned(), value),
            false => (key, value),
        })
        .collect();
    *document
        .pointer_mut(place.pointer.rsplit_once('/').unwrap().0)
        .unwrap() = members.into();
    document
}

fn side(document: &Value) -> Result<Side, Vec<Problem>> {
    let source = Source::new("spec/smart.yaml", document.to_string());
    Side::generate(&source, &Options::new())
}

/// In each place of a document, a text that GitHub makes something of, before and after.
#[test]
fn no_text_of_a_document_leaves_its_code_span_in_a_comment() {
    let document: Value = serde_yaml::from_str(HARBOUR).unwrap();
    let plain = side(&document).unwrap();
    let mut places = Vec::new();
    texts(&document, "", &mut places);
    assert!(places.len() > 300, "{}", places.len());
    let (mut shown, mut refused) = (0, 0);
    for (place, text) in places.iter().zip(LIVE.iter().cycle()) {
        let pages = match side(&replaced(&document, place, text)) {
            Ok(edited) => [(&plain, &edited), (&edited, &plain)]
                .map(|(old, new)| render::markdown(&compare(old, new), None, render::LONGEST))
                .to_vec(),
            Err(found) => vec![render::not_compared(text, &found, render::LONGEST)],
        };
        for page in pages {
            let outside = gfm::outside_of_code(&page);
            assert!(!outside.contains("QzQ"), "{place:?}: {outside}\nof {page}");
            assert!(!outside.contains("evil"), "{place:?}: {outside}\nof {page}");
            shown += usize::from(page.contains("QzQ"));
            refused += usize::from(page.contains("#### Why it "));
        }
    }
    // Most texts are shown, in changes or in problems, and so were looked at.
    let all = places.len();
    assert!(
        shown > all && refused > all / 4,
        "{shown}, {refused} of {all}"
    );
}

#[test]
fn hostile_text_in_a_comment_stands_in_code_spans_on_one_line() {
    let page = reports("markdown");
    let outside = gfm::outside_of_code(&page);
    for word in ["Merge me", "team", "error::", "warning", "onerror"] {
        assert!(!outside.contains(word), "{word}: {outside}");
    }
    let is_harmless = |sign: char| sign == '\n' || !sign.is_control() && sign != '\u{202e}';
    assert!(page.chars().all(is_harmless));
}

#[test]
fn hostile_text_in_an_annotation_begins_no_other_command() {
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
fn hostile_text_commands_no_terminal_and_stays_on_its_line() {
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
