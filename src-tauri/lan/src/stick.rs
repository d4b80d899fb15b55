//! A station with no cable at all: it takes a count pack on a stick, and brings back a signed return.
//!
//! Invariant: a pack or a return of which one byte was changed is refused with a sentence; what is in a return is done as
//! its station, within what that station may do, each act once however often the return is brought. A return is looked at
//! before anything of it is done.

use std::collections::HashSet;
use std::io;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use record::command::{Choice, Command, NewStation, Way};
use record::desk::Desk;
use record::halt::{Fault, Halt};
use record::ids::VoteId;
use record::packing::{self, Load};
use record::stations::{self, Seat};
use record::transact::{Actor, Answer, Envelope, Role};
use record::view::View;
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use rules::refusal::Refusal;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

pub use brought::{BoxBrought, Done, Line, Looked, look, take_in};
pub use typed::{go_on, look_here, open_here, write_return};

use brought::Return;
use signed::{
    PACK, RETURN, VERSION, changed, desks_key, digest, drawn, fingerprint, hex, kept_key, read, sign,
    version_refused,
};

mod brought;
mod signed;
mod typed;

/// What a tellers' laptop is given.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// The program that made it.
    pub version: String,
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
    /// What is typed in there.
    pub load: Load,
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
    let load = desk.read(|db| Ok(packing::load(db, vote, &seat)))??;
    let votes: Value = serde_json::from_str(&desk.show(&View::Votes)?)?;
    let pack = Pack {
        version: VERSION.to_owned(),
        conference: votes["heading"]["name"].as_str().unwrap_or_default().to_owned(),
        made_at: desk.now(),
        vote,
        station: seat.name,
        person: seat.person,
        role,
        key: STANDARD.encode(pkcs8),
        load,
    };
    Ok(sign(&desks, &PACK, serde_json::to_string(&pack)?)?)
}

/// What the packs of the desk are recognised by, as whoever opens one is shown it; none where its key is not made yet.
pub(crate) fn desks_code(folder: &Path) -> Option<String> {
    let key = kept_key(folder).ok().flatten()?;
    Some(fingerprint(&hex(key.public_key().as_ref())))
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

/// Writes a return, also over an earlier one of the same pack all of which is in it. A pack may have been opened on two
/// laptops: what was typed at the other is never written over.
fn save_again(path: &Path, text: &str) -> Result<(), Halt> {
    let told = |text: &str| {
        let (signed, back) = read::<Return>(&RETURN, text).ok()?;
        Some((signed.by, back.acts.into_iter().map(|act| act.idem).collect::<HashSet<_>>()))
    };
    let earlier = std::fs::read_to_string(path).ok().and_then(|earlier| told(&earlier));
    let grown = earlier
        .zip(told(text))
        .is_some_and(|(earlier, now)| earlier.0 == now.0 && earlier.1.is_subset(&now.1));
    if !grown {
        return save(path, text);
    }
    // Whole or not there: the earlier one stands until the other is on the stick.
    let aside = path.with_extension("part");
    let _ = std::fs::remove_file(&aside);
    save(&aside, text)?;
    std::fs::rename(&aside, path).map_err(|error| Fault::of(path.display().to_string(), error).into())
}

/// Opens a pack, and what its desk is recognised by.
///
/// # Errors
/// A refusal where it is none, was changed, or is of another version of the program.
pub fn open(pack: &str) -> Result<(Pack, String), Refusal> {
    let (signed, pack) = read::<Pack>(&PACK, pack)?;
    if pack.version != VERSION {
        return Err(version_refused(&PACK, &format!("by Rostrum {}", pack.version)));
    }
    Ok((pack, fingerprint(&signed.by)))
}

/// Signs what was done with a pack.
///
/// # Errors
/// A refusal where the pack is none, or was changed.
pub fn bring_back(pack: &str, acts: Vec<Done>) -> Result<String, Halt> {
    let (signed, opened) = read::<Pack>(&PACK, pack)?;
    let key = STANDARD.decode(&opened.key).ok().and_then(|key| Ed25519KeyPair::from_pkcs8(&key).ok());
    let key = key.ok_or_else(|| changed(&PACK))?;
    let body =
        Return { version: VERSION.to_owned(), pack: digest(&signed.body), desk: signed.signature, acts };
    Ok(sign(&key, &RETURN, serde_json::to_string(&body)?)?)
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
            Ok(Done { idem: format!("line-{number}"), command, taken_back: false, made: Vec::new() })
        })
        .collect()
}

fn seat_of(desk: &Desk, public: &str) -> Result<Seat, Halt> {
    let seat = desk.read(|db| stations::seat(db, Way::Stick, public))?;
    seat.ok_or_else(|| {
        Refusal::new("return.station", "The station of this return is not known here, or was revoked.")
            .allowed_by("Look at the list of stations; make another pack if the count is to go on.")
            .into()
    })
}

/// What an act that was done says.
fn receipt(answer: Answer) -> Result<record::transact::Receipt, Halt> {
    match answer {
        Answer::Receipt(receipt) => Ok(receipt),
        Answer::Refusal(refusal) => Err(refusal.into()),
        Answer::Fault(fault) => Err(Fault::new(fault.detail).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_return_is_written_over_an_earlier_one_of_its_pack_and_over_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("return.json");
        let key = signed::drawn().unwrap().0;
        let returned = |key: &Ed25519KeyPair, acts: &[&str]| {
            let act = |idem: &&str| Done {
                idem: (*idem).to_owned(),
                command: Command::Note { text: "A card was typed.".to_owned() },
                taken_back: false,
                made: Vec::new(),
            };
            let body = Return {
                version: VERSION.to_owned(),
                pack: String::new(),
                desk: String::new(),
                acts: acts.iter().map(act).collect(),
            };
            sign(key, &RETURN, serde_json::to_string(&body).unwrap()).unwrap()
        };
        let (first, second) = (returned(&key, &["a"]), returned(&key, &["a", "b"]));
        let elsewhere = returned(&key, &["c"]);
        let strangers = returned(&signed::drawn().unwrap().0, &["a"]);
        save_again(&path, &first).unwrap();
        save_again(&path, &second).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), second);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        for there in [&strangers, &second, &elsewhere, "somebody’s letter"] {
            std::fs::write(&path, there).unwrap();
            let refused = save_again(&path, &first).unwrap_err();
            assert!(matches!(refused, Halt::Refusal(refusal) if refusal.code == "pack.exists"));
            assert_eq!(std::fs::read_to_string(&path).unwrap(), *there);
        }
    }
}
