//! A new conference file.

use std::path::Path;

use chrono::Utc;
use record::command::{Command, NewConference};
use record::demo;
use record::desk::Desk;
use record::halt::Halt;
use record::transact::Envelope;
use record::when;

use crate::files::{envelope, options};
use crate::stop::{Stop, say};

/// What it is made from.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Made {
    Demo,
    Profile {
        profile: String,
        name: String,
        venue: String,
        about: String,
        time_zone: String,
        days: Vec<String>,
        rehearsal: bool,
    },
}

/// Makes it; what cannot be filled is not left behind.
pub(crate) fn new(file: &Path, made: Made) -> Result<(), Stop> {
    let desk = Desk::create(file, options())?;
    let path = desk.path().to_owned();
    let outcome = fill(&desk, made);
    desk.close();
    match outcome {
        Ok(words) => say(format!("{words}\n")),
        Err(stop) => {
            std::fs::remove_file(&path).map_err(|error| Stop::while_doing(path.display(), error))?;
            Err(stop)
        }
    }
}

fn fill(desk: &Desk, made: Made) -> Result<String, Stop> {
    let conference = match made {
        Made::Demo => {
            demo::build(desk)?;
            return Ok("The demonstration is ready.".to_owned());
        }
        Made::Profile { profile, name, venue, about, time_zone, mut days, rehearsal } => {
            if days.is_empty() {
                let zone = when::zone(&time_zone).map_err(Halt::from)?;
                days.push(Utc::now().with_timezone(&zone).date_naive().to_string());
            }
            NewConference { name, venue, time_zone, days, profile, rehearsal, about }
        }
    };
    let at = when::begins(&conference);
    let set_up = Envelope { at, ..envelope(Command::SetUp { conference }) };
    Ok(Stop::unless_done(desk.dispatch(set_up))?.words)
}
