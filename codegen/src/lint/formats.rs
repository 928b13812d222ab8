//! Values as text: formats, and numbers compared digit by digit.

use std::cmp::Ordering;

/// Returns the form of a format in words, if a text does not have it.
pub(super) fn violated(format: &str, text: &str) -> Option<&'static str> {
    let (fits, form) = match format {
        "smart-datetime" => (
            text.split_once(' ')
                .is_some_and(|(date, time)| is_date(date) && is_time(time)),
            "`YYYY-MM-DD HH:MM:SS`",
        ),
        "date" => (is_date(text), "`YYYY-MM-DD`"),
        "time" => (is_time(text), "`HH:MM:SS`"),
        "date-time" => (is_instant(text), "`YYYY-MM-DDTHH:MM:SSZ` (RFC 3339)"),
        "uuid" => (is_uuid(text), "a UUID"),
        _ => return None,
    };
    (!fits).then_some(form)
}

fn number(text: &str, length: usize) -> Option<u32> {
    let digits = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let (year, month, day) = (
        parts.next().and_then(|part| number(part, 4)),
        parts.next().and_then(|part| number(part, 2)),
        parts.next().and_then(|part| number(part, 2)),
    );
    let (Some(year), Some(month), Some(day), None) = (year, month, day, parts.next()) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

fn is_time(text: &str) -> bool {
    let mut parts = text.split(':').map(|part| number(part, 2));
    let hour = parts.next().flatten().is_some_and(|hour| hour < 24);
    let minute = parts.next().flatten().is_some_and(|minute| minute < 60);
    let second = parts.next().flatten().is_some_and(|second| second < 60);
    hour && minute && second && parts.next().is_none()
}

fn is_instant(text: &str) -> bool {
    let Some((date, rest)) = text.split_once(['T', 't']) else {
        return false;
    };
    let Some(at) = rest.find(['Z', 'z', '+', '-']) else {
        return false;
    };
    let (time, zone) = rest.split_at(at);
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let offset = match zone {
        "Z" | "z" => true,
        _ => is_time(&format!("{}:00", &zone[1..])),
    };
    let fraction = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
    is_date(date) && is_time(time) && fraction && offset
}

fn is_uuid(text: &str) -> bool {
    let lengths = [8, 4, 4, 4, 12];
    let parts: Vec<&str> = text.split('-').collect();
    parts.len() == lengths.len()
        && parts.iter().zip(lengths).all(|(part, length)| {
            part.len() == length && part.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
}

/// A number of JSON as sign, digits without zeros at either end, and the place of the point.
struct Decimal {
    negative: bool,
    digits: String,
    /// Digits before the point.
    point: i64,
}

impl Decimal {
    fn new(number: &str) -> Decimal {
        let (negative, rest) = match number.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, number),
        };
        let (mantissa, exponent) = rest.split_once(['e', 'E']).unwrap_or((rest, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        let zeros = all.len() - all.trim_start_matches('0').len();
        let digits = all.trim_matches('0').to_owned();
        let length = |length: usize| i64::try_from(length).unwrap_or(i64::MAX);
        let beyond = if exponent.starts_with('-') {
            i64::MIN / 4
        } else {
            i64::MAX / 4
        };
        let exponent: i64 = exponent.parse().unwrap_or(beyond);
        Decimal {
            negative: negative && !digits.is_empty(),
            point: length(whole.len())
                .saturating_sub(length(zeros))
                .saturating_add(exponent),
            digits,
        }
    }

    fn compare_size(&self, other: &Decimal) -> Ordering {
        match (self.digits.is_empty(), other.digits.is_empty()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            (false, false) => {
                let point = self.point.cmp(&other.point);
                point.then_with(|| self.digits.cmp(&other.digits))
            }
        }
    }
}

/// Compares two numbers of JSON exactly.
pub(super) fn compare(a: &str, b: &str) -> Ordering {
    let (a, b) = (Decimal::new(a), Decimal::new(b));
    match (a.negative, b.negative) {
        (false, false) => a.compare_size(&b),
        (true, true) => b.compare_size(&a),
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
    }
}

/// Returns whether a number of JSON is whole.
pub(super) fn is_whole(number: &str) -> bool {
    let number = Decimal::new(number);
    let length = i64::try_from(number.digits.len()).unwrap_or(i64::MAX);
    number.point >= length || number.digits.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_compare_by_their_digits() {
        for (a, b) in [
            ("1", "1.0"),
            ("0", "-0.00"),
            ("100", "1e2"),
            ("0.5", "5e-1"),
            ("12345678901234567890.1", "1.23456789012345678901E19"),
        ] {
            assert_eq!(compare(a, b), Ordering::Equal, "{a} {b}");
        }
        for (less, more) in [
            ("-1", "0"),
            ("-2", "-1"),
            ("9", "10"),
            ("0.09", "0.1"),
            ("1.5", "1.51"),
            ("9007199254740992", "9007199254740993"),
            ("1e9", "1e10"),
            ("0", "1e-30"),
            ("1e-99999999999999999999", "1"),
            ("1", "1e99999999999999999999"),
        ] {
            assert_eq!(compare(less, more), Ordering::Less, "{less} {more}");
            assert_eq!(compare(more, less), Ordering::Greater, "{less} {more}");
        }
        assert!(is_whole("12") && is_whole("1.50e1") && is_whole("0.0") && is_whole("-7"));
        assert!(!is_whole("1.5") && !is_whole("1e-1"));
    }

    #[test]
    fn formats_are_held_to_the_calendar() {
        let good = [
            ("smart-datetime", "2025-01-21 10:00:00"),
            ("date", "2024-02-29"),
            ("time", "23:59:59"),
            ("date-time", "2025-01-21T10:00:00Z"),
            ("date-time", "2025-01-21T10:00:00.5+03:00"),
            ("uuid", "a3849fc5-1efa-4b2c-9d3e-000000000000"),
            ("unheard-of", "anything"),
        ];
        for (format, text) in good {
            assert_eq!(violated(format, text), None, "{format} {text}");
        }
        let bad = [
            ("smart-datetime", "2025-01-21T10:00:00"),
            ("smart-datetime", "2025-01-21"),
            ("date", "2025-02-29"),
            ("date", "2025-13-01"),
            ("date", "25-01-01"),
            ("time", "24:00:00"),
            ("time", "10:00"),
            ("date-time", "2025-01-21 10:00:00"),
            ("date-time", "2025-01-21T10:00:00"),
            ("date-time", "2025-01-21T10:00:00é"),
            ("uuid", "a3849fc5-lefa-4b2c-9d3e-000000000000"),
        ];
        for (format, text) in bad {
            assert!(violated(format, text).is_some(), "{format} {text}");
        }
    }
}
