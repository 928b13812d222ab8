//! Values are exact: what was read is written back digit for digit, and arithmetic never rounds
//! unless it is told to.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use smart_runtime::{Amount, Date, Json, LocalDateTime, Number, Rounding, TextOrNumber, Time};

/// As answers and requests have them, beside each other and in lists.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Record {
    amount: Amount,
    amounts: Vec<Option<Amount>>,
    pool: TextOrNumber,
    free: Json,
}

/// Below an enum that serde has to buffer for.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Either {
    Record {
        amount: Amount,
        pool: TextOrNumber,
        free: Json,
    },
    Other(Json),
}

fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

/// A decimal number as JSON writes it, of at most 28 significant digits.
fn decimal() -> impl Strategy<Value = String> {
    (any::<bool>(), "0|[1-9][0-9]{0,27}", "[0-9]{0,28}").prop_filter_map(
        "at most 28 digits",
        |(negative, whole, fraction)| {
            let digits = format!("{whole}{fraction}");
            if digits.trim_start_matches('0').len() > 28 {
                return None;
            }
            let sign = if negative && digits.bytes().any(|digit| digit != b'0') {
                "-"
            } else {
                ""
            };
            let point = if fraction.is_empty() { "" } else { "." };
            Some(format!("{sign}{whole}{point}{fraction}"))
        },
    )
}

/// Few enough digits that the reference arithmetic below fits.
fn small() -> impl Strategy<Value = (i64, u32)> {
    (-1_000_000_000_i64..1_000_000_000, 0_u32..5)
}

