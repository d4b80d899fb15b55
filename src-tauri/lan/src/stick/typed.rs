//! A count pack on the laptop where it is typed.
//!
//! Invariant: a pack is opened as often as anybody likes and is one file on this laptop, so that a stick that is lost and a
//! power cut lose nothing; what is written is everything that was done, and never a part of it.

use std::fs;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use record::halt::Halt;
use record::office::{Office, no_pack};
use record::packing::{self, PackShown, Packed};
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use rules::refusal::Refusal;
use serde_json::{Value, json};

use super::signed::{self, changed, digest, hex};
use super::{Done, Pack, bring_back, open, save_again};

/// As it was brought, beside the file in which it is typed.
const PACK: &str = "pack";
const FILE: &str = "count";
/// Of the digest by which a pack is known on this laptop.
const MARK: usize = 16;

/// Opens a pack on this laptop, or goes on where it was left.
///
/// # Errors
/// A refusal where it is none, was changed, or a conference is open; a fault where the disk fails.
pub fn open_here(office: &Office, text: &str) -> Result<Value, Halt> {
    office.room_for_pack()?;
    let (pack, fingerprint) = open(text)?;
    let mark = mark_of(text);
    let file = office.place_of_pack(&mark, FILE)?;
    if !file.exists() {
        packing::unpack(&file, &pack.load, pack.made_at)?;
        crate::cable::write_secret(&office.place_of_pack(&mark, PACK)?, text.as_bytes())?;
    }
    let key = STANDARD.decode(&pack.key).ok().and_then(|key| Ed25519KeyPair::from_pkcs8(&key).ok());
    let public = hex(key.ok_or_else(|| changed(&signed::PACK))?.public_key().as_ref());
    let shown = shown(office, &pack, &mark, fingerprint);
    // Closed first where it is open already: one program writes a file.
    if office.pack().is_some() {
        office.leave_pack(false)?;
    }
    let packed = Packed::open(&file, &public, shown)?;
    office.take_pack(packed)?;
    Ok(json!({ "mark": mark }))
}

/// What a pack is, whose, and of which desk, before anything of it is on this laptop.
///
/// # Errors
/// A refusal where it is none, was changed, or a conference is open.
pub fn look_here(office: &Office, text: &str) -> Result<Value, Halt> {
    office.room_for_pack()?;
    let (pack, fingerprint) = open(text)?;
    let shown = shown(office, &pack, &mark_of(text), fingerprint);
    Ok(json!({ "pack": shown, "cards": pack.load.cards() }))
}

fn mark_of(text: &str) -> String {
    digest(text.trim()).chars().take(MARK).collect()
}

fn shown(office: &Office, pack: &Pack, mark: &str, fingerprint: String) -> PackShown {
    let before = office.pack_kept(mark);
    let shown = PackShown {
        mark: mark.to_owned(),
        conference: pack.conference.clone(),
        label: String::new(),
        subject: String::new(),
        vote: pack.vote,
        station: pack.station.clone(),
        person: pack.person.clone(),
        role: pack.role,
        made_at: pack.made_at,
        desk: fingerprint,
        done: before.as_ref().map_or(0, |shown| shown.done),
        written: before.as_ref().and_then(|shown| shown.written),
        written_at: before.and_then(|shown| shown.written_at),
    };
    Packed::shown(&pack.load, shown)
}

/// Goes on with a pack that is kept on this laptop.
///
/// # Errors
/// As [`open_here`].
pub fn go_on(office: &Office, mark: &str) -> Result<Value, Halt> {
    let place = office.place_of_pack(mark, PACK)?;
    let gone = || {
        Refusal::new("pack.gone", "That count pack is no longer on this laptop.")
            .allowed_by("Open it from the stick.")
    };
    let text = fs::read_to_string(place).map_err(|_| gone())?;
    open_here(office, &text).map_err(|halt| match halt {
        // To make it again would be to type it again.
        Halt::Refusal(refusal) if refusal.code == "pack.version" => refusal
            .allowed_by("What was typed is kept on this laptop: start that version here to write the return.")
            .into(),
        Halt::Refusal(refusal) => refusal.into(),
        Halt::Fault(fault) => fault.into(),
    })
}

/// Signs everything that was typed, and writes it to a place, or gives its text.
///
/// # Errors
/// A refusal where nothing was typed, or something is at that place; a fault where it cannot be written.
pub fn write_return(office: &Office, path: Option<&Path>) -> Result<Value, Halt> {
    let packed = office.pack().ok_or_else(no_pack)?;
    let acts: Vec<Done> = packed
        .done()?
        .into_iter()
        .map(|done| Done {
            idem: done.idem,
            command: done.command,
            taken_back: done.taken_back,
            made: done.made,
        })
        .collect();
    if acts.is_empty() {
        return Err(Refusal::new("pack.nothing", "Nothing has been typed yet.")
            .allowed_by("Take a batch and type its cards.")
            .into());
    }
    let (count, so_far) = (acts.len(), packed.how_much()?);
    let text = fs::read_to_string(office.place_of_pack(&packed.shown.mark, PACK)?)?;
    let signed = bring_back(&text, acts)?;
    if let Some(path) = path {
        save_again(path, &signed)?;
    }
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    office.pack_written(so_far, i64::try_from(now.as_millis()).unwrap_or(i64::MAX))?;
    Ok(match path {
        Some(path) => json!({ "saved": path, "acts": count }),
        None => json!({ "return": signed, "acts": count }),
    })
}
