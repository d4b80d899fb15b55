//! The conference that is measured: invented, large, and made by commands like any other.

use std::path::Path;

use record::command::{Command, NewConference, NewMotion, ProgrammeRow, RegisterRow, Standing, Who};
use record::desk::Desk;
use record::ids::{DelegateId, DelegationId, ItemId, QuestionId, RequestId};
use record::transact::{Actor, Envelope, Receipt, Role as Duty};
use rules::speakers::{Role, Side};

use crate::bench::note_of;
use crate::files::{envelope, options};
use crate::stop::Stop;

const DELEGATIONS: u32 = 1_000;
const MOTIONS: u32 = 500;
const ITEMS: u32 = 40;
/// Speeches on one motion: a long debate.
const SPEECHES: u32 = 25;

/// Makes it, up to the moment when conference is open.
pub(super) fn make(path: &Path) -> Result<(), Stop> {
    let desk = Desk::create(path, options())?;
    begin(&desk)?;
    for number in 1..=MOTIONS {
        dispatch(&desk, Command::AddMotion { motion: motion(number) })?;
    }
    dispatch(&desk, Command::Open)?;
    desk.close();
    Ok(())
}

/// Its register and its programme, before any paper is handed in.
fn begin(desk: &Desk) -> Result<(), Stop> {
    let hand = |command| dispatch(desk, command);
    hand(Command::SetUp {
        conference: NewConference {
            name: "Bench".to_owned(),
            venue: "Nowhere".to_owned(),
            time_zone: "Europe/London".to_owned(),
            days: vec!["2026-05-01".to_owned()],
            profile: "citrine".to_owned(),
            rehearsal: true,
            about: "Invented to be measured.".to_owned(),
        },
    })?;
    let delegations = hand(Command::ImportRegister { rows: (1..=DELEGATIONS).map(delegation).collect() })?;
    hand(Command::ImportProgramme { rows: (0..ITEMS).map(line).collect() })?;
    for (number, id) in (1_u32..).zip(of(&delegations, "delegation")) {
        hand(Command::AddDelegate {
            badge: number.to_string(),
            name: format!("Delegate {number}"),
            delegation: Some(DelegationId(id)),
            standing: Standing::Delegate,
            first_time: number % 5 == 0,
        })?;
    }
    hand(Command::IssueCards)?;
    Ok(())
}

/// Small acts until there are so many entries.
pub(super) fn fill_up(path: &Path, entries: i64) -> Result<(), Stop> {
    let desk = Desk::open(path, options())?;
    let mut number = 0;
    loop {
        number += 1;
        let delegate = DelegateId(1 + number % i64::from(DELEGATIONS));
        let present = (number / i64::from(DELEGATIONS)) % 2 == 0;
        let receipt = dispatch(
            &desk,
            match number % 4 {
                0 => note_of(number),
                1 => Command::Black { on: number % 8 == 1 },
                2 | 3 => Command::MarkPresent { delegate, present },
                _ => Command::Open,
            },
        )?;
        if receipt.seq >= entries {
            break;
        }
    }
    desk.close();
    Ok(())
}

pub(super) fn delegation(number: u32) -> RegisterRow {
    RegisterRow {
        number: number.to_string(),
        name: format!("Branch {number}"),
        section: Some(if number.is_multiple_of(2) { "Affiliates" } else { "Constituencies" }.to_owned()),
        members: u64::from(number) * 37 % 5_000 + 10,
        ..RegisterRow::default()
    }
}

fn line(number: u32) -> ProgrammeRow {
    let clock = |minutes: u32| format!("{:02}:{:02}", 9 + minutes / 60, minutes % 60);
    ProgrammeRow {
        day: "2026-05-01".to_owned(),
        start: clock(number * 12),
        end: clock(number * 12 + 12),
        session: if number < 20 { "Morning" } else { "Afternoon" }.to_owned(),
        title: format!("Item {}", number + 1),
        motions: String::new(),
        private: false,
        number: None,
        kind: None,
        fixed: None,
    }
}

