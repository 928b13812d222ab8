//! A document in several files gives the code and the digest of the same document in one file.

use smart_codegen::document::Document;
use smart_codegen::problem::render;
use smart_codegen::{Options, Output, Source};

const TIDE: &str = include_str!("../documents/tide.yaml");

const CORPUS: &str = include_str!("../../../tests/compiled/corpus/documents/real-clusters.json");

/// Returns a document with files, given as name and text.
fn source(root: &str, files: &[(&str, &str)]) -> Source {
    let first = Source::new("spec/api.yaml", root);
    files
        .iter()
        .fold(first, |source, (name, text)| source.with_file(*name, *text))
}

fn output(source: &Source) -> Output {
    match smart_codegen::generate(source, &Options::new()) {
        Ok(output) => output,
        Err(problems) => panic!("{}", render::plain(&problems, source)),
    }
}

/// Asserts that a document in several files gives the code of one in one file, in 3.0 and 3.1 and
/// whatever the order of the files.
#[track_caller]
fn same(root: &str, files: &[(&str, &str)], one: &str) {
    for version in ["3.0.3", "3.1.0"] {
        let text = |text: &str| text.replacen("3.0.3", version, 1);
        let expected = output(&source(&text(one), &[]));
        let found = output(&source(&text(root), files));
        assert_eq!(found.digest, expected.digest);
        assert_eq!(found.files, expected.files);
        let reversed: Vec<_> = files.iter().rev().copied().collect();
        let found = output(&source(&text(root), &reversed));
        assert_eq!(found.files, expected.files);
    }
}

const HEAD: &str = "openapi: 3.0.3\ninfo: {title: Tides, version: '1'}\nservers: [{url: 'https://tides.example'}]\n";

/// Returns a document with one operation, which answers with a schema, and components.
fn answering(schema: &str, components: &str) -> String {
    format!(
        "{HEAD}paths:\n  /tide:\n    get:\n      operationId: fetchTide\n      responses:\n        '200':\n          \
         description: ok\n          content: {{application/json: {{schema: {{$ref: '{schema}'}}}}}}\n{components}"
    )
}

/// Returns what is reported of a document: kind, place and words of each problem.
fn problems(source: &Source) -> Vec<String> {
    let found = match smart_codegen::generate(source, &Options::new()) {
        Ok(output) => panic!("generated:\n{}", output.digest),
        Err(problems) => problems,
    };
    let shown = found.iter().map(|problem| {
        let span = problem.places.first().expect("a place").span;
        let file = source.file_name(span.file);
        let place = format!("{file}:{}:{}", span.line, span.column);
        format!("{} {place} {}", problem.kind(), problem.finding)
    });
    shown.collect()
}

#[test]
fn a_document_is_split_by_components_paths_and_whole_files() {
    let (paths, schemas) = TIDE.split_once("components:\n").expect("components");
    let (head, path) = paths.split_once("    get:\n").expect("an operation");
    let (kind, tide) = schemas
        .split_once("    Tide:\n")
        .expect("the second schema");
    let kind = kind.split_once("TideKind: ").expect("a schema").1;
    let unindented = |text: &str, by: usize| -> String {
        let lines = text.lines().map(|line| line.get(by..).unwrap_or_default());
        lines.map(|line| format!("{line}\n")).collect()
    };
    let path = unindented(&format!("    get:\n{path}"), 4)
        .replace("#/components/schemas/TideKind", "../schemas/kind%2Eyaml")
        .replace(
            "#/components/schemas/Tide",
            "../api.yaml#/components/schemas/Tide",
        );
    let tide = unindented(tide, 6).replace("#/components/schemas/TideKind", "./kind.yaml");
    let root = format!(
        "{head}    $ref: 'paths/tides.yaml#/harbour'\ncomponents:\n  schemas:\n    \
         TideKind: {{$ref: 'schemas/kind.yaml'}}\n    Tide: {{$ref: ./schemas/tide.yaml}}\n"
    );
    let path: String = path.lines().map(|line| format!("  {line}\n")).collect();
    let files = [
        ("paths/tides.yaml", &*format!("harbour:\n{path}")),
        ("schemas/kind.yaml", kind),
        ("schemas/tide.yaml", &tide),
    ];
    same(&root, &files, TIDE);
}

