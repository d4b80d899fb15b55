//! A station with no cable at all: it takes a count pack on a stick, and brings back a signed return.
//!
//! Invariant: a pack or a return of which one byte was changed is refused with a sentence; what is in a return is done as
//! its station, within what that station may do, each act once however often the return is brought. A return is looked at
//! before anything of it is done.

use std::io;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use record::command::{Choice, Command, NewStation, Way};
use record::desk::Desk;
use record::halt::{Fault, Halt};
use record::ids::VoteId;
use record::permissions;
use record::stations::{self, Seat};
use record::transact::{Actor, Answer, Envelope, Role, Sent, TakenBack};
use record::view::View;
use ring::rand::SystemRandom;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use rules::refusal::Refusal;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const PACK: &str = "rostrum count pack 1";
const RETURN: &str = "rostrum count return 1";
const KEY_FILE: &str = "packs.json";
/// Larger than any pack or return: a thousand cards are a tenth of it.
const MOST: usize = 16 * 1024 * 1024;

/// A text and who answers for it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Signed {
    what: String,
    body: String,
    /// Public key, 64 hexadecimal digits.
    by: String,
    /// Ed25519 over `what`, a line feed and `body`; in base64.
    signature: String,
}

/// What a tellers' laptop is given.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// Name of the conference.
    pub conference: String,
    /// Conference time at which it was made, ms since 1970 UTC.
    pub made_at: i64,
    /// What is counted.
    pub vote: VoteId,
    /// As it stands in the record.
    pub station: String,
    /// Who sits there.
    pub person: String,
    /// In what office.
    pub role: Role,
    /// The secret with which the return is signed; base64 of PKCS#8.
    key: String,
    /// Views as they were, each as it is asked for and as it is shown: the screens of a station with no cable.
    pub pictures: Vec<(Value, Value)>,
}

/// One act of a return.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Done {
    /// The station's own mark for it.
    pub idem: String,
    /// What was done.
    pub command: Command,
    /// It was taken back again at the station: it is entered and taken back here too, so that the record says so.
    #[serde(default)]
    pub taken_back: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Return {
    /// SHA-256 of the pack, as it was given out.
    pack: String,
    /// The desk's own signature upon that pack: it knows its packs again.
    desk: String,
    acts: Vec<Done>,
}

/// What becomes of one act of a return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// What was done, in a few words.
    pub words: String,
    /// `new`, `known` (it was brought before), `done`, or `refused`.
    pub fate: &'static str,
    /// Why it was refused.
    pub why: Option<String>,
}

/// A return as it is looked at, or as it was taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Looked {
    /// Whose it is.
    pub station: String,
    /// Who sat there.
    pub person: String,
    /// Every act, in its order.
    pub lines: Vec<Line>,
}

impl Looked {
    /// How many acts have this fate.
    #[must_use]
    pub fn count(&self, fate: &str) -> usize {
        self.lines.iter().filter(|line| line.fate == fate).count()
    }
}

/// Makes a pack for one person, and lets its station in. `folder` is the program's own, where its signing key is.
///
/// # Errors
/// A refusal where there is no such vote or office; a fault where the file or the folder fails.
pub fn make(desk: &Desk, folder: &Path, vote: VoteId, role: Role, person: &str) -> Result<String, Halt> {
    if !matches!(role, Role::Teller | Role::HeadTeller) {
        return Err(Refusal::new("pack.office", "A count pack is for a teller or the head teller.").into());
    }
    let desks = desks_key(folder).map_err(|error| Fault::of("the desk's signing key", error))?;
    let (key, pkcs8) = drawn()?;
    let public = hex(key.public_key().as_ref());
    // Looked at before the station is let in: a vote that is not there lets nobody in.
    let counting = desk.read(|db| {
        let sql = "SELECT state IN ('called', 'open', 'closed') AND method = 'card' FROM vote WHERE id = ?1";
        db.row(sql, [vote], |r| r.get::<_, bool>(0))
    })?;
    if counting != Some(true) {
        return Err(Refusal::new("pack.vote", "That is no card vote that is being counted.")
            .allowed_by("Choose one that has been called and whose count is not finished.")
            .into());
    }
    let station = NewStation { person: person.to_owned(), role, way: Way::Stick, key: public.clone() };
    let actor = Actor { role: Role::Desk, station: "desk".to_owned(), name: None };
    let command = Command::AdmitStation { station };
    receipt(desk.dispatch(Envelope { idem: None, actor, at: None, command, reason: None }))?;
    let seat = seat_of(desk, &public)?;
    let views =
        [View::Hall, View::Votes, View::Vote { vote, station: Some(seat.name.clone()) }, View::Roll { vote }];
    let mut pictures = Vec::new();
    for view in views {
        let shown: Value = serde_json::from_str(&desk.show(&view)?)?;
        pictures.push((serde_json::to_value(&view)?, shown));
    }
    let pack = Pack {
        conference: pictures[0].1["heading"]["name"].as_str().unwrap_or_default().to_owned(),
        made_at: desk.now(),
        vote,
        station: seat.name,
        person: seat.person,
        role,
        key: STANDARD.encode(pkcs8),
        pictures,
    };
    Ok(sign(&desks, PACK, serde_json::to_string(&pack)?)?)
}

