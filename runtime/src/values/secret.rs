//! Text that must not be seen: overwritten when it is dropped, redacted when it is printed.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use zeroize::Zeroizing;

/// A password, a client secret or a token.
///
/// `Debug` prints `[redacted]`. There is no `Display`, so that it cannot be formatted into a message
/// by accident. [`Serialize`] writes the text itself: that is how it is sent.
///
/// ```
/// let secret = smart_runtime::Secret::from("s3cret");
/// assert_eq!(format!("{secret:?}"), "[redacted]");
/// assert_eq!(secret.expose(), "s3cret");
/// ```
///
/// # In memory
///
/// A secret is overwritten when it is dropped. With the last clone of a client, so are its
/// credentials, its token and its configured headers; after a call, so is a form that was sent, since
/// passwords stand in forms.
///
/// What HTTP and TLS copy is not overwritten: the head of a request, with a token, a key or HTTP
/// Basic, and an answer, with the token that it gives. Nor are JSON bodies, user names and client ids.
/// They stay in freed memory until it is used again. The variables that a secret was read from stay in
/// the environment of the process, and no memory is kept from core dumps and swap space.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Keeps `text` from now on. Copies that exist elsewhere are not overwritten.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text itself.
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
    /// Takes as long for two texts of one length wherever they differ.
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
    fn it_is_written_to_the_wire_and_never_to_a_log() {
        let secret = Secret::from("p&ss wörd");
        assert_eq!(format!("{secret:?} {secret:#?}"), "[redacted] [redacted]");
        assert_eq!(serde_json::to_string(&secret).unwrap(), "\"p&ss wörd\"");
        let read: Secret = serde_json::from_str("\"p&ss wörd\"").unwrap();
        assert_eq!(read, secret);
        assert_ne!(read, Secret::from("p&ss wörd "));
        assert_ne!(read, Secret::from("p&ss wörf"));
    }
}
