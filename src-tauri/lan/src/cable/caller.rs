//! A station without a screen: for measuring, for trying, and for scripts.
//!
//! Invariant: it speaks to one certificate alone, the one whose fingerprint it was given: whoever else answers is cut off.

use std::io;
use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, Error, SignatureScheme};
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::certificate::fingerprint;
use super::door::COOKIE_NAME;

/// Longer than any answer to a station.
const MOST: usize = 16 * 1024 * 1024;

/// One connection to a desk.
pub struct Caller {
    stream: BufReader<TlsStream<TcpStream>>,
    host: String,
    key: Option<String>,
}

/// An answer as it came.
#[derive(Debug)]
pub struct Reply {
    /// `200`
    pub status: u16,
    /// Every line of the head, in small letters.
    pub head: String,
    /// What was sent.
    pub body: Vec<u8>,
}

impl Reply {
    /// The answer as JSON; null where it is none.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

impl std::fmt::Debug for Caller {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Caller").field("host", &self.host).finish_non_exhaustive()
    }
}

impl Caller {
    /// Calls the desk `host` (`192.168.1.5:8443`, as stations know it) over the way to `through`, which may be a relay.
    ///
    /// # Errors
    /// Where nobody answers, or somebody with another certificate.
    pub async fn call(through: &str, host: &str, known: &str) -> io::Result<Self> {
        let provider = Arc::new(ring::default_provider());
        let pinned = Arc::new(Pinned { known: known.to_owned(), provider: Arc::clone(&provider) });
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(io::Error::other)?
            .dangerous()
            .with_custom_certificate_verifier(pinned)
            .with_no_client_auth();
        let stream = TcpStream::connect(through).await?;
        stream.set_nodelay(true)?;
        let name = ServerName::try_from("rostrum.local").map_err(io::Error::other)?;
        let stream = TlsConnector::from(Arc::new(config)).connect(name, stream).await?;
        Ok(Self { stream: BufReader::new(stream), host: host.to_owned(), key: None })
    }

    /// Has a key from before.
    #[must_use]
    pub fn with_key(mut self, key: &str) -> Self {
        self.key = Some(key.to_owned());
        self
    }

    /// Lets itself in with a code; its key.
    ///
    /// # Errors
    /// Where the code is wrong, in the desk's own words, or the desk is gone.
    pub async fn pair(&mut self, code: &str, person: &str) -> io::Result<String> {
        let body = serde_json::json!({ "code": code, "person": person });
        let reply = self.post("/pair", &body).await?;
        let cookie = reply.head.lines().find_map(|line| line.strip_prefix("set-cookie: "));
        let key = cookie.and_then(|cookie| cookie.split([';', '=']).nth(1));
        match key {
            Some(key) if reply.status == 200 => {
                self.key = Some(key.to_owned());
                Ok(key.to_owned())
            }
            Some(_) | None => Err(io::Error::other(String::from_utf8_lossy(&reply.body).into_owned())),
        }
    }

    /// Asks for something with JSON.
    ///
    /// # Errors
    /// Where the connection is cut.
    pub async fn post(&mut self, path: &str, body: &Value) -> io::Result<Reply> {
        let body = body.to_string();
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: {host}\r\norigin: https://{host}\r\ncontent-type: application/json\r\n\
             content-length: {length}\r\n{cookie}\r\n",
            host = self.host,
            length = body.len(),
            cookie = self.cookie(),
        );
        self.raw(format!("{head}{body}").as_bytes()).await?;
        self.reply().await
    }

    /// Looks at a page or asks who it is.
    ///
    /// # Errors
    /// Where the connection is cut.
    pub async fn get(&mut self, path: &str) -> io::Result<Reply> {
        self.begin(path).await?;
        self.reply().await
    }

    /// Begins to watch views; what follows is read with [`Caller::line`].
    ///
    /// # Errors
    /// Where the connection is cut.
    pub async fn watch(&mut self, views: &Value) -> io::Result<()> {
        let views: String = views.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect();
        self.begin(&format!("/watch?views={views}")).await
    }

    async fn begin(&mut self, path: &str) -> io::Result<()> {
        let request = format!("GET {path} HTTP/1.1\r\nhost: {}\r\n{}\r\n", self.host, self.cookie());
        self.raw(request.as_bytes()).await
    }

    fn cookie(&self) -> String {
        self.key.as_ref().map(|key| format!("cookie: {COOKIE_NAME}={key}\r\n")).unwrap_or_default()
    }

    /// Sends these very bytes.
    ///
    /// # Errors
    /// Where the connection is cut.
    pub async fn raw(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.get_mut().write_all(bytes).await?;
        self.stream.get_mut().flush().await
    }

    /// One line of what comes; none at the end.
    ///
    /// # Errors
    /// Where the connection is cut.
    pub async fn line(&mut self) -> io::Result<Option<String>> {
        let mut line = Vec::new();
        if self.stream.read_until(b'\n', &mut line).await? == 0 {
            return Ok(None);
        }
        Ok(Some(String::from_utf8_lossy(&line).trim_end().to_owned()))
    }

    /// One whole answer.
    ///
    /// # Errors
    /// Where the connection is cut before its end.
    pub async fn reply(&mut self) -> io::Result<Reply> {
        let cut = || io::Error::from(io::ErrorKind::UnexpectedEof);
        let first = self.line().await?.ok_or_else(cut)?;
        let status = first.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(cut)?;
        let (mut head, mut length, mut chunked) = (String::new(), 0, false);
        loop {
            let line = self.line().await?.ok_or_else(cut)?.to_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(said) = line.strip_prefix("content-length: ") {
                length = said.parse().ok().filter(|length| *length <= MOST).ok_or_else(cut)?;
            }
            chunked |= line == "transfer-encoding: chunked";
            head.push_str(&line);
            head.push('\n');
        }
        let mut body = vec![0; length];
        if chunked {
            return Err(io::Error::other("a stream where an answer was expected"));
        }
        self.stream.read_exact(&mut body).await?;
        Ok(Reply { status, head, body })
    }
}

/// Whoever shows the certificate that was compared, and nobody else.
#[derive(Debug)]
struct Pinned {
    known: String,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        if fingerprint(end_entity) == self.known {
            return Ok(ServerCertVerified::assertion());
        }
        Err(Error::General("the fingerprint is another".to_owned()))
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
