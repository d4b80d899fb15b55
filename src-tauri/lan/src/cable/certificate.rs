//! The certificate of this laptop, made by itself and signed by nobody else.
//!
//! Invariant: the secret key is in the program's own folder, readable by its owner alone, and never in a conference file:
//! no backup, copy or count pack carries it. What it is recognised by is shown, and compared by people.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair, date_time_ymd};
use ring::digest::{SHA256, digest};
use rustls::ServerConfig;
use rustls::crypto::ring::default_provider;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use serde::{Deserialize, Serialize};

const FILE: &str = "cable.json";
/// Browsers look askance at certificates that last longer.
const YEARS: i32 = 2;

/// A certificate and its secret key.
pub(crate) struct Certificate {
    der: Vec<u8>,
    key: Vec<u8>,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    year: i32,
    certificate: String,
    key: String,
}

impl Certificate {
    /// The one of this laptop; made where there is none, where it has run out, or where it cannot be read.
    pub(crate) fn of_this_laptop(folder: &Path) -> io::Result<Self> {
        let path = folder.join(FILE);
        if let Some(kept) = std::fs::read(&path).ok().and_then(|bytes| Self::read(&bytes)) {
            return Ok(kept);
        }
        let year = this_year();
        let made = Self::make(year)?;
        let kept = Kept { year, certificate: STANDARD.encode(&made.der), key: STANDARD.encode(&made.key) };
        std::fs::create_dir_all(folder)?;
        write_secret(&path, &serde_json::to_vec(&kept)?)?;
        Ok(made)
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let kept: Kept = serde_json::from_slice(bytes).ok()?;
        let still_good = (kept.year..kept.year + YEARS).contains(&this_year());
        let (der, key) = (STANDARD.decode(kept.certificate).ok()?, STANDARD.decode(kept.key).ok()?);
        let certificate = Self { der, key };
        (still_good && certificate.config().is_ok()).then_some(certificate)
    }

    fn make(year: i32) -> io::Result<Self> {
        let key = KeyPair::generate().map_err(io::Error::other)?;
        let names = vec!["rostrum.local".to_owned(), "localhost".to_owned()];
        let mut params = CertificateParams::new(names).map_err(io::Error::other)?;
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, "Rostrum on this laptop");
        params.not_before = date_time_ymd(year, 1, 1);
        params.not_after = date_time_ymd(year + YEARS, 1, 1);
        let certificate = params.self_signed(&key).map_err(io::Error::other)?;
        Ok(Self { der: certificate.der().to_vec(), key: key.serialize_der() })
    }

    /// Sixteen groups of four hexadecimal digits: SHA-256 of the certificate, as browsers show it too.
    pub(crate) fn fingerprint(&self) -> String {
        fingerprint(&self.der)
    }

    /// The server's side of TLS 1.2 and 1.3; no other provider of cryptography than ring is ever asked.
    pub(crate) fn config(&self) -> io::Result<Arc<ServerConfig>> {
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(self.key.clone()));
        let mut config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(io::Error::other)?
            .with_no_client_auth()
            .with_single_cert(vec![CertificateDer::from(self.der.clone())], key)
            .map_err(io::Error::other)?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Arc::new(config))
    }
}

/// Of any certificate.
pub(crate) fn fingerprint(der: &[u8]) -> String {
    let hex: String = digest(&SHA256, der).as_ref().iter().map(|byte| format!("{byte:02X}")).collect();
    let groups: Vec<&str> = (0..16).filter_map(|n| hex.get(n * 4..n * 4 + 4)).collect();
    groups.join(" ")
}

fn this_year() -> i32 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i32::try_from(since.as_secs() / 31_556_952).map_or(1970, |years| 1970 + years)
}

/// Whole or not at all, and never readable by anybody else, not even for a moment.
pub(crate) fn write_secret(path: &Path, bytes: &[u8]) -> io::Result<()> {
    use std::io::Write as _;
    let new = path.with_extension("json.new");
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    // One left behind by a program that was killed may have been made with other rights.
    match std::fs::remove_file(&new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    let mut file = options.open(&new)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&new, path)
}

#[cfg(test)]
mod tests {
    use super::{Certificate, FILE};

    #[test]
    fn it_is_made_once_and_its_key_is_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let first = Certificate::of_this_laptop(folder.path()).unwrap().fingerprint();
        assert_eq!(first.len(), 16 * 5 - 1);
        assert_eq!(Certificate::of_this_laptop(folder.path()).unwrap().fingerprint(), first);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(folder.path().join(FILE)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        std::fs::write(folder.path().join(FILE), "{").unwrap();
        assert_ne!(Certificate::of_this_laptop(folder.path()).unwrap().fingerprint(), first);
    }

    #[test]
    fn one_that_has_run_out_is_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let first = Certificate::of_this_laptop(folder.path()).unwrap().fingerprint();
        let path = folder.path().join(FILE);
        let text = std::fs::read_to_string(&path).unwrap();
        let year = super::this_year();
        std::fs::write(&path, text.replace(&format!("\"year\":{year}"), "\"year\":2020")).unwrap();
        assert_ne!(Certificate::of_this_laptop(folder.path()).unwrap().fingerprint(), first);
    }
}
