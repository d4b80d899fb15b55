//! Several options: one of them is chosen by most votes, by dropping the lowest, or each is voted on by itself.
//!
//! Invariant: a round's figures are counted hands, entered and never written over; what a round comes to is declared by the
//! chair, and a tie stops and asks. What is chosen between papers is still put as a question: this says which.

use rules::options::{self, Counted, Found, Round, Way};
use rules::refusal::Refusal;
use rules::share::thousands;
use rules::standing_orders::Tie;

use crate::allow::{said, unless_allowed};
use crate::command::{NewOption, OptionCount, TieBreak};
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{ChoosingId, ChoosingOptionId, ItemId, MotionId};
use crate::sql::{name_of, variant};
use crate::transact::Act;
use crate::{motions, procedures, programme, set_up, standing_orders, votes};

/// More options than a hall can hold apart.
const MOST: usize = 12;

/// A choice between options.
pub(crate) struct Choosing {
    pub(crate) id: ChoosingId,
    pub(crate) title: String,
    pub(crate) way: Way,
    /// `open`, `declared`, `abandoned`
    pub(crate) state: String,
    /// The round that is taken, or was last.
    pub(crate) round: u32,
    /// It is between those that were level with fewest alone.
    pub(crate) between_last: bool,
    /// When it was declared, ms.
    pub(crate) decided_at: Option<i64>,
    /// What a tie comes to, as the standing orders had it when the options were put.
    pub(crate) tie: Tie,
}

/// One of them.
pub(crate) struct Candidate {
    pub(crate) id: ChoosingOptionId,
    pub(crate) letter: String,
    pub(crate) words: String,
    /// `standing`, `level`, `dropped`, `chosen`, `carried`, `lost`
    pub(crate) state: String,
    pub(crate) dropped_in: Option<u32>,
    /// What stands for the round that is taken.
    pub(crate) votes: Option<u64>,
    pub(crate) against: Option<u64>,
}

impl Candidate {
    /// It is voted on in this round.
    pub(crate) fn is_in(&self, choosing: &Choosing) -> bool {
        if choosing.between_last { self.state == "level" } else { self.state == "standing" }
    }

    fn in_words(&self) -> String {
        format!("{}, {}", self.letter, self.words)
    }
}

/// One choice.
pub(crate) fn known(db: &Db, id: ChoosingId) -> Result<Choosing, Halt> {
    db.row(
        "SELECT id, title, way, state, round, between_last, decided_at, tie FROM choosing WHERE id = ?1",
        [id],
        choosing,
    )?
    .ok_or_else(|| Refusal::new("options.unknown", "There is no such choice.").into())
}

fn choosing(r: &rusqlite::Row<'_>) -> rusqlite::Result<Choosing> {
    Ok(Choosing {
        id: r.get(0)?,
        title: r.get(1)?,
        way: variant(r, 2)?,
        state: r.get(3)?,
        round: r.get(4)?,
        between_last: r.get(5)?,
        decided_at: r.get(6)?,
        tie: variant(r, 7)?,
    })
}

/// The newest choice of an item.
pub(crate) fn of_item(db: &Db, item: ItemId) -> Result<Option<Choosing>, Fault> {
    db.row(
        "SELECT id, title, way, state, round, between_last, decided_at, tie FROM choosing
         WHERE item_id = ?1 AND state <> 'abandoned' ORDER BY id DESC LIMIT 1",
        [item],
        choosing,
    )
}

/// The choice that is not decided on an item: `Which structure?`
pub(crate) fn under_way(db: &Db, item: ItemId) -> Result<Option<String>, Fault> {
    Ok(of_item(db, item)?.filter(|choosing| choosing.state == "open").map(|choosing| choosing.title))
}

/// Whether nothing is to be chosen any more on an item.
pub(crate) fn none_under_way(db: &Db, item: ItemId) -> Result<Result<(), Refusal>, Fault> {
    Ok(match under_way(db, item)? {
        Some(title) => Err(is_under_way(&title).by_reason()),
        None => Ok(()),
    })
}

fn is_under_way(title: &str) -> Refusal {
    Refusal::new("options.under_way", format!("The choice between options, {title}, is under way."))
        .allowed_by("Declare it, or give it up, first.")
}

