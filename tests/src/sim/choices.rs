//! What somebody who sees the screens would ask for next, and how likely it is.

use record::command::{Casting, Choice, Command, Face, ItemKind, Method, Place, Settlement, Standing, Who};
use record::ids::{DelegateId, ItemId, QuestionId, RequestId};
use record::view::View;
use record::view::consequences::State;
use record::view::desk::DeskView;
use record::view::divided::PartState;
use record::view::paper::PaperShown;
use record::view::papers::{PaperLine, PapersView};
use record::view::parts::VoteShown;
use record::view::programme::ProgrammeView;
use record::view::register::{PeopleView, RegisterView};
use record::view::votes::{RollView, VoteView};
use rules::amendment::{MarkedParagraph, Operation};
use rules::consequence::{On, Paragraphs};
use rules::motion::State as MotionState;
use rules::parts::{Part, Span};
use rules::speakers::{Role as Speaks, Side};
use rules::timetable::ItemState;

use super::draw::Done;
use super::{opening, standing_orders_committee};
use crate::Outcome;
use crate::chance::Chance;
use crate::world::World;
use themes::Theme;

mod clocks;
mod counts;
mod floor;
mod orders;
mod papers;
mod register;
pub mod themes;

/// Everything that could well be asked for, by how likely it is.
pub(super) struct Choices<'a> {
    pub(super) chance: &'a mut Chance,
    pub(super) world: &'a World,
    pub(super) desk: DeskView,
    all: Vec<(usize, Command)>,
}

/// An act that makes sense.
///
/// # Errors
/// Where a screen cannot be seen.
pub fn sensible(world: &World, chance: &mut Chance, done: &Done, theme: Theme<'_>) -> Outcome<Command> {
    let desk = world.view(&View::Desk)?;
    let mut choices = Choices { chance, world, desk, all: Vec::new() };
    choices.offered();
    choices.business()?;
    choices.queue()?;
    choices.floor()?;
    choices.orders()?;
    choices.papers()?;
    choices.office()?;
    choices.beside();
    let of_the_committee = standing_orders_committee::choices(world, choices.chance)?;
    choices.all.extend(of_the_committee);
    let live: Vec<_> = choices.desk.vote.iter().chain(&choices.desk.parked_votes).cloned().collect();
    for vote in live {
        choices.vote(&vote)?;
    }
    if let Some(vote) = choices.desk.last_vote.clone() {
        choices.correction(&vote);
    }
    for (weight, command) in &mut choices.all {
        let name = command.name();
        *weight *= theme.weight(name, done.get(name).copied().unwrap_or_default());
    }
    Ok(choices.chance.weighed(&choices.all).cloned().unwrap_or(Command::Open))
}

