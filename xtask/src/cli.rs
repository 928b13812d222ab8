//! The command line: commands, options and their help.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use smart_codegen::characters::escaped;

const EXIT_CODES: &str = "\
Exit codes of every command:
    0  clean: done, or nothing to do
    1  the answer is no: snapshots differ or are left over, a test failed, a change is not allowed
    2  usage, or a file or folder that cannot be read or written
    4  stale: generated files are not what the document says
  100  the document has problems
  101  a crash, which is a bug of this tool

Reports go to stdout; progress goes to stderr, and only to a terminal.
Colour is used on a terminal only, and not when NO_COLOR is set.";

/// Regenerates the client from the document, checks that it is fresh, and judges the document.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version, after_help = EXIT_CODES)]
pub(crate) struct Cli {
    /// When to use colour.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Cli {
    /// Reads the command line of this process. A wrong command line ends the process with an error
    /// that no terminal obeys.
    pub(crate) fn read() -> Self {
        let arguments: Vec<OsString> = std::env::args_os().collect();
        let wrong = match Self::try_parse_from(&arguments) {
            Ok(cli) => return cli,
            Err(wrong) => wrong,
        };
        // What is wrong stays wrong when it is escaped, but for what is not UTF-8 and is not shown.
        let shown = arguments.iter().map(|argument| {
            let text = argument.to_string_lossy();
            escaped(&text).into_owned()
        });
        Self::try_parse_from(shown).err().unwrap_or(wrong).exit()
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Writes the generated files and the API digest of the document.
    ///
    /// Without options: spec/smart.yaml, smart-api/src/generated/ and spec/api-digest.txt. Files are
    /// written atomically and only where they differ; a file is deleted only if it begins with our whole stamp.
    #[command(after_help = EXIT_CODES)]
    Regen(Regen),
    /// Says whether the generated files are what the document says, and writes nothing.
    #[command(after_help = EXIT_CODES)]
    Check(Check),
    /// Reports the problems of a document, those included that only the generation finds.
    #[command(after_help = EXIT_CODES)]
    Lint(Lint),
    /// Writes a letter to the provider: the assumed and the disagreeing facts and the open questions.
    #[command(after_help = EXIT_CODES)]
    Questions(Questions),
    /// Says what changed in the API, whom it breaks, and what to do.
    ///
    /// BASE and HEAD are files, documents at a revision (REV:PATH), or revisions of this
    /// repository. Two revisions are compared with their checked-in code. The default is the
    /// working tree, compared with the commit where the main branch was left.
    #[command(after_help = EXIT_CODES)]
    Diff(Diff),
    /// Writes what changed in the API since the last release as an entry of CHANGELOG.md.
    #[command(after_help = EXIT_CODES)]
    Changelog(Changelog),
    /// Says whether the version and CHANGELOG.md agree with what changed since the last release.
    ///
    /// The changes of the API decide how high the version must be. With --semver-checks,
    /// cargo-semver-checks decides too, on smart-api, smart-runtime and smart-codegen.
    /// CHANGELOG.md must hold the entry that `changelog --write` writes.
    #[command(after_help = EXIT_CODES)]
    Release(Release),
    /// Writes the changes that a pull request makes to the API into a comment, and updates it
    /// later.
    ///
    /// For the second stage of the workflow: the event (GITHUB_EVENT_PATH) names the commit, whose
    /// document is fetched and compared; nothing of it is run. Speaks with GitHub through `gh`.
    #[command(after_help = EXIT_CODES)]
    Comment,
    /// Runs the snapshot tests, shows each difference, and names snapshots that no test refers to.
    ///
    /// Nothing is written unless it is accepted.
    #[command(after_help = EXIT_CODES)]
    Snapshots(Snapshots),
    /// Regenerates, then runs the journey from the token to the closed session on a simulator.
    ///
    /// Stale files are regenerated for the run only and put back afterwards. The journey's own exit
    /// code is passed on.
    #[command(after_help = EXIT_CODES)]
    Demo,
}

#[derive(Debug, Args)]
pub(crate) struct Regen {
    #[command(flatten)]
    pub(crate) target: Target,
    /// Treat warnings as errors.
    #[arg(long)]
    pub(crate) deny_warnings: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) target: Target,
    /// How to report.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct Lint {
    /// The document; without it spec/smart.yaml. It may refer to files in its folder and below.
    #[arg(value_name = "FILE")]
    pub(crate) document: Option<PathBuf>,
    /// Which rules: all of them, or only those that generation needs.
    #[arg(long, value_name = "RULES", default_value = "all")]
    pub(crate) rules: Rules,
    /// Exit with 100 for warnings too. For spec/smart.yaml this is always so.
    #[arg(long)]
    pub(crate) deny_warnings: bool,
    /// How to report.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct Questions {
    /// The document; without it spec/smart.yaml. It may refer to files in its folder and below.
    #[arg(value_name = "FILE")]
    pub(crate) document: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Diff {
    #[command(flatten)]
    pub(crate) sides: Sides,
    /// How to report.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: DiffFormat,
    /// The changes that make the exit code 1: calls of deployed clients that fail, code that does
    /// not compile, or any change. Acknowledged changes never do.
    #[arg(long, value_name = "WHAT")]
    pub(crate) fail_on: Option<FailOn>,
    /// The acknowledged changes [default: spec/acknowledged.toml of HEAD].
    #[arg(long, value_name = "FILE")]
    pub(crate) acknowledged: Option<PathBuf>,
    /// Write the reports of all formats into this folder and print none.
    ///
    /// The files comment.md, report.json, annotations.txt and outputs.txt there are replaced.
    ///
    /// In a workflow of GitHub also: print the annotations, and append to the summary and the
    /// outputs of the step (GITHUB_STEP_SUMMARY, GITHUB_OUTPUT).
    #[arg(long, value_name = "DIR")]
    pub(crate) reports: Option<PathBuf>,
    /// Explain a kind of change; without an ID, name all kinds.
    #[arg(long, value_name = "ID", num_args = 0..=1, default_missing_value = "", exclusive = true)]
    pub(crate) explain: Option<String>,
}

/// The two sides of a comparison.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Sides {
    /// The old side: a file, REV:PATH, or a revision [default: where the main branch was left].
    #[arg(value_name = "BASE")]
    pub(crate) base: Option<String>,
    /// The new side: a file, REV:PATH, or a revision [default: the working tree].
    #[arg(value_name = "HEAD")]
    pub(crate) head: Option<String>,
}