/// The options of a choice, with what stands of the round that is taken.
pub(crate) fn options_of(db: &Db, choosing: &Choosing) -> Result<Vec<Candidate>, Fault> {
    db.rows(
        "SELECT o.id, o.letter, o.words, o.state, o.dropped_in, c.votes, c.against
         FROM choosing_option o LEFT JOIN choosing_count c ON c.id =
           (SELECT max(id) FROM choosing_count WHERE option_id = o.id AND round = ?2)
         WHERE o.choosing_id = ?1 ORDER BY o.id",
        (choosing.id, choosing.round),
        |r| {
            Ok(Candidate {
                id: r.get(0)?,
                letter: r.get(1)?,
                words: r.get(2)?,
                state: r.get(3)?,
                dropped_in: r.get(4)?,
                votes: r.get(5)?,
                against: r.get(6)?,
            })
        },
    )
}

/// What the round comes to, once every option in it was counted.
pub(crate) fn found(choosing: &Choosing, all: &[Candidate]) -> Option<Found> {
    let mut counted = Vec::new();
    for option in all.iter().filter(|option| option.is_in(choosing)) {
        counted.push(Counted {
            letter: &option.letter,
            votes: option.votes?,
            against: option.against.unwrap_or_default(),
        });
    }
    Some(if choosing.between_last {
        options::between_the_last(&counted)
    } else {
        options::round(choosing.way, &counted)
    })
}

fn still_open(db: &Db, id: ChoosingId) -> Result<Choosing, Halt> {
    let choosing = known(db, id)?;
    if choosing.state == "open" {
        return Ok(choosing);
    }
    Err(Refusal::new("options.closed", format!("{}: it is decided, or was given up.", choosing.title))
        .allowed_by("Correct what was declared, with a reason.")
        .into())
}

fn way_in_words(way: Way) -> &'static str {
    match way {
        Way::Plurality => "whichever has most votes",
        Way::Exhaustive => "the lowest drops out each round, until one has more than half",
        Way::Each => "each is voted on by itself",
    }
}

pub(crate) fn offer(act: &Act<'_>, item: ItemId, title: &str, way: Way, given: &[NewOption]) -> Done {
    set_up::sitting(act.db)?;
    programme::before_conference(act.db, item)?;
    let title = said("question", title)?;
    if let Some(title) = under_way(act.db, item)? {
        return Err(is_under_way(&title).into());
    }
    unless_allowed(act, procedures::may_turn(act.db, None)?)?;
    if given.len() < 2 || given.len() > MOST {
        let sentence = format!("A choice is between at least two options, and at most {MOST}.");
        return Err(Refusal::new("options.how_many", sentence).into());
    }
    let id = ChoosingId(act.db.insert(
        "INSERT INTO choosing(item_id, title, way, state, round, between_last, tie, at) VALUES (?1, ?2, ?3, 'open', 1, 0, ?4, ?5)",
        (item, &title, name_of(&way)?, name_of(&standing_orders::in_force(act.db)?.tie)?, act.at),
    )?);
    let mut told: Vec<String> = Vec::new();
    for (letter, option) in ('A'..='Z').zip(given) {
        let words = said("option", &option.words)?;
        let motion =
            option.motion.map(|motion| motions::known(act.db, motion).map(|paper| paper.id)).transpose()?;
        add(act, id, letter, &words, motion)?;
        told.push(format!("{letter}, {words}"));
    }
    Ok(format!("Options were put, {}: {title} {}.", way_in_words(way), told.join("; ")))
}

fn add(
    act: &Act<'_>,
    of: ChoosingId,
    letter: char,
    words: &str,
    motion: Option<MotionId>,
) -> Result<(), Fault> {
    act.db
        .insert(
            "INSERT INTO choosing_option(choosing_id, letter, words, motion_id, state) VALUES (?1, ?2, ?3, ?4, 'standing')",
            (of, letter.to_string(), words, motion),
        )
        .map(|_| ())
}

