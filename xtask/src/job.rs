//! A job of the generator: a document, its options, and the place of the output.

use std::collections::BTreeMap;
use std::path::PathBuf;

use smart_codegen::{Options, Output};

use crate::cli::Target;
use crate::exit::Failure;
use crate::workspace;

/// The name of the digest.
const DIGEST: &str = "api-digest.txt";

/// One document and the place of its output.
#[derive(Debug)]
pub(crate) struct Job {
    /// The document.
    pub(crate) document: PathBuf,
    /// The folder of the generated files.
    pub(crate) folder: PathBuf,
    /// The file of the digest.
    pub(crate) digest: PathBuf,
    /// The options of the generator.
    pub(crate) options: Options,
    /// The command that regenerates the files.
    pub(crate) command: String,
    /// True if the document is this repository's own.
    pub(crate) own: bool,
}

impl Job {
    /// Returns the job of the options. Without options it is this repository's own document.
    pub(crate) fn new(target: &Target) -> Result<Self, Failure> {
        let (Some(spec), Some(out)) = (&target.spec, &target.out) else {
            return Self::own();
        };
        let current = workspace::current_folder()?;
        let folder = current.join(out);
        let mut options = Options::new();
        let mut command = format!(
            "cargo xtask regen --spec {} --out {}",
            quoted(&spec.display().to_string()),
            quoted(&out.display().to_string())
        );
        if let Some(runtime) = &target.runtime {
            options = options.runtime(runtime);
            command = format!("{command} --runtime {}", quoted(runtime));
        }
        if let Some(module) = &target.module {
            options = options.module(module);
            command = format!("{command} --module {}", quoted(module));
        }
        if target.open_enums {
            options = options.open_enums();
            command.push_str(" --open-enums");
        }
        let selection = &target.selection;
        for pattern in &selection.only {
            options = options.only(pattern);
            command = format!("{command} --only {}", quoted(pattern));
        }
        for pattern in &selection.leave_out {
            options = options.leave_out(pattern);
            command = format!("{command} --leave-out {}", quoted(pattern));
        }
        if selection.leave_out_unsupported {
            options = options.leave_out_unsupported();
            command.push_str(" --leave-out-unsupported");
        }
        Ok(Self {
            document: current.join(spec),
            digest: folder.join(DIGEST),
            folder,
            options,
            command,
            own: false,
        })
    }

    /// Returns the job of this repository's own document.
    pub(crate) fn own() -> Result<Self, Failure> {
        let root = workspace::root()?;
        Ok(Self {
            document: root.join(workspace::DOCUMENT),
            folder: root.join("smart-api/src/generated"),
            digest: root.join("spec").join(DIGEST),
            options: Options::new().runtime("crate::runtime").module("smart_api"),
            command: "cargo xtask regen".to_owned(),
            own: true,
        })
    }

    /// Returns every file of an output, by its path.
    pub(crate) fn files(&self, output: Output) -> BTreeMap<PathBuf, String> {
        let mut files: BTreeMap<PathBuf, String> = output
            .files
            .into_iter()
            .map(|(name, text)| (self.folder.join(name), text))
            .collect();
        files.insert(self.digest.clone(), output.digest);
        files
    }
}

/// Returns an argument in the quotes of a shell.
fn quoted(argument: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-:+=@%,~\\".contains(c);
    if !argument.is_empty() && argument.chars().all(plain) {
        argument.to_owned()
    } else {
        format!("'{}'", argument.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_that_mends_can_be_pasted_into_a_shell() {
        let target = Target {
            spec: Some("my api.yaml".into()),
            out: Some("src/it's".into()),
            runtime: Some("crate::runtime".to_owned()),
            open_enums: true,
            ..Target::default()
        };
        let job = Job::new(&target).unwrap();
        assert_eq!(
            job.command,
            r"cargo xtask regen --spec 'my api.yaml' --out 'src/it'\''s' --runtime crate::runtime --open-enums"
        );
        assert!(job.digest.ends_with("src/it's/api-digest.txt"));
    }
}
