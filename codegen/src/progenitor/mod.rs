//! Requests, as progenitor writes them.
//!
//! Only this module knows progenitor, `openapiv3` and `schemars`. The types are ours: progenitor
//! gets each named type as a replacement, and each leaf of the runtime as a conversion.

mod document;
mod method;
mod names;
mod tokens;

use std::panic::{AssertUnwindSafe, catch_unwind};

use progenitor_impl::{GenerationSettings, Generator, HooksMode, TypeImpl};
use quote::quote;
use schemars::schema::{InstanceType, SchemaObject};

use crate::model::{Api, Leaf};
use crate::request::Request;
use document::{document, named_types, type_key};

/// The reason for missing requests.
pub(crate) enum Refusal {
    /// Progenitor gave no code, in its own words.
    Stopped(String),
    /// There is no request for these operations.
    Missing(Vec<usize>),
}

/// Returns the request of each operation, as progenitor writes it.
///
/// # Errors
/// Why progenitor wrote none.
pub(crate) fn requests(api: &Api, runtime: &str) -> Result<Vec<Request>, Refusal> {
    let settings = settings(api, runtime);
    let document = document(api);
    let written = catch_unwind(AssertUnwindSafe(|| {
        Generator::new(&settings).generate_tokens(&document)
    }));
    let code = match written {
        Ok(code) => code.map_err(|error| Refusal::Stopped(error.to_string()))?,
        Err(panic) => return Err(Refusal::Stopped(words(panic.as_ref()))),
    };
    let mut requests: Vec<_> = api.operations.iter().map(|_| None).collect();
    for method in method::all(code) {
        if let Some(slot) = method
            .operation()
            .and_then(|number| requests.get_mut(number))
        {
            *slot = method
                .operation()
                .and_then(|number| method.request(&api.operations[number]));
        }
    }
    let found = requests.iter().enumerate();
    let missing: Vec<_> = found
        .filter_map(|(number, request)| request.is_none().then_some(number))
        .collect();
    if missing.is_empty() {
        Ok(requests.into_iter().flatten().collect())
    } else {
        Err(Refusal::Missing(missing))
    }
}

/// Returns the words of a panic.
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
        .with_inner_type(quote!(Call))
        .with_map_type("::std::collections::BTreeMap");
    for facts in Leaf::ALL.map(Leaf::facts) {
        if facts.in_runtime {
            let schema = SchemaObject {
                instance_type: Some(InstanceType::String.into()),
                format: Some(facts.name.to_owned()),
                ..SchemaObject::default()
            };
            let path = format!("{runtime}::{}", facts.rust);
            settings.with_conversion(schema, path, [TypeImpl::Display].into_iter());
        }
    }
    for number in named_types(api) {
        let path = format!("types::{}", api.named(number).name);
        settings.with_replacement(type_key(number), path, [TypeImpl::Display].into_iter());
    }
    settings
}