pub(crate) fn count(act: &Act<'_>, id: ChoosingId, counts: &[OptionCount], reason: Option<&str>) -> Done {
    set_up::sitting(act.db)?;
    let choosing = still_open(act.db, id)?;
    let all = options_of(act.db, &choosing)?;
    let stands = all.iter().any(|option| option.is_in(&choosing) && option.votes.is_some());
    let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
    let why = match (stands, reason) {
        (true, None) => {
            return Err(Refusal::new("options.counted", "This round is counted already.")
                .allowed_by("Say why it is put right; the figures before are kept.")
                .into());
        }
        (true, Some(reason)) => said("reason", reason)?,
        (false, _) => String::new(),
    };
    let mut told = Vec::new();
    for option in all.iter().filter(|option| option.is_in(&choosing)) {
        let mine: Vec<&OptionCount> = counts.iter().filter(|count| count.option == option.id).collect();
        let [mine] = mine.as_slice() else {
            return Err(Refusal::new(
                "options.missing",
                format!("{} has no figure, or two.", option.in_words()),
            )
            .allowed_by("Enter one figure for each option; nought where nobody voted for it.")
            .into());
        };
        if mine.against.is_some() != (choosing.way == Way::Each) {
            let sentence = "Against is counted where each option is voted on by itself, and only there.";
            return Err(Refusal::new("options.against", sentence).into());
        }
        if mine.votes > 1_000_000 || mine.against.is_some_and(|against| against > 1_000_000) {
            return Err(Refusal::new("vote.too_many", "That is more than a hall holds.").into());
        }
        act.db.insert(
            "INSERT INTO choosing_count(option_id, round, votes, against, why, station, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            (
                option.id,
                choosing.round,
                i64::try_from(mine.votes).unwrap_or_default(),
                mine.against.map(|n| i64::try_from(n).unwrap_or_default()),
                &why,
                &act.actor.station,
                act.at,
            ),
        )?;
        let against = mine.against.map_or_else(String::new, |n| format!(" for, {} against", thousands(n)));
        told.push(format!("{} {}{against}", option.letter, thousands(mine.votes)));
    }
    if told.len() != counts.len() {
        return Err(
            Refusal::new("options.not_in_it", "A figure is of an option that is not voted on now.").into()
        );
    }
    let why = if why.is_empty() { String::new() } else { format!(", put right: {why}") };
    Ok(format!("{}: the tellers counted {}{why}.", choosing.title, told.join("; ")))
}

pub(crate) fn declare(act: &Act<'_>, id: ChoosingId, tie: Option<&TieBreak>) -> Done {
    votes::by_the_chair(act)?;
    set_up::sitting(act.db)?;
    let choosing = still_open(act.db, id)?;
    let all = options_of(act.db, &choosing)?;
    let found = found(&choosing, &all).ok_or_else(|| {
        Refusal::new("options.not_counted", "The round has not been counted.")
            .allowed_by("Enter a figure for each option first.")
    })?;
    if tie.is_some() && !matches!(found.round, Round::TieForFirst { .. } | Round::TieForLast { .. }) {
        return Err(Refusal::new("vote.no_tie", "There is no tie for the chair to break.").into());
    }
    let told = match &found.round {
        Round::Chosen { letter } => chosen(act, &choosing, &all, letter)?,
        Round::Drops { letters } => drop_out(act, &choosing, &all, letters)?,
        Round::Each { carried } => {
            for option in &all {
                let state = if carried.contains(&option.letter) { "carried" } else { "lost" };
                set_state(act, option.id, state)?;
            }
            close(act, id, "declared")?;
            match carried.as_slice() {
                [] => "none was carried".to_owned(),
                letters => format!("carried: {}", letters.join(", ")),
            }
        }
        Round::TieForFirst { letters } => break_tie(act, &choosing, &all, letters, true, tie)?,
        Round::TieForLast { letters } => break_tie(act, &choosing, &all, letters, false, tie)?,
        Round::Nobody => {
            return Err(Refusal::new("options.nobody", found.reason)
                .allowed_by("Count again, or give it up.")
                .into());
        }
    };
    Ok(format!(
        "The chair declared, round {} of {}: {told}. {}",
        choosing.round, choosing.title, found.reason
    ))
}

fn set_state(act: &Act<'_>, option: ChoosingOptionId, state: &str) -> Result<(), Fault> {
    act.db.run("UPDATE choosing_option SET state = ?2 WHERE id = ?1", (option, state)).map(|_| ())
}

fn close(act: &Act<'_>, id: ChoosingId, state: &str) -> Result<(), Fault> {
    act.db
        .run("UPDATE choosing SET state = ?2, decided_at = ?3 WHERE id = ?1", (id, state, act.at))
        .map(|_| ())
}

fn next_round(act: &Act<'_>, choosing: &Choosing, between_last: bool) -> Result<(), Fault> {
    act.db
        .run(
            "UPDATE choosing SET round = ?2, between_last = ?3 WHERE id = ?1",
            (choosing.id, choosing.round + 1, between_last),
        )
        .map(|_| ())
}

fn chosen(act: &Act<'_>, choosing: &Choosing, all: &[Candidate], letter: &str) -> Result<String, Halt> {
    let mut words = String::new();
    for option in all {
        if option.letter == letter {
            set_state(act, option.id, "chosen")?;
            words = option.in_words();
        }
    }
    close(act, choosing.id, "declared")?;
    Ok(format!("{words}, is chosen"))
}

