//! The example in the docs of a method, from the examples of the document.

use crate::model::{Api, Operation, Parameter, Shape, Type};
use crate::rust::tokens::spoken;

/// A call with the document's example values, where it has them for all that is required.
/// `module` is the path by which callers know the generated module; without it the example is
/// shown but not compiled.
pub(crate) fn of_operation(
    api: &Api,
    operation: &Operation,
    module: Option<&str>,
) -> Option<String> {
    let required: Vec<&Parameter> = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
        .collect();
    let optional: Vec<&Parameter> = operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.required)
        .collect();
    let mut values = required
        .iter()
        .map(|p| {
            Some((
                p.field.as_str(),
                literal(api, &p.ty, p.example.as_deref()?)?,
            ))
        })
        .collect::<Option<Vec<_>>>()?;
    let mut lines = Vec::new();
    if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
        let Shape::Named(number) = body.ty.shape else {
            return None;
        };
        let json = body.example.as_deref()?;
        let hashes = "#".repeat(1 + json.matches("\"#").count().min(3));
        let types = module.map_or_else(|| "types".to_owned(), |module| format!("{module}::types"));
        lines.push(format!(
            "let body: {types}::{} = serde_json::from_str(r{hashes}\"{json}\"{hashes})?;",
            api.named(number).name
        ));
        values.push((body.field.as_str(), "body".to_owned()));
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
        if let Some(value) = parameter
            .example
            .as_deref()
            .and_then(|example| literal(api, &parameter.ty, example))
        {
            call.push_str(&format!("\n    .{}({value})", parameter.field));
        }
    }
    lines.push(format!("let request = {call};"));
    lines.push(format!(
        "let reply = client.{}(request).await?;",
        operation.method
    ));
    Some(fenced(operation, &lines.join("\n"), module))
}

fn fenced(operation: &Operation, code: &str, module: Option<&str>) -> String {
    let Some(module) = module else {
        return format!("```ignore\n{code}\n```");
    };
    let request = &operation.request;
    let deprecated = if operation.deprecated {
        "# #[allow(deprecated)]\n"
    } else {
        ""
    };
    format!(
        "```no_run\n{deprecated}# async fn example(client: {module}::Client) -> Result<(), Box<dyn std::error::Error>> {{\n\
         use {module}::requests::{request};\n\n{code}\n# drop(reply);\n# Ok(())\n# }}\n```"
    )
}

/// A JSON example as a Rust literal that converts into the type.
fn literal(api: &Api, ty: &Type, json: &str) -> Option<String> {
    let text = json.starts_with('"');
    match &ty.shape {
        Shape::Text if text => Some(json.to_owned()),
        Shape::Integer64 | Shape::Integer32 | Shape::Bool if !text => Some(json.to_owned()),
        Shape::Named(number) => match &api.named(*number).kind {
            crate::model::Kind::Newtype(inner) => literal(api, inner, json),
            crate::model::Kind::Enum(body) if body.open && text => Some(json.to_owned()),
            crate::model::Kind::Enum(body) if text => {
                let value = body
                    .values
                    .iter()
                    .find(|value| json.trim_matches('"') == value.wire)?;
                Some(format!("types::{}::{}", spoken(api, ty), value.variant))
            }
            _ => None,
        },
        _ => None,
    }
}
