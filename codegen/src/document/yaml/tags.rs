//! Values with a tag, such as `!!str 12`.

use saphyr_parser::{ScalarStyle, Tag};

use crate::document::{Value, scalar};

/// Returns the value that a scalar stands for.
///
/// # Errors
/// The name of a tag that the value cannot have.
pub(super) fn scalar(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Result<Value, String> {
    let Some(tag) = tag else {
        return Ok(match style {
            ScalarStyle::Plain => scalar::resolve(text),
            _ => Value::Text(text.to_owned()),
        });
    };
    let name = name(tag);
    match (name.as_str(), scalar::resolve(text)) {
        ("str" | "!", _) => Ok(Value::Text(text.to_owned())),
        ("null", value @ Value::Null)
        | ("bool", value @ Value::Bool(_))
        | ("int" | "float", value @ Value::Number(_)) => Ok(value),
        _ => Err(name),
    }
}

/// Returns the name of a tag: `str` for one of YAML's own tags, `!name` for any other.
pub(super) fn name(tag: &Tag) -> String {
    if tag.is_yaml_core_schema() {
        tag.suffix.clone()
    } else {
        format!("{}{}", tag.handle, tag.suffix)
    }
}
