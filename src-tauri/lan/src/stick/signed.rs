//! A text and who answers for it: how packs and returns are signed, and by what a laptop knows its own again.
//!
//! Invariant: of a text of which one byte was changed nothing is read. One that another version of the program made is
//! refused as that, and never as damaged: whoever brings it has to know what to do.

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

/// Of the program that runs.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

const KEY_FILE: &str = "packs.json";
/// Larger than any pack or return: a thousand cards are a tenth of it.
const MOST: usize = 16 * 1024 * 1024;

/// A kind of file on a stick, in the form that this version of the program writes and reads.
pub(super) struct Kind {
    pub(super) named: &'static str,
    form: u32,
    /// What to do with one of another version.
    remedy: &'static str,
}

pub(super) const PACK: Kind = Kind {
    named: "count pack",
    form: 2,
    remedy: "Have the same version on both laptops, and make the pack again.",
};
pub(super) const RETURN: Kind = Kind {
    named: "count return",
    form: 3,
    remedy: "Take it in with that version; or make another pack with this one, and have it typed again.",
};

impl Kind {
    /// What a file of this kind says that it is: `rostrum count pack 2`.
    fn mark(&self) -> String {
        format!("rostrum {} {}", self.named, self.form)
    }

    /// Of which form a file is that says this of itself; none where it is of another kind.
    fn form_of(&self, mark: &str) -> Option<u32> {
        mark.strip_prefix("rostrum ")?.strip_prefix(self.named)?.strip_prefix(' ')?.parse().ok()
    }

    /// The text that is signed for a body of this digest.
    pub(super) fn signed_text(&self, digest: &str) -> Vec<u8> {
        format!("{}\n{digest}", self.mark()).into_bytes()
    }
}

/// As much of a file as any form of it has.
#[derive(Deserialize)]
struct Marked {
    what: String,
    #[serde(default)]
    body: String,
}

/// As much of a body as any form of it has.
#[derive(Deserialize)]
struct Versioned {
    version: String,
}

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

pub(super) fn sign(key: &Ed25519KeyPair, kind: &Kind, body: String) -> Result<String, Fault> {
    let signature = STANDARD.encode(key.sign(&kind.signed_text(&digest(&body))).as_ref());
    let signed = Signed { what: kind.mark(), body, by: hex(key.public_key().as_ref()), signature };
    Ok(serde_json::to_string(&signed)?)
}

pub(super) fn read<T: DeserializeOwned>(kind: &Kind, text: &str) -> Result<(Signed, T), Refusal> {
    let text = text.trim();
    if text.len() > MOST {
        return Err(none(kind));
    }
    let marked: Marked = serde_json::from_str(text).map_err(|_| none(kind))?;
    if marked.what != kind.mark() {
        return Err(strange(kind, &marked));
    }
    let signed: Signed = serde_json::from_str(text).map_err(|_| none(kind))?;
    let public = unhex(&signed.by).ok_or_else(|| changed(kind))?;
    let signature = STANDARD.decode(&signed.signature).map_err(|_| changed(kind))?;
    let said = kind.signed_text(&digest(&signed.body));
    UnparsedPublicKey::new(&ED25519, public).verify(&said, &signature).map_err(|_| changed(kind))?;
    // Whole, and yet not understood: something in it has another form than here.
    let body =
        serde_json::from_str(&signed.body).map_err(|_| of_another_version(kind, &marked.body, None))?;
    Ok((signed, body))
}

fn none(kind: &Kind) -> Refusal {
    let sentence = format!("This file is not a {} of Rostrum.", kind.named);
    Refusal::new("pack.none", sentence)
        .allowed_by("Choose the other file on the stick, or have it saved there again.")
}

/// Of another form, of the other kind, or nothing of ours.
fn strange(kind: &Kind, marked: &Marked) -> Refusal {
    if let Some(form) = kind.form_of(&marked.what) {
        return of_another_version(kind, &marked.body, Some(form > kind.form));
    }
    let other = [PACK, RETURN].into_iter().find(|other| other.form_of(&marked.what).is_some());
    other.map_or_else(
        || none(kind),
        |other| {
            let sentence = format!("This file is a {}, and a {} is wanted here.", other.named, kind.named);
            Refusal::new("pack.other", sentence).allowed_by("Choose the other file on the stick.")
        },
    )
}

/// Another version of the program made it; `newer` where its form tells which of the two is.
fn of_another_version(kind: &Kind, body: &str, newer: Option<bool>) -> Refusal {
    let said = serde_json::from_str::<Versioned>(body).ok().map(|body| body.version);
    // It is said on the screen, and a form that we do not know is not verified.
    let plain = |version: &String| {
        version.len() <= 24
            && version.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-+".contains(&byte))
    };
    let said = said.filter(plain).map_or_else(String::new, |version| format!(" {version}"));
    let which = match (newer, said.as_str()) {
        (Some(true), said) => format!("by a newer Rostrum{said}"),
        (Some(false), said) => format!("by an older Rostrum{said}"),
        (None, "") => "by another version of Rostrum".to_owned(),
        (None, said) => format!("by Rostrum{said}"),
    };
    version_refused(kind, &which)
}

