//! Media types: JSON, forms, and those that the generator does not support.

/// Returns whether a media type carries JSON: `application/json`, `text/json`, `…+json` and `*/*`,
/// with any parameters.
pub(crate) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    matches!(essence.as_str(), "application/json" | "text/json" | "*/*")
        || essence.ends_with("+json")
}

/// Returns whether a media type carries a form.
pub(crate) fn is_form(media_type: &str) -> bool {
    essence(media_type) == "application/x-www-form-urlencoded"
}

/// Returns the offer in which a client sends a body: JSON, else a form.
pub(crate) fn sent<'o, 'n, T>(offers: &'o [(&'n str, T)]) -> Option<&'o (&'n str, T)> {
    let best = |is_wanted: fn(&str) -> bool| offers.iter().find(|(name, _)| is_wanted(name));
    best(is_json).or_else(|| best(is_form))
}

/// Returns the offer in which a client reads an answer: JSON.
pub(crate) fn received<'o, 'n, T>(offers: &'o [(&'n str, T)]) -> Option<&'o (&'n str, T)> {
    offers.iter().find(|(name, _)| is_json(name))
}

/// Returns whether a text has the form of a media type.
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
    fn a_client_sends_json_or_a_form_and_reads_json() {
        let (text, form, json) = (
            ("text/plain", 0),
            ("application/x-www-form-urlencoded", 1),
            ("application/json", 2),
        );
        assert_eq!(sent(&[text, form, json]), Some(&json));
        assert_eq!(sent(&[text, form]), Some(&form));
        assert_eq!(sent(&[text]), None);
        assert_eq!(received(&[text, form, json]), Some(&json));
        assert_eq!(received(&[text, form]), None);
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
