//! What the committee and the desk at the door would ask of the register.

use record::command::{Command, DelegateData, DelegationData, Standing};
use record::view::View;
use record::view::credentials::CredentialsView;
use record::view::delegation::DelegationView;
use record::view::franchise::FranchiseView;
use record::view::register::RegisterView;
use rules::books::Book;

use super::Choices;
use crate::Outcome;
use crate::sim::opening;

const STANDINGS: [Standing; 3] = [Standing::Delegate, Standing::Observer, Standing::Visitor];

fn reason() -> String {
    "as it should be".to_owned()
}

impl Choices<'_> {
    pub(super) fn register(&mut self, register: &RegisterView) -> Outcome {
        let from = self.chance.number(12);
        self.add(1, Command::ImportDelegates { rows: opening::delegates(from) });
        let papers = self.chance.number(40);
        self.add(1, Command::TakeInMeeting { meeting: opening::meeting(papers) });
        self.add(1, Command::ReportCredentials);
        let credentials: CredentialsView = self.world.view(&View::Credentials)?;
        if let Some(last) = credentials.given.last() {
            self.add(1, Command::AdoptCredentials { report: last.id });
        }
        self.who_votes()?;
        let Some(body) = self.chance.pick(&register.delegations).cloned() else { return Ok(()) };
        let many = self.chance.once_in(2);
        let delegations =
            if many { register.delegations.iter().map(|d| d.id).collect() } else { vec![body.id] };
        self.add(1, Command::GiveEntitlement { delegations });
        let (more, seats) = (u64::from(self.chance.number(90)), u64::from(self.chance.number(6)));
        let data = DelegationData {
            name: body.name,
            section: body.section,
            members: body.members + more,
            votes: body.votes,
            seats: if self.chance.once_in(2) { Some(seats) } else { None },
        };
        self.add(1, Command::CorrectDelegation { delegation: body.id, data, reason: reason() });
        self.people_of(&View::Delegation { delegation: Some(body.id) })
    }

    /// At the desk where books of cards are collected.
    pub(super) fn custody(&mut self, register: &RegisterView) {
        let cards: Vec<_> = register.delegations.iter().flat_map(|body| &body.cards).collect();
        if cards.len() < 30 {
            let book = *self
                .chance
                .pick(&[None, Some(Book::PerDelegation), Some(Book::PerDelegate)])
                .unwrap_or(&None);
            self.add(1, Command::MakeBooks { book });
        }
        let Some(card) = self.chance.pick(&cards) else { return };
        let number = card.number;
        match card.custody.as_str() {
            "not_issued" => self.add(6, Command::GiveOutBook { number, to: String::new() }),
            "returned" => self.add(3, Command::GiveOutBook { number, to: "101".to_owned() }),
            "issued" if self.chance.once_in(4) => self.add(1, Command::LoseBook { number, reason: reason() }),
            "issued" if self.chance.once_in(3) => {
                self.add(1, Command::CancelBook { number, reason: reason() })
            }
            "issued" => self.add(1, Command::TakeBookBack { number }),
            _ => self.add(1, Command::ReplaceCard { card: card.id, reason: reason() }),
        }
    }

    fn who_votes(&mut self) -> Outcome {
        let franchise: FranchiseView = self.world.view(&View::Franchise)?;
        let standings = self
            .chance
            .pick(&[Standing::ALL.to_vec(), vec![Standing::Delegate], STANDINGS.to_vec()])
            .cloned()
            .unwrap_or_default();
        let vote = franchise.votes.first().map(|vote| vote.id);
        self.add(1, Command::ChangeFranchise { standings, vote, reason: reason() });
        Ok(())
    }

    fn people_of(&mut self, view: &View) -> Outcome {
        let shown: DelegationView = self.world.view(view)?;
        let badge = self.chance.number(130).to_string();
        if let Some(person) = self.chance.pick(&shown.people).cloned() {
            self.add(1, Command::CheckOut { badge: person.badge.clone() });
            self.add(1, Command::CheckIn { badge: person.badge.clone(), delegation: shown.id });
            let standing = *self.chance.pick(&STANDINGS).unwrap_or(&Standing::Observer);
            let data = DelegateData {
                badge: person.badge,
                name: format!("{}a", person.name),
                delegation: shown.id,
                standing,
                first_time: !person.first_time,
            };
            self.add(1, Command::CorrectDelegate { delegate: person.id, data, reason: reason() });
            let name = format!("Substitute {badge}");
            self.add(2, Command::Substitute { delegate: person.id, badge, name, reason: reason() });
        }
        if let Some(lasts) = shown.substitutions.iter().rfind(|each| each.ended_at.is_none()) {
            self.add(3, Command::EndSubstitution { substitution: lasts.id, reason: reason() });
        }
        Ok(())
    }
}