/// The two sides of a release.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Since {
    /// The old side: a revision, a file or REV:PATH [default: the last release, a tag `v…`].
    #[arg(value_name = "BASE")]
    pub(crate) base: Option<String>,
    /// The new side [default: the working tree].
    #[arg(value_name = "HEAD")]
    pub(crate) head: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Changelog {
    #[command(flatten)]
    pub(crate) since: Since,
    /// Write the entry under `## Unreleased`; without it, print it.
    #[arg(long)]
    pub(crate) write: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Release {
    #[command(flatten)]
    pub(crate) since: Since,
    /// Ask cargo-semver-checks about the crates for users as well; it must be installed.
    #[arg(long)]
    pub(crate) semver_checks: bool,
}

/// How a comparison is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// For people at a terminal.
    Text,
    /// For a comment of a pull request.
    Markdown,
    /// For programs.
    Json,
    /// As annotations of a workflow.
    Github,
}

/// The changes that make the exit code 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// Deployed clients can break.
    Wire,
    /// Code that uses the crate can break.
    Rust,
    /// Anything that is no mere remark.
    Any,
}

#[derive(Debug, Args)]
pub(crate) struct Snapshots {
    /// Take over what the tests found, and delete what no test refers to.
    #[arg(long)]
    pub(crate) accept: bool,
}

/// The document, and the place of its generated files.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Target {
    /// A document other than this repository's. It may refer to files in its folder and below.
    #[arg(long, value_name = "FILE", requires = "out")]
    pub(crate) spec: Option<PathBuf>,
    /// The folder of its generated files, the digest (api-digest.txt) included.
    #[arg(long, value_name = "DIR", requires = "spec")]
    pub(crate) out: Option<PathBuf>,
    /// The path of the runtime module in generated code [default: smart_runtime].
    #[arg(long, value_name = "PATH", requires = "spec")]
    pub(crate) runtime: Option<String>,
    /// The path by which callers know the generated module; with it its examples are doctests.
    #[arg(long, value_name = "PATH", requires = "spec")]
    pub(crate) module: Option<String>,
    /// Let every enum of an answer keep a value that the document does not list. Without it, such a
    /// value fails the answer.
    #[arg(long, requires = "spec")]
    pub(crate) open_enums: bool,
    #[command(flatten)]
    pub(crate) selection: Selection,
}

/// Which operations code is generated for.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Selection {
    /// Only the operations of this pattern: an operationId, tag:NAME or a path; `*` stands for any
    /// characters. Can be given several times.
    #[arg(long, value_name = "PATTERN", requires = "spec")]
    pub(crate) only: Vec<String>,
    /// None of the operations of this pattern. Can be given several times.
    #[arg(long, value_name = "PATTERN", requires = "spec")]
    pub(crate) leave_out: Vec<String>,
    /// Leave out the operations that cannot be generated, and say which and why.
    #[arg(long, requires = "spec")]
    pub(crate) leave_out_unsupported: bool,
}

/// Which rules a document is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Rules {
    /// Those of generation and those of this repository's own document.
    All,
    /// Those without which code could not be generated, or would be wrong.
    Generation,
}

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_definition_of_the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_documents_the_exit_codes() {
        for command in Cli::command().get_subcommands() {
            let help = command.get_after_help().map(ToString::to_string);
            assert!(
                help.is_some_and(|help| help.contains("100  the document has problems")),
                "{}",
                command.get_name()
            );
        }
    }

    #[test]
    fn a_document_of_ones_own_needs_a_folder_of_its_own() {
        assert!(Cli::try_parse_from(["xtask", "regen", "--spec", "a.yaml"]).is_err());
        assert!(Cli::try_parse_from(["xtask", "regen", "--out", "a"]).is_err());
        assert!(Cli::try_parse_from(["xtask", "regen", "--spec", "a.yaml", "--out", "a"]).is_ok());
    }
}
