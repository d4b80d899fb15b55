//! A text and who answers for it: how packs and returns are signed, and by what a laptop knows its own again.
//!
//! Invariant: of a text of which one byte was changed nothing is read.

use std::io;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use record::halt::Fault;
use ring::digest::SHA256;
use ring::rand::SystemRandom;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use rules::refusal::Refusal;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

const KEY_FILE: &str = "packs.json";
/// Larger than any pack or return: a thousand cards are a tenth of it.
const MOST: usize = 16 * 1024 * 1024;

/// A text and who answers for it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Signed {
    what: String,
    pub(super) body: String,
    /// Public key, 64 hexadecimal digits.
    pub(super) by: String,
    /// Ed25519 over `what`, a line feed and the SHA-256 of `body`; in base64.
    pub(super) signature: String,
}

pub(super) fn signed_text(what: &str, digest: &str) -> Vec<u8> {
    format!("{what}\n{digest}").into_bytes()
}

pub(super) fn sign(key: &Ed25519KeyPair, what: &str, body: String) -> Result<String, Fault> {
    let signature = STANDARD.encode(key.sign(&signed_text(what, &digest(&body))).as_ref());
    let signed = Signed { what: what.to_owned(), body, by: hex(key.public_key().as_ref()), signature };
    Ok(serde_json::to_string(&signed)?)
}

pub(super) fn read<T: DeserializeOwned>(what: &str, named: &str, text: &str) -> Result<(Signed, T), Refusal> {
    let none = || Refusal::new("pack.none", format!("This file is not a {named} of Rostrum."));
    if text.len() > MOST {
        return Err(none());
    }
    let signed: Signed = serde_json::from_str(text.trim()).map_err(|_| none())?;
    if signed.what != what {
        return Err(none());
    }
    let public = unhex(&signed.by).ok_or_else(|| changed(named))?;
    let signature = STANDARD.decode(&signed.signature).map_err(|_| changed(named))?;
    let text = signed_text(what, &digest(&signed.body));
    UnparsedPublicKey::new(&ED25519, public).verify(&text, &signature).map_err(|_| changed(named))?;
    let body = serde_json::from_str(&signed.body).map_err(|_| changed(named))?;
    Ok((signed, body))
}

pub(super) fn changed(named: &str) -> Refusal {
    Refusal::new(
        "pack.changed",
        format!("This {named} was changed or damaged since it was made: nothing of it is taken."),
    )
    .allowed_by("Copy it from the laptop on which it was made once more.")
}

/// The desk's own key, made once a laptop and kept beside its certificate: outside every conference file.
pub(super) fn desks_key(folder: &Path) -> io::Result<Ed25519KeyPair> {
    let path = folder.join(KEY_FILE);
    let read = |bytes: &[u8]| {
        let kept: String = serde_json::from_slice(bytes).ok()?;
        Ed25519KeyPair::from_pkcs8(&STANDARD.decode(kept).ok()?).ok()
    };
    match std::fs::read(&path) {
        // A key that cannot be read is not made anew: packs that are out would be strangers.
        Ok(bytes) => read(&bytes).ok_or_else(|| io::Error::other(format!("{} is damaged", path.display()))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let (key, pkcs8) = drawn().map_err(io::Error::other)?;
            std::fs::create_dir_all(folder)?;
            crate::cable::write_secret(&path, &serde_json::to_vec(&STANDARD.encode(pkcs8))?)?;
            Ok(key)
        }
        Err(error) => Err(error),
    }
}

pub(super) fn drawn() -> Result<(Ed25519KeyPair, Vec<u8>), Fault> {
    let failed = || Fault::new("drawing a signing key");
    let pkcs8 = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).map_err(|_| failed())?;
    let key = Ed25519KeyPair::from_pkcs8(pkcs8.as_ref()).map_err(|_| failed())?;
    Ok((key, pkcs8.as_ref().to_vec()))
}

pub(super) fn digest(text: &str) -> String {
    hex(ring::digest::digest(&SHA256, text.as_bytes()).as_ref())
}

/// Six groups of four, to be compared by two people: of the key that signed.
pub(super) fn fingerprint(public: &str) -> String {
    let digest = digest(public).to_uppercase();
    let groups: Vec<&str> = (0..6).filter_map(|n| digest.get(n * 4..n * 4 + 4)).collect();
    groups.join(" ")
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// As [`hex`] writes it and no other way: a key has one spelling, by which its station is known.
fn unhex(text: &str) -> Option<Vec<u8>> {
    if text.len() != 64 || !text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
        return None;
    }
    (0..32).map(|n| u8::from_str_radix(text.get(2 * n..2 * n + 2)?, 16).ok()).collect()
}
