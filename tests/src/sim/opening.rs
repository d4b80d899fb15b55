//! What a random conference begins with.

use record::command::{
    AgendaRow, Command, DelegateRow, DraftItem, DraftSession, ItemKind, MeetingRows, MotionKind, MotionRow,
    NewConference, NewMotion, PlanDraft, ProgrammeRow, RegisterRow, Standing,
};
use record::ids::{DelegationId, ItemId, MotionId, SessionId};
use rules::amendment::{Edit, Operation};

/// A new conference; sometimes a rehearsal.
#[must_use]
pub fn conference(profile: &str, rehearsal: bool) -> NewConference {
    NewConference {
        name: "Random Conference".to_owned(),
        venue: String::new(),
        time_zone: "Europe/London".to_owned(),
        days: vec!["2017-03-11".to_owned(), "2017-03-12".to_owned()],
        profile: profile.to_owned(),
        rehearsal,
        about: String::new(),
    }
}

/// A register of eight; `more` is added to everybody's members.
#[must_use]
pub fn register(more: u64) -> Vec<RegisterRow> {
    let names = ["Leeds", "Hull", "Camden", "York", "Bristol", "Exeter", "FBU", "PCS"];
    (1_u64..)
        .zip(names)
        .map(|(n, name)| RegisterRow {
            number: n.to_string(),
            name: name.to_owned(),
            section: Some(if n > 5 { "Unions" } else { "Branches" }.to_owned()),
            members: n * 100 + more,
            votes: if n == 8 { Some(1_000) } else { None },
            seats: None,
            ..RegisterRow::default()
        })
        .collect()
}

/// A list of eight delegates, of whom some are known by the badge already; `from` is the first one's number.
#[must_use]
pub fn delegates(from: u32) -> Vec<DelegateRow> {
    (from..from + 8)
        .map(|n| DelegateRow {
            badge: (100 + n).to_string(),
            name: format!("Delegate {n} of the list"),
            delegation: Some((1 + n % 8).to_string()),
            standing: if n % 3 == 0 { Standing::Observer } else { Standing::Delegate },
            first_time: n % 2 == 0,
        })
        .collect()
}

/// What another program had: one of each, with this number.
#[must_use]
pub fn meeting(n: u32) -> MeetingRows {
    let number = format!("X{n}");
    let paper = MotionRow {
        number: number.clone(),
        kind: MotionKind::Motion,
        title: format!("From elsewhere {n}"),
        mover: Some("Leeds".to_owned()),
        paragraphs: vec!["We agree.".to_owned()],
        ..MotionRow::default()
    };
    let amendment = MotionRow {
        number: format!("{number}.1"),
        kind: MotionKind::Amendment,
        upon: Some(number.clone()),
        paragraphs: vec!["We do not.".to_owned()],
        ..paper.clone()
    };
    MeetingRows {
        delegations: Vec::new(),
        delegates: delegates(n).into_iter().take(1).collect(),
        items: vec![AgendaRow {
            title: format!("Elsewhere {n}"),
            number: String::new(),
            motions: number,
            minutes: n,
            private: n.is_multiple_of(2),
        }],
        papers: vec![paper, amendment],
    }
}

/// Five items.
#[must_use]
pub fn programme() -> Vec<ProgrammeRow> {
    [
        ("09:00", "09:30", "Morning", "Welcome"),
        ("09:30", "10:00", "Morning", "Budgets"),
        ("10:00", "10:15", "Tea", "Tea"),
        ("10:15", "10:45", "Morning", "Aims"),
        ("10:45", "11:00", "Morning", "Pay"),
    ]
    .into_iter()
    .map(|(start, end, session, title)| ProgrammeRow {
        day: "2017-03-11".to_owned(),
        start: start.to_owned(),
        end: end.to_owned(),
        session: session.to_owned(),
        title: title.to_owned(),
        motions: String::new(),
        private: false,
        number: None,
        kind: None,
        fixed: None,
    })
    .collect()
}