/// Writes a pack or a return where nothing is yet.
///
/// # Errors
/// A refusal where something is there already; a fault where it cannot be written.
pub fn save(path: &Path, text: &str) -> Result<(), Halt> {
    use std::io::Write as _;
    let made = std::fs::OpenOptions::new().write(true).create_new(true).open(path);
    let mut file = match made {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let sentence = format!("{} is there already.", path.display());
            return Err(Refusal::new("pack.exists", sentence).allowed_by("Choose another name.").into());
        }
        Err(error) => return Err(Fault::of(path.display().to_string(), error).into()),
    };
    // A stick is pulled out as soon as the program says that it is done.
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    written.map_err(|error| Fault::of(path.display().to_string(), error).into())
}

/// Opens a pack, and what its desk is recognised by.
///
/// # Errors
/// A refusal where it is none, or was changed.
pub fn open(pack: &str) -> Result<(Pack, String), Refusal> {
    let (signed, pack) = read::<Pack>(PACK, "count pack", pack)?;
    Ok((pack, fingerprint(&signed.by)))
}

/// Signs what was done with a pack.
///
/// # Errors
/// A refusal where the pack is none, or was changed.
pub fn bring_back(pack: &str, acts: Vec<Done>) -> Result<String, Halt> {
    let (signed, opened) = read::<Pack>(PACK, "count pack", pack)?;
    let key = STANDARD.decode(&opened.key).ok().and_then(|key| Ed25519KeyPair::from_pkcs8(&key).ok());
    let key = key.ok_or_else(|| changed("count pack"))?;
    let body = Return { pack: digest(&signed.body), desk: signed.signature, acts };
    Ok(sign(&key, RETURN, serde_json::to_string(&body)?)?)
}

/// What a return would do; nothing is done.
///
/// # Errors
/// A refusal where it is none, was changed, is not of a pack of this desk, or its station was revoked.
pub fn look(desk: &Desk, folder: &Path, brought: &str) -> Result<Looked, Halt> {
    let (seat, acts) = known(desk, folder, brought)?;
    let mut lines = Vec::new();
    for done in &acts {
        let refused = permissions::may_send(seat.role, &done.command).err();
        let fate = if refused.is_some() {
            "refused"
        } else if is_known(desk, &seat, &done.idem)? {
            "known"
        } else {
            "new"
        };
        lines.push(Line { words: words(done), fate, why: refused.map(|refusal| refusal.to_string()) });
    }
    Ok(Looked { station: seat.name, person: seat.person, lines })
}

/// Takes a return in: each act once, in its order.
///
/// # Errors
/// As [`look`]; an act that a rule refuses is a line, and the others are done all the same. A fault ends it: what was done
/// until then stands, and the return can be brought again.
pub fn take_in(desk: &Desk, folder: &Path, brought: &str) -> Result<Looked, Halt> {
    let (seat, acts) = known(desk, folder, brought)?;
    let mut lines = Vec::new();
    for done in acts {
        let words = words(&done);
        let sent = Sent { idem: done.idem.clone(), command: done.command };
        let (fate, why) = match receipt(desk.act_from(&seat, sent)) {
            Ok((_, true)) => ("known", None),
            Ok((seq, false)) => {
                if done.taken_back {
                    let taken = TakenBack { idem: format!("{}-u", done.idem), seq: Some(seq), redo: false };
                    receipt(desk.take_back_from(&seat, taken))?;
                }
                ("done", None)
            }
            Err(Halt::Refusal(refusal)) => ("refused", Some(refusal.to_string())),
            Err(Halt::Fault(fault)) => return Err(fault.into()),
        };
        lines.push(Line { words, fate, why });
    }
    Ok(Looked { station: seat.name, person: seat.person, lines })
}

/// The cards of a list, as a station would have typed them: `card,choice` a line.
///
/// # Errors
/// The line that is not understood.
pub fn cards(vote: VoteId, list: &str) -> Result<Vec<Done>, Refusal> {
    let lines = (1_u32..).zip(list.lines()).filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(number, line)| {
            let wrong = || {
                let sentence = format!("Line {number} is not a card and a choice: “{line}”.");
                Refusal::new("pack.line", sentence)
                    .allowed_by("Write 17,for or 17,against, abstain or spoiled.")
            };
            let (card, choice) = line.split_once(',').ok_or_else(wrong)?;
            let card = card.trim().parse().map_err(|_| wrong())?;
            let choice = choice.trim().to_lowercase();
            let choice: Choice = serde_json::from_value(json!(choice)).map_err(|_| wrong())?;
            let command = Command::EnterSlip { vote, card, choice };
            Ok(Done { idem: format!("line-{number}"), command, taken_back: false })
        })
        .collect()
}

