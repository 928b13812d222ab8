//! Generates the client of `wire/transport/clinic.yaml`, which the wire tests call.

use std::{env, error::Error, fs, path::Path};

use smart_codegen::{Options, Source, problem::render};

const DOCUMENT: &str = "wire/transport/clinic.yaml";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={DOCUMENT}");
    let source = Source::new(DOCUMENT, fs::read_to_string(DOCUMENT)?);
    let options = Options::new().runtime("smart_api::runtime");
    let output = smart_codegen::generate(&source, &options)
        .map_err(|problems| render::plain(&problems, &source))?;
    let file = Path::new(&env::var("OUT_DIR")?).join("clinic.rs");
    fs::write(file, output.one_file())?;
    Ok(())
}
