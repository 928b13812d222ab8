//! The generated files.

mod api;
pub(crate) mod construction;
pub(crate) mod documentation;
mod enums;
mod examples;
mod operations;
mod requests;

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::Api;
use crate::rust::{client, tokens, types};
use crate::{Options, STAMP};

/// Every generated file by its name.
pub(crate) fn files(
    api: &Api,
    code: &syn::File,
    options: &Options,
    document: &str,
) -> Result<BTreeMap<String, String>, syn::Error> {
    let runtime = tokens::path(options.runtime_path());
    let methods = client::finish(code, api);
    let files = [
        ("mod.rs", "What is generated from the document.", module()),
        (
            "types.rs",
            "Types that are sent and received.",
            types::finish(code, api, &runtime),
        ),
        ("enums.rs", "Text out of a list.", enums::emit(api)),
        (
            "operations.rs",
            "The table of operations.",
            operations::emit(api, &runtime),
        ),
        (
            "requests.rs",
            "What each operation is called with.",
            requests::emit(api, &runtime),
        ),
        (
            "client.rs",
            "The internal client.",
            client::emit(&methods, &runtime),
        ),
        (
            "api.rs",
            "The public client.",
            api::emit(api, &methods, &runtime, options.module_path()),
        ),
    ];
    files
        .into_iter()
        .map(|(name, title, tokens)| {
            let printed = prettyplease::unparse(&syn::parse2(tokens)?);
            Ok((
                name.to_owned(),
                format!("{STAMP} from {document}; do not edit.\n// {title}\n\n{printed}"),
            ))
        })
        .collect()
}

fn module() -> TokenStream {
    quote! {
        mod api;
        mod client;
        pub mod enums;
        pub mod operations;
        pub mod requests;
        pub mod types;

        pub use api::Client;
    }
}

/// All files as one, with a module for each, for `include!`.
pub(crate) fn one_file(files: &BTreeMap<String, String>) -> String {
    let mut text = String::new();
    for (name, code) in files {
        let Some(module) = name.strip_suffix(".rs").filter(|module| *module != "mod") else {
            continue;
        };
        let (visibility, docs) = match module {
            "api" | "client" => ("", ""),
            _ => ("pub ", "/// Generated from the document.\n"),
        };
        text.push_str(&format!("{docs}{visibility}mod {module} {{\n{code}}}\n"));
    }
    text.push_str("pub use api::Client;\n");
    text
}