fn drop_out(
    act: &Act<'_>,
    choosing: &Choosing,
    all: &[Candidate],
    letters: &[String],
) -> Result<String, Halt> {
    for option in all {
        if letters.contains(&option.letter) {
            act.db.run(
                "UPDATE choosing_option SET state = 'dropped', dropped_in = ?2 WHERE id = ?1",
                (option.id, choosing.round),
            )?;
        } else if option.state == "level" {
            set_state(act, option.id, "standing")?;
        }
    }
    next_round(act, choosing, false)?;
    let out = |option: &&Candidate| letters.contains(&option.letter);
    let told: Vec<String> = all.iter().filter(out).map(Candidate::in_words).collect();
    Ok(format!("{} drops out", told.join("; ")))
}

/// A tie stops: the chair says whether conference votes between them, votes again, or whether the chair’s own vote decides.
fn break_tie(
    act: &Act<'_>,
    choosing: &Choosing,
    all: &[Candidate],
    letters: &[String],
    first: bool,
    tie: Option<&TieBreak>,
) -> Result<String, Halt> {
    let who = letters.join(" and ");
    match tie {
        None => Err(Refusal::new("vote.tie", format!("{who} are level."))
            .allowed_by("Say whether conference votes between them, votes again, or the chair decides.")
            .into()),
        Some(TieBreak::Again) => {
            next_round(act, choosing, choosing.between_last)?;
            Ok(format!("{who} are level; conference votes again"))
        }
        Some(TieBreak::Between) if first => Err(Refusal::new(
            "options.not_last",
            "A vote between them alone is taken where they are level with fewest votes.",
        )
        .allowed_by("Vote again, or let the chair’s own vote decide.")
        .into()),
        Some(TieBreak::Between) => {
            for option in all.iter().filter(|option| option.is_in(choosing)) {
                let level = letters.contains(&option.letter);
                set_state(act, option.id, if level { "level" } else { "standing" })?;
            }
            next_round(act, choosing, true)?;
            Ok(format!("{who} are level with fewest; conference votes between them"))
        }
        Some(TieBreak::Chair { option }) => {
            unless_allowed(act, options::chair_may_decide(choosing.tie))?;
            let mine = all.iter().find(|each| each.id == *option && letters.contains(&each.letter));
            let mine = mine.ok_or_else(|| {
                Refusal::new("options.not_tied", format!("The chair’s vote is between {who}."))
            })?;
            if first {
                return Ok(format!("{} by the chair’s own vote", chosen(act, choosing, all, &mine.letter)?));
            }
            let out: Vec<String> = letters.iter().filter(|letter| **letter != mine.letter).cloned().collect();
            Ok(format!("{} by the chair’s own vote", drop_out(act, choosing, all, &out)?))
        }
    }
}

pub(crate) fn abandon(act: &Act<'_>, id: ChoosingId, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    let choosing = still_open(act.db, id)?;
    close(act, id, "abandoned")?;
    Ok(format!("{}: the choice between options was given up: {reason}", choosing.title))
}

/// What was declared is put right: another was chosen, or others were carried.
pub(crate) fn correct(act: &Act<'_>, id: ChoosingId, right: &[ChoosingOptionId], reason: &str) -> Done {
    votes::by_the_chair(act)?;
    let reason = said("reason", reason)?;
    let choosing = known(act.db, id)?;
    if choosing.state != "declared" {
        return Err(Refusal::new("options.not_declared", "It is not declared yet.")
            .allowed_by("Put the round’s figures right, and declare it.")
            .into());
    }
    let all = options_of(act.db, &choosing)?;
    let known = right.iter().all(|option| all.iter().any(|each| each.id == *option));
    if !known || choosing.way != Way::Each && right.len() != 1 {
        return Err(Refusal::new("options.which", "Say which of the options it was.").into());
    }
    let mut told = Vec::new();
    for option in &all {
        let is = right.contains(&option.id);
        let state = match (choosing.way, is) {
            (Way::Each, true) => "carried",
            (Way::Each, false) => "lost",
            (Way::Plurality | Way::Exhaustive, true) => "chosen",
            (Way::Plurality | Way::Exhaustive, false) if option.dropped_in.is_some() => "dropped",
            (Way::Plurality | Way::Exhaustive, false) => "standing",
        };
        set_state(act, option.id, state)?;
        if is {
            told.push(option.in_words());
        }
    }
    let told = if told.is_empty() { "none was carried".to_owned() } else { told.join("; ") };
    Ok(format!("What was declared on {} was corrected ({reason}): {told}.", choosing.title))
}
