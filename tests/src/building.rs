//! Runs cargo in a test: on copies of the workspace and on crates beside it, without a network,
//! with the versions of the workspace's lock file.
//!
//! All builds share one folder for what is built, so that the dependencies are built once.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fmt, fs, io};

/// Folders that are never copied: output of builds, installed packages, the data of git.
const LEFT_OUT: [&str; 4] = ["target", "node_modules", ".git", ".venv"];

/// A failed build. `Debug` prints the plain text, so that `unwrap` shows the compiler's lines.
pub struct Failed(String);

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failed {}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Self {
        Self(error.to_string())
    }
}

/// A folder for the builds of a test, kept between runs.
pub struct Yard {
    folder: PathBuf,
    built: PathBuf,
}

impl Yard {
    /// Returns the folder `name` in `scratch`, which all tests share.
    #[must_use]
    pub fn new(scratch: &str, name: &str) -> Self {
        Self {
            folder: Path::new(scratch).join(name),
            built: Path::new(scratch).join("built"),
        }
    }

    /// Returns the folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns the folder of all build output.
    #[must_use]
    pub fn built(&self) -> &Path {
        &self.built
    }

    /// Writes a file below the folder if its contents differ.
    ///
    /// # Errors
    /// When the disk does not take it.
    pub fn write(&self, path: &str, text: &str) -> Result<(), Failed> {
        Ok(write(&self.folder.join(path), text.as_bytes())?)
    }

    /// Makes the folder hold these files, by their paths, and no other Rust source.
    ///
    /// # Errors
    /// When the disk does not take it.
    pub fn keep(&self, files: &BTreeMap<String, String>) -> Result<(), Failed> {
        for (path, text) in files {
            self.write(path, text)?;
        }
        let wanted = files.keys().map(|path| self.folder.join(path)).collect();
        Ok(remove_others(&self.folder.join("src"), &wanted)?)
    }

    /// Makes the folder a copy of `source`, without build output and installed packages.
    ///
    /// # Errors
    /// When the disk does not take it.
    pub fn mirror(&self, source: &Path) -> Result<(), Failed> {
        Ok(mirror(source, &self.folder)?)
    }

    /// Runs cargo in the folder without a network. Returns its output.
    ///
    /// # Errors
    /// When it cannot be started, or fails; the error is what it printed.
    pub fn cargo(&self, arguments: &[&str]) -> Result<String, Failed> {
        self.cargo_at(&self.folder, arguments)
    }

    /// Runs cargo in another folder, with the same build output. Returns its output.
    ///
    /// # Errors
    /// When it cannot be started, or fails; the error is what it printed.
    pub fn cargo_at(&self, folder: &Path, arguments: &[&str]) -> Result<String, Failed> {
        Ok(self.printed(folder, arguments)?.1)
    }

    /// Runs cargo in the folder with the versions of the lock file `versions`, and no others. Returns
    /// what it printed to stdout.
    ///
    /// # Errors
    /// When it cannot be started, or fails; the error is what it printed.
    pub fn cargo_locked(&self, versions: &Path, arguments: &[&str]) -> Result<String, Failed> {
        self.lock(versions)?;
        Ok(self.printed(&self.folder, arguments)?.0)
    }

    /// Runs cargo, and returns what it printed to stdout and to stderr.
    fn printed(&self, folder: &Path, arguments: &[&str]) -> Result<(String, String), Failed> {
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .current_dir(folder)
            .env("CARGO_TARGET_DIR", &self.built)
            .env("CARGO_NET_OFFLINE", "true")
            .env("CARGO_TERM_COLOR", "never")
            // What is built here is run once and debugged never.
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .output()?;
        let [text, said] = [output.stdout, output.stderr]
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        if output.status.success() {
            Ok((text, said))
        } else {
            let line = arguments.join(" ");
            Err(Failed(format!("cargo {line}:\n{said}{text}")))
        }
    }

    /// Builds the crate `package` with the versions of the lock file `versions`, and no others.
    ///
    /// # Errors
    /// When it does not build, or wants a package that the lock file does not have.
    pub fn build(&self, package: &str, versions: &Path) -> Result<(), Failed> {
        self.lock(versions)?;
        self.cargo(&["build", "--locked", "--offline", "--package", package])?;
        Ok(())
    }

    /// Checks the crate in the folder with the versions of the lock file `versions`, and no others.
    ///
    /// # Errors
    /// When it does not compile, or wants a package that the lock file does not have.
    pub fn check(&self, versions: &Path) -> Result<(), Failed> {
        self.lock(versions)?;
        self.cargo(&["check", "--locked", "--offline"])?;
        Ok(())
    }

    /// Locks the versions of another lock file.
    fn lock(&self, versions: &Path) -> Result<(), Failed> {
        let own = self.folder.join("Cargo.lock");
        let known = packages(&fs::read_to_string(versions)?);
        if !own.exists() {
            fs::copy(versions, &own)?;
        }
        // Adds the packages that have no version of their own to be locked.
        self.cargo(&["update", "--workspace"])?;
        let locked = packages(&fs::read_to_string(&own)?);
        let foreign: Vec<_> = locked.difference(&known).collect();
        if !foreign.is_empty() {
            let text = format!("packages that {} lacks: {foreign:?}", versions.display());
            return Err(Failed(text));
        }
        Ok(())
    }

    /// Runs the built program `name`. Returns its output.
    ///
    /// # Errors
    /// When it cannot be started, or fails; the error is what it printed.
    pub fn run(&self, name: &str, arguments: &[&str]) -> Result<String, Failed> {
        let program = self.built.join("debug").join(name);
        let output = Command::new(program.with_extension(std::env::consts::EXE_EXTENSION))
            .args(arguments)
            .output()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        if output.status.success() {
            Ok(text)
        } else {
            let said = String::from_utf8_lossy(&output.stderr);
            Err(Failed(format!("{name}: {text}{said}")))
        }
    }
}

/// Returns the packages of a lock file that come from a registry, each with version and checksum.
fn packages(lock: &str) -> BTreeSet<String> {
    let entries = lock.split("[[package]]\n").skip(1);
    entries
        .filter(|entry| entry.contains("\nchecksum = "))
        .map(|entry| entry.lines().take(4).collect::<Vec<_>>().join(", "))
        .collect()
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::read(path).is_ok_and(|present| present == bytes) {
        // Untouched, so that cargo sees that nothing has changed.
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes)
}

fn mirror(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    let mut wanted = BTreeSet::new();
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name();
        if LEFT_OUT.iter().any(|left_out| name == *left_out) {
            continue;
        }
        let target = to.join(&name);
        // What a link leads to, as a link's own place means nothing in a copy.
        let about = fs::metadata(entry.path())?;
        if about.is_dir() {
            mirror(&entry.path(), &target)?;
        } else {
            write(&target, &fs::read(entry.path())?)?;
        }
        wanted.insert(name);
    }
    for entry in fs::read_dir(to)? {
        let entry = entry?;
        if wanted.contains(&entry.file_name()) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Removes the files that are not `wanted`.
fn remove_others(folder: &Path, wanted: &BTreeSet<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            remove_others(&path, wanted)?;
        } else if !wanted.contains(&path) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}
