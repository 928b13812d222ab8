//! Percent-encoding of parameters. It is stricter than the URL parser requires.

use super::Refused;

/// Returns `value` as one segment of a path. It percent-encodes everything but the unreserved
/// characters of RFC 3986, so that the value stays one segment.
///
/// # Errors
/// Returns an error if `value` is empty, `.` or `..`. No encoding can express these, and the call
/// would go to another path.
pub fn path_segment(value: &str) -> Result<String, Refused> {
    if matches!(value, "" | "." | "..") {
        return Err(Refused("a path parameter is empty, `.` or `..`"));
    }
    let mut segment = String::with_capacity(value.len());
    for byte in value.bytes() {
        if is_unreserved(byte) {
            segment.push(char::from(byte));
        } else {
            push_encoded(&mut segment, byte);
        }
    }
    Ok(segment)
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

fn push_encoded(text: &mut String, byte: u8) {
    const DIGITS: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F',
    ];
    text.push('%');
    text.push(DIGITS[usize::from(byte >> 4)]);
    text.push(DIGITS[usize::from(byte & 15)]);
}

/// Appends `value` to a form, in the encoding of forms.
pub(super) fn form_encode(form: &mut String, value: &str) {
    for byte in value.bytes() {
        match byte {
            b' ' => form.push('+'),
            b'~' => push_encoded(form, byte),
            _ if is_unreserved(byte) || byte == b'*' => form.push(char::from(byte)),
            _ => push_encoded(form, byte),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::path_segment;

    #[test]
    fn a_path_parameter_stays_one_segment() {
        for (value, segment) in [
            ("AKHILS001", "AKHILS001"),
            ("A/B 1", "A%2FB%201"),
            ("a\\..\\..\\x", "a%5C..%5C..%5Cx"),
            ("%2e%2e", "%252e%252e"),
            ("...", "..."),
            ("a?b#c;d", "a%3Fb%23c%3Bd"),
            ("Ω\n", "%CE%A9%0A"),
            ("a-b_c.d~e", "a-b_c.d~e"),
        ] {
            assert_eq!(path_segment(value).unwrap(), segment);
        }
        for value in ["", ".", ".."] {
            assert!(path_segment(value).is_err(), "{value:?}");
        }
    }
}