fn words(done: &Done) -> String {
    let act = if let Command::EnterSlip { card, .. } = &done.command {
        format!("card {card}")
    } else {
        done.command.name().replace('_', " ")
    };
    if done.taken_back { format!("{act}, taken back") } else { act }
}

/// Whose return it is and what is in it, once everything about it is known to be good.
fn known(desk: &Desk, folder: &Path, brought: &str) -> Result<(Seat, Vec<Done>), Halt> {
    let (signed, brought) = read::<Return>(RETURN, "count return", brought)?;
    let seat = seat_of(desk, &signed.by)?;
    let desks = desks_key(folder).map_err(|error| Fault::of("the desk's signing key", error))?;
    let own = verify_digest(&desks, &brought)?;
    if !own {
        return Err(Refusal::new(
            "return.pack",
            "This return was made with a pack that this desk did not make.",
        )
        .allowed_by("Make it again from the pack as it was given out.")
        .into());
    }
    Ok((seat, brought.acts))
}

/// The desk signs the digest too, so that it knows a pack again without keeping it.
fn verify_digest(desks: &Ed25519KeyPair, brought: &Return) -> Result<bool, Refusal> {
    let signature = STANDARD.decode(&brought.desk).map_err(|_| changed("count return"))?;
    let public = UnparsedPublicKey::new(&ED25519, desks.public_key().as_ref());
    Ok(public.verify(&signed_text(PACK, &brought.pack), &signature).is_ok())
}

fn seat_of(desk: &Desk, public: &str) -> Result<Seat, Halt> {
    let seat = desk.read(|db| stations::seat(db, Way::Stick, public))?;
    seat.ok_or_else(|| {
        Refusal::new("return.station", "The station of this return is not known here, or was revoked.")
            .allowed_by("Look at the list of stations; make another pack if the count is to go on.")
            .into()
    })
}

fn is_known(desk: &Desk, seat: &Seat, idem: &str) -> Result<bool, Halt> {
    let mark = format!("{}/{idem}", seat.name);
    let there = desk.read(|db| db.row("SELECT 1 FROM entry WHERE idem = ?1", [mark], |_| Ok(())))?;
    Ok(there.is_some())
}

/// The number of the entry, and whether it was there before.
fn receipt(answer: Answer) -> Result<(i64, bool), Halt> {
    match answer {
        Answer::Receipt(receipt) => Ok((receipt.seq, receipt.repeated)),
        Answer::Refusal(refusal) => Err(refusal.into()),
        Answer::Fault(fault) => Err(Fault::new(fault.detail).into()),
    }
}

fn signed_text(what: &str, digest: &str) -> Vec<u8> {
    format!("{what}\n{digest}").into_bytes()
}

fn sign(key: &Ed25519KeyPair, what: &str, body: String) -> Result<String, Fault> {
    let signature = STANDARD.encode(key.sign(&signed_text(what, &digest(&body))).as_ref());
    let signed = Signed { what: what.to_owned(), body, by: hex(key.public_key().as_ref()), signature };
    Ok(serde_json::to_string(&signed)?)
}

fn read<T: DeserializeOwned>(what: &str, named: &str, text: &str) -> Result<(Signed, T), Refusal> {
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

fn changed(named: &str) -> Refusal {
    Refusal::new(
        "pack.changed",
        format!("This {named} was changed or damaged since it was made: nothing of it is taken."),
    )
    .allowed_by("Copy it from the laptop on which it was made once more.")
}

/// The desk's own key, made once a laptop and kept beside its certificate: outside every conference file.
fn desks_key(folder: &Path) -> io::Result<Ed25519KeyPair> {
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

fn drawn() -> Result<(Ed25519KeyPair, Vec<u8>), Fault> {
    let failed = || Fault::new("drawing a signing key");
    let pkcs8 = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).map_err(|_| failed())?;
    let key = Ed25519KeyPair::from_pkcs8(pkcs8.as_ref()).map_err(|_| failed())?;
    Ok((key, pkcs8.as_ref().to_vec()))
}

fn digest(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// Six groups of four, to be compared by two people: of the key that signed.
fn fingerprint(public: &str) -> String {
    let digest = digest(public).to_uppercase();
    let groups: Vec<&str> = (0..6).filter_map(|n| digest.get(n * 4..n * 4 + 4)).collect();
    groups.join(" ")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// As [`hex`] writes it and no other way: a key has one spelling, by which its station is known.
fn unhex(text: &str) -> Option<Vec<u8>> {
    if text.len() != 64 || !text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
        return None;
    }
    (0..32).map(|n| u8::from_str_radix(text.get(2 * n..2 * n + 2)?, 16).ok()).collect()
}
