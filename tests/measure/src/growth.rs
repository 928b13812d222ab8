//! How much more comparing and judging costs where a document has ten times as many of something.

use std::error::Error;
use std::fmt::Write as _;
use std::hint::black_box;
use std::process::Command;

use smart_codegen::diff::{Side, compare, render};
use smart_codegen::document::Document;
use smart_codegen::problem::render::{self as problems, Look};
use smart_codegen::{Options, Rules, Source, lint};

use crate::Measured;
use crate::cpu::each;
use crate::memory::most_resident;
use crate::table::Table;

const ROUNDS: usize = 5;
/// How much more ten times as many may cost.
const SCALE: f64 = 12.0;
/// The hidden command of a process whose memory is looked at.
pub(crate) const PEAK: &str = "peak-of-growth";

/// Something that a document has many of.
struct Many {
    name: &'static str,
    /// The fewer of the two numbers.
    number: usize,
    /// Does the work for a document with this number of them.
    work: fn(usize) -> Result<(), Box<dyn Error>>,
}

const ALL: [Many; 8] = [
    Many {
        name: "values of an enum",
        number: 4_000,
        work: |number| all_ways(number, values),
    },
    Many {
        name: "properties",
        number: 2_000,
        work: |number| all_ways(number, properties),
    },
    Many {
        name: "alternatives",
        number: 2_000,
        work: |number| all_ways(number, alternatives),
    },
    Many {
        name: "parameters",
        number: 2_000,
        work: |number| all_ways(number, parameters),
    },
    Many {
        name: "operations",
        number: 300,
        work: |number| all_ways(number, operations),
    },
    Many {
        name: "schemas",
        number: 2_000,
        work: |number| all_ways(number, schemas),
    },
    Many {
        name: "duplicate keys on a line",
        number: 20_000,
        work: duplicates,
    },
    Many {
        name: "wrong references on a line",
        number: 2_000,
        work: references,
    },
];

/// Measures ten times as many of each thing against as many: CPU in this process, memory in others.
pub(crate) fn measure() -> Measured {
    let mut table = Table::new(
        "Ten times as many of one thing",
        &[
            "of what",
            "number",
            "what",
            "as many",
            "ten times as many",
            "ratio",
        ],
    );
    for many in &ALL {
        let (few, number) = (many.number, 10 * many.number);
        let mut ratios: Vec<(f64, f64, f64)> = Vec::new();
        for _ in 0..ROUNDS {
            let small = each(10, || (many.work)(few))?;
            let large = each(1, || (many.work)(number))?;
            ratios.push((large / small, small, large));
        }
        ratios.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (ratio, small, large) = ratios[ROUNDS / 2];
        row(&mut table, many, "CPU, ms", (small, large), ratio);
        let (small, large) = (resident(many.name, few)?, resident(many.name, number)?);
        row(
            &mut table,
            many,
            "memory, KiB",
            (small, large),
            large / small,
        );
    }
    table.note(
        "Compared: a document with few of them with one that has many, that one with the first, and it \
         with one that has as many others; each from the texts to the report as text, Markdown and JSON. \
         Of what stands on a line, the problems are found and shown.",
    );
    Ok(table)
}

fn row(table: &mut Table, many: &Many, what: &str, (small, large): (f64, f64), ratio: f64) {
    let cells = [
        many.name.to_owned(),
        format!("{} and {}", many.number, 10 * many.number),
        what.to_owned(),
        format!("{small:.1}"),
        format!("{large:.1}"),
    ];
    table.row(cells, ratio, Some(SCALE));
}

/// What is resident at the highest, in a process of its own.
fn resident(name: &str, number: usize) -> Result<f64, Box<dyn Error>> {
    let mut command = Command::new(std::env::current_exe()?);
    let output = command.args([PEAK, name, &number.to_string()]).output()?;
    Ok(String::from_utf8(output.stdout)?.trim().parse()?)
}

/// Does the work once; what was resident at the highest, in KiB.
pub(crate) fn peak(name: &str, number: &str) -> Result<f64, Box<dyn Error>> {
    let many = ALL.iter().find(|many| many.name == name);
    let many = many.ok_or_else(|| format!("nothing is called `{name}`"))?;
    (many.work)(number.parse()?)?;
    most_resident()
}

/// Compares few with many, many with few, and many with as many others.
fn all_ways(number: usize, made: fn(usize, &str) -> String) -> Result<(), Box<dyn Error>> {
    let (few, many, others) = (made(1, "a"), made(number, "a"), made(number, "b"));
    for (base, head) in [(&few, &many), (&many, &few), (&many, &others)] {
        let (base, head) = (side(base)?, side(head)?);
        let report = compare(&base, &head);
        if report.entries.len() + 1 < number {
            return Err(format!("{} changes of {number}", report.entries.len()).into());
        }
        black_box(render::text(&report, &head, Look::default()));
        black_box(render::markdown(&report, None, render::LONGEST));
        black_box(render::json(&report));
    }
    Ok(())
}

