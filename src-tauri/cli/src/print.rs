//! What is printed, as PDF files.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use record::file::{self, MIGRATIONS};
use record::halt::Fault;
use record::printing;
use record::prints::{Print, Printed, printed};
use record::time::wall;
use record::view::View;
use record::view::votes::VotesView;
use serde_json::{Value, json};

use crate::stop::{Stop, say};

/// Slips for so many votes, where nobody says how many.
const VOTES: u32 = 12;
/// A page of headers, and another.
const BATCHES: u32 = 8;

/// What was said beside the kind of sheet.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Wish {
    /// `books`, `sheets`, `headers`, `slip`, `delegations`, `poster`, or JSON.
    pub(crate) what: String,
    /// Slips for so many votes.
    pub(crate) votes: Option<u32>,
    /// Only this book.
    pub(crate) card: Option<u32>,
    /// The number of the card vote.
    pub(crate) vote: Option<u32>,
    /// So many headers.
    pub(crate) batches: Option<u32>,
}

/// Prints to a file, whether or not the conference is open elsewhere; a line on standard output for what was written.
pub(crate) fn print(path: &Path, wish: &Wish, out: &Path) -> Result<(), Stop> {
    let watched = io::stderr().is_terminal();
    let told = |done, of| {
        if watched {
            // Nobody may be reading any more; the books are printed all the same.
            let _gone = write!(io::stderr(), "\r{done} of {of} books{}", if done == of { "\n" } else { "" });
        }
    };
    let pressed = printing::press(&gathered(path, wish)?, out, told)?;
    if !pressed.missing.is_empty() {
        let missing = &pressed.missing;
        let _gone = writeln!(io::stderr(), "The type has no letters {missing}: boxes stand in their place.");
    }
    say(format!("{}\n", pressed.written))
}

/// Everything that is read is read at one moment, and the file is free again before anything is set.
fn gathered(path: &Path, wish: &Wish) -> Result<Printed, Stop> {
    file::look_at_header(path, MIGRATIONS)?;
    let db = file::reader(path)?;
    let all = db.at_rest(|| {
        let votes: VotesView = serde_json::from_str(&View::Votes.json(&db, wall())?).map_err(Fault::from)?;
        let print = meant(wish, &votes)?;
        Ok::<_, Stop>(printed(&db, &print, wall())?)
    });
    all?
}

fn meant(wish: &Wish, votes: &VotesView) -> Result<Print, Stop> {
    let vote = match wish.vote {
        None => None,
        Some(number) => {
            let found = votes.votes.iter().find(|vote| vote.card_no == Some(number));
            Some(found.ok_or_else(|| Stop::Usage(format!("There is no card vote {number}.")))?.id)
        }
    };
    let value: Value = match wish.what.as_str() {
        "books" => {
            let votes = wish.votes.unwrap_or(VOTES);
            json!({ "print": "books", "votes": votes, "number": wish.card })
        }
        "sheets" => json!({ "print": "sheets", "vote": vote }),
        "headers" => {
            json!({ "print": "headers", "vote": vote, "batches": wish.batches.unwrap_or(BATCHES) })
        }
        what @ ("slip" | "delegations") => {
            let vote =
                vote.ok_or_else(|| Stop::Usage(format!("print: {what}: say --vote and its number.")))?;
            json!({ "print": what, "vote": vote })
        }
        "poster" => json!({ "print": "poster" }),
        other if other.trim_start().starts_with('{') => serde_json::from_str(other)
            .map_err(|error| Stop::Usage(format!("what is to be printed is not JSON: {error}.")))?,
        other => {
            return Err(Stop::Usage(format!(
                "print: say books, sheets, headers, slip, delegations or poster, not “{other}”."
            )));
        }
    };
    serde_json::from_value(value).map_err(|error| Stop::Usage(format!("print: {error}.")))
}