impl Choices<'_> {
    pub(super) fn add(&mut self, weight: usize, command: Command) {
        self.all.push((weight, command));
    }

    fn side(&mut self) -> Side {
        *self.chance.pick(&[Side::For, Side::Against, Side::Against, Side::To]).unwrap_or(&Side::To)
    }

    fn place(&mut self) -> Place {
        *self.chance.pick(&[Place::Up, Place::Down, Place::First, Place::Last]).unwrap_or(&Place::Up)
    }

    /// What the chair's screen offers, and what its panels would ask for.
    fn offered(&mut self) {
        let (next, others) = (self.desk.next.clone(), self.desk.others.clone());
        self.all.extend(next.and_then(|offer| offer.command).map(|command| (70, command)));
        self.all.extend(others.into_iter().filter_map(|offer| offer.command).map(|command| (2, command)));
        if self.desk.heading.state != "open" {
            self.add(10, Command::Open);
        }
        if self.desk.heading.name.is_empty() {
            let profile = *self.chance.pick(&["citrine", "grassroots", "ucu", "unison"]).unwrap_or(&"ucu");
            let rehearsal = self.chance.once_in(3);
            self.add(60, Command::SetUp { conference: opening::conference(profile, rehearsal) });
        }
        self.rising();
        let Some(question) = self.desk.question.as_ref().map(|question| question.id) else { return };
        let method = *self
            .chance
            .pick(&[
                Method::Agreed,
                Method::Hands,
                Method::Counted,
                Method::Card,
                Method::Card,
                Method::RollCall,
                Method::Secret,
            ])
            .unwrap_or(&Method::Card);
        let card_no = if self.chance.once_in(4) { Some(self.chance.number(30)) } else { None };
        let seconded = self.desk.question.as_ref().is_some_and(|question| question.state == "seconded");
        self.add(if seconded { 30 } else { 2 }, Command::PutQuestion { question, method, card_no });
        self.add(1, Command::WithdrawQuestion { question, reason: "for now".to_owned() });
    }

    fn business(&mut self) -> Outcome {
        let programme: ProgrammeView = self.world.view(&View::Programme)?;
        let items: Vec<ItemId> =
            programme.days.iter().flat_map(|day| &day.items).map(|line| line.id).collect();
        let Some(item) = self.chance.pick(&items).copied() else {
            self.add(4, Command::ImportProgramme { rows: opening::programme() });
            return Ok(());
        };
        let place = self.place();
        let idle = self.desk.question.is_none();
        self.add(if idle { 8 } else { 1 }, Command::TakeItem { item });
        self.add(1, Command::ParkItem { item });
        self.add(1, Command::CloseItem { item });
        self.add(2, Command::ReopenItem { item });
        self.add(3, Command::MoveItem { item, place });
        let lines = programme.days.iter().flat_map(|day| &day.items);
        let begun = lines.filter(|line| line.id == item).any(|line| line.state != ItemState::Planned);
        self.add(if begun { 1 } else { 4 }, Command::RemoveItem { item });
        self.plans(&programme, item)?;
        let fixed = self.chance.once_in(3);
        let title = self.chance.pick(&[None, Some("Another name".to_owned())]).cloned().flatten();
        let number = "5".to_owned();
        self.add(1, Command::SettleItem { item, number, kind: ItemKind::Business, fixed, title });
        if items.len() < 14 {
            let (after, minutes) =
                (self.chance.pick(&[Some(item), None]).copied().flatten(), self.chance.number(60));
            let title = format!("Item {}", items.len());
            self.add(
                1,
                Command::AddItem { title, number: String::new(), kind: ItemKind::Business, minutes, after },
            );
        }
        Ok(())
    }

    fn queue(&mut self) -> Outcome {
        if let Some(question) = self.desk.question.as_ref().map(|question| question.id) {
            self.ask(question)?;
        }
        let any = RequestId(i64::from(self.chance.number(24)));
        self.add(1, Command::StartClock { request: any });
        let waiting: Vec<_> = self.desk.waiting.iter().map(|line| line.id).collect();
        if let Some(request) = self.chance.pick(&waiting).copied() {
            let (side, place) = (self.side(), self.place());
            self.add(3, Command::CallSpeaker { request });
            self.add(1, Command::ChangeSide { request, side });
            self.add(3, Command::MoveRequest { request, place });
            self.add(1, Command::WithdrawRequest { request });
        }
        if let Some(request) = self.desk.speech.as_ref().map(|speech| speech.request) {
            let seconds = self.chance.number(120);
            self.add(2, Command::ExtendSpeech { request, seconds });
            self.add(2, Command::StopClock { request });
            self.add(2, Command::StartClock { request });
            let delegates = self.everybody()?;
            if let Some(delegate) = self.chance.pick(&delegates).copied() {
                self.add(1, Command::NameSpeaker { request, delegate });
            }
        }
        self.slower_clocks();
        Ok(())
    }

    fn everybody(&self) -> Outcome<Vec<DelegateId>> {
        let people: PeopleView = self.world.view(&View::People)?;
        Ok(people.people.iter().map(|person| person.id).collect())
    }

    fn ask(&mut self, question: QuestionId) -> Outcome {
        let register: RegisterView = self.world.view(&View::Register)?;
        let delegates = self.everybody()?;
        let bodies: Vec<_> = register.delegations.iter().map(|body| body.id).collect();
        let who = match (self.chance.below(4), self.chance.pick(&delegates), self.chance.pick(&bodies)) {
            (0, _, Some(body)) => Who { delegation: Some(*body), ..Who::default() },
            (1, ..) => {
                Who { name: Some("Guest".to_owned()), body: Some("leeds".to_owned()), ..Who::default() }
            }
            (_, Some(delegate), _) => Who { delegate: Some(*delegate), ..Who::default() },
            (_, None, _) => Who { name: Some("Nobody".to_owned()), ..Who::default() },
        };
        let unmoved = self.desk.question.as_ref().is_some_and(|question| question.state == "called");
        let role = match (unmoved, self.chance.below(12)) {
            (true, 0..=6) => Speaks::Mover,
            (_, 0) => Speaks::Reply,
            (_, 1) => Speaks::Platform,
            (_, 2) => Speaks::Seconder,
            (_, _) => Speaks::Speaker,
        };
        let side = self.side();
        self.add(8, Command::AskToSpeak { question, who, side, role });
        Ok(())
    }

    fn papers(&mut self) -> Outcome {
        let papers: PapersView = self.world.view(&View::Papers)?;
        let number = papers.papers.len() + 1;
        for paper in self.desk.callable.clone() {
            self.add(3, Command::CallMotion { motion: paper.motion });
        }
        let items: Vec<ItemId> = self.desk.items.iter().map(|line| line.id).collect();
        let (item, two_thirds) = (self.chance.pick(&items).copied(), self.chance.once_in(4));
        if papers.papers.len() < 40 {
            self.add(
                2,
                Command::AddMotion { motion: opening::motion(&format!("M{number}"), item, two_thirds) },
            );
        }
        let tops: Vec<_> =
            papers.papers.iter().filter(|paper| paper.upon.is_none()).map(|paper| paper.id).collect();
        let upon = self
            .desk
            .question
            .as_ref()
            .and_then(|question| question.motion)
            .filter(|_| self.chance.once_in(2));
        if let Some(upon) = upon.or_else(|| self.chance.pick(&tops).copied()) {
            let operations = [Operation::Replace, Operation::InsertAfter, Operation::Delete];
            let operation = *self.chance.pick(&operations).unwrap_or(&Operation::Replace);
            let motion = opening::amendment(&format!("A{number}"), upon, self.chance.number(4), operation);
            self.add(2, Command::AddMotion { motion });
        }
        let one = self.of_the_committee(&papers.papers)?;
        self.what_falls(&papers.papers, one.as_ref());
        self.in_parts(&papers.papers)?;
        self.composites(&papers.papers);
        Ok(())
    }

    fn what_falls(&mut self, papers: &[PaperLine], one: Option<&PaperShown>) {
        let reason = || "the committee says so".to_owned();
        let undecided = |paper: &&PaperLine| paper.state.is_undecided();
        let ids: Vec<_> = papers.iter().filter(undecided).map(|paper| paper.id).collect();
        // What is before conference is soon decided.
        let now = self.desk.question.as_ref().and_then(|question| question.motion);
        let cause = now.filter(|_| !self.chance.once_in(3)).or_else(|| self.chance.pick(&ids).copied());
        if let (Some(cause), Some(&target)) = (cause, self.chance.pick(&ids)) {
            let on = if self.chance.once_in(2) { On::Carried } else { On::Lost };
            let first = 1 + self.chance.number(3);
            let paragraphs = Some(Paragraphs { first, last: first + self.chance.number(2) });
            let paragraphs = paragraphs.filter(|_| self.chance.once_in(2));
            self.add(
                9,
                Command::EnterConsequence { cause, part: None, on, target, paragraphs, reason: reason() },
            );
        }
        for falls in self.desk.falls.clone() {
            self.add(100, Command::SetConsequenceAside { consequence: falls.id, reason: reason() });
        }
        for falls in one.into_iter().flat_map(|paper| &paper.consequences) {
            match falls.state {
                State::Entered => {
                    self.add(1, Command::TakeConsequenceAway { consequence: falls.id, reason: reason() });
                }
                State::Confirmed => {
                    self.add(12, Command::PutBack { consequence: falls.id, reason: reason() });
                }
                State::SetAside | State::TakenAway => {}
            }
        }
    }

    fn in_parts(&mut self, papers: &[PaperLine]) -> Outcome {
        let now = self.desk.question.as_ref().and_then(|question| question.motion);
        let open = |paper: &&PaperLine| {
            now.map_or(paper.state == MotionState::OnAgenda, |now| paper.id == now) && paper.upon.is_none()
        };
        let open: Vec<_> = papers.iter().filter(open).collect();
        let Some(line) = self.chance.pick(&open).copied() else { return Ok(()) };
        let paper: PaperShown = self.world.view(&View::Paper { motion: line.id })?;
        let paper = &paper;
        // Parts fall, or a whole paper would hardly ever be lost with them.
        if let Some(part) = self.desk.question.as_ref().filter(|question| question.part.is_some()) {
            let method = Method::Hands;
            self.add(60, Command::PutQuestion { question: part.id, method, card_no: None });
            if let Some(vote) =
                self.desk.vote.as_ref().filter(|vote| vote.method == method).map(|vote| vote.id)
            {
                self.add(120, Command::Declare { vote, carried: Some(false), casting: None });
            }
        }
        let text = paper.as_it_stands.clone().unwrap_or_else(|| words(paper));
        let characters = |text: &String| u32::try_from(text.chars().count()).unwrap_or_default();
        let words = |to| Some(Span { from: 0, to });
        let all = (1_u32..).zip(&text).map(|(n, _)| Part { first: n, last: n, words: None });
        let (first, length) = (self.chance.number(2), text.first().map_or(1, characters).max(1));
        let parts = match self.chance.below(4) {
            0 => vec![Part { first: 1, last: 1, words: words(self.chance.number(length)) }],
            1 => vec![Part { first, last: first, words: None }],
            _ => all.collect(),
        };
        let weight = if paper.parts.is_empty() && now.is_some() { 30 } else { 1 };
        self.add(weight, Command::Divide { motion: paper.id, parts, asked_by: String::new() });
        for part in paper.parts.iter().filter(|part| part.state == PartState::Asked) {
            self.add(40, Command::CallPart { part: part.id });
            self.add(1, Command::JoinPart { part: part.id, reason: "nobody insists".to_owned() });
            let undecided = |paper: &&PaperLine| paper.state.is_undecided();
            let ids: Vec<_> = papers.iter().filter(undecided).map(|paper| paper.id).collect();
            if let Some(&target) = self.chance.pick(&ids) {
                let on = if self.chance.once_in(2) { On::Carried } else { On::Lost };
                let (cause, reason) = (paper.id, "it stands upon it".to_owned());
                self.add(
                    4,
                    Command::EnterConsequence {
                        cause,
                        part: Some(part.id),
                        on,
                        target,
                        paragraphs: None,
                        reason,
                    },
                );
            }
        }
        Ok(())
    }

    fn office(&mut self) -> Outcome {
        let register: RegisterView = self.world.view(&View::Register)?;
        let delegates = self.everybody()?;
        let cards: Vec<_> =
            register.delegations.iter().flat_map(|body| &body.cards).map(|card| card.id).collect();
        let sections: Vec<_> = register.sections.iter().map(|section| section.id).collect();
        let bodies: Vec<_> = register.delegations.iter().map(|body| body.id).collect();
        if let Some(delegate) = self.chance.pick(&delegates).copied() {
            let present = !self.chance.once_in(4);
            self.add(1, Command::MarkPresent { delegate, present });
        }
        if let Some(card) = self.chance.pick(&cards).copied().filter(|_| cards.len() < 24) {
            self.add(1, Command::ReplaceCard { card, reason: "lost".to_owned() });
        }
        self.custody(&register);
        if let Some(section) = self.chance.pick(&sections).copied() {
            let weight = self.chance.number(100);
            self.add(1, Command::WeighSection { section, weight });
        }
        let more = u64::from(self.chance.number(3));
        self.add(
            if register.delegations.is_empty() { 10 } else { 1 },
            Command::ImportRegister { rows: opening::register(more) },
        );
        self.add(1, Command::IssueCards);
        // The register is ready before most of the business begins.
        if self.chance.once_in(3) {
            self.register(&register)?;
        }
        let rows = if self.chance.once_in(2) { opening::programme() } else { opening::corrected() };
        self.add(1, Command::ImportProgramme { rows });
        if delegates.len() < 30 {
            let badge = self.chance.number(500).to_string();
            let delegation = self.chance.pick(&bodies).copied();
            let (name, standing) = (format!("Delegate {badge}"), Standing::Delegate);
            self.add(1, Command::AddDelegate { badge, name, delegation, standing, first_time: false });
        }
        let face = *self
            .chance
            .pick(&[Face::Follow, Face::Follow, Face::Welcome, Face::Order, Face::Vote])
            .unwrap_or(&Face::Order);
        let vote =
            self.desk.last_vote.as_ref().or(self.desk.parked_votes.first()).or(self.desk.vote.as_ref());
        let vote = vote.map(|vote| vote.id);
        self.add(2, Command::ShowInHall { face, vote, message: None });
        self.add(
            1,
            Command::ShowInHall { face: Face::Message, vote: None, message: Some("Lunch".to_owned()) },
        );
        let on = self.chance.once_in(2);
        self.add(1, Command::Black { on });
        self.add(1, Command::Note { text: "noted".to_owned() });
        if self.chance.once_in(7) {
            self.add(1, Command::Close);
        }
        Ok(())
    }

    fn vote(&mut self, shown: &VoteShown) -> Outcome {
        let vote = shown.id;
        self.add(1, Command::AbandonVote { vote, reason: "for a recount".to_owned() });
        let casting =
            *self.chance.pick(&[None, None, Some(Casting::For), Some(Casting::Declined)]).unwrap_or(&None);
        let casting = casting.filter(|_| shown.tie.is_some());
        match (shown.method, shown.state.as_str()) {
            (Method::Card | Method::Counted | Method::RollCall | Method::Secret, "called") => {
                self.add(60, Command::OpenVote { vote });
            }
            (Method::Card, "open" | "closed") => self.counting(shown)?,
            (_, "provisional") => {
                if shown.present.is_some() {
                    let present = u64::from(self.chance.number(40));
                    self.add(
                        if shown.result.is_none() { 200 } else { 4 },
                        Command::CountPresent { vote, present },
                    );
                }
                self.add(90, Command::Declare { vote, carried: None, casting });
                self.again(shown)?;
                self.add(4, Command::Recount { vote, reason: "it is close".to_owned() });
                if shown.method == Method::Card {
                    self.add(20, Command::AcknowledgeTurnout { vote, words: "the box is empty".to_owned() });
                }
            }
            (Method::Counted | Method::RollCall | Method::Secret, _) => self.count(shown)?,
            (Method::Agreed, _) => {
                self.add(90, Command::Declare { vote, carried: Some(true), casting: None })
            }
            (Method::Hands | Method::Card, _) => {
                let carried = Some(self.chance.once_in(2));
                let (f, a) = (u64::from(self.chance.number(6)), u64::from(self.chance.number(6)));
                let abstain =
                    if self.chance.once_in(2) { Some(u64::from(self.chance.number(3))) } else { None };
                self.add(20, Command::Declare { vote, carried, casting: None });
                self.add(4, Command::DeclareNemCon { vote });
                let present = shown.present.filter(|_| self.chance.once_in(3)).map(|n| n.max(f + a + 3));
                self.add(50, Command::CountHands { vote, r#for: f, against: a, abstain, present });
                self.add(40, Command::NotClear { vote });
            }
        }
        Ok(())
    }

    /// At the tellers' desk.
    fn counting(&mut self, shown: &VoteShown) -> Outcome {
        let vote = shown.id;
        let roll: RollView = self.world.view(&View::Roll { vote })?;
        let tellers: VoteView = self.world.view(&View::Vote { vote, station: None })?;
        let odd = self.chance.once_in(12);
        let seen: Vec<u32> = tellers.not_seen.iter().map(|card| card.number).collect();
        let any: Vec<u32> = roll.cards.iter().map(|card| card.number).collect();
        let numbers = if odd || seen.is_empty() { any } else { seen };
        let card =
            self.chance.pick(&numbers).copied().unwrap_or(9) + if odd { self.chance.number(3) } else { 0 };
        let choices = [Choice::For, Choice::For, Choice::Against, Choice::Abstain, Choice::Spoiled];
        let choice = *self.chance.pick(&choices).unwrap_or(&Choice::For);
        self.add(if tellers.twice { 2 } else { 80 }, Command::EnterSlip { vote, card, choice });
        super::choices_of_batches::scanned(self, shown, card, choice)?;
        super::choices_of_batches::add(self, &tellers, card, choice)?;
        if let Some(slip) = self.chance.pick(&tellers.slips) {
            self.all.push((2, Command::SetSlipAside { slip: slip.id, reason: "typed wrong".to_owned() }));
        }
        if let Some(slip) = self.chance.pick(&tellers.queries) {
            let how = *self
                .chance
                .pick(&[Settlement::SetAside, Settlement::Count, Settlement::Spoil, Settlement::SignedFor])
                .unwrap_or(&Settlement::SetAside);
            self.all.push((
                20,
                Command::SettleQuery { slip: slip.id, how, reason: "as the paper says".to_owned() },
            ));
        }
        let missing = tellers.reconciliation.as_ref().map_or(0, |sum| sum.not_seen.cards);
        if shown.state == "open" {
            self.add(10, Command::CloseVote { vote });
        } else {
            self.add(20, Command::MarkNotReturned { vote, cards: missing });
            self.add(if tellers.not_ready.is_none() { 160 } else { 2 }, Command::FinishCount { vote });
        }
        Ok(())
    }
}

/// The text as handed in.
fn words(paper: &PaperShown) -> Vec<String> {
    let text = |paragraph: &MarkedParagraph| paragraph.passages.iter().map(|p| p.text.as_str()).collect();
    paper.paragraphs.iter().map(text).collect()
}
