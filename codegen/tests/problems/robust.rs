//! Whatever stands in a document, reading it and looking for problems ends, and without a panic.

use smart_codegen::document::{Document, Entry, Node, Source, Span, Value};
use smart_codegen::lint::Rules;
use smart_codegen::problem::render::{self, Look, Style};

use super::{BASE, problems};

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit.max(1)).expect("a limit")).expect("a number")
    }
}

/// Runs something on a stack as small as that of any spawned thread.
fn on_a_small_stack(work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(2 << 20);
    thread
        .spawn(work)
        .expect("a thread")
        .join()
        .expect("no panic");
}

/// Looks for problems and shows them; what is found must be in order and have places.
fn survives(name: &str, text: &str) {
    let found = problems(name, text, Rules::All);
    let mut last = Span::default();
    for problem in &found {
        let first = problem.places.first().expect("a place").span;
        assert!(first >= last, "{found:#?}");
        last = first;
    }
    let source = Source::new(name, text);
    for style in [Style::Plain, Style::Colour] {
        let mut report = String::new();
        render::text(&found, &source, Look { style, width: 80 }, &mut report).expect("written");
        assert_eq!(report.is_empty(), found.is_empty());
    }
}

fn node(value: Value) -> Node {
    let span = Span::new(1, 1);
    Node { value, span }
}

/// What may stand where something else is expected.
fn surprise(dice: &mut Dice) -> Node {
    let texts = [
        "",
        "#/components/schemas/Tide",
        "#",
        "object",
        "array",
        "string",
        "path",
        "x",
        "{}",
        "🦀",
    ];
    let text = |text: &str| Value::Text(text.to_owned());
    let map = |key: &str, value: Value| {
        let key_span = Span::new(1, 1);
        let entry = Entry {
            key: key_span,
            node: node(value),
        };
        Value::Map([(key.to_owned(), entry)].into_iter().collect())
    };
    let keys = [
        "$ref",
        "allOf",
        "oneOf",
        "type",
        "properties",
        "items",
        "schema",
        "example",
        "get",
        "x-aliases",
    ];
    node(match dice.below(9) {
        0 => Value::Null,
        1 => Value::Bool(dice.below(2) == 0),
        2 => Value::Number(["0", "-1", "2.50", "1e400"][dice.below(4)].to_owned()),
        3 => Value::List(Vec::new()),
        4 => Value::Map(indexmap::IndexMap::new()),
        5 => Value::List(vec![node(map("$ref", text(texts[1])))]),
        6 | 7 => map(
            keys[dice.below(keys.len())],
            text(texts[dice.below(texts.len())]),
        ),
        _ => text(texts[dice.below(texts.len())]),
    })
}

/// Changes one node somewhere below: away with it, something else in its place, its neighbour
/// twice, or its neighbour's key.
fn mutate(node: &mut Node, dice: &mut Dice) {
    let deeper = dice.below(5) > 0;
    match &mut node.value {
        Value::List(items) if !items.is_empty() => {
            let at = dice.below(items.len());
            match dice.below(3) {
                _ if deeper => mutate(&mut items[at], dice),
                0 => drop(items.remove(at)),
                1 => items[at] = surprise(dice),
                _ => items.push(items[at].clone()),
            }
        }
        Value::Map(map) if !map.is_empty() => {
            let at = dice.below(map.len());
            let other = map[dice.below(map.len())].node.clone();
            match dice.below(4) {
                _ if deeper => mutate(&mut map[at].node, dice),
                0 => drop(map.shift_remove_index(at)),
                1 => map[at].node = surprise(dice),
                2 => map[at].node = other,
                _ => {
                    if let Some((key, entry)) = map.shift_remove_index(at) {
                        map.insert(format!("{key}s"), entry);
                    }
                }
            }
        }
        _ => *node = surprise(dice),
    }
}

fn json(node: &Node, text: &mut String) {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    match &node.value {
        Value::Null => text.push_str("null"),
        Value::Bool(value) => text.push_str(&value.to_string()),
        Value::Number(digits) => text.push_str(digits),
        Value::Text(value) => text.push_str(&quoted(value)),
        Value::List(items) => {
            for (at, item) in items.iter().enumerate() {
                text.push(if at == 0 { '[' } else { ',' });
                json(item, text);
            }
            text.push_str(if items.is_empty() { "[]" } else { "]" });
        }
        Value::Map(map) => {
            for (at, (key, entry)) in map.iter().enumerate() {
                text.push_str(if at == 0 { "{" } else { ",\n" });
                text.push_str(&quoted(key));
                text.push(':');
                json(&entry.node, text);
            }
            text.push_str(if map.is_empty() { "{}" } else { "}" });
        }
    }
}