#[test]
fn a_document_of_the_corpus_in_json_is_split_by_sections() {
    let mut root: serde_json::Value = serde_json::from_str(CORPUS).expect("JSON");
    // The order of the keys is that of the library, not that of the file.
    let whole = root.to_string();
    let schemas = root["components"]["schemas"].take();
    let schemas = schemas.to_string();
    // Within a file, its parts are below it.
    let schemas = schemas.replace("#/components/schemas/", "#/");
    root["components"]["schemas"] = serde_json::json!({"$ref": "parts/schemas.json"});
    let source = |text: &str| Source::new("api.json", text);
    let expected = output(&source(&whole));
    let found = output(&source(&root.to_string()).with_file("parts/schemas.json", schemas.clone()));
    assert!(found.digest == expected.digest);
    assert!(found.files == expected.files);

    // The same without components of the document's own. The order is that of the other file.
    root["components"]
        .as_object_mut()
        .expect("components")
        .remove("schemas");
    let text = root.to_string();
    let text = text.replace("#/components/schemas/", "parts/schemas.json#/");
    let found = output(&source(&text).with_file("parts/schemas.json", schemas));
    assert!(found.digest == expected.digest);
    assert!(found.files == expected.files);
}

#[test]
fn what_is_referred_to_is_named_after_its_key_or_its_file() {
    let one = answering(
        "#/components/schemas/Tide",
        "components:\n  schemas:\n    gauge: {type: object, properties: {next: {$ref: '#/components/schemas/gauge'}}}\n    \
         Tide: {type: object, properties: {gauge: {$ref: '#/components/schemas/gauge'}}}\n",
    );
    let root = answering("models.json#/definitions/Tide", "");
    let files = [
        (
            "models.json",
            "{\"definitions\": {\"Tide\": {\"type\": \"object\", \"properties\": {\"gauge\": {\"$ref\": \
             \"deep/gauge.yaml\"}}}}}",
        ),
        (
            "deep/gauge.yaml",
            "type: object\nproperties: {next: {$ref: '#'}}\n",
        ),
    ];
    same(&root, &files, &one);
}

#[test]
fn names_that_collide_are_told_apart_by_the_path_of_the_file() {
    let root = answering(
        "#/components/schemas/Tide",
        "components:\n  schemas:\n    Tide:\n      type: object\n      properties:\n        \
         a: {$ref: 'north/level.yaml'}\n        b: {$ref: 'south/level.yaml'}\n        \
         c: {$ref: 'north/level.yaml#/$defs/Tide'}\n        d: {$ref: 'south/level.yaml#/properties/e'}\n",
    );
    let one = answering(
        "#/components/schemas/Tide",
        "components:\n  schemas:\n    Tide:\n      type: object\n      properties:\n        \
         a: {$ref: '#/components/schemas/north_level'}\n        \
         b: {$ref: '#/components/schemas/south_level'}\n        \
         c: {$ref: '#/components/schemas/north_level/$defs/Tide'}\n        \
         d: {$ref: '#/components/schemas/south_level/properties/e'}\n    \
         north_level: {type: object, $defs: {Tide: {type: string, enum: [high]}}}\n    \
         south_level: {type: object, properties: {e: {type: object, properties: {f: {type: integer}}}}}\n",
    );
    let files = [
        (
            "north/level.yaml",
            "{type: object, $defs: {Tide: {type: string, enum: [high]}}}",
        ),
        (
            "south/level.yaml",
            "{type: object, properties: {e: {type: object, properties: {f: {type: integer}}}}}",
        ),
    ];
    same(&root, &files, &one);
}

#[test]
fn a_renamed_alternative_keeps_its_tag() {
    let branches = |cat: &str, dog: &str, mapping: &str| {
        format!(
            "Tide:\n      oneOf: [{{$ref: '{cat}'}}, {{$ref: '{dog}'}}]\n      \
             discriminator: {{propertyName: kind{mapping}}}\n"
        )
    };
    let root = |schema: String| {
        answering(
            "#/components/schemas/Tide",
            &format!("components:\n  schemas:\n    Cat: {{type: string}}\n    {schema}"),
        )
    };
    let cat = "Cat: {type: object, required: [kind], properties: {kind: {type: string}}}\n";
    let dog = "Dog: {type: object, required: [kind], properties: {kind: {type: string}, age: {type: integer}}}\n";
    for mapping in [
        "",
        ", mapping: {Cat: 'pets.yaml#/Cat', Dog: 'pets.yaml#/Dog'}",
    ] {
        let root = root(branches("pets.yaml#/Cat", "pets.yaml#/Dog", mapping));
        let files = [("pets.yaml", &*format!("{cat}{dog}"))];
        let digest = output(&source(&root, &files)).digest;
        assert!(digest.contains("schema Tide = Cat · PetsCat\n"), "{digest}");
        assert!(digest.contains("schema Tide = Dog · Dog\n"), "{digest}");
    }
}