fn motion(number: u32) -> NewMotion {
    NewMotion {
        number: number.to_string(),
        title: format!("On the matter of {number}"),
        mover: Some(format!("Branch {number}")),
        seconder: Some(format!("Branch {}", number + 1)),
        paragraphs: (1..=3)
            .map(|n| format!("Conference notes the {n}th thing about matter {number}."))
            .collect(),
        item: Some(ItemId(i64::from(number % ITEMS) + 1)),
        ..NewMotion::default()
    }
}

/// Calls one delegate after another to the rostrum, and takes the next item when a debate has been long enough.
pub(super) struct Hand<'a> {
    desk: &'a Desk,
    question: Option<QuestionId>,
    speeches: u32,
    next_item: i64,
    next: i64,
}

impl<'a> Hand<'a> {
    pub(super) fn on(desk: &'a Desk) -> Result<Self, Stop> {
        let (taken, asked) = desk.read(|db| {
            let both = "SELECT (SELECT count(*) FROM question), (SELECT count(*) FROM request)";
            db.one(both, [], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))
        })?;
        Ok(Self { desk, question: None, speeches: 0, next_item: taken + 1, next: asked })
    }

    /// The act that calls the next speaker, who has asked to speak meanwhile.
    pub(super) fn next_call(&mut self) -> Result<Command, Stop> {
        let question = match self.question.filter(|_| self.speeches < SPEECHES) {
            Some(question) => question,
            None => self.next_debate()?,
        };
        self.speeches += 1;
        let request = ask(self.desk, question, self.next_delegate(), Role::Speaker)?;
        Ok(Command::CallSpeaker { request })
    }

    /// The next item, its motion moved and seconded.
    fn next_debate(&mut self) -> Result<QuestionId, Stop> {
        let taken = self.dispatch(Command::TakeItem { item: ItemId(self.next_item) })?;
        let question = of(&taken, "question").next().map(QuestionId);
        let question = question.ok_or_else(|| Stop::Fault("The item has no motion.".to_owned()))?;
        let mover = ask(self.desk, question, self.next_delegate(), Role::Mover)?;
        self.dispatch(Command::CallSpeaker { request: mover })?;
        self.dispatch(Command::EndSpeech { request: mover })?;
        self.dispatch(Command::SecondFormally { question })?;
        (self.next_item, self.question, self.speeches) = (self.next_item + 1, Some(question), 0);
        Ok(question)
    }

    fn next_delegate(&mut self) -> DelegateId {
        self.next += 1;
        DelegateId(1 + self.next % i64::from(DELEGATIONS))
    }

    pub(super) fn dispatch(&self, command: Command) -> Result<Receipt, Stop> {
        dispatch(self.desk, command)
    }
}

fn ask(desk: &Desk, question: QuestionId, delegate: DelegateId, role: Role) -> Result<RequestId, Stop> {
    let who = Who { delegate: Some(delegate), ..Who::default() };
    let side = if delegate.0 % 2 == 0 { Side::For } else { Side::Against };
    let asked = dispatch(desk, Command::AskToSpeak { question, who, side, role })?;
    let request = of(&asked, "request").next();
    request.map(RequestId).ok_or_else(|| Stop::Fault("Nobody asked to speak.".to_owned()))
}

pub(super) fn dispatch(desk: &Desk, command: Command) -> Result<Receipt, Stop> {
    // At the chair's station, as most acts of a conference are.
    let actor = Actor { role: Duty::Chair, station: "chair".to_owned(), name: None };
    Stop::unless_done(desk.dispatch(Envelope { actor, ..envelope(command) }))
}

pub(super) fn of<'a>(receipt: &'a Receipt, table: &'a str) -> impl Iterator<Item = i64> + 'a {
    receipt.made.iter().filter(move |made| made.table == table).map(|made| made.id)
}