#[test]
fn documents_with_random_nodes_changed() {
    on_a_small_stack(|| {
        let document = Document::load(&Source::new("a.yaml", BASE)).expect("readable");
        let mut dice = Dice(0x5eed_0001);
        for _ in 0..2_000 {
            let mut root = document.root().clone();
            for _ in 0..=dice.below(4) {
                mutate(&mut root, &mut dice);
            }
            let mut text = String::new();
            json(&root, &mut text);
            survives("a.json", &text);
        }
    });
}

#[test]
fn documents_with_random_characters_changed() {
    on_a_small_stack(|| {
        let signs: Vec<char> = "\t\n\r :-?&*!|>'\"%@`{}[],#~<\\é🦀\u{feff}\u{0}a0"
            .chars()
            .collect();
        let mut dice = Dice(0x5eed_0002);
        for _ in 0..2_000 {
            let mut text: Vec<char> = BASE.chars().collect();
            for _ in 0..=dice.below(6) {
                let at = dice.below(text.len());
                let sign = signs[dice.below(signs.len())];
                match dice.below(4) {
                    0 => text.insert(at, sign),
                    1 => text[at] = sign,
                    2 => drop(text.drain(at..text.len().min(at + 1 + dice.below(40)))),
                    _ => text.truncate(text.len().min(at + text.len() / 2)),
                }
            }
            survives("a.yaml", &text.iter().collect::<String>());
        }
    });
}

#[test]
fn json_with_random_characters_changed() {
    on_a_small_stack(|| {
        let document = Document::load(&Source::new("a.yaml", BASE)).expect("readable");
        let mut base = String::new();
        json(document.root(), &mut base);
        let signs: Vec<char> = "\t\n :-\"{}[],\\é🦀\u{0}a0.eEu".chars().collect();
        let mut dice = Dice(0x5eed_0003);
        for _ in 0..1_000 {
            let mut text: Vec<char> = base.chars().collect();
            let at = dice.below(text.len());
            let sign = signs[dice.below(signs.len())];
            match dice.below(3) {
                0 => text.insert(at, sign),
                1 => text[at] = sign,
                _ => text.truncate(at),
            }
            survives("a.json", &text.iter().collect::<String>());
        }
    });
}

#[test]
fn schemas_as_deep_as_can_be_read() {
    on_a_small_stack(|| {
        for (open, inside, close) in [
            ("{items: ", "{type: string}", "}"),
            ("{type: object, properties: {a: ", "{type: string}", "}}"),
            ("{allOf: [", "{type: string}", "]}"),
            ("{oneOf: [", "{type: string}", ", {type: integer}]}"),
            ("{not: ", "{}", "}"),
            ("{example: {a: ", "1", "}}"),
        ] {
            for depth in [10, 40, 90, 5_000] {
                let schema = format!("{}{inside}{}", open.repeat(depth), close.repeat(depth));
                let text = BASE.replace("schema: {type: integer}", &format!("schema: {schema}"));
                survives("a.yaml", &text);
            }
        }
    });
}

#[test]
fn many_references_in_a_row_and_a_circle() {
    on_a_small_stack(|| {
        let reference = |number: usize| format!("{{$ref: '#/components/schemas/C{number}'}}");
        for form in [
            "REF",
            "{allOf: [REF]}",
            "{oneOf: [REF, {type: string}]}",
            "{anyOf: [REF]}",
            "{not: REF}",
            "{type: array, items: REF}",
            "{type: object, properties: {a: REF}, example: {a: {a: {}}}}",
            "{type: object, required: [a], additionalProperties: REF}",
            "{allOf: [REF, REF]}",
            "{oneOf: [REF, REF]}",
        ] {
            for wrap in [400, 401] {
                let mut text = String::from("  schemas:\n    C400: {type: string}\n");
                for number in 0..400 {
                    let next = reference((number + 1) % wrap);
                    text.push_str(&format!("    C{number}: {}\n", form.replace("REF", &next)));
                }
                let used = BASE.replace(
                    "schema: {type: integer}",
                    &format!("schema: {}", reference(380)),
                );
                survives("a.yaml", &used.replace("  schemas:\n", &text));
            }
        }
    });
}
