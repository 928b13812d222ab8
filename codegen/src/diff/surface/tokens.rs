//! Tokens of Rust as text.

use quote::ToTokens;

/// Returns tokens as people write them, without the paths of the standard library and of the
/// modules.
pub(super) fn text(tokens: &impl ToTokens) -> String {
    let mut out = String::new();
    write(tokens.to_token_stream(), &mut out);
    if !out.contains("::") {
        return out;
    }
    for path in [
        "::std::collections::",
        "::std::option::",
        "::std::result::",
        "::std::vec::",
        "::std::string::",
        "::std::",
        "::serde::",
        "super::",
        "crate::",
        "smart_api::",
    ] {
        out = out.replace(path, "");
    }
    // The path of the runtime can differ between checked-in and newly generated code.
    out.replace("smart_runtime::", "runtime::")
}

fn write(tokens: proc_macro2::TokenStream, out: &mut String) {
    use proc_macro2::{Delimiter, TokenTree};
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                out.push_str(open);
                write(group.stream(), out);
                drop_last_comma(out);
                out.push_str(close);
            }
            TokenTree::Punct(punct) => match punct.as_char() {
                ',' => out.push_str(", "),
                ':' if punct.spacing() == proc_macro2::Spacing::Alone && !out.ends_with(':') => {
                    out.push_str(": ")
                }
                '-' if punct.spacing() == proc_macro2::Spacing::Joint => out.push_str(" -"),
                '>' if out.ends_with('-') => out.push_str("> "),
                '>' => {
                    drop_last_comma(out);
                    out.push('>');
                }
                sign => out.push(sign),
            },
            other => {
                let word = other.to_string();
                let apart = |sign: char| sign.is_alphanumeric() || sign == '_';
                if out.ends_with(apart) && word.starts_with(apart) {
                    out.push(' ');
                }
                out.push_str(&word);
            }
        }
    }
}

/// Drops a comma at the end of a list. Printers add one where they break the list into lines.
fn drop_last_comma(out: &mut String) {
    if out.ends_with(", ") {
        out.truncate(out.len() - 2);
    }
}
