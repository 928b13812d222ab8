//! The example in the docs of a method, from the examples of the document.

use serde_json::Value;

use crate::characters::is_hidden;
use crate::model::{Api, Body, Enum, Kind, Leaf, Operation, Parameter, Shape, Type};

/// The most marks that the compiler takes around a raw literal.
const MOST_MARKS: usize = 255;

/// Returns a call with the document's example values, where it has them for all that is required.
/// `module` is the path by which callers know the generated module; without it the example is
/// shown but not compiled.
pub(super) fn of_operation(
    api: &Api,
    operation: &Operation,
    module: Option<&str>,
) -> Option<String> {
    let types = module.map_or_else(|| "types".to_owned(), |module| format!("{module}::types"));
    let written = |parameter: &Parameter| {
        let value = serde_json::from_str(parameter.example.as_deref()?).ok()?;
        literal(api, &types, &parameter.ty, &value)
    };
    let (required, optional): (Vec<&Parameter>, Vec<&Parameter>) = operation
        .parameters
        .iter()
        .partition(|parameter| parameter.required);
    let mut values = required
        .iter()
        .map(|parameter| Some((&*parameter.field, written(parameter)?)))
        .collect::<Option<Vec<_>>>()?;
    let mut lines = Vec::new();
    if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
        lines.push(let_body(api, &types, body)?);
        values.push((&*body.field, "body".to_owned()));
    }
    let mut call = if values.len() <= 3 {
        let arguments: Vec<_> = values.iter().map(|(_, value)| value.as_str()).collect();
        format!("{}::new({})", operation.request, arguments.join(", "))
    } else {
        let setters: String = values
            .iter()
            .map(|(field, value)| format!("\n    .{field}({value})"))
            .collect();
        format!("{}::builder(){setters}\n    .build()", operation.request)
    };
    for parameter in optional {
        if let Some(value) = written(parameter) {
            call.push_str(&format!("\n    .{}({value})", parameter.field));
        }
    }
    lines.push(format!("let request = {call};"));
    lines.push(format!(
        "let reply = client.{}(request).await?;",
        operation.method
    ));
    let code = lines.join("\n");
    Some(module.map_or(code.clone(), |module| compiled(operation, &code, module)))
}

/// Returns the code as a function that compiles; the lines around it are not shown.
fn compiled(operation: &Operation, code: &str, module: &str) -> String {
    let request = &operation.request;
    let deprecated = if operation.deprecated {
        "# #[allow(deprecated)]\n"
    } else {
        ""
    };
    format!(
        "{deprecated}# async fn example(client: {module}::Client) -> Result<(), Box<dyn std::error::Error>> {{\n\
         use {module}::requests::{request};\n\n{code}\n# drop(reply);\n# Ok(())\n# }}"
    )
}

fn let_body(api: &Api, types: &str, body: &Body) -> Option<String> {
    let Shape::Named(number) = body.ty.shape else {
        return None;
    };
    let (name, json) = (&api.named(number).name, raw(body.example.as_deref()?));
    Some(format!(
        "let body: {types}::{name} = serde_json::from_str({json})?;"
    ))
}

/// Returns JSON as a literal of Rust: as it is between marks that it does not hold, or else with
/// escapes.
fn raw(json: &str) -> String {
    let mut visible = String::with_capacity(json.len());
    for character in json.chars() {
        if character != '\n' && is_hidden(character) {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                visible.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            visible.push(character);
        }
    }
    let ends = visible.split('"').skip(1);
    let held = ends.map(|end| end.len() - end.trim_start_matches('#').len());
    let marks = held.max().unwrap_or_default() + 1;
    if marks > MOST_MARKS {
        return format!("{visible:?}");
    }
    let marks = "#".repeat(marks);
    format!("r{marks}\"{visible}\"{marks}")
}

/// Returns an example as a literal of Rust that converts into the type.
fn literal(api: &Api, types: &str, ty: &Type, value: &Value) -> Option<String> {
    match (&ty.shape, value) {
        (Shape::Leaf(Leaf::Text), Value::String(text)) => Some(format!("{text:?}")),
        (Shape::Leaf(Leaf::Integer32), Value::Number(number)) => {
            let number = i32::try_from(number.as_i64()?).ok()?;
            Some(number.to_string())
        }
        (Shape::Leaf(Leaf::Integer64), Value::Number(number)) => {
            let number = number.as_i64()?;
            // Without a type of its own, a literal is of 32 bits.
            let small = i32::try_from(number).is_ok();
            Some(format!("{number}{}", if small { "" } else { "_i64" }))
        }
        (Shape::Leaf(Leaf::Unsigned32), Value::Number(number)) => {
            let number = u32::try_from(number.as_u64()?).ok()?;
            Some(format!("{number}_u32"))
        }
        (Shape::Leaf(Leaf::Unsigned64), Value::Number(number)) => {
            Some(format!("{}_u64", number.as_u64()?))
        }
        (Shape::Leaf(Leaf::Bool), Value::Bool(value)) => Some(value.to_string()),
        (Shape::Named(number), value) => {
            let named = api.named(*number);
            match (&named.kind, value) {
                (Kind::Newtype(inner), value) => literal(api, types, inner, value),
                (Kind::Enum(Enum { open: true, .. }), Value::String(text)) => {
                    Some(format!("{text:?}"))
                }
                (Kind::Enum(listed), Value::String(text)) => {
                    let value = listed.values.iter().find(|value| value.wire == *text)?;
                    Some(format!("{types}::{}::{}", named.name, value.variant))
                }
                _ => None,
            }
        }
        _ => None,
    }
}
