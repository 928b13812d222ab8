//! Runs progenitor on the lowered document.

use std::panic::{AssertUnwindSafe, catch_unwind};

use proc_macro2::TokenStream;
use progenitor_impl::{GenerationSettings, Generator, HooksMode, TypeImpl};
use quote::quote;
use schemars::schema::{InstanceType, SchemaObject};

use crate::lower::{FORMATS, lower, lower_operations, type_placeholder};
use crate::model::{Api, Kind};

/// Why progenitor gave nothing.
pub(crate) struct Refusal {
    /// Its own words.
    pub(crate) message: String,
    /// The operations that it does not generate even alone; empty when the schemas are to blame.
    pub(crate) operations: Vec<usize>,
}

/// The code that progenitor writes for the model.
pub(crate) fn run(api: &Api, runtime: &str) -> Result<TokenStream, Refusal> {
    generate(api, runtime, &lower(api)).map_err(|message| Refusal {
        message,
        operations: culprits(api, runtime),
    })
}

/// Tries each operation alone.
fn culprits(api: &Api, runtime: &str) -> Vec<usize> {
    if generate(api, runtime, &lower_operations(api, &[])).is_err() {
        return Vec::new();
    }
    let alone =
        |number: &usize| generate(api, runtime, &lower_operations(api, &[*number])).is_err();
    (0..api.operations.len()).filter(alone).collect()
}

fn generate(api: &Api, runtime: &str, lowered: &openapiv3::OpenAPI) -> Result<TokenStream, String> {
    let settings = settings(api, runtime);
    let tokens = catch_unwind(AssertUnwindSafe(|| {
        Generator::new(&settings).generate_tokens(lowered)
    }));
    match tokens {
        Ok(tokens) => tokens.map_err(|error| error.to_string()),
        Err(panic) => Err(words(panic.as_ref())),
    }
}

fn words(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("it stopped without a word")
        .to_owned()
}

fn settings(api: &Api, runtime: &str) -> GenerationSettings {
    let mut settings = GenerationSettings::new();
    settings
        .with_hooks(HooksMode::Expected)
        .with_inner_type(quote!(Call));
    settings.with_map_type("::std::collections::BTreeMap");
    for (format, name) in FORMATS {
        let schema = SchemaObject {
            instance_type: Some(InstanceType::String.into()),
            format: Some((*format).to_owned()),
            ..SchemaObject::default()
        };
        settings.with_conversion(
            schema,
            format!("{runtime}::{name}"),
            [TypeImpl::Display].into_iter(),
        );
    }
    for (number, ty) in api.types.iter().enumerate() {
        if let Kind::Enum(_) = ty.kind {
            let path = format!("super::enums::{}", ty.name);
            settings.with_replacement(
                type_placeholder(number),
                path,
                [TypeImpl::Display].into_iter(),
            );
        }
    }
    settings
}
