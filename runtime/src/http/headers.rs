//! Headers whose names or values come from the configuration or a caller.

use bytes::Bytes;
use reqwest::header::{HeaderName, HeaderValue};
use zeroize::Zeroizing;

use crate::{Error, Secret};

/// The purpose of a header that HTTP defines.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// The header belongs to the connection, and the client alone writes it.
    Connection,
    /// The header carries credentials.
    Credentials,
    /// The header describes the content that is sent or wanted.
    Content,
}

use Purpose::{Connection, Content, Credentials};

/// The headers that HTTP defines, as far as a request or its answer can have them.
const PURPOSES: [(&str, Purpose); 39] = [
    ("accept-encoding", Connection),
    ("connection", Connection),
    ("content-length", Connection),
    ("expect", Connection),
    ("host", Connection),
    ("http2-settings", Connection),
    ("keep-alive", Connection),
    ("proxy-authorization", Connection),
    ("proxy-connection", Connection),
    ("te", Connection),
    ("trailer", Connection),
    ("transfer-encoding", Connection),
    ("upgrade", Connection),
    ("authorization", Credentials),
    ("cookie", Credentials),
    ("proxy-authenticate", Credentials),
    ("set-cookie", Credentials),
    ("www-authenticate", Credentials),
    ("accept", Content),
    ("accept-charset", Content),
    ("accept-language", Content),
    ("cache-control", Content),
    ("content-encoding", Content),
    ("content-type", Content),
    ("date", Content),
    ("forwarded", Content),
    ("from", Content),
    ("if-match", Content),
    ("if-modified-since", Content),
    ("if-none-match", Content),
    ("if-range", Content),
    ("if-unmodified-since", Content),
    ("max-forwards", Content),
    ("origin", Content),
    ("pragma", Content),
    ("range", Content),
    ("referer", Content),
    ("user-agent", Content),
    ("via", Content),
];

fn purpose(name: &str) -> Option<Purpose> {
    let mut purposes = PURPOSES.iter();
    let (_, purpose) = purposes.find(|(known, _)| known.eq_ignore_ascii_case(name))?;
    Some(*purpose)
}

/// Returns true if only the client may write the header `name`.
pub(crate) fn is_of_connection(name: &str) -> bool {
    purpose(name) == Some(Connection)
}

/// Returns a configured header. `Debug` never shows its value.
pub(crate) fn header(name: &str, value: &Secret) -> Result<(HeaderName, HeaderValue), Error> {
    if is_of_connection(name) {
        return Err(Error::configuration(format!(
            "`{name}` belongs to the connection, and the client writes it; leave it out"
        )));
    }
    let header = header_name(name)?;
    let value = secret_value(Zeroizing::new(value.expose().to_owned())).ok_or_else(|| {
        Error::configuration(format!(
            "the value of header `{name}` cannot stand in a header; use visible ASCII"
        ))
    })?;
    Ok((header, value))
}

/// Returns the name of the header that carries call ids. `is_taken` returns true for a header that
/// already has a value.
pub(crate) fn call_id_header(
    name: &str,
    is_taken: impl FnOnce(&HeaderName) -> bool,
) -> Result<HeaderName, Error> {
    let header = header_name(name)?;
    let why = match purpose(name) {
        Some(Connection) => "belongs to the connection",
        Some(Credentials) => "carries credentials",
        Some(Content) => "says what is sent or wanted",
        None if is_taken(&header) => "has a value of its own",
        None => return Ok(header),
    };
    Err(Error::configuration(format!(
        "`{name}` {why}; choose another header for call ids, such as `x-call-id`"
    )))
}

fn header_name(name: &str) -> Result<HeaderName, Error> {
    HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| Error::configuration(format!("`{name}` is not the name of a header")))
}

/// Returns the value of the header that carries `token`. Returns `None` if no header can hold the
/// token.
pub(crate) fn bearer(token: &Secret) -> Option<HeaderValue> {
    secret_value(Zeroizing::new(format!("Bearer {}", token.expose())))
}

/// Returns `text` as the value of a header, or `None` if the text is not visible ASCII. `Debug`
/// never shows the value, and its memory is overwritten when it is dropped.
pub(crate) fn secret_value(text: Zeroizing<String>) -> Option<HeaderValue> {
    if !text.is_ascii() {
        return None;
    }
    let mut value = HeaderValue::from_maybe_shared(Bytes::from_owner(text)).ok()?;
    value.set_sensitive(true);
    Some(value)
}