#[test]
fn all_kinds_of_components_come_from_other_files() {
    let operation = |prefix: &str| {
        format!(
            "post:\n      operationId: addTide\n      parameters: [{{$ref: '{prefix}parameters/Day'}}]\n      \
             requestBody: {{$ref: '{prefix}requestBodies/Tide'}}\n      \
             responses:\n        '200': {{$ref: '{prefix}responses/Tide'}}\n"
        )
    };
    let components = "  parameters:\n    Day: {name: day, in: query, schema: {$ref: '#/components/schemas/Tide'}}\n  \
         requestBodies:\n    Tide: {content: {application/json: {schema: {$ref: '#/components/schemas/Level'}}}}\n  \
         responses:\n    Tide:\n      description: ok\n      headers: {X-A: {$ref: '#/components/headers/A'}}\n      \
         content:\n        application/json:\n          schema: {$ref: '#/components/schemas/Level'}\n          \
         examples: {one: {$ref: '#/components/examples/One'}}\n      links: {next: {$ref: '#/components/links/Next'}}\n  \
         headers:\n    A: {schema: {type: string}}\n  examples:\n    One: {value: {}}\n  \
         links:\n    Next: {operationId: addTide}\n  \
         securitySchemes:\n    key: {type: apiKey, in: header, name: X-Key}\n  \
         schemas:\n    Tide: {type: string, enum: [high, low]}\n    Level: {type: object, properties: {a: {type: string}}}\n";
    let one = format!(
        "{HEAD}security: [{{key: []}}]\npaths:\n  /tide:\n    {}components:\n{components}",
        operation("#/components/")
    );
    let shared = format!("openapi: 3.0.3\ncomponents:\n{components}");
    let root = format!(
        "{HEAD}security: [{{key: []}}]\npaths:\n  /tide:\n    {}components:\n  \
         securitySchemes: {{key: {{$ref: 'shared.yaml#/components/securitySchemes/key'}}}}\n",
        operation("shared.yaml#/components/")
    );
    same(&root, &[("shared.yaml", &shared)], &one);
    let root = format!(
        "{HEAD}security: [{{key: []}}]\npaths: {{$ref: paths.yaml}}\ncomponents: {{$ref: 'shared.yaml#/components'}}\n"
    );
    let paths = format!("/tide:\n    {}", operation("api.yaml#/components/"));
    same(
        &root,
        &[("shared.yaml", &shared), ("paths.yaml", &paths)],
        &one,
    );
}

#[test]
fn references_out_of_the_folder_and_to_nothing_are_named_with_their_place() {
    for (reference, what) in [
        ("https://example.com/a.yaml#/A", "is a URL, but"),
        ("file:///etc/passwd", "is a URL, but"),
        ("//example.com/a.yaml", "is an absolute path, but"),
        ("/etc/passwd", "is an absolute path, but"),
        (
            "../../a.yaml",
            "leads out of the folder of the document, but",
        ),
        (
            "x/%2e%2e/../../a.yaml",
            "leads out of the folder of the document, but",
        ),
        (
            "gone.yaml",
            "cannot be read: the file is not among those of the document",
        ),
    ] {
        let root = answering("models/tide.yaml", "");
        let tide = format!("type: object\nproperties:\n  a: {{$ref: '{reference}'}}\n");
        let found = problems(&source(&root, &[("models/tide.yaml", &tide)]));
        assert_eq!(found.len(), 1, "{found:#?}");
        let start = "reference-external spec/models/tide.yaml:3:13 ";
        assert!(found[0].starts_with(start), "{}", found[0]);
        assert!(found[0].contains(what), "{}", found[0]);
    }
    let tide = "type: object\nproperties:\n  a: {$ref: '#/components/schemas/Other'}\n  b: {$ref: 'b.json#/B'}\n";
    let root = answering(
        "tide.yaml",
        "components: {schemas: {Other: {type: string}}}",
    );
    let found = problems(&source(&root, &[("tide.yaml", tide), ("b.json", "{}")]));
    assert_eq!(
        found,
        [
            "reference-missing spec/tide.yaml:3:13 the document has nothing at `#/components/schemas/Other`",
            "reference-missing spec/tide.yaml:4:13 the document has nothing at `b.json#/B`",
        ]
    );
}

