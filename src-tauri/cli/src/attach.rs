//! A file attached to a paper.
//!
//! Invariant: the content comes into the conference file with the act that refers to it.

use std::io::Read;
use std::path::Path;

use record::command::Command;
use record::desk::Desk;
use record::ids::MotionId;
use record::view::View;
use record::view::papers::PapersView;
use rules::attachment::MOST_BYTES;

use crate::files::{envelope, open};
use crate::stop::{Stop, say};

pub(crate) fn attach(file: &Path, motion: &str, path: &Path) -> Result<(), Stop> {
    let mut bytes = Vec::new();
    // One byte more than is kept: then the rule says that it is too large.
    let most = u64::try_from(MOST_BYTES + 1).unwrap_or(u64::MAX);
    let read = std::fs::File::open(path).and_then(|from| from.take(most).read_to_end(&mut bytes));
    match read {
        Ok(_) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(Stop::Refused(format!("{} is not there.", path.display())));
        }
        Err(error) => return Err(Stop::while_doing(path.display(), error)),
    }
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let desk = open(file)?;
    let outcome = attached(&desk, motion, name, bytes);
    desk.close();
    say(format!("{}\n", outcome?))
}

fn attached(desk: &Desk, motion: &str, name: String, bytes: Vec<u8>) -> Result<String, Stop> {
    let motion = paper(desk, motion)?;
    let sha256 = desk.keep(bytes)?;
    let receipt = Stop::unless_done(desk.dispatch(envelope(Command::Attach { motion, name, sha256 })))?;
    Ok(receipt.words)
}

/// `12`, or `Motion 12`.
fn paper(desk: &Desk, named: &str) -> Result<MotionId, Stop> {
    let text = desk.show(&View::Papers)?;
    let view: PapersView =
        serde_json::from_str(&text).map_err(|error| Stop::while_doing("the papers", error))?;
    let is = |name: &str| name.eq_ignore_ascii_case(named);
    let found = view.papers.iter().find(|paper| is(&paper.number) || is(&paper.label));
    found.map(|paper| paper.id).ok_or_else(|| Stop::Refused(format!("There is no paper {named}.")))
}
