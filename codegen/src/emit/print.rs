//! Prints code.

use proc_macro2::TokenStream;

/// Returns pieces of code as one text, and shows the syntax of each to `seen`. Each is made, parsed
/// and printed before the next, because the syntax of a large document does not fit the processor's
/// cache.
///
/// # Errors
/// Code that is not Rust: a defect of the generator.
pub(super) fn print(
    pieces: impl IntoIterator<Item = TokenStream>,
    mut seen: impl FnMut(&syn::File),
) -> syn::Result<String> {
    let mut text = String::new();
    for piece in pieces {
        let piece = syn::parse2(piece)?;
        seen(&piece);
        text.push_str(&prettyplease::unparse(&piece));
    }
    Ok(text)
}
