//! The page in a real browser: with a mouse, with the keyboard alone, without scripts.
//!
//! The tests need Debian's packages `chromium` and `chromium-driver`. Without them, the tests are
//! ignored. With `SMART_SIM_BROWSER=required`, as in CI, they fail instead. Screenshots are in
//! `tmp/` of the target directory.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on fails"
)]
#![expect(clippy::disallowed_methods, reason = "the files of a test are new")]

mod browser;
mod hospital;
mod journey;
mod keyboard;
mod looks;
mod plain;

use std::io::{Write as _, stderr};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    let required = std::env::var_os("SMART_SIM_BROWSER").is_some_and(|value| value == "required");
    let ignored = !browser::is_installed() && !required;
    if ignored {
        let words = "the page is not tested without Chromium (Debian: chromium, chromium-driver)";
        _ = writeln!(stderr(), "{words}");
    }
    let trials = vec![
        trial(
            "a_visit_from_the_card_to_the_billed_claim",
            journey::a_visit_from_the_card_to_the_billed_claim,
        ),
        trial(
            "faults_are_switched_on_and_off",
            journey::faults_are_switched_on_and_off,
        ),
        trial(
            "the_journal_shows_both_sides_and_no_secret",
            journey::the_journal_shows_both_sides_and_no_secret,
        ),
        trial(
            "everything_can_be_done_from_the_keyboard",
            keyboard::everything_can_be_done_from_the_keyboard,
        ),
        trial(
            "it_can_be_read_in_every_light_and_on_every_screen",
            looks::it_can_be_read_in_every_light_and_on_every_screen,
        ),
        trial(
            "forms_do_everything_without_scripts",
            plain::forms_do_everything_without_scripts,
        ),
    ];
    let trials = trials.into_iter().map(|one| one.with_ignored_flag(ignored));
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}

fn trial<F: Future<Output = ()> + 'static>(name: &str, test: fn() -> F) -> Trial {
    Trial::test(name, move || {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        runtime.enable_all().build()?.block_on(test());
        Ok(())
    })
}
