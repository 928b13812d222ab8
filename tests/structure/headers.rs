//! The headers that the runtime and the generator both know, and neither from the other.

use std::fs;

use smart_codegen::document::Document;
use smart_codegen::{Rules, Source, lint};
use smart_tests::document::workspace;
use syn::{Expr, Item, Lit};

/// Returns the table of the runtime: each header with its purpose.
fn table() -> Vec<(String, String)> {
    let path = workspace().join("runtime/src/http/headers.rs");
    let file = syn::parse_file(&fs::read_to_string(path).unwrap()).unwrap();
    let mut constants = file.items.into_iter().filter_map(|item| match item {
        Item::Const(item) if item.ident == "PURPOSES" => Some(*item.expr),
        _ => None,
    });
    let Some(Expr::Array(rows)) = constants.next() else {
        return Vec::new();
    };
    let rows = rows.elems.into_iter().map(|row| match row {
        Expr::Tuple(row) => match (&row.elems[0], &row.elems[1]) {
            (Expr::Lit(name), Expr::Path(purpose)) => match &name.lit {
                Lit::Str(name) => (
                    name.value(),
                    purpose.path.require_ident().unwrap().to_string(),
                ),
                _ => (String::new(), String::new()),
            },
            _ => (String::new(), String::new()),
        },
        _ => (String::new(), String::new()),
    });
    rows.collect()
}

/// Returns whether the generator refuses a header as a parameter, and as a header of every call.
fn is_refused(header: &str) -> [bool; 2] {
    let parameter =
        format!("parameters: [{{name: {header}, in: header, schema: {{type: string}}}}]");
    let of_every_call = format!("x-client-headers: [{{name: {header}}}]");
    [("", parameter.as_str()), (&of_every_call, "")].map(|(root, operation)| {
        let text = format!(
            "openapi: 3.0.3\ninfo: {{title: Tides, version: '1'}}\n{root}\npaths:\n  /tides:\n    get:\n      \
             operationId: fetchTides\n      {operation}\n      responses: {{'204': {{description: ok}}}}\n"
        );
        let document = Document::load(&Source::new("tides.yaml", text)).unwrap();
        let problems = lint::run(&document, Rules::Generation);
        let kinds: Vec<_> = problems.iter().map(|problem| problem.kind()).collect();
        assert!(
            kinds.iter().all(|kind| *kind == "parameter-header"),
            "{header}: {kinds:?}"
        );
        !kinds.is_empty()
    })
}

/// A caller cannot set a header of the connection or of credentials. Of those about content, the
/// client sets two by the media types of the document.
#[test]
fn the_generator_refuses_the_headers_that_the_runtime_keeps_to_itself() {
    let table = table();
    assert!(table.len() > 30, "{table:?}");
    for (header, purpose) in table {
        let expected = match purpose.as_str() {
            "Connection" | "Credentials" => true,
            "Content" => ["accept", "content-type"].contains(&header.as_str()),
            other => panic!("{header} is for {other}"),
        };
        assert_eq!(is_refused(&header), [expected; 2], "{header}");
    }
    assert_eq!(is_refused("x-trace"), [false; 2]);
}
