//! TLS with an explicit provider. A process that has no default provider must not panic.

use reqwest::ClientBuilder;

use crate::Error;

/// Sets up TLS. It trusts the operating system's certificates and the certificates in `pems`.
#[cfg(feature = "rustls")]
pub(super) fn set(
    builder: ClientBuilder,
    encrypted: bool,
    pems: &[Vec<u8>],
) -> Result<ClientBuilder, Error> {
    use std::sync::Arc;

    use rustls::ClientConfig;
    use rustls::pki_types::CertificateDer;
    use rustls::pki_types::pem::PemObject;
    use rustls_platform_verifier::Verifier;

    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .map_err(|error| unusable(&error))?;
    let config = if encrypted {
        let mut extra = Vec::new();
        for pem in pems {
            let found = extra.len();
            for certificate in CertificateDer::pem_slice_iter(pem) {
                extra.push(certificate.map_err(|_| malformed())?);
            }
            if extra.len() == found {
                return Err(malformed());
            }
        }
        let alone = extra.is_empty();
        let verifier = Verifier::new_with_extra_roots(extra, provider).map_err(|error| {
            let error = unusable(&error);
            if alone { error.saying(NO_ROOTS) } else { error }
        })?;
        config
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
    } else {
        // These roots are never used. The system's certificates are not read, so that a machine
        // without certificates can still call itself.
        config.with_root_certificates(rustls::RootCertStore::empty())
    };
    Ok(builder.tls_backend_preconfigured(config.with_no_client_auth()))
}

/// Returns the error of a TLS setup that reads only the system's certificates.
#[cfg(feature = "rustls")]
const NO_ROOTS: &str = "no root certificates were found; install some (Debian calls the package \
                        `ca-certificates`), correct the variables `SSL_CERT_FILE` and \
                        `SSL_CERT_DIR` if they are set, or give some with `root_certificates`";

#[cfg(feature = "rustls")]
fn unusable(error: &rustls::Error) -> Error {
    Error::configuration(format!("TLS cannot be set up: {error}"))
}

/// Sets up TLS. It trusts the operating system's certificates and the certificates in `pems`.
#[cfg(all(feature = "native-tls", not(feature = "rustls")))]
pub(super) fn set(
    mut builder: ClientBuilder,
    _encrypted: bool,
    pems: &[Vec<u8>],
) -> Result<ClientBuilder, Error> {
    for pem in pems {
        let certificates = reqwest::Certificate::from_pem_bundle(pem).map_err(|_| malformed())?;
        if certificates.is_empty() {
            return Err(malformed());
        }
        builder = certificates
            .into_iter()
            .fold(builder, ClientBuilder::add_root_certificate);
    }
    Ok(builder.tls_backend_native())
}

/// Without TLS, only this machine can be reached.
#[cfg(not(any(feature = "native-tls", feature = "rustls")))]
pub(super) fn set(
    builder: ClientBuilder,
    encrypted: bool,
    _: &[Vec<u8>],
) -> Result<ClientBuilder, Error> {
    if encrypted {
        return Err(Error::configuration(
            "the base URL is `https` and the crate was built without TLS; enable its feature `rustls` or `native-tls`",
        ));
    }
    Ok(builder)
}

#[cfg(any(feature = "native-tls", feature = "rustls"))]
fn malformed() -> Error {
    Error::configuration(
        "root certificates are not PEM; give text with `-----BEGIN CERTIFICATE-----`",
    )
}
