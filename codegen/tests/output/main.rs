//! What is generated for each feature of a document, one small document and one snapshot each.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod bodies;
mod files;
mod names;
mod open_enums;
mod operations;
mod prose;
mod schemas;
mod selection;
mod versions;
mod whole;

use smart_codegen::{Options, Output, Source};

/// A document of these paths and schemas.
fn document(paths: &str, schemas: &str) -> String {
    let indented = |text: &str, by: &str| -> String {
        text.trim()
            .lines()
            .map(|line| format!("{by}{line}\n"))
            .collect()
    };
    format!(
        "openapi: 3.0.3\ninfo: {{title: Tides, version: '1'}}\nservers: [{{url: 'https://tides.example/v1/'}}]\n\
         paths:\n{}components:\n  securitySchemes:\n    key: {{type: apiKey, in: header, name: X-Key}}\n    \
         user: {{type: http, scheme: basic}}\n  schemas:\n    Unused: {{type: boolean}}\n{}",
        indented(paths, "  "),
        indented(schemas, "    ")
    )
}

/// One operation that answers with a schema.
fn answering(schema: &str) -> String {
    format!(
        "/tide:\n  get:\n    operationId: fetchTide\n    responses:\n      '200':\n        description: ok\n        \
         content: {{application/json: {{schema: {{$ref: '#/components/schemas/{schema}'}}}}}}"
    )
}

/// One operation that sends a schema.
fn sending(schema: &str) -> String {
    format!(
        "/tide:\n  post:\n    operationId: postTide\n    requestBody:\n      required: true\n      \
         content: {{application/json: {{schema: {{$ref: '#/components/schemas/{schema}'}}}}}}\n    \
         responses: {{'204': {{description: done}}}}"
    )
}

fn generated(document: &str) -> Output {
    match smart_codegen::generate(&Source::new("tides.yaml", document), &Options::new()) {
        Ok(output) => output,
        Err(problems) => panic!("{problems:#?}\n{document}"),
    }
}

/// The items of a generated file that speak of a name: the type, its impls, the function.
fn items(output: &Output, file: &str, name: &str) -> String {
    let code = syn::parse_file(&output.files[file]).expect("generated files are Rust");
    let wanted = |item: &syn::Item| match item {
        syn::Item::Struct(item) => item.ident == name,
        syn::Item::Enum(item) => item.ident == name,
        syn::Item::Static(item) => item.ident == name,
        syn::Item::Impl(item) => {
            matches!(item.self_ty.as_ref(), syn::Type::Path(path) if path.path.is_ident(name))
        }
        _ => false,
    };
    printed(code.items.into_iter().filter(wanted).collect())
}

/// A method of a generated impl of `Client`.
fn method(output: &Output, file: &str, name: &str) -> String {
    let code = syn::parse_file(&output.files[file]).expect("generated files are Rust");
    let blocks = code.items.into_iter().filter_map(|item| match item {
        syn::Item::Impl(block) => Some(block),
        _ => None,
    });
    for mut block in blocks {
        block
            .items
            .retain(|item| matches!(item, syn::ImplItem::Fn(method) if method.sig.ident == name));
        if !block.items.is_empty() {
            return printed(vec![syn::Item::Impl(block)]);
        }
    }
    panic!("{file} has no method `{name}`");
}

fn printed(items: Vec<syn::Item>) -> String {
    assert!(!items.is_empty(), "nothing of that name");
    prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items,
    })
}