/// `which`: by which version it was made.
pub(super) fn version_refused(kind: &Kind, which: &str) -> Refusal {
    let sentence = format!("This {} was made {which}, and this is Rostrum {VERSION}.", kind.named);
    Refusal::new("pack.version", sentence).allowed_by(kind.remedy)
}

pub(super) fn changed(kind: &Kind) -> Refusal {
    Refusal::new(
        "pack.changed",
        format!("This {} was changed or damaged since it was made: nothing of it is taken.", kind.named),
    )
    .allowed_by("Copy it from the laptop on which it was made once more.")
}

/// The desk's own key, made once a laptop and kept beside its certificate: outside every conference file.
pub(super) fn desks_key(folder: &Path) -> io::Result<Ed25519KeyPair> {
    if let Some(key) = kept_key(folder)? {
        return Ok(key);
    }
    let (key, pkcs8) = drawn().map_err(io::Error::other)?;
    std::fs::create_dir_all(folder)?;
    crate::cable::write_secret(&folder.join(KEY_FILE), &serde_json::to_vec(&STANDARD.encode(pkcs8))?)?;
    Ok(key)
}

/// The desk's own key, if it was made before.
pub(super) fn kept_key(folder: &Path) -> io::Result<Option<Ed25519KeyPair>> {
    let path = folder.join(KEY_FILE);
    let read = |bytes: &[u8]| {
        let kept: String = serde_json::from_slice(bytes).ok()?;
        Ed25519KeyPair::from_pkcs8(&STANDARD.decode(kept).ok()?).ok()
    };
    match std::fs::read(&path) {
        // A key that cannot be read is not made anew: packs that are out would be strangers.
        Ok(bytes) => match read(&bytes) {
            Some(key) => Ok(Some(key)),
            None => Err(io::Error::other(format!("{} is damaged", path.display()))),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// What any pack or return has, and what the form of this version has besides.
    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Body {
        version: String,
    }

    fn signed(kind: &Kind, body: &serde_json::Value) -> String {
        sign(&drawn().unwrap().0, kind, body.to_string()).unwrap()
    }

    #[track_caller]
    fn check(kind: &Kind, text: &str, expect: Result<&str, (&str, &str)>) {
        let read = read::<Body>(kind, text).map(|(_, body)| body.version);
        let told = read.as_ref().map(String::as_str);
        assert_eq!(told.map_err(|refusal| (refusal.code.as_str(), refusal.sentence.as_str())), expect);
    }

    #[test]
    fn another_version_is_named_and_never_called_damage() {
        let (older, newer) = (Kind { form: 1, ..PACK }, Kind { form: 9, ..PACK });
        let body = json!({ "version": "7.2.0-rc.1" });
        check(&PACK, &signed(&PACK, &body), Ok("7.2.0-rc.1"));
        let told =
            format!("This count pack was made by a newer Rostrum 7.2.0-rc.1, and this is Rostrum {VERSION}.");
        check(&PACK, &signed(&newer, &body), Err(("pack.version", &told)));
        let told = format!(
            "This count pack was made by an older Rostrum 7.2.0-rc.1, and this is Rostrum {VERSION}."
        );
        check(&PACK, &signed(&older, &body), Err(("pack.version", &told)));
        // A form whose body says nothing of itself, or nothing that could be a version.
        let told = format!("This count pack was made by a newer Rostrum, and this is Rostrum {VERSION}.");
        check(&PACK, &signed(&newer, &json!([])), Err(("pack.version", &told)));
        check(
            &PACK,
            &signed(&newer, &json!({ "version": "1, and all is well" })),
            Err(("pack.version", &told)),
        );
        // The same form, whole, with something that we do not know.
        let told = format!("This count pack was made by Rostrum 0.1.7, and this is Rostrum {VERSION}.");
        let more = json!({ "version": "0.1.7", "colours": [] });
        check(&PACK, &signed(&PACK, &more), Err(("pack.version", &told)));
        let told = format!(
            "This count return was made by another version of Rostrum, and this is Rostrum {VERSION}."
        );
        check(&RETURN, &signed(&RETURN, &json!({})), Err(("pack.version", &told)));
    }

    #[test]
    fn what_is_damaged_of_the_other_kind_or_none_is_no_other_version() {
        let body = json!({ "version": VERSION });
        let told = "This count pack was changed or damaged since it was made: nothing of it is taken.";
        check(&PACK, &signed(&PACK, &body).replace("version", "verzion"), Err(("pack.changed", told)));
        let told = "This file is a count return, and a count pack is wanted here.";
        check(&PACK, &signed(&RETURN, &body), Err(("pack.other", told)));
        let told = "This file is a count pack, and a count return is wanted here.";
        check(&RETURN, &signed(&PACK, &body), Err(("pack.other", told)));
        for text in ["", "{}", r#"{"what":"rostrum count packs 2"}"#, r#"{"what":"rostrum count pack two"}"#]
        {
            check(&PACK, text, Err(("pack.none", "This file is not a count pack of Rostrum.")));
        }
    }
}
