//! What media types are to this generator: JSON, a form, or something it cannot carry.

/// Whether a media type carries JSON: `application/json`, `text/json`, `…+json` and `*/*`, with
/// any parameters.
pub(crate) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    matches!(essence.as_str(), "application/json" | "text/json" | "*/*")
        || essence.ends_with("+json")
}

/// Whether a media type carries a form.
pub(crate) fn is_form(media_type: &str) -> bool {
    essence(media_type) == "application/x-www-form-urlencoded"
}

/// Returns whether HTTP never sends a body with such an answer.
pub(crate) fn is_bodiless(method: &str, status: &str) -> bool {
    method.eq_ignore_ascii_case("head") || matches!(status, "204" | "205")
}

/// Returns whether OpenAPI ignores a header parameter of this name: media types and `security` say
/// what is sent.
pub(crate) fn is_ignored_header(name: &str) -> bool {
    ["accept", "content-type", "authorization"]
        .iter()
        .any(|ignored| name.eq_ignore_ascii_case(ignored))
}

/// Whether it has the form of a media type.
pub(crate) fn is_media_type(written: &str) -> bool {
    let is_name = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"!#$&-^_.+*".contains(&byte))
    };
    let printable = written.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    let essence = essence(written);
    let names = essence.split_once('/');
    printable && names.is_some_and(|(kind, subtype)| is_name(kind) && is_name(subtype))
}

fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_goes_by_several_names() {
        for json in [
            "application/json",
            "Application/JSON; charset=utf-8",
            "application/hal+json",
            "text/json",
            "*/*",
        ] {
            assert!(is_json(json), "{json}");
        }
        for other in [
            "application/x-ndjson",
            "application/*",
            "text/plain",
            "json",
            "",
        ] {
            assert!(!is_json(other), "{other}");
        }
        assert!(is_form("application/x-www-form-urlencoded;charset=utf-8"));
        assert!(!is_form("multipart/form-data"));
    }

    #[test]
    fn media_types_have_two_names() {
        for good in ["application/json", "a/b+c; d=\"e\"", "*/*"] {
            assert!(is_media_type(good), "{good}");
        }
        for bad in [
            "",
            "json",
            "application/",
            "/json",
            "a b/c",
            "a/b\n",
            "schema",
        ] {
            assert!(!is_media_type(bad), "{bad}");
        }
    }
}
