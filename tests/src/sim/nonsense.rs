//! Acts that nobody in their right mind would ask for: any act, with ids, counts and texts that mean nothing.

use record::command::{
    AwayClock, Casting, Choice, Command, CorrectedSection, DelegateData, DelegationData, Face,
    InterruptionKind, ItemKind, KeyChange, Method, NewComposite, NewStation, Place, ProcedureGiven, Ruling,
    Settlement, Standing, Way, Who,
};
use record::ids::{
    AwayId, CardId, ConsequenceId, CredentialsId, DelegateId, DelegationId, GuillotineId, InterruptionId,
    ItemId, MotionId, PartId, QuestionId, RequestId, SectionId, SessionId, SlipId, StationId, SubstitutionId,
    VoteId,
};
use rules::books::Book;
use rules::consequence::{On, Paragraphs};
use rules::guillotine::Fate;
use rules::parts::{Part, Span};
use rules::procedure::Kind;
use rules::speakers::{Role, Side};
use serde_json::Value;

use super::{opening, standing_orders_committee};
use crate::chance::Chance;

mod batches;
mod counts;
mod papers;

/// One of every act; ids are ones that may well exist.
#[must_use]
pub fn examples() -> Vec<Command> {
    let mut all = of_the_office();
    all.extend(papers::examples());
    all.extend(of_the_register());
    all.extend(of_the_debate());
    all.extend(of_the_vote());
    all.extend(counts::examples());
    all.extend(batches::examples());
    all.extend(standing_orders_committee::examples());
    all
}

#[expect(clippy::too_many_lines, reason = "one example an act")]
fn of_the_office() -> Vec<Command> {
    let reason = || "because".to_owned();
    let item = ItemId(1);
    vec![
        Command::SetUp { conference: opening::conference("citrine", false) },
        Command::ImportRegister { rows: opening::register(1) },
        Command::WeighSection { section: SectionId(1), weight: 40 },
        Command::AddDelegate {
            badge: "777".to_owned(),
            name: "Ann Lee".to_owned(),
            delegation: Some(DelegationId(1)),
            standing: Standing::Observer,
            first_time: true,
        },
        Command::MarkPresent { delegate: DelegateId(1), present: true },
        Command::PutInGroup { delegate: DelegateId(1), group: "women".to_owned() },
        Command::ChangeStandingOrders {
            profile: None,
            keys: vec![KeyChange { key: "time.other".to_owned(), value: Value::from(90) }],
            vote: Some(VoteId(1)),
            reason: reason(),
        },
        Command::MakeBooks { book: Some(Book::PerDelegate) },
        Command::IssueCards,
        Command::GiveOutBook { number: 1, to: "101".to_owned() },
        Command::TakeBookBack { number: 1 },
        Command::LoseBook { number: 2, reason: reason() },
        Command::CancelBook { number: 2, reason: reason() },
        Command::ReplaceCard { card: CardId(1), reason: reason() },
        Command::ImportProgramme { rows: opening::programme() },
        Command::AddItem {
            title: "Urgent".to_owned(),
            number: "9".to_owned(),
            kind: ItemKind::Report,
            minutes: 10,
            after: Some(item),
        },
        Command::SettleItem {
            item,
            number: "7".to_owned(),
            kind: ItemKind::Election,
            fixed: true,
            title: None,
        },
        Command::MoveItem { item, place: Place::Down },
        Command::RemoveItem { item },
        Command::SetPrivate { item, private: true },
        Command::GroupMotions { item, motions: vec![MotionId(1), MotionId(2), MotionId(1)] },
        Command::UngroupMotions { item },
        Command::AdoptPlan { plan: opening::plan(), reason: reason() },
        Command::SetGuillotine {
            session: SessionId(1),
            item: Some(item),
            at: "10:30".to_owned(),
            fate: Fate::Executive,
            reason: reason(),
        },
        Command::ChangeGuillotine {
            guillotine: GuillotineId(1),
            at: "10:00".to_owned(),
            fate: Fate::Lapses,
            reason: reason(),
        },
        Command::TakeGuillotineAway { guillotine: GuillotineId(1), reason: reason() },
        Command::ApplyGuillotine { guillotine: GuillotineId(1) },
        Command::LoseItems { items: vec![item, item], fate: Fate::LostBusiness, reason: reason() },
        Command::PutLostBack { item, after: Some(item) },
        Command::AddMotion { motion: opening::motion("77", Some(item), true) },
        Command::EnterConsequence {
            cause: MotionId(1),
            part: Some(PartId(1)),
            on: On::Lost,
            target: MotionId(2),
            paragraphs: Some(Paragraphs { first: 2, last: 1 }),
            reason: reason(),
        },
        Command::TakeConsequenceAway { consequence: ConsequenceId(1), reason: reason() },
        Command::ConfirmConsequences { consequences: vec![ConsequenceId(1), ConsequenceId(1)] },
        Command::SetConsequenceAside { consequence: ConsequenceId(1), reason: reason() },
        Command::PutBack { consequence: ConsequenceId(1), reason: reason() },
        Command::Open,
        Command::Close,
        Command::TakeItem { item },
        Command::ParkItem { item },
        Command::CloseItem { item },
        Command::ReopenItem { item },
        Command::ShowInHall { face: Face::Vote, vote: Some(VoteId(1)), message: Some("Hello".to_owned()) },
        Command::Black { on: true },
        Command::Note { text: "A note".to_owned() },
        Command::AdmitStation {
            station: NewStation {
                person: "Ann Lee".to_owned(),
                role: record::transact::Role::Teller,
                way: Way::Cable,
                key: "0123456789abcdef".repeat(4),
            },
        },
        Command::RevokeStation { station: StationId(1) },
    ]
}