/// A plan of one session, that takes the first two items the other way round and a new one after them.
#[must_use]
pub fn plan() -> PlanDraft {
    let item = |id: Option<i64>, at: Option<&str>| DraftItem {
        item: id.map(ItemId),
        title: "Urgent".to_owned(),
        number: "9".to_owned(),
        kind: ItemKind::Business,
        minutes: 20,
        at: at.map(str::to_owned),
        fixed: at.is_some(),
        private: false,
        least: Some(5),
        motions: id.map(MotionId).into_iter().collect(),
        together: false,
    };
    let morning = DraftSession {
        session: Some(SessionId(1)),
        day: "2017-03-11".to_owned(),
        name: "Morning".to_owned(),
        start: "09:00".to_owned(),
        end: "11:00".to_owned(),
        items: vec![item(Some(2), None), item(Some(1), Some("10:00")), item(None, None)],
    };
    PlanDraft { sessions: vec![morning], removed: vec![ItemId(3)] }
}

/// The same, corrected: the last two change places, and the first has another title.
#[must_use]
pub fn corrected() -> Vec<ProgrammeRow> {
    let mut rows = programme();
    for (row, title) in rows.iter_mut().zip(["Opening", "Budgets", "Tea", "Pay", "Aims"]) {
        title.clone_into(&mut row.title);
    }
    rows
}

/// A paper of two paragraphs under an item.
#[must_use]
pub fn motion(number: &str, item: Option<ItemId>, two_thirds: bool) -> NewMotion {
    NewMotion {
        number: number.to_owned(),
        title: format!("Paper {number}"),
        mover: Some("Leeds".to_owned()),
        seconder: Some("Nobody on the register".to_owned()),
        paragraphs: vec![format!("{number} notes."), format!("{number} resolves.")],
        two_thirds,
        item,
        ..NewMotion::default()
    }
}

/// An amendment to a paper.
#[must_use]
pub fn amendment(number: &str, upon: MotionId, paragraph: u32, operation: Operation) -> NewMotion {
    let edits = vec![Edit { paragraph, operation, text: format!("As {number} has it.") }];
    NewMotion {
        kind: MotionKind::Amendment,
        upon: Some(upon),
        paragraphs: Vec::new(),
        edits,
        seconder: None,
        ..motion(number, None, false)
    }
}

/// The acts of a small conference, from nothing to open.
#[must_use]
pub fn small(profile: &str) -> Vec<Command> {
    let delegate = |n: i64| Command::AddDelegate {
        badge: (100 + n).to_string(),
        name: format!("Delegate {n}"),
        delegation: Some(DelegationId(n)),
        standing: Standing::Delegate,
        first_time: n % 2 == 0,
    };
    let mut acts = vec![
        Command::SetUp { conference: conference(profile, false) },
        Command::ImportRegister { rows: register(0) },
    ];
    acts.extend((1..=8).map(delegate));
    acts.push(Command::IssueCards);
    acts.push(Command::ImportProgramme { rows: programme() });
    for (number, item, two_thirds) in [("1", 2, false), ("2", 2, true), ("3", 4, false), ("4", 5, false)] {
        acts.push(Command::AddMotion { motion: motion(number, Some(ItemId(item)), two_thirds) });
    }
    let amendment =
        |number, operation| Command::AddMotion { motion: amendment(number, MotionId(1), 2, operation) };
    acts.push(amendment("1.1", Operation::Replace));
    acts.push(amendment("1.2", Operation::Delete));
    acts.push(Command::Open);
    acts
}

/// Two rows of a table of papers: a motion, and an amendment to it.
#[must_use]
pub fn papers(number: usize) -> Vec<MotionRow> {
    let motion = MotionRow {
        number: format!("T{number}"),
        title: format!("Table {number}"),
        paragraphs: vec!["It notes.".to_owned(), "It resolves.".to_owned()],
        mover: Some("Leeds".to_owned()),
        ..MotionRow::default()
    };
    let amendment = MotionRow {
        number: format!("T{number}.1"),
        kind: MotionKind::Amendment,
        upon: Some(motion.number.clone()),
        paragraphs: vec!["It notes.".to_owned(), "It resolves at once.".to_owned()],
        ..motion.clone()
    };
    vec![motion, amendment]
}
