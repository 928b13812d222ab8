//! Writes the letter.

use std::fmt::Write as _;

use super::{Call, Inquiry, Point};
use crate::characters::{is_joiner, visible};
use crate::document::Document;
use crate::model::Grade;

/// How many other operations are named before they are counted.
const NAMED: usize = 3;

/// The letter in Markdown, in which nothing is hidden but the joiners of writing.
pub(super) fn write(document: &Document, inquiry: &Inquiry) -> String {
    let kept = |sign: char| sign == '\n' || is_joiner(sign);
    let letter = composed(document, inquiry);
    let signs = letter.chars();
    signs
        .map(|sign| if kept(sign) { sign } else { visible(sign) })
        .collect()
}

fn composed(document: &Document, inquiry: &Inquiry) -> String {
    let info = document.root().get("info");
    let title = info.and_then(|info| info.text("title")).unwrap_or("API");
    let sender = info
        .and_then(|info| info.get("contact"))
        .and_then(|contact| contact.text("name"))
        .unwrap_or("The maintainers");
    let points = || inquiry.general.iter().chain(&inquiry.points);
    let total = points().count();
    let asked = points()
        .filter(|point| point.evidence.question.is_some())
        .count();
    let mut text = String::new();
    if total == 0 {
        let _ = writeln!(text, "There is nothing to ask about the {title}.");
        return text;
    }
    let _ = writeln!(text, "# Questions about the {title}\n");
    let _ = writeln!(text, "Dear integration team,\n");
    opening(&mut text, title, total, asked);
    let mut number = 0;
    if !inquiry.general.is_empty() {
        let _ = writeln!(text, "\n## In general");
        for point in &inquiry.general {
            number += 1;
            write_point(&mut text, number, point, inquiry);
        }
    }
    for (call, operation) in inquiry.operations.iter().enumerate() {
        let own = |point: &&Point| point.calls.first() == Some(&call);
        let mut points = inquiry.points.iter().filter(own).peekable();
        if points.peek().is_some() {
            heading(&mut text, operation);
        }
        for point in points {
            number += 1;
            write_point(&mut text, number, point, inquiry);
        }
    }
    let _ = writeln!(
        text,
        "\nThank you for your time. Any answer helps, in any order.\n\nWith kind regards,  \n{sender}"
    );
    text
}

fn opening(text: &mut String, title: &str, total: usize, asked: usize) {
    let _ = writeln!(
        text,
        "we maintain a client for the {title}. Where we had nothing in writing from you, we did \
         what other integrations do, or what is usual. Before anybody relies on that, we would like \
         to know it from you.\n"
    );
    let counted = match (total, asked) {
        (1, 0) => "There is one point, and it only needs a yes or a no".to_owned(),
        (1, _) => "There is one question".to_owned(),
        (_, 0) => format!("There are {total} points, and each only needs a yes or a no"),
        _ if total == asked => format!("There are {total} questions"),
        _ => format!(
            "There are {total} points: {asked} questions, and {} that only need a yes or a no",
            total - asked
        ),
    };
    let _ = writeln!(
        text,
        "{counted}. The number and a word are answer enough (“7: yes”); where a document of yours \
         has the answer, its name is. Each point says how we know what we know: *documented* by \
         you, *observed* in other people's integrations, or *assumed*. Names such as `Answer` that \
         you do not know are our own."
    );
}

fn heading(text: &mut String, call: &Call) {
    let _ = write!(text, "\n## `{}`", call.line);
    if let Some(summary) = &call.summary {
        let _ = write!(text, ": {}", line(summary));
    }
    text.push('\n');
}

fn write_point(text: &mut String, number: usize, point: &Point, inquiry: &Inquiry) {
    let evidence = &point.evidence;
    let indent = " ".repeat(number.to_string().len() + 2);
    let question = evidence.question.as_deref().unwrap_or("Is this right?");
    let _ = writeln!(text, "\n{number}. **{}**", line(question));
    let about = [
        point.subject.as_deref().map(capitalised),
        point.description.as_deref().map(first_paragraph),
    ];
    let about: Vec<String> = about.into_iter().flatten().collect();
    let _ = writeln!(text, "{indent}{}", sentence(&about.join(": ")));
    let known = match evidence.grade {
        Grade::Documented => "Documented",
        Grade::Observed => "Observed",
        Grade::Assumed => "Assumed",
    };
    let _ = writeln!(
        text,
        "{indent}- {known}: {}",
        sentence(&line(&evidence.source))
    );
    if !evidence.also_seen.is_empty() {
        let seen: Vec<String> = evidence.also_seen.iter().map(|seen| line(seen)).collect();
        let _ = writeln!(text, "{indent}- Also seen: {}", sentence(&seen.join("; ")));
    }
    others(text, &indent, point, inquiry);
}

/// The operations that a point concerns beside the one it stands under.
fn others(text: &mut String, indent: &str, point: &Point, inquiry: &Inquiry) {
    let others = point.calls.get(1..).unwrap_or_default();
    let also = match others.len() {
        0 => return,
        1..=NAMED => others
            .iter()
            .filter_map(|call| inquiry.operations.get(*call))
            .map(|call| format!("`{}`", call.line))
            .collect::<Vec<_>>()
            .join(", "),
        count => format!("{count} other calls"),
    };
    let _ = writeln!(text, "{indent}- Also concerns {also}.");
}

/// Text on one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn first_paragraph(text: &str) -> String {
    line(text.trim().split("\n\n").next().unwrap_or_default())
}

/// Text that ends as a sentence does.
fn sentence(text: &str) -> String {
    let ended = text.ends_with(['.', '?', '!']);
    format!("{text}{}", if ended { "" } else { "." })
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}
