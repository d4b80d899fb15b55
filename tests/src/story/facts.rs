//! From the names that people say to the ids that commands carry, by what the screens show.

use record::command::Who;
use record::ids::{
    CardId, DelegateId, DelegationId, InterruptionId, ItemId, MotionId, QuestionId, RequestId, SectionId,
    SlipId, StationId, SubstitutionId, VoteId,
};
use record::view::View;
use record::view::delegation::{DelegationView, SubstitutionShown};
use record::view::desk::{DeskView, ItemLine};
use record::view::paper::PaperShown;
use record::view::papers::PapersView;
use record::view::parts::{QuestionShown, VoteShown};
use record::view::programme::ProgrammeView;
use record::view::register::{PeopleView, RegisterView};
use record::view::stations::StationsView;
use record::view::votes::{VoteView, VotesView};
use rules::speakers::Role;

use crate::Outcome;
use crate::world::World;

/// What the screens show at this moment, and which vote is meant.
pub struct Facts<'a> {
    /// The file.
    pub world: &'a World,
    /// The label of the vote that a line speaks of; none for the one under way.
    pub vote: Option<String>,
    /// Who speaks: a line is said at a station.
    pub station: &'a str,
}

fn same(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b)
}

impl Facts<'_> {
    /// The chair's screen.
    ///
    /// # Errors
    /// Where it cannot be seen.
    pub fn desk(&self) -> Outcome<DeskView> {
        self.world.view(&View::Desk)
    }

    /// A line of the order of business, by number or title; `it` for the one before conference.
    ///
    /// # Errors
    /// Where there is none.
    pub fn line(&self, name: &str) -> Outcome<ItemLine> {
        let programme: ProgrammeView = self.world.view(&View::Programme)?;
        let current = if name == "it" { self.desk()?.item.map(|item| item.id) } else { None };
        let mut lines = programme.days.into_iter().flat_map(|day| day.items);
        let found = match current {
            Some(current) => lines.find(|line| line.id == current),
            None => {
                lines.find(|line| same(&line.title, name) || (same(&line.number, name) && !name.is_empty()))
            }
        };
        found.ok_or_else(|| format!("there is no item “{name}” in the order of business"))
    }

    /// The same, its id.
    ///
    /// # Errors
    /// Where there is none.
    pub fn item(&self, name: &str) -> Outcome<ItemId> {
        self.line(name).map(|line| line.id)
    }

    /// A paper by its number or label.
    ///
    /// # Errors
    /// Where there is none.
    pub fn paper(&self, name: &str) -> Outcome<PaperShown> {
        let papers: PapersView = self.world.view(&View::Papers)?;
        let found =
            papers.papers.into_iter().find(|paper| same(&paper.number, name) || same(&paper.label, name));
        let found = found.ok_or_else(|| format!("there is no paper “{name}”"))?;
        let paper: Option<PaperShown> = self.world.view(&View::Paper { motion: found.id })?;
        paper.ok_or_else(|| format!("paper “{name}” is not shown"))
    }

    /// The same, its id.
    ///
    /// # Errors
    /// Where there is none.
    pub fn motion(&self, name: &str) -> Outcome<MotionId> {
        self.paper(name).map(|paper| paper.id)
    }

    /// The question before conference.
    ///
    /// # Errors
    /// Where there is none.
    pub fn question(&self) -> Outcome<QuestionShown> {
        self.desk()?.question.ok_or_else(|| "there is no question before conference".to_owned())
    }

    /// The same, its id.
    ///
    /// # Errors
    /// Where there is none.
    pub fn question_id(&self) -> Outcome<QuestionId> {
        self.question().map(|question| question.id)
    }

    /// A request to speak: by name or body, or `the mover`, `the seconder`, `the speaker`.
    ///
    /// # Errors
    /// Where nobody of that name asked.
    pub fn request(&self, name: &str) -> Outcome<RequestId> {
        let desk = self.desk()?;
        let role = match name {
            "the mover" => Some(Role::Mover),
            "the seconder" => Some(Role::Seconder),
            "the reply" => Some(Role::Reply),
            _ => None,
        };
        let speech =
            desk.speech.filter(|s| name == "the speaker" || same(&s.name, name) || same(&s.body, name));
        if let Some(speech) = speech {
            return Ok(speech.request);
        }
        let mut lines = desk.waiting.into_iter().chain(desk.heard);
        let found = lines.find(|line| match role {
            Some(role) => line.role == role,
            None => same(&line.name, name) || same(&line.body, name),
        });
        found.map(|line| line.id).ok_or_else(|| format!("{name} has not asked to speak"))
    }

    /// A speech in the name of a body, on what is before conference or beneath it; else whoever of that name asked to speak.
    ///
    /// # Errors
    /// Where nobody did.
    pub fn spoken_for(&self, body: &str) -> Outcome<RequestId> {
        let found = self.desk()?.nameless.into_iter().find(|line| same(&line.body, body));
        found.map_or_else(|| self.request(body), |line| Ok(line.request))
    }

    /// The vote meant.
    ///
    /// # Errors
    /// Where there is none.
    pub fn shown_vote(&self) -> Outcome<VoteShown> {
        if let Some(label) = &self.vote {
            let votes: VotesView = self.world.view(&View::Votes)?;
            let found = votes.votes.into_iter().find(|vote| same(&vote.label, label));
            return found.ok_or_else(|| format!("there is no {label}"));
        }
        let desk = self.desk()?;
        let vote = desk.vote.or_else(|| desk.parked_votes.into_iter().next()).or(desk.last_vote);
        if let Some(vote) = vote {
            return Ok(vote);
        }
        // Where conference does not sit, the newest.
        let votes: VotesView = self.world.view(&View::Votes)?;
        let newest = votes.votes.into_iter().max_by_key(|vote| vote.id);
        newest.ok_or_else(|| "no vote is under way".to_owned())
    }

    /// The same, its id.
    ///
    /// # Errors
    /// Where there is none.
    pub fn vote(&self) -> Outcome<VoteId> {
        self.shown_vote().map(|vote| vote.id)
    }

    /// The tellers' screen of the vote meant, at a station.
    ///
    /// # Errors
    /// Where it cannot be seen.
    pub fn tellers(&self, station: Option<&str>) -> Outcome<VoteView> {
        self.world.view(&View::Vote { vote: self.vote()?, station: station.map(str::to_owned) })
    }

    /// The point that waits for a ruling.
    ///
    /// # Errors
    /// Where nobody has risen.
    pub fn point(&self) -> Outcome<InterruptionId> {
        let point = self.desk()?.interruption;
        point.map(|point| point.id).ok_or_else(|| "nobody has risen".to_owned())
    }

    /// The newest slip of a card; of those in query if it is asked for.
    ///
    /// # Errors
    /// Where there is none.
    pub fn slip(&self, card: u32, in_query: bool) -> Outcome<SlipId> {
        let tellers = self.tellers(None)?;
        let slips = if in_query { tellers.queries } else { tellers.slips };
        let found = slips.into_iter().find(|slip| slip.number == card && slip.state != "set_aside");
        found.map(|slip| slip.id).ok_or_else(|| format!("card {card} has no such slip"))
    }

    /// The register.
    ///
    /// # Errors
    /// Where it cannot be seen.
    pub fn register(&self) -> Outcome<RegisterView> {
        self.world.view(&View::Register)
    }

    /// Everybody on the register.
    ///
    /// # Errors
    /// Where they cannot be seen.
    pub fn people(&self) -> Outcome<PeopleView> {
        self.world.view(&View::People)
    }

    /// One delegation, by its name or number.
    ///
    /// # Errors
    /// Where it cannot be seen.
    pub fn one_delegation(&self, name: &str) -> Outcome<DelegationView> {
        self.world.view(&View::Delegation { delegation: Some(self.delegation(name)?) })
    }

    /// The substitution, lasting, in which somebody gave a place up.
    ///
    /// # Errors
    /// Where there is none.
    pub fn substitution(&self, name: &str) -> Outcome<SubstitutionId> {
        let person = self.people()?.people.into_iter().find(|person| same(&person.name, name));
        let body = person.ok_or_else(|| format!("nobody on the register is called “{name}”"))?.body;
        let lasts = |each: &SubstitutionShown| same(&each.delegate, name) && each.ended_at.is_none();
        let found = self.one_delegation(&body)?.substitutions.into_iter().find(lasts);
        found.map(|each| each.id).ok_or_else(|| format!("nobody has the place of “{name}”"))
    }

    /// A delegation by its name or number.
    ///
    /// # Errors
    /// Where there is none.
    pub fn delegation(&self, name: &str) -> Outcome<DelegationId> {
        let found =
            self.register()?.delegations.into_iter().find(|d| same(&d.name, name) || d.number == name);
        found.map(|d| d.id).ok_or_else(|| format!("there is no delegation “{name}”"))
    }

    /// A section by its name.
    ///
    /// # Errors
    /// Where there is none.
    pub fn section(&self, name: &str) -> Outcome<SectionId> {
        let found = self.register()?.sections.into_iter().find(|section| same(&section.name, name));
        found.map(|section| section.id).ok_or_else(|| format!("there is no section “{name}”"))
    }

    /// Somebody on the register, by badge or name.
    ///
    /// # Errors
    /// Where there is nobody.
    pub fn delegate(&self, name: &str) -> Outcome<DelegateId> {
        let found =
            self.people()?.people.into_iter().find(|person| person.badge == name || same(&person.name, name));
        found.map(|person| person.id).ok_or_else(|| format!("nobody on the register is called “{name}”"))
    }

    /// A station by its name.
    ///
    /// # Errors
    /// Where there is none.
    pub fn station(&self, name: &str) -> Outcome<StationId> {
        let all: StationsView = self.world.view(&View::Stations)?;
        let found = all.stations.into_iter().find(|station| station.name == name);
        found.map(|station| station.id).ok_or_else(|| format!("no station is called “{name}”"))
    }

    /// A voting card by its number.
    ///
    /// # Errors
    /// Where there is none.
    pub fn card(&self, number: u32) -> Outcome<CardId> {
        let mut cards = self.register()?.delegations.into_iter().flat_map(|d| d.cards);
        let found = cards.find(|card| card.number == number);
        found.map(|card| card.id).ok_or_else(|| format!("there is no card {number}"))
    }

    /// Who wants to speak: on the register if the name and body are, else as said.
    ///
    /// # Errors
    /// Where the register cannot be seen.
    pub fn who(&self, name: &str, body: Option<&str>) -> Outcome<Who> {
        let register = self.register()?;
        let people = self.people()?.people;
        let known = people.iter().find(|person| {
            (same(&person.name, name) || person.badge == name)
                && body.is_none_or(|body| same(&person.body, body))
        });
        if let Some(person) = known {
            return Ok(Who { delegate: Some(person.id), ..Who::default() });
        }
        let delegation =
            register.delegations.iter().find(|d| same(&d.name, body.unwrap_or(name))).map(|d| d.id);
        Ok(match (delegation, body) {
            (Some(_), None) => Who { delegation, ..Who::default() },
            (Some(_), Some(_)) => Who { delegation, name: Some(name.to_owned()), ..Who::default() },
            (None, _) => Who { name: Some(name.to_owned()), body: body.map(str::to_owned), ..Who::default() },
        })
    }
}
