//! `comment`: puts the report of a pull request into it, once, and updates it there.
//!
//! The command reads nothing that the pull request's code made. GitHub tells the number of the pull
//! request for the commit of the event. The code of the main branch, which runs here, reads the
//! document of that commit as data and compares it.

mod event;
mod github;
mod page;

use crate::exit::{Exit, Failure};
use crate::git::Repository;
use crate::terminal::{Terminal, Tone, line};
use crate::workspace;

use event::Event;
use github::Pull;

/// Writes or updates the comment.
pub(crate) fn run(terminal: &mut Terminal) -> Result<Exit, Failure> {
    let event = Event::read()?;
    let mut say = |tone, verb: &str, what: &str| {
        let text = line(terminal.style(), tone, verb, what);
        terminal.report(&text);
    };
    let Some(pull) = Pull::find(&event)? else {
        let what = "no open pull request has this commit as its head any more";
        say(Tone::Warning, "Skipped", what);
        return Ok(Exit::Clean);
    };
    let repository = Repository::at(&workspace::root()?);
    repository.fetch(&event.commit)?;
    let base = repository.parting(&format!("origin/{}", pull.branch), &event.commit)?;
    let text = page::page(&repository, &base, &event.commit)?;
    let what = format!("the comment of pull request {}", pull.number);
    let verb = match pull.comment(&event)? {
        Some((_, body)) if body.trim_end() == text.trim_end() => "Fresh",
        Some((id, _)) => {
            github::replace(&event, id, &text)?;
            "Updated"
        }
        None => {
            pull.write(&event, &text)?;
            "Wrote"
        }
    };
    say(Tone::Good, verb, &what);
    Ok(Exit::Clean)
}
