//! Generates the client of `tide.yaml` and the files that it refers to.

use std::{env, error::Error, fs, path::Path};

use smart_codegen::{Options, Source, problem::render};

fn main() -> Result<(), Box<dyn Error>> {
    let source = Source::new("tide.yaml", read("tide.yaml")?).with_files(read);
    let output = smart_codegen::generate(&source, &Options::new())
        .map_err(|problems| render::plain(&problems, &source))?;
    fs::write(
        Path::new(&env::var("OUT_DIR")?).join("tide.rs"),
        output.one_file(),
    )?;
    Ok(())
}

/// Returns the text of a file in this folder or below, of which no link leads out.
fn read(name: &str) -> Result<String, String> {
    println!("cargo::rerun-if-changed={name}");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let resolved = |path: &Path| path.canonicalize().map_err(|error| error.to_string());
    let path = resolved(&folder.join(name))?;
    if !path.starts_with(resolved(folder)?) {
        return Err("a link leads out of the folder of the document".to_owned());
    }
    fs::read_to_string(path).map_err(|error| error.to_string())
}