fn of_the_register() -> Vec<Command> {
    let reason = || "because".to_owned();
    vec![
        Command::CheckIn { badge: "101".to_owned(), delegation: Some(DelegationId(1)) },
        Command::CheckOut { badge: "101".to_owned() },
        Command::ImportDelegates { rows: opening::delegates(2) },
        Command::TakeInMeeting { meeting: opening::meeting(3) },
        Command::CorrectDelegate {
            delegate: DelegateId(1),
            data: DelegateData {
                badge: "101".to_owned(),
                name: "Bo Kay".to_owned(),
                delegation: Some(DelegationId(2)),
                standing: Standing::ExOfficio,
                first_time: true,
            },
            reason: reason(),
        },
        Command::Substitute {
            delegate: DelegateId(1),
            badge: "102".to_owned(),
            name: "Bo Kay".to_owned(),
            reason: reason(),
        },
        Command::EndSubstitution { substitution: SubstitutionId(1), reason: reason() },
        Command::CorrectDelegation {
            delegation: DelegationId(1),
            data: DelegationData {
                name: "Leeds".to_owned(),
                section: None,
                members: 3,
                women: Some(2),
                young: Some(5),
                votes: 4,
                seats: Some(2),
            },
            reason: reason(),
        },
        Command::GiveEntitlement { delegations: vec![DelegationId(1), DelegationId(1)] },
        Command::ChangeFranchise {
            standings: vec![Standing::Visitor, Standing::Visitor],
            vote: Some(VoteId(1)),
            reason: reason(),
        },
        Command::ReportCredentials,
        Command::AdoptCredentials { report: CredentialsId(1) },
    ]
}

#[expect(clippy::too_many_lines, reason = "one example an act")]
fn of_the_debate() -> Vec<Command> {
    let (question, request) = (QuestionId(1), RequestId(1));
    vec![
        Command::CallMotion { motion: MotionId(1) },
        Command::Compose {
            composite: NewComposite {
                title: "Both".to_owned(),
                sources: vec![MotionId(1), MotionId(2)],
                paragraphs: vec!["1 notes.".to_owned()],
            },
        },
        Command::Recompose {
            composite: MotionId(7),
            title: "Both".to_owned(),
            paragraphs: vec!["No.".to_owned()],
            mover: Some("Hull".to_owned()),
            seconder: None,
            more: vec![MotionId(1)],
        },
        Command::AgreeComposite {
            composite: MotionId(7),
            mover: "Hull".to_owned(),
            seconder: "Leeds".to_owned(),
            item: Some(ItemId(1)),
        },
        Command::DissolveComposite { composite: MotionId(7), reason: "because".to_owned() },
        Command::Divide {
            motion: MotionId(1),
            parts: vec![
                Part { first: 2, last: 2, words: None },
                Part { first: 1, last: 1, words: Some(Span { from: 0, to: 1 }) },
            ],
            asked_by: "Hull".to_owned(),
        },
        Command::CallPart { part: PartId(1) },
        Command::JoinPart { part: PartId(1), reason: "because".to_owned() },
        Command::NothingRemains { question },
        Command::SecondFormally { question },
        Command::SecondProcedure { question, who: Who { name: Some("Nobody".to_owned()), ..Who::default() } },
        Command::MoveProcedure {
            kind: Kind::Challenge,
            upon: Some(question),
            who: Who { delegate: Some(DelegateId(1)), ..Who::default() },
            seconder: Some(Who { name: Some("Nobody".to_owned()), ..Who::default() }),
            given: ProcedureGiven {
                stated: "that it was clear".to_owned(),
                ruling: Some(InterruptionId(1)),
                supporters: 3,
                orders: "7".to_owned(),
                purpose: "so that a guest may speak".to_owned(),
                until: Some("23:58".to_owned()),
                acting: "Vera Lane".to_owned(),
            },
        },
        Command::RefuseProcedure {
            kind: Kind::Closure,
            who: Who { name: Some("Nobody".to_owned()), ..Who::default() },
            why: "too early".to_owned(),
        },
        Command::CountQuorum { question, present: 40 },
        Command::AskToRemit { question, asked_by: "The executive".to_owned(), agreed: true },
        Command::LeaveChair { to: "Vera Lane".to_owned(), reason: "the chair is to speak".to_owned() },
        Command::ReturnToChair,
        Command::Adjourn { until: Some("23:58".to_owned()), reason: "a fire drill".to_owned() },
        Command::Resume,
        Command::WithdrawQuestion { question, reason: "because".to_owned() },
        Command::AskToSpeak {
            question,
            who: Who {
                delegate: None,
                delegation: Some(DelegationId(1)),
                name: Some("Ann Lee".to_owned()),
                body: Some("Leeds".to_owned()),
            },
            side: Side::For,
            role: Role::Speaker,
        },
        Command::ChangeSide { request, side: Side::To },
        Command::MoveRequest { request, place: Place::First },
        Command::WithdrawRequest { request },
        Command::CallSpeaker { request },
        Command::TakeBackSpeaker { request },
        Command::NameSpeaker { request, delegate: DelegateId(1) },
        Command::StartClock { request },
        Command::StopClock { request },
        Command::ExtendSpeech { request, seconds: 30 },
        Command::EndSpeech { request },
        Command::Interrupt {
            question: Some(question),
            kind: InterruptionKind::PointOfOrder,
            body: "Hull".to_owned(),
            stated: "out of order".to_owned(),
        },
        Command::LimitDebate { question, minutes: Some(0) },
        Command::NoteAway,
        Command::SettleAway { away: AwayId(1), how: AwayClock::AsAtTheLastAct },
        Command::Rule {
            interruption: InterruptionId(1),
            ruling: Ruling::WellTaken,
            words: "so be it".to_owned(),
        },
    ]
}

