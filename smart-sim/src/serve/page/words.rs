//! Amounts, times and states in a form for people.

use std::time::Duration;

use maud::{Markup, html};

use crate::amount::Amount;
use crate::clock::Moment;
use crate::status::{ClaimState, SessionStatus};
use crate::world::Session;

/// Returns an amount with commas between thousands and all its digits.
pub(super) fn amount(amount: Amount) -> String {
    let text = amount.to_string();
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.as_str()),
    };
    let (whole, fraction) = match rest.find('.') {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    let mut grouped = String::from(sign);
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + fraction
}

/// Returns a length of time in its two largest units. Seconds count below one minute only.
fn length(time: Duration) -> String {
    let seconds = time.as_secs();
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60);
    match (days, hours, minutes) {
        (0, 0, 0) => format!("{seconds} s"),
        (0, 0, minutes) => format!("{minutes} min"),
        (0, hours, minutes) => format!("{hours} h {minutes:02} min"),
        (days, hours, _) => format!("{days} d {hours} h"),
    }
}

/// Returns the time until a session expires, or a dash if it does not expire.
pub(super) fn time_left(session: &Session, now: Moment, active_expire: bool) -> String {
    let expires = match session.status {
        SessionStatus::Pending => true,
        SessionStatus::Active => active_expire,
        _ => false,
    };
    let millis = session.expires.unix_millis() - now.unix_millis();
    match u64::try_from(millis) {
        Ok(millis) if expires => length(Duration::from_millis(millis)),
        _ => "–".to_owned(),
    }
}

/// Returns a number of bytes.
pub(super) fn size(bytes: usize) -> String {
    match bytes {
        0..1000 => format!("{bytes} B"),
        1000..1_000_000 => format!("{} kB", bytes / 1000),
        _ => format!("{} MB", bytes / 1_000_000),
    }
}

/// Returns the time of day of an instant.
pub(super) fn clock_time(moment: Moment) -> String {
    let text = moment.to_string();
    text.split_once(' ')
        .map_or(text.clone(), |(_, time)| time.to_owned())
}

fn chip(tone: &str, text: &str) -> Markup {
    html! { span class={ "chip " (tone) } { (text) } }
}

/// Returns the chip of a session's status.
pub(super) fn session_status(status: SessionStatus) -> Markup {
    let tone = match status {
        SessionStatus::Pending => "waiting",
        SessionStatus::Active | SessionStatus::Billed => "good",
        SessionStatus::Expired => "bad",
        SessionStatus::Closed => "quiet",
    };
    chip(tone, status.as_str())
}

/// Returns the chip of a claim's state.
pub(super) fn claim_state(state: ClaimState) -> Markup {
    let tone = match state {
        ClaimState::Pending => "waiting",
        ClaimState::Billed => "good",
        ClaimState::Cancelled => "quiet",
        ClaimState::Rejected => "bad",
    };
    chip(tone, state.as_str())
}

/// Returns the chip of an answer's status.
pub(super) fn http_status(status: u16, cut: bool) -> Markup {
    match status {
        _ if cut => chip("bad", "cut"),
        200..300 => chip("good", &status.to_string()),
        500.. => chip("bad", &status.to_string()),
        _ => chip("waiting", &status.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_keep_their_digits() {
        for (text, shown) in [
            ("0.740", "0.740"),
            ("999", "999"),
            ("50000.00", "50,000.00"),
            ("-1234567.8", "-1,234,567.8"),
            (
                "79228162514264337593543950335",
                "79,228,162,514,264,337,593,543,950,335",
            ),
        ] {
            assert_eq!(amount(text.parse().unwrap()), shown);
        }
    }

    #[test]
    fn lengths_of_time_are_short() {
        for (seconds, shown) in [
            (0, "0 s"),
            (59, "59 s"),
            (60, "1 min"),
            (86_399, "23 h 59 min"),
            (3_660, "1 h 01 min"),
            (86_400, "1 d 0 h"),
        ] {
            assert_eq!(length(Duration::from_secs(seconds)), shown);
        }
    }
}