#[test]
fn a_problem_in_another_file_shows_its_name_and_its_line() {
    let root = answering("models/tide.yaml", "");
    let tide = "type: object\nproperties:\n  a: {type: text}\n  a: {type: string}\n";
    let source = source(&root, &[("models/tide.yaml", tide)]);
    let problems = smart_codegen::generate(&source, &Options::new()).expect_err("refused");
    let text = render::plain(&problems, &source);
    assert!(text.contains("--> spec/models/tide.yaml:3:13\n"), "{text}");
    assert!(text.contains("3 |   a: {type: text}\n"), "{text}");
    assert!(text.contains("--> spec/models/tide.yaml:4:3\n"), "{text}");
    assert!(
        text.contains("at: /components/schemas/tide/properties/a\n"),
        "{text}"
    );
    let mut json = String::new();
    render::json(&problems, &source, &mut json).expect("written");
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json[0]["places"][0]["file"], "spec/models/tide.yaml");
}

#[test]
fn a_file_that_is_no_yaml_is_named() {
    let root = answering("tide.yaml", "");
    let found = problems(&source(
        &root,
        &[("tide.yaml", "type: object\nproperties: {\n")],
    ));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(
        found[0].starts_with("not-yaml spec/tide.yaml:"),
        "{found:#?}"
    );
}

#[test]
fn circles_between_files_end() {
    let root = answering("a.yaml", "");
    let files = [("a.yaml", "$ref: b.yaml"), ("b.yaml", "$ref: a.yaml")];
    let found = problems(&source(&root, &files));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with("reference-cycle "), "{found:#?}");

    let one = answering(
        "#/components/schemas/a",
        "components:\n  schemas:\n    a: {type: object, properties: {b: {$ref: '#/components/schemas/b'}}}\n    \
         b: {type: object, properties: {a: {$ref: '#/components/schemas/a'}}}\n",
    );
    let files = [
        ("a.yaml", "{type: object, properties: {b: {$ref: b.yaml}}}"),
        ("b.yaml", "{type: object, properties: {a: {$ref: a.yaml}}}"),
    ];
    same(&root, &files, &one);

    let root = format!("{HEAD}paths:\n  /a: {{$ref: a.yaml}}\n");
    let files = [("a.yaml", "$ref: b.yaml"), ("b.yaml", "$ref: a.yaml")];
    let found = problems(&source(&root, &files));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with("reference-cycle "), "{found:#?}");
}

#[test]
fn files_that_unfold_into_far_more_than_is_written_are_refused() {
    let item = format!("description: {}\n", "x".repeat(100_000));
    let paths: String = (0..1_000)
        .map(|number| format!("  /p{number}: {{$ref: item.yaml}}\n"))
        .collect();
    let root = format!("{HEAD}paths:\n{paths}");
    let found = problems(&source(&root, &[("item.yaml", &item)]));
    assert!(
        found[0].starts_with("repetition spec/api.yaml:"),
        "{found:#?}"
    );
}

#[test]
fn each_file_is_asked_for_once_and_only_below_the_folder() {
    let root = answering("x/a.yaml", "webhooks: {a: {$ref: hook.yaml}}\n");
    let mut asked = Vec::new();
    let source = Source::new("api.yaml", root.replace("3.0.3", "3.1.0")).with_files(|name| {
        asked.push(name.to_owned());
        match name {
            "x/a.yaml" => Ok(
                "{allOf: [{$ref: b.yaml}, {$ref: ../c.yaml}, {$ref: ../../d.yaml}, {$ref: 'http://x/e.yaml'}]}"
                    .to_owned(),
            ),
            "x/b.yaml" => Ok("{$ref: ../x/./a.yaml#/allOf/1}".to_owned()),
            name => Err(format!("{name} is locked")),
        }
    });
    asked.sort();
    assert_eq!(asked, ["c.yaml", "x/a.yaml", "x/b.yaml"]);
    assert_eq!(
        source.file_names(),
        ["api.yaml", "x/a.yaml", "x/b.yaml", "c.yaml"]
    );
    let found = problems(&source);
    assert!(
        found
            .iter()
            .any(|found| found.ends_with("cannot be read: c.yaml is locked")),
        "{found:#?}"
    );
}

#[test]
fn a_chain_of_files_ends_at_the_most_files() {
    let root = answering("0.yaml", "");
    let mut count = 0;
    let source = Source::new("api.yaml", root).with_files(|_| {
        count += 1;
        Ok(format!(
            "{{type: object, properties: {{a: {{$ref: {count}.yaml}}}}}}"
        ))
    });
    assert_eq!(count, 4_095);
    let problems = match Document::load(&source) {
        Ok(document) => smart_codegen::lint::run(&document, smart_codegen::Rules::Generation),
        Err(problems) => problems,
    };
    let shown: Vec<String> = problems
        .iter()
        .map(|problem| problem.finding.to_string())
        .collect();
    assert_eq!(
        shown,
        ["`4095.yaml` is not read: the document has more than 4096 files"]
    );
}
