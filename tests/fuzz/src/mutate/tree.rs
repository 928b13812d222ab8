//! Damage to a tree: values and names.

use serde_json::{Map, Value, json};

use crate::chance::Chance;

/// Returns a tree with up to five of its values or names changed.
pub(super) fn damaged(chance: &mut Chance, tree: &Value) -> Value {
    let mut damaged = tree.clone();
    for _ in 0..chance.times(5) {
        let mut pointers = Vec::new();
        collect(&damaged, "", &mut pointers);
        let Some(pointer) = chance.pick(&pointers).cloned() else {
            continue;
        };
        let other = chance
            .pick(&pointers)
            .and_then(|other| damaged.pointer(other));
        let other = other.cloned().unwrap_or_default();
        match chance.below(6) {
            0 => edit(&mut damaged, &pointer, |members, name| {
                members.remove(name);
            }),
            1 => edit(&mut damaged, &pointer, |members, name| {
                let value = members.remove(name).unwrap_or_default();
                let name = if chance.below(2) == 0 {
                    odd(chance)
                } else {
                    format!("{name}x")
                };
                members.insert(name, value);
            }),
            2 => edit(&mut damaged, &pointer, |members, _| {
                members.insert(odd(chance), other);
            }),
            3 => replace(&mut damaged, &pointer, |_| other),
            4 => replace(&mut damaged, &pointer, |value| match value {
                Value::String(text) => format!("{text}{}", odd(chance)).into(),
                _ => value_of(chance),
            }),
            _ => replace(&mut damaged, &pointer, |_| value_of(chance)),
        }
    }
    damaged
}

/// The pointers of all values.
fn collect(value: &Value, pointer: &str, pointers: &mut Vec<String>) {
    pointers.push(pointer.to_owned());
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let name = name.replace('~', "~0").replace('/', "~1");
                collect(value, &format!("{pointer}/{name}"), pointers);
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                collect(item, &format!("{pointer}/{at}"), pointers);
            }
        }
        _ => {}
    }
}

/// Changes the object in which a value stands, by its name there; of a list, the last item goes.
fn edit(tree: &mut Value, pointer: &str, act: impl FnOnce(&mut Map<String, Value>, &str)) {
    let Some((parent, name)) = pointer.rsplit_once('/') else {
        return;
    };
    let name = name.replace("~1", "/").replace("~0", "~");
    match tree.pointer_mut(parent) {
        Some(Value::Object(members)) => act(members, &name),
        Some(Value::Array(items)) => drop(items.pop()),
        _ => {}
    }
}

fn replace(tree: &mut Value, pointer: &str, with: impl FnOnce(&Value) -> Value) {
    if let Some(value) = tree.pointer_mut(pointer) {
        *value = with(value);
    }
}

/// Texts at the edge of what a name, an amount, a time or a reference is.
pub(super) fn odd(chance: &mut Chance) -> String {
    const ODD: &[&str] = &[
        "",
        " ",
        "\n",
        "a\nb",
        "\0",
        "\u{1b}[2J",
        "\u{202e}",
        "\u{85}",
        "ﬀ",
        "n\u{303}",
        "👩\u{200d}🦱",
        "self",
        "r#type",
        "Vec",
        "{}",
        "/{a}/{a}",
        "..",
        "\"##",
        "*/",
        "-0.00",
        "99999999999999999999999999999.99999999999",
        "1e400",
        "NaN",
        "9999-99-99 25:61:61",
        "-1s",
        "18446744073709551616h",
        "#/components/schemas/Session",
        "#/paths/~1api~1visit/get",
        "#",
        "http://[",
        "[",
        "*",
    ];
    match chance.below(20) {
        0 => "x".repeat(1 + chance.below(5_000)),
        1 => "`".repeat(1 + chance.below(50)),
        _ => chance.pick(ODD).copied().unwrap_or_default().to_owned(),
    }
}

/// Values at the edge of their kind.
fn value_of(chance: &mut Chance) -> Value {
    match chance.below(14) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(i64::MIN),
        3 => json!(u64::MAX),
        4 => json!(-1),
        5 => json!(1.5e308),
        6 => json!(-0.0),
        7 => json!([]),
        8 => json!({}),
        9 => json!([null, 1, "a", [], {}]),
        10 => json!({"$ref": odd(chance)}),
        11 => (0..chance.below(300)).fold(Value::Null, |inner, _| json!([inner])),
        12 => (0..chance.below(300)).fold(json!({}), |inner, _| json!({"items": inner})),
        _ => odd(chance).into(),
    }
}
