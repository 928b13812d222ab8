//! Secret text. It is overwritten when it is dropped, and redacted when it is printed.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use zeroize::Zeroizing;

/// A password, a client secret or a token.
///
/// `Debug` prints `[redacted]`. There is no `Display`, so that no message contains it by accident.
/// [`Serialize`] writes the text itself, because requests need it.
///
/// ```
/// let secret = smart_runtime::Secret::from("s3cret");
/// assert_eq!(format!("{secret:?}"), "[redacted]");
/// assert_eq!(secret.expose(), "s3cret");
/// ```
///
/// # In memory
///
/// A secret is overwritten when it is dropped. The last clone of a client takes its credentials,
/// its token and its configured headers with it. A form is overwritten after its call, since forms
/// hold passwords.
///
/// Copies that HTTP and TLS make are not overwritten: the head of a request with its token, key or
/// HTTP Basic, and an answer with its new token. JSON bodies, user names and client ids are not
/// overwritten either. They stay in freed memory until it is used again. The environment of the
/// process keeps the variables that a secret was read from. Nothing keeps memory out of core dumps
/// and swap space.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes over `text`. Copies that exist elsewhere are not overwritten.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// Returns the text itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[redacted]")
    }
}

impl PartialEq for Secret {
    /// Compares two texts of one length in the same time, wherever they differ.
    fn eq(&self, other: &Self) -> bool {
        let (left, right) = (self.0.as_bytes(), other.0.as_bytes());
        let difference = left
            .iter()
            .zip(right)
            .fold(0, |difference, (left, right)| difference | (left ^ right));
        left.len() == right.len() && difference == 0
    }
}

impl Eq for Secret {}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::new)
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn a_secret_is_written_to_the_wire_and_never_to_a_log() {
        let secret = Secret::from("p&ss wörd");
        assert_eq!(format!("{secret:?} {secret:#?}"), "[redacted] [redacted]");
        assert_eq!(serde_json::to_string(&secret).unwrap(), "\"p&ss wörd\"");
        let read: Secret = serde_json::from_str("\"p&ss wörd\"").unwrap();
        assert_eq!(read, secret);
        assert_ne!(read, Secret::from("p&ss wörd "));
        assert_ne!(read, Secret::from("p&ss wörf"));
    }
}
