//! The generated files.

mod api;
pub(crate) mod construction;
pub(crate) mod documentation;
mod enums;
mod examples;
mod operations;
mod patterns;
pub(crate) mod print;
mod requests;

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use crate::STAMP;
use crate::model::Api;
use crate::rust::{Code, attributes, tokens};
use print::Printer;

/// Every generated file by its name.
pub(crate) fn files(
    api: &Api,
    code: Code,
    runtime: &TokenStream,
    module: Option<&str>,
    document: &str,
) -> BTreeMap<String, String> {
    let files = [
        ("mod.rs", "What is generated from the document.", modules()),
        ("types.rs", "Types that are sent and received.", code.types),
        ("enums.rs", "Text out of a list.", enums::emit(api)),
        (
            "operations.rs",
            "The table of operations.",
            operations::emit(api, runtime),
        ),
        (
            "requests.rs",
            "What each operation is called with.",
            requests::emit(api, runtime),
        ),
        (
            "api.rs",
            "The public client.",
            api::emit(api, &code.arguments, runtime, module),
        ),
        ("client.rs", "The internal client.", code.client),
    ];
    let stamped = files.into_iter().map(|(name, title, code)| {
        let head = format!("{STAMP} from {document}; do not edit.\n// {title}\n\n");
        // Without room to grow: these are kept while another side of a comparison is generated.
        (name.to_owned(), [head, code].concat())
    });
    stamped.collect()
}

fn modules() -> String {
    let modules = MODULES.iter().map(|(name, public, docs)| {
        let (name, docs) = (tokens::ident(name), attributes::docs(*docs));
        let public = public.then(|| quote!(pub));
        let allow = allowed();
        quote!(#(#docs)* #allow #public mod #name;)
    });
    let module = Printer::beginning(quote! {
        #(#modules)*
        pub use api::Client;
    });
    module.finish()
}

/// The modules, whether they are public, and what they are for.
const MODULES: &[(&str, bool, &str)] = &[
    ("api", false, "The public client."),
    ("client", false, "The internal client."),
    ("enums", true, "Text out of a list."),
    (
        "operations",
        true,
        "The table of operations: what is known of each before it is called.",
    ),
    ("requests", true, "What each operation is called with."),
    ("types", true, "Types that are sent and received."),
];

/// What is not worth a warning in code that is written for every document alike: names come from the
/// document, such as that of a type like a macro's, and not every document needs every import.
fn allowed() -> TokenStream {
    quote! {
        #[allow(
            clippy::all,
            dead_code,
            deprecated,
            unused_imports,
            unused_mut,
            unused_variables,
            rustdoc::bare_urls,
            rustdoc::broken_intra_doc_links,
            reason = "generated from a document, for every document alike"
        )]
    }
}

/// All files as one, with a module for each, for `include!`.
pub(crate) fn one_file(files: &BTreeMap<String, String>) -> String {
    let mut text = String::new();
    for (name, public, docs) in MODULES {
        let visibility = if *public { "pub " } else { "" };
        let code = files.get(&format!("{name}.rs")).map_or("", String::as_str);
        text.push_str(&format!(
            "/// {docs}\n{}\n{visibility}mod {name} {{\n{code}}}\n",
            allowed()
        ));
    }
    text.push_str("pub use api::Client;\n");
    text
}
