//! Generates the client of `tide.yaml`.

use std::{env, error::Error, fs, path::Path};

use smart_codegen::{Options, Source, problem::render};

fn main() -> Result<(), Box<dyn Error>> {
    let source = Source::new("tide.yaml", fs::read_to_string("tide.yaml")?);
    let output = smart_codegen::generate(&source, &Options::new())
        .map_err(|problems| render::plain(&problems, &source))?;
    fs::write(
        Path::new(&env::var("OUT_DIR")?).join("tide.rs"),
        output.one_file(),
    )?;
    Ok(())
}
