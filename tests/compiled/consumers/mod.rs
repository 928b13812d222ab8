//! Holds the verdict on Rust source against the compiler. For every pair of the corpus, code for
//! one side is compiled against the other. It must fail exactly where the report says that source
//! breaks.

mod consumer;
#[path = "../../../codegen/tests/diff/pairs.rs"]
mod pairs;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use smart_codegen::diff::{Rust, Side, compare};
use smart_codegen::{Options, Source};
use smart_tests::building::Yard;
use smart_tests::document::workspace;

use consumer::Files;
use pairs::{HARBOUR, Pair};

/// How many crates the work is split into, so that it is done side by side.
const CRATES: usize = 4;

/// A use of one side that is compiled against a side.
struct Use {
    /// Its module, and the file.
    module: String,
    /// What it was written for, for people.
    told: String,
    text: String,
    against: String,
    breaks: bool,
}

/// The code of sides by their names, and what uses it.
#[derive(Default)]
struct Crate {
    sides: Vec<(String, Files)>,
    uses: Vec<Use>,
}

fn side(text: &str) -> Side {
    Side::generate(&Source::new("harbour.yaml", text), &Options::new()).unwrap()
}

/// The code of both sides and what uses it, each way; with the side itself, as a proof of the use.
fn uses(number: usize, pair: &Pair, harbour: &Side) -> Crate {
    let head = side(&pair.head);
    let own = (pair.base != HARBOUR).then(|| side(&pair.base));
    let base = own.as_ref().unwrap_or(harbour);
    if !base.generates() || !head.generates() {
        return Crate::default();
    }
    let base_name = match own {
        Some(_) => format!("p{number}_base"),
        None => "harbour".to_owned(),
    };
    let head_name = format!("p{number}_head");
    let mut all = Vec::new();
    for (way, from, to, mine, other) in [
        ("there", base, &head, &base_name, &head_name),
        ("back", &head, base, &head_name, &base_name),
    ] {
        let breaks = compare(from, to).rust() == Rust::Breaks;
        let told = format!("{}: {}, {way}", pair.place, pair.title);
        let Some(text) = consumer::of(from.files(), to.files()) else {
            assert!(
                !breaks,
                "{told}: no item is another, and yet something breaks"
            );
            continue;
        };
        for (suffix, against, breaks) in [("", other, breaks), ("_itself", mine, false)] {
            all.push(Use {
                module: format!("p{number}_{way}{suffix}"),
                told: told.clone(),
                text: text.clone(),
                against: against.clone(),
                breaks,
            });
        }
    }
    if all.is_empty() {
        return Crate::default();
    }
    let mut sides = vec![(head_name, head.files().clone())];
    sides.extend(own.map(|own| (base_name, own.files().clone())));
    Crate { sides, uses: all }
}

fn manifest(name: &str, dependencies: &str) -> String {
    let root = workspace();
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nserde = {{ version = \"1\", features = [\"derive\"] }}\n\
         smart-runtime = {{ path = {:?} }}\n{dependencies}",
        root.join("runtime")
    )
}

/// The crates: for each, one with the code of all sides, and one with what uses it.
fn write(yard: &Yard, crates: &[Crate]) {
    let mut files = BTreeMap::new();
    let mut members = Vec::new();
    for (at, Crate { sides, uses }) in crates.iter().enumerate() {
        let (lib, user) = (format!("sides{at}"), format!("uses{at}"));
        files.insert(format!("{lib}/Cargo.toml"), manifest(&lib, ""));
        let dependency = format!("{lib} = {{ path = \"../{lib}\" }}\n");
        files.insert(format!("{user}/Cargo.toml"), manifest(&user, &dependency));
        let (mut lib_text, mut user_text) = (String::new(), String::new());
        for (name, code) in sides {
            let _ = writeln!(lib_text, "pub mod {name};");
            for (file, text) in code {
                files.insert(format!("{lib}/src/{name}/{file}"), text.clone());
            }
        }
        for one in uses {
            let _ = writeln!(user_text, "pub mod {};", one.module);
            let scope = format!(
                "#![allow(warnings)]\npub use {lib}::{}::{{Client, enums, operations, requests, types}};\n",
                one.against
            );
            files.insert(format!("{user}/src/{}.rs", one.module), scope + &one.text);
        }
        files.insert(format!("{lib}/src/lib.rs"), lib_text);
        files.insert(format!("{user}/src/lib.rs"), user_text);
        members.extend([lib, user]);
    }
    // One crate that wants all sides, so that they are built side by side.
    let all: String = (0..crates.len())
        .map(|at| format!("sides{at} = {{ path = \"../sides{at}\" }}\n"))
        .collect();
    files.insert("sides/Cargo.toml".to_owned(), manifest("sides", &all));
    files.insert("sides/src/lib.rs".to_owned(), String::new());
    members.push("sides".to_owned());
    let members: Vec<_> = members.iter().map(|name| format!("{name:?}")).collect();
    let root = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n",
        members.join(", ")
    );
    files.insert("Cargo.toml".to_owned(), root);
    for (path, text) in &files {
        yard.write(path, text).unwrap();
    }
}

