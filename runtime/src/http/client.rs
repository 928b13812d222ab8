//! Builds the HTTP client from the configuration. The crate's own guards are set last.

use std::time::Duration;

use reqwest::header::HeaderValue;
use reqwest::{Client, Proxy, Url, redirect};

use super::tls;
use crate::{Config, Error};

/// Builds the HTTP client that `config` describes, for a server at `base`.
pub(crate) fn client(config: &Config, base: &Url) -> Result<Client, Error> {
    config.limits.check()?;
    if config.connect_timeout.is_zero() {
        let said = "the connect timeout is zero; give it some time";
        return Err(Error::configuration(said));
    }
    let encrypted = base.scheme() == "https";
    let builder = Client::builder()
        .no_proxy()
        .user_agent(user_agent(config)?)
        .pool_idle_timeout(config.idle_timeout);
    let mut builder = tls::set(builder, encrypted, &config.root_certificates)?;
    if let Some(proxy) = proxy(config)? {
        builder = builder.proxy(proxy);
    }
    #[cfg(feature = "unstable-reqwest")]
    if let Some(customize) = &config.customize {
        builder = customize(builder);
    }
    if !encrypted {
        // Plain `http` is for this machine alone, and a proxy may be another machine.
        builder = builder.no_proxy();
    }
    builder
        .redirect(redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .connection_verbose(false)
        .http1_only()
        // Another crate of the application may have enabled these for all crates.
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate()
        .connect_timeout(connect_timeout(config))
        .https_only(encrypted)
        .build()
        .map_err(|error| {
            Error::configuration("the HTTP client cannot be set up")
                .caused_by(super::Cause::of(&error.without_url()))
        })
}

/// Returns the configured proxy.
fn proxy(config: &Config) -> Result<Option<Proxy>, Error> {
    let Some(proxy) = &config.proxy else {
        return Ok(None);
    };
    let wrong = "the proxy is not a URL; write it as `http://host:port`";
    let url = Url::parse(proxy.expose()).ok();
    let url = url.filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    let proxy = url.and_then(|url| Proxy::all(url).ok());
    let proxy = proxy.ok_or_else(|| Error::configuration(wrong))?;
    Ok(Some(proxy))
}

/// Returns the time limit for connecting. It ends before the attempt does, so that a timeout while
/// connecting proves that nothing was sent.
fn connect_timeout(config: &Config) -> Duration {
    let attempt = config.limits.attempt.min(config.limits.overall);
    config.connect_timeout.min(attempt - attempt / 10)
}

/// Returns the base URL without a trailing slash, as text and parsed.
pub(crate) fn base_url(text: &str) -> Result<(String, Url), Error> {
    let wrong = |said: &'static str| Err(Error::configuration(said));
    let Ok(url) = Url::parse(text.trim_end_matches('/')) else {
        return wrong("the base URL is not a URL; write it as `https://host/path`");
    };
    let Some(host) = url.host_str() else {
        return wrong("the base URL has no host; write it as `https://host/path`");
    };
    let here = host == "localhost"
        || host
            .trim_matches(['[', ']'])
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback());
    match url.scheme() {
        "https" => {}
        "http" if here => {}
        "http" => {
            return wrong(
                "the base URL is plain `http`, which only this machine may be reached by; use `https`",
            );
        }
        _ => return wrong("the base URL is neither `https` nor `http`"),
    }
    if url.query().is_some() || url.fragment().is_some() {
        return wrong("the base URL has a query or a fragment; leave out what follows `?` or `#`");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return wrong("the base URL holds a user or a password; give those as a credential");
    }
    Ok((url.as_str().trim_end_matches('/').to_owned(), url))
}

fn user_agent(config: &Config) -> Result<HeaderValue, Error> {
    let wrong = |setting: &str| {
        Error::configuration(format!(
            "the {setting} cannot stand in a header; use plain ASCII"
        ))
    };
    let product = HeaderValue::from_str(&config.user_agent).map_err(|_| wrong("user-agent"))?;
    match &config.user_agent_suffix {
        Some(suffix) => HeaderValue::from_str(&format!("{} {suffix}", config.user_agent))
            .map_err(|_| wrong("user-agent suffix")),
        None => Ok(product),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Config, connect_timeout};
    use crate::Limits;

    #[test]
    fn connecting_ends_before_the_attempt_does() {
        let seconds = Duration::from_secs;
        for (connect, attempt, overall, ends) in [
            (seconds(10), seconds(30), seconds(60), seconds(10)),
            (
                seconds(10),
                seconds(5),
                seconds(60),
                Duration::from_millis(4500),
            ),
            (
                seconds(10),
                seconds(30),
                seconds(1),
                Duration::from_millis(900),
            ),
            (Duration::MAX, seconds(30), Duration::MAX, seconds(27)),
            (seconds(10), Duration::MAX, Duration::MAX, seconds(10)),
        ] {
            let limits = Limits::DEFAULT;
            let limits = limits.attempt_timeout(attempt).overall_timeout(overall);
            let config = Config::new("https://x.example").connect_timeout(connect);
            assert_eq!(connect_timeout(&config.limits(limits)), ends);
        }
    }
}