fn of_the_vote() -> Vec<Command> {
    let (vote, slip) = (VoteId(1), SlipId(1));
    let reason = || "because".to_owned();
    vec![
        Command::PutQuestion { question: QuestionId(1), method: Method::Card, card_no: Some(7) },
        Command::NotClear { vote },
        Command::CountHands { vote, r#for: 3, against: 2, abstain: Some(1), present: Some(84) },
        Command::CountPresent { vote, present: 84 },
        Command::OpenVote { vote },
        Command::CloseVote { vote },
        Command::AbandonVote { vote, reason: reason() },
        Command::EnterSlip { vote, card: 1, choice: Choice::For },
        Command::EnterScanned { vote, code: ".RS1.1.1.F.0".to_owned(), entry: None },
        Command::SetSlipAside { slip, reason: reason() },
        Command::SettleQuery { slip, how: Settlement::Count, reason: reason() },
        Command::MarkNotReturned { vote, cards: 3 },
        Command::FinishCount { vote },
        Command::Declare { vote, carried: Some(true), casting: Some(Casting::For) },
        Command::Correct {
            vote,
            sections: vec![CorrectedSection {
                name: None,
                weight: 100,
                r#for: 3,
                against: 2,
                abstain: Some(1),
            }],
            carried: None,
            casting: None,
            reason: reason(),
        },
    ]
}

/// An act with one or two of its arguments replaced by something else.
pub fn garble(command: &Command, chance: &mut Chance) -> Option<Command> {
    for _ in 0..12 {
        let mut value = serde_json::to_value(command).ok()?;
        for _ in 0..=chance.below(2) {
            let mut leaves = Vec::new();
            leaves_of(&value, String::new(), &mut leaves);
            if let Some(leaf) = chance.pick(&leaves).cloned().and_then(|at| value.pointer_mut(&at)) {
                *leaf = other(leaf, chance);
            }
        }
        if let Ok(garbled) = serde_json::from_value(value) {
            return Some(garbled);
        }
    }
    None
}

fn leaves_of(value: &Value, at: String, leaves: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields.iter().filter(|(name, _)| *name != "act") {
                leaves_of(field, format!("{at}/{name}"), leaves);
            }
        }
        Value::Array(all) => {
            for (n, one) in all.iter().enumerate() {
                leaves_of(one, format!("{at}/{n}"), leaves);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => leaves.push(at),
    }
}

fn other(value: &Value, chance: &mut Chance) -> Value {
    const TEXTS: [&str; 16] = [
        "",
        "   ",
        "Leeds",
        "LEEDS",
        "1",
        "1.1",
        "0",
        "-1",
        "\u{0}",
        "a\u{0}b",
        "\u{202e} gnirts",
        "'; DROP TABLE entry; --",
        "{\"a\":1}",
        "😀\n\t\"quoted\"",
        "2017-02-30",
        "25:61",
    ];
    const NUMBERS: [i64; 14] =
        [0, 1, 2, 3, 4, 5, 8, 13, 40, 99, -1, 4_294_967_295, 9_007_199_254_740_993, i64::MAX];
    match value {
        Value::Bool(is) => Value::Bool(!is),
        Value::String(_) if chance.once_in(24) => Value::String("long ".repeat(50_000)),
        Value::String(_) => Value::from(chance.pick(&TEXTS).copied().unwrap_or_default()),
        Value::Number(_) if chance.once_in(20) => Value::from(u64::MAX),
        Value::Number(_) if chance.once_in(8) => Value::Null,
        Value::Number(_) => Value::from(chance.pick(&NUMBERS).copied().unwrap_or_default()),
        Value::Null if chance.once_in(2) => Value::from(chance.pick(&TEXTS).copied().unwrap_or_default()),
        Value::Null | Value::Array(_) | Value::Object(_) => Value::from(chance.number(9)),
    }
}