/// The modules of a crate that do not compile, each with the first thing that the compiler says.
fn broken(yard: &Yard, name: &str) -> BTreeMap<String, String> {
    let output = Command::new(env!("CARGO"))
        .args([
            "build",
            "--offline",
            "--locked",
            "--message-format",
            "json",
            "--package",
            name,
        ])
        .current_dir(yard.folder())
        .env("CARGO_TARGET_DIR", yard.built())
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .output()
        .unwrap();
    let mut found = BTreeMap::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let message: serde_json::Value = serde_json::from_str(line).unwrap();
        let message = &message["message"];
        let spans = message["spans"].as_array();
        let primary = spans.and_then(|spans| spans.iter().find(|span| span["is_primary"] == true));
        let Some(file) = primary.and_then(|span| span["file_name"].as_str()) else {
            continue;
        };
        if message["level"] == "error" {
            let module = file.rsplit(['/', '\\']).next().unwrap_or_default();
            let module = module.trim_end_matches(".rs").to_owned();
            found
                .entry(module)
                .or_insert_with(|| message["message"].to_string());
        }
    }
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() || !found.is_empty(), "{text}");
    found
}

/// All modules of a crate that do not compile. The compiler looks at types only where all names
/// are known, so what is broken is taken out until the rest compiles.
fn all_broken(yard: &Yard, name: &str, uses: &[Use]) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    loop {
        let found = broken(yard, name);
        if found.is_empty() {
            return all;
        }
        all.extend(found);
        let left = uses.iter().filter(|one| !all.contains_key(&one.module));
        let lib: String = left
            .map(|one| format!("pub mod {};\n", one.module))
            .collect();
        yard.write(&format!("{name}/src/lib.rs"), &lib).unwrap();
    }
}

#[test]
fn code_fails_to_compile_exactly_where_the_report_says_that_it_breaks() {
    let pairs = pairs::all();
    let harbour = side(HARBOUR);
    let next = AtomicUsize::new(0);
    let mut crates: Vec<Mutex<Crate>> = Vec::new();
    crates.resize_with(CRATES, || {
        Mutex::new(Crate {
            sides: vec![("harbour".to_owned(), harbour.files().clone())],
            uses: Vec::new(),
        })
    });
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(pair) = pairs.get(at) else { break };
                    let found = uses(at, pair, &harbour);
                    let mut slot = crates[at % CRATES].lock().unwrap();
                    slot.sides.extend(found.sides);
                    slot.uses.extend(found.uses);
                }
            });
        }
    });
    let mut crates: Vec<_> = crates
        .into_iter()
        .map(|slot| slot.into_inner().unwrap())
        .collect();
    for Crate { sides, uses } in &mut crates {
        sides.sort_by(|a, b| a.0.cmp(&b.0));
        uses.sort_by(|a, b| a.module.cmp(&b.module));
    }
    let yard = crate::yard("consumers");
    write(&yard, &crates);
    yard.build("sides", &workspace().join("Cargo.lock"))
        .unwrap();

    let mut wrong = String::new();
    let mut refused = 0;
    for (at, Crate { uses, .. }) in crates.iter().enumerate() {
        let broken = all_broken(&yard, &format!("uses{at}"), uses);
        let known: BTreeSet<&str> = uses.iter().map(|one| one.module.as_str()).collect();
        let foreign: Vec<_> = broken
            .keys()
            .filter(|module| !known.contains(module.as_str()))
            .collect();
        assert!(foreign.is_empty(), "{foreign:?}: {broken:#?}");
        for one in uses {
            let said = broken.get(&one.module);
            refused += usize::from(said.is_some());
            if said.is_some() != one.breaks {
                let said = said.map_or("compiles", String::as_str);
                let _ = writeln!(
                    wrong,
                    "{} ({}): breaks {}, {said}",
                    one.told, one.module, one.breaks
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    // Most pairs break one way round at least.
    assert!(
        refused > pairs.len() / 2,
        "the compiler refused only {refused} uses"
    );
}