proptest! {
    #[test]
    fn an_amount_is_written_back_digit_for_digit(digits in decimal()) {
        let read: Amount = serde_json::from_str(&digits).unwrap();
        prop_assert_eq!(serde_json::to_string(&read).unwrap(), &digits[..]);
        prop_assert_eq!(read.to_string(), &digits[..]);
        let from_text: Amount = serde_json::from_str(&format!("\"{digits}\"")).unwrap();
        prop_assert_eq!(from_text, read);
        prop_assert_eq!(from_text.to_string(), &digits[..]);
    }

    #[test]
    fn whole_records_are_written_back_digit_for_digit(
        first in decimal(), second in decimal(), pool in decimal(), text in any::<String>(),
    ) {
        let quoted = serde_json::to_string(&text).unwrap();
        for pool in [&pool, &quoted] {
            let text = format!(
                r#"{{"amount":{first},"amounts":[{second},null],"pool":{pool},"free":{{"a":[{first}]}}}}"#
            );
            let read: Record = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(serde_json::to_string(&read).unwrap(), &text[..]);
            let again: Record = serde_json::from_reader(text.as_bytes()).unwrap();
            prop_assert_eq!(&again, &read);
        }
    }

    #[test]
    fn more_than_28_digits_are_refused_and_never_rounded(digits in "[1-9][0-9]{28,60}", at in 1_usize..60) {
        let at = at.min(digits.len());
        let point = format!("{}.{}0", &digits[..at], &digits[at..]);
        for text in [digits.as_str(), &format!("-{digits}"), &point, &format!("\"{point}\"")] {
            prop_assert!(serde_json::from_str::<Amount>(text).is_err(), "{}", text);
        }
    }

    #[test]
    fn a_number_is_written_back_as_it_came(
        text in "-?(0|[1-9][0-9]{0,60})(\\.[0-9]{1,60})?([eE][-+]?[0-9]{1,6})?",
    ) {
        let read: Number = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(serde_json::to_string(&read).unwrap(), &text[..]);
        prop_assert_eq!(read.to_f64(), text.parse::<f64>().unwrap());
        prop_assert_eq!(read.to_amount(), text.parse().ok());
        let quoted = serde_json::from_str::<Number>(&format!("\"{text}\"")).unwrap();
        prop_assert_eq!(&quoted, &read);
        prop_assert_eq!(text.parse::<Number>().unwrap(), read);
    }

    #[test]
    fn a_number_holds_each_finite_float(bits in any::<u64>()) {
        let (wide, narrow) = (f64::from_bits(bits), f32::from_bits(bits as u32));
        match Number::try_from(wide) {
            Ok(number) => {
                prop_assert_eq!(number.to_f64(), wide);
                prop_assert_eq!(serde_json::to_string(&number).unwrap(), number.as_str());
            }
            Err(_) => prop_assert!(!wide.is_finite()),
        }
        match Number::try_from(narrow) {
            Ok(number) => prop_assert_eq!(number.as_str().parse::<f32>().unwrap(), narrow),
            Err(_) => prop_assert!(!narrow.is_finite()),
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[-+0-9.eE\" ]{0,40}") {
        let _ = text.parse::<Amount>();
        let _ = serde_json::from_str::<Amount>(&text);
        let _ = serde_json::from_str::<TextOrNumber>(&text);
        // What is taken for a number is one in JSON.
        if let Ok(number) = text.parse::<Number>() {
            prop_assert_eq!(number.as_str(), &text[..]);
            prop_assert!(serde_json::from_str::<Json>(&text).is_ok() && !text.starts_with('"'));
        }
    }

    #[test]
    fn sums_and_products_are_exact((a, a_places) in small(), (b, b_places) in small()) {
        let (left, right) = (
            Amount::new(a.into(), a_places).unwrap(),
            Amount::new(b.into(), b_places).unwrap(),
        );
        let places = a_places.max(b_places);
        let (a_wide, b_wide) = (
            i128::from(a) * 10_i128.pow(places - a_places),
            i128::from(b) * 10_i128.pow(places - b_places),
        );
        let of = |units, places| Some(Amount::new(units, places).unwrap().to_string());
        let text = |amount: Option<Amount>| amount.map(|amount| amount.to_string());
        prop_assert_eq!(text(left.checked_add(right)), of(a_wide + b_wide, places));
        prop_assert_eq!(text(left.checked_sub(right)), of(a_wide - b_wide, places));
        let product = i128::from(a) * i128::from(b);
        prop_assert_eq!(text(left.checked_mul(right)), of(product, a_places + b_places));
        prop_assert_eq!(left.cmp(&right), a_wide.cmp(&b_wide));
    }

    #[test]
    fn digits_that_run_out_are_told(a in decimal(), b in decimal()) {
        let (left, right) = (amount(&a), amount(&b));
        for result in [left.checked_add(right), left.checked_sub(right), left.checked_mul(right)].into_iter().flatten() {
            // A result that is given can be read again: it was not rounded to fit.
            prop_assert_eq!(amount(&result.to_string()).to_string(), result.to_string());
        }
        if let Some(sum) = left.checked_add(right) {
            prop_assert_eq!(sum.checked_sub(right), Some(left));
        }
    }

    #[test]
    fn a_quotient_is_the_nearest(
        (a, a_places) in small(), (b, b_places) in small(), places in 0_u32..5,
    ) {
        let (left, right) = (
            Amount::new(a.into(), a_places).unwrap(),
            Amount::new(b.into(), b_places).unwrap(),
        );
        let half_up = left.divided(right, places, Rounding::HalfUp);
        if b == 0 {
            prop_assert_eq!(half_up, None);
        } else {
            // |a / b - q| <= half a unit, in whole numbers.
            let quotient = half_up.unwrap();
            let units = i128::from(a) * 10_i128.pow(b_places + places);
            let divisor = i128::from(b) * 10_i128.pow(a_places);
            let got: i128 = quotient.to_string().replace('.', "").parse().unwrap();
            prop_assert!((units - got * divisor).abs() * 2 <= divisor.abs());
            prop_assert_eq!(quotient.places(), places);
            let down = left.divided(right, places, Rounding::Down).unwrap();
            let truncated = Amount::new(units / divisor, places).unwrap();
            prop_assert_eq!(down, truncated);
        }
    }

    #[test]
    fn timestamps_are_written_back_and_follow_each_other(
        seconds in -62_167_219_200_i64..253_402_300_800,
    ) {
        let time = LocalDateTime::from_clock_seconds(seconds).unwrap();
        prop_assert_eq!(time.to_clock_seconds(), seconds);
        let text = format!("\"{time}\"");
        let read: LocalDateTime = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(read, time);
        prop_assert_eq!(serde_json::to_string(&read).unwrap(), text);
        if let Ok(next) = LocalDateTime::from_clock_seconds(seconds + 1) {
            prop_assert!(next > time);
        }
    }

    #[test]
    fn any_text_is_a_date_or_refused(text in "[0-9: -]{0,20}|.{0,12}") {
        for written in [
            text.parse::<Date>().map(|date| date.to_string()),
            text.parse::<Time>().map(|time| time.to_string()),
            text.parse::<LocalDateTime>().map(|time| time.to_string()),
        ]
        .into_iter()
        .flatten()
        {
            prop_assert_eq!(&written, &text);
        }
    }
}

#[test]
fn numbers_keep_their_digits_at_the_limits() {
    for digits in [
        "0",
        "0.740",
        "0.00",
        "-0.10",
        "12345678901234567.89",
        "9999999999999999999999999999",
        "0.9999999999999999999999999999",
        "-9999999999999.999999999999999",
        "0.0000000000000000000000000001",
        "-0",
        "-0.00",
    ] {
        let read: Amount = serde_json::from_str(digits).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), digits);
    }
    for (written, digits) in [
        ("1.5e3", "1500"),
        ("1.50E+1", "15.0"),
        ("25e-2", "0.25"),
        ("0e7", "0"),
        ("1E5", "100000"),
        ("1e-0", "1"),
        ("-25E-2", "-0.25"),
        ("123456789.5e-19", "0.00000000001234567895"),
        (
            "9999999999999999999999999999e-28",
            "0.9999999999999999999999999999",
        ),
        ("\"000000000000000000000000000000001.50\"", "1.50"),
        ("\"-0.740\"", "-0.740"),
        (
            "0.00000000000000000000000000010e1",
            "0.0000000000000000000000000010",
        ),
        ("1e27", "1000000000000000000000000000"),
        ("\"007.50\"", "7.50"),
    ] {
        let read: Amount = serde_json::from_str(written).unwrap();
        assert_eq!(read.to_string(), digits, "{written}");
    }
    for refused in [
        "99999999999999999999999999990",
        "10000000000000000000000000000",
        "0.00000000000000000000000000001",
        // 29 digits that mean no more than one does: which of them to drop is not for us to say.
        "1.0000000000000000000000000000",
        "12345678901234567890123456789",
        "0.12345678901234567890123456789",
        "1e28",
        "1e-29",
        "1e999999999999",
        "null",
        "true",
        "[]",
        "\"\"",
        "\" 1\"",
        "\"1.\"",
        "\".5\"",
        "\"1,000\"",
        "\"+1\"",
        "\"1e\"",
        "\"0x1\"",
        "\"١\"",
        "\"NaN\"",
        "\"-\"",
    ] {
        let error = serde_json::from_str::<Amount>(refused)
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("expected a decimal number of at most 28"),
            "{refused}: {error}"
        );
    }
}

