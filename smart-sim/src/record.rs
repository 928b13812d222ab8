//! Leaves journals in a folder, for whoever compares the traffic of a test suite with a document.

use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::control::Control;

/// Environment variable that names the folder.
const FOLDER: &str = "SMART_SIM_RECORDS";

/// How many archives this process has left, for names that no two of them share.
static LEFT: AtomicUsize = AtomicUsize::new(0);

/// Writes the journal as an archive of its own, when the environment names a folder for that.
pub(crate) fn leave(control: &Control) {
    let Some(folder) = env::var_os(FOLDER) else {
        return;
    };
    if control.with(|state| state.journal.all().len()) == 0 {
        return;
    }
    let count = LEFT.fetch_add(1, Ordering::Relaxed);
    let file = Path::new(&folder).join(format!("{}-{count}.har", process::id()));
    if let Err(error) = fs::write(&file, control.har().to_text() + "\n") {
        // It happens while a simulator is dropped, where no error can be returned.
        let (file, stderr) = (file.display(), &mut io::stderr());
        _ = writeln!(stderr, "smart-sim: {FOLDER}: cannot write {file}: {error}");
    }
}
