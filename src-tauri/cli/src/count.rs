//! Count packs and count returns, for laptops that no cable reaches.

use std::path::{Path, PathBuf};

use lan::stick::{self, Looked};
use record::ids::VoteId;
use record::transact::Role;

use crate::files::open;
use crate::stop::{Stop, note, say};

/// Makes a pack.
pub(crate) fn pack(
    file: &Path,
    out: &Path,
    vote: i64,
    person: &str,
    head: bool,
    settings: Option<&Path>,
) -> Result<(), Stop> {
    if out.exists() {
        return Err(Stop::Refused(format!("{} is there already.", out.display())));
    }
    let desk = open(file)?;
    let role = if head { Role::HeadTeller } else { Role::Teller };
    let made = stick::make(&desk, &folder(settings)?, VoteId(vote), role, person);
    desk.close();
    let text = made?;
    stick::save(out, &text)?;
    let (pack, fingerprint) = stick::open(&text).map_err(|refusal| Stop::Refused(refusal.to_string()))?;
    say(format!("{}: {} for {}. Desk {fingerprint}\n", out.display(), pack.station, pack.person))
}

/// Signs a list of cards as a return.
pub(crate) fn entry(pack: &Path, cards: &Path, out: &Path) -> Result<(), Stop> {
    let refused = |refusal: rules::refusal::Refusal| Stop::Refused(refusal.to_string());
    let text = read(pack)?;
    let (opened, fingerprint) = stick::open(&text).map_err(refused)?;
    let acts = stick::cards(opened.vote, &read(cards)?).map_err(refused)?;
    let count = acts.len();
    stick::save(out, &stick::bring_back(&text, acts)?)?;
    say(format!("{}: {count} cards by {}. Desk {fingerprint}\n", out.display(), opened.station))
}

/// Takes a return in, or says what it would do.
pub(crate) fn bring(file: &Path, brought: &Path, dry_run: bool, settings: Option<&Path>) -> Result<(), Stop> {
    let text = read(brought)?;
    let desk = open(file)?;
    let folder = folder(settings)?;
    let looked =
        if dry_run { stick::look(&desk, &folder, &text) } else { stick::take_in(&desk, &folder, &text) };
    desk.close();
    told(&looked?)
}

fn told(looked: &Looked) -> Result<(), Stop> {
    for line in looked.lines.iter().filter(|line| line.fate == "refused") {
        note(format!("{}: {}", line.words, line.why.as_deref().unwrap_or_default()));
    }
    let count = |fate| looked.count(fate);
    say(format!(
        "{} ({}): {} new, {} done, {} known, {} refused\n",
        looked.station,
        looked.person,
        count("new"),
        count("done"),
        count("known"),
        count("refused")
    ))?;
    match count("refused") {
        0 => Ok(()),
        _ => Err(Stop::Refused(String::new())),
    }
}

fn read(path: &Path) -> Result<String, Stop> {
    std::fs::read_to_string(path).map_err(|error| Stop::while_doing(path.display(), error))
}

/// Where the desktop program keeps its keys, unless another folder is named.
fn folder(settings: Option<&Path>) -> Result<PathBuf, Stop> {
    if let Some(settings) = settings {
        return Ok(settings.to_owned());
    }
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let config = set("XDG_CONFIG_HOME")
        .or_else(|| set("APPDATA"))
        .or_else(|| set("HOME").map(|home| home.join(".config")));
    let missing = || Stop::Usage("There is no folder for settings; say --settings FOLDER.".to_owned());
    Ok(config.ok_or_else(missing)?.join("rostrum"))
}