#[test]
fn what_is_no_number_in_json_is_no_amount() {
    for text in [
        "007", "-01.5", "1.", ".5", "+1", "0x1", "1e", "--1", "-", "Infinity", "NaN", "1_000",
        "1,5",
    ] {
        assert!(serde_json::from_str::<Amount>(text).is_err(), "{text}");
    }
}

#[test]
fn arithmetic_does_not_surprise() {
    assert_eq!(
        amount("0.1").checked_add(amount("0.2")),
        Some(amount("0.3"))
    );
    assert_eq!(amount("1.0"), amount("1.00"));
    assert_eq!(amount("-0"), Amount::ZERO);
    assert!(!amount("-0.0").is_negative() && amount("-0.01").is_negative());
    let most = amount("9999999999999999999999999999");
    assert_eq!(most.checked_add(1.into()), None);
    assert_eq!(
        most.checked_mul(amount("0.1")).unwrap().to_string(),
        "999999999999999999999999999.9"
    );
    assert_eq!(most.checked_mul(amount("1.1")), None);
    assert_eq!(
        Amount::ZERO
            .checked_sub(most)
            .unwrap()
            .checked_sub(1.into()),
        None
    );
    let tiny = amount("0.0000000000000000000000000001");
    assert_eq!(tiny.checked_mul(tiny), None);
    assert_eq!(most.checked_add(tiny), None);
    assert_eq!(
        Amount::checked_sum([amount("0.74"), amount("0.260")]),
        Some(1.into())
    );
    assert_eq!(Amount::checked_sum([]), Some(Amount::ZERO));
    assert_eq!(Amount::checked_sum([most, most]), None);
}