fn side(text: &str) -> Result<Side, Box<dyn Error>> {
    let side = Side::generate(&Source::new("measured.json", text), &Options::new());
    side.map_err(|problems| format!("{} problems", problems.len()).into())
}

/// A document on one line: parts of its paths, of its one schema, and other schemas, each behind a
/// comma.
fn document(paths: &str, operation: &str, properties: &str, schemas: &str) -> String {
    let answer = r##"{"200": {"description": "ok", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}}}"##;
    let thing = format!(
        r#"{{"type": "object", "properties": {{"id": {{"type": "string"}}{properties}}}}}"#
    );
    let fetch = format!(r#"{{"operationId": "fetchThing", "responses": {answer}{operation}}}"#);
    let paths = format!(r#"{{"/thing": {{"get": {fetch}}}{paths}}}"#);
    let info = r#""info": {"title": "Things", "version": "1"}, "servers": [{"url": "https://example.org"}]"#;
    format!(
        r#"{{"openapi": "3.0.3", {info}, "paths": {paths}, "components": {{"schemas": {{"Thing": {thing}{schemas}}}}}}}"#
    )
}

/// Parts by their numbers, each behind a comma.
fn parts(number: usize, part: impl Fn(usize) -> String) -> String {
    let mut all = String::new();
    for number in 0..number {
        // Writing to a text cannot fail.
        _ = write!(all, ", {}", part(number));
    }
    all
}

fn values(number: usize, prefix: &str) -> String {
    let values = parts(number, |at| format!("\"{prefix}{at}\""));
    let state = format!(r#", "state": {{"type": "string", "enum": ["none"{values}]}}"#);
    document("", "", &state, "")
}

fn properties(number: usize, prefix: &str) -> String {
    let fields = parts(number, |at| {
        format!(r#""{prefix}{at}": {{"type": "string"}}"#)
    });
    document("", "", &fields, "")
}

fn alternatives(number: usize, prefix: &str) -> String {
    let name = |at: usize| format!("{}{at}", prefix.to_uppercase());
    let of = parts(number, |at| {
        format!(r##"{{"$ref": "#/components/schemas/{}"}}"##, name(at))
    });
    let schemas = parts(number, |at| {
        let (name, field) = (name(at), format!("{prefix}{at}"));
        format!(
            r#""{name}": {{"type": "object", "required": ["{field}"], "properties": {{"{field}": {{"type": "string"}}}}, "additionalProperties": false}}"#
        )
    });
    let either = format!(r#", "either": {{"oneOf": [{{"type": "boolean"}}{of}]}}"#);
    document("", "", &either, &schemas)
}

fn parameters(number: usize, prefix: &str) -> String {
    let all = parts(number, |at| {
        format!(r#"{{"name": "{prefix}{at}", "in": "query", "schema": {{"type": "string"}}}}"#)
    });
    let first = r#"{"name": "first", "in": "header", "schema": {"type": "boolean"}}"#;
    document("", &format!(r#", "parameters": [{first}{all}]"#), "", "")
}

fn operations(number: usize, prefix: &str) -> String {
    let paths = parts(number, |at| {
        format!(
            r#""/{prefix}/{at}": {{"get": {{"operationId": "{prefix}{at}", "responses": {{"204": {{"description": "ok"}}}}}}}}"#
        )
    });
    document(&paths, "", "", "")
}

fn schemas(number: usize, prefix: &str) -> String {
    let name = |at: usize| format!("{}{at}", prefix.to_uppercase());
    let fields = parts(number, |at| {
        format!(
            r##""{prefix}{at}": {{"$ref": "#/components/schemas/{}"}}"##,
            name(at)
        )
    });
    let schemas = parts(number, |at| {
        format!(
            r#""{}": {{"type": "object", "properties": {{"{prefix}{at}": {{"type": "string"}}}}}}"#,
            name(at)
        )
    });
    document("", "", &fields, &schemas)
}

/// Finds and shows the problems of a document that has a key so often.
fn duplicates(number: usize) -> Result<(), Box<dyn Error>> {
    let keys = parts(number, |_| r#""id": {"type": "string"}"#.to_owned());
    shown(&document("", "", &keys, ""), number)
}

/// Finds and shows the problems of a document with so many references that are nearly right.
fn references(number: usize) -> Result<(), Box<dyn Error>> {
    let fields = parts(number, |at| {
        format!(r##""a{at}": {{"$ref": "#/components/schemas/Thing{at}"}}"##)
    });
    let schemas = parts(number, |at| format!(r#""Ting{at}": {{"type": "string"}}"#));
    shown(&document("", "", &fields, &schemas), number)
}

fn shown(text: &str, number: usize) -> Result<(), Box<dyn Error>> {
    let source = Source::new("measured.json", text);
    let document = Document::load(&source).map_err(|found| format!("{} problems", found.len()))?;
    let found = lint::run(&document, Rules::All);
    if found.len() < number {
        return Err(format!("{} problems of {number}", found.len()).into());
    }
    let mut report = String::new();
    problems::text(&found, &source, Look::default(), &mut report)?;
    problems::json(&found, &source, &mut report)?;
    black_box(report);
    Ok(())
}
