//! Values of unquoted YAML scalars.

use super::Value;

/// Returns the value of an unquoted scalar, by YAML 1.2's core schema. Numbers have JSON's grammar.
///
/// `0123`, `no`, `yes`, `0x1F`, `1_000`, `+1`, `.5` and dates are text. YAML 1.1 reads them as other
/// values, which authors of API documents do not expect.
pub(super) fn resolve(plain: &str) -> Value {
    match plain {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        number if is_json_number(number) => Value::Number(number.to_owned()),
        text => Value::Text(text.to_owned()),
    }
}

/// Returns whether a text is a number as JSON writes it: `-0`, `12`, `0.50`, `1e-9`.
pub(crate) fn is_json_number(text: &str) -> bool {
    let rest = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (rest, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let exponent = exponent.map(|exponent| exponent.strip_prefix(['+', '-']).unwrap_or(exponent));
    are_digits(whole)
        && (whole.len() == 1 || !whole.starts_with('0'))
        && fraction.is_none_or(are_digits)
        && exponent.is_none_or(are_digits)
}

fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_jsons_numbers_are_numbers() {
        for number in ["0", "-0", "12", "0.740", "1e9", "1E+9", "-1.5e-3", "10"] {
            assert_eq!(resolve(number), Value::Number(number.to_owned()));
        }
        for text in [
            "0123",
            "00",
            "0x1F",
            "0o17",
            "1_000",
            "+1",
            ".5",
            "1.",
            "-",
            "-.5",
            "1e",
            "1e+",
            "e5",
            ".inf",
            ".nan",
            "no",
            "yes",
            "on",
            "off",
            "y",
            "n",
            "2025-01-21",
            "10:00:00",
            "3.0.3",
            "tRUE",
            "١٢",
        ] {
            assert_eq!(resolve(text), Value::Text(text.to_owned()), "{text}");
        }
        for null in ["", "~", "null", "Null", "NULL"] {
            assert_eq!(resolve(null), Value::Null);
        }
    }
}