#[test]
fn rounding_is_named() {
    use Rounding::{Down, HalfEven, HalfUp, Up};
    for (value, rounding, rounded) in [
        ("0.125", HalfUp, "0.13"),
        ("0.125", HalfEven, "0.12"),
        ("0.135", HalfEven, "0.14"),
        ("-0.125", HalfUp, "-0.13"),
        ("-0.125", HalfEven, "-0.12"),
        ("0.129", Down, "0.12"),
        ("-0.129", Down, "-0.12"),
        ("0.121", Up, "0.13"),
        ("-0.121", Up, "-0.13"),
        ("0.120", Up, "0.12"),
    ] {
        let value = amount(value);
        assert_eq!(
            value.rounded(2, rounding),
            amount(rounded),
            "{value} {rounding:?}"
        );
        let divided = value.divided(1.into(), 2, rounding).unwrap();
        assert_eq!(divided.to_string(), rounded, "{value} {rounding:?}");
    }
    assert_eq!(amount("7").rounded(2, HalfUp).to_string(), "7");
    let third = amount("1").divided(amount("3"), 27, HalfUp).unwrap();
    assert_eq!(third.to_string(), "0.333333333333333333333333333");
    assert_eq!(amount("1").divided(Amount::ZERO, 2, HalfUp), None);
}

#[test]
fn binary_floating_point_never_gets_in() {
    let error = serde_json::from_value::<Amount>(serde_json::json!(1)).map(|one| one.to_string());
    assert_eq!(error.unwrap(), "1");
    // Below an untagged enum serde has already made a float of it.
    for amount in ["1.5", "12345678901234567.89"] {
        let text = format!(r#"{{"amount":{amount},"pool":"p","free":null}}"#);
        assert!(serde_json::from_str::<Either>(&text).is_err(), "{amount}");
    }
    let text = r#"{"amount":"12345678901234567.890","pool":7,"free":{"a":[1,-2,true,null,"\u0000"],"b":{}}}"#;
    let Either::Record { amount, pool, free } = serde_json::from_str(text).unwrap() else {
        panic!("it is a record");
    };
    assert_eq!(amount.to_string(), "12345678901234567.890");
    assert_eq!(pool, TextOrNumber::from(7));
    assert_eq!(free.as_str(), r#"{"a":[1,-2,true,null,"\u0000"],"b":{}}"#);
}

#[test]
fn text_or_number_keeps_its_kind() {
    for text in [
        r#""007""#,
        "7",
        "7777777777.50",
        "-1e5",
        r#""""#,
        r#""a\"b""#,
    ] {
        let read: TextOrNumber = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
    }
    assert_eq!(TextOrNumber::from("0.50").to_amount(), Some(amount("0.50")));
    assert_eq!(TextOrNumber::from("x").to_amount(), None);
    for refused in ["null", "true", "{}", "[]"] {
        assert!(serde_json::from_str::<TextOrNumber>(refused).is_err());
    }
}

#[test]
fn dates_that_are_none_are_refused() {
    for text in [
        "2025-02-29",
        "1900-02-29",
        "2025-13-01",
        "2025-00-10",
        "2025-01-32",
        "2025-1-01",
        "25-01-01",
        "2025-01-01 ",
        "２025-01-01",
    ] {
        assert!(text.parse::<Date>().is_err(), "{text}");
    }
    for text in ["2024-02-29", "2000-02-29", "0000-01-01", "9999-12-31"] {
        assert_eq!(text.parse::<Date>().unwrap().to_string(), text);
    }
    for text in [
        "24:00:00",
        "10:60:00",
        "10:00:60",
        "10:00",
        "1:00:00",
        "10:00:00.0",
    ] {
        assert!(text.parse::<Time>().is_err(), "{text}");
    }
    for text in [
        "2025-01-21T10:00:00",
        "2025-01-21 10:00:00Z",
        "2025-01-21  10:00:00",
        "2025-01-21",
    ] {
        assert!(text.parse::<LocalDateTime>().is_err(), "{text}");
    }
    let error = serde_json::from_str::<LocalDateTime>("\"2025-01-21T10:00:00\"").unwrap_err();
    assert!(!error.to_string().contains("2025"), "{error}");
}
