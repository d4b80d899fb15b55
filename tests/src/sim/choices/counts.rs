//! What tellers would do at a count by blocks, a roll call and a secret ballot.

use record::command::{
    Casting, Command, CorrectedSection, HallBlock, Method, NewOption, OptionCount, TieBreak,
};
use record::view::View;
use record::view::counts::CountView;
use record::view::parts::VoteShown;
use rules::demand::{Support, Wanted};
use rules::options::Way;
use rules::roll_call::Answer;
use rules::secret_ballot::Batch;
use rules::standing_orders::Tie;

use super::Choices;
use crate::Outcome;

impl Choices<'_> {
    /// A demand from the floor, and several options to choose between.
    pub(super) fn beside(&mut self) {
        if let Some(demand) = self.desk.beside.demand.as_ref().map(|demand| demand.id) {
            self.add(40, Command::GrantDemand { demand, words: String::new() });
            self.add(40, Command::RefuseDemand { demand, words: "go on".to_owned() });
        } else if let Some(question) = self.desk.question.as_ref().map(|question| question.id) {
            let wanted = if self.chance.once_in(2) { Wanted::Count } else { Wanted::Card };
            let delegates = self.chance.once_in(2).then(|| u64::from(self.chance.number(60)));
            let support = Support { delegates, delegations: None, mover: self.chance.once_in(4) };
            self.add(3, Command::Demand { question, wanted, by: "Hull".to_owned(), support });
        }
        let Some(item) = self.desk.item.as_ref().map(|item| item.id) else { return };
        let way = *self.chance.pick(&[Way::Plurality, Way::Exhaustive, Way::Each]).unwrap_or(&Way::Each);
        let options = ["Leeds", "Hull", "York"]
            .map(|words| NewOption { words: words.to_owned(), motion: None })
            .to_vec();
        self.add(2, Command::OfferOptions { item, title: "Where next?".to_owned(), way, options });
        self.choosing();
    }

    fn choosing(&mut self) {
        let Some(choosing) = self.desk.beside.choosing.clone() else { return };
        let id = choosing.id;
        let any = self.chance.pick(&choosing.options).map(|option| option.id);
        if choosing.state != "open" {
            let right = any.into_iter().collect();
            self.add(1, Command::CorrectOptions { choosing: id, right, reason: "misheard".to_owned() });
            return;
        }
        let counts = choosing
            .options
            .iter()
            .filter(|option| option.voted_on)
            .map(|option| OptionCount {
                option: option.id,
                votes: u64::from(self.chance.number(5)),
                against: (choosing.way == Way::Each).then(|| u64::from(self.chance.number(5))),
            })
            .collect();
        let reason = choosing.found.as_ref().map(|_| "counted again".to_owned());
        self.add(
            if reason.is_none() { 60 } else { 4 },
            Command::CountOptions { choosing: id, counts, reason },
        );
        let tie = match (self.chance.below(4), any) {
            (0, _) => Some(TieBreak::Between),
            (1, _) => Some(TieBreak::Again),
            (2, Some(option)) => Some(TieBreak::Chair { option }),
            (_, _) => None,
        };
        self.add(40, Command::DeclareOptions { choosing: id, tie });
        self.add(1, Command::AbandonOptions { choosing: id, reason: "later".to_owned() });
    }

    /// A counted vote that waits for the chair may be counted again.
    pub(super) fn again(&mut self, shown: &VoteShown) -> Outcome {
        if shown.tie.is_some() {
            self.add(
                if shown.tie == Some(Tie::Revote) { 60 } else { 3 },
                Command::VoteAgain { vote: shown.id },
            );
        }
        if shown.method == Method::Counted {
            self.recount(shown)?;
        }
        Ok(())
    }

    fn recount(&mut self, shown: &VoteShown) -> Outcome {
        let view: CountView = self.world.view(&View::Count { vote: shown.id, station: None })?;
        let one = self.chance.pick(&view.blocks).map(|block| block.id);
        let block = one.filter(|_| self.chance.once_in(2));
        self.add(4, Command::RecountBlocks { vote: shown.id, block, reason: "doubted".to_owned() });
        Ok(())
    }

    /// At the desk of a count that is taken.
    pub(super) fn count(&mut self, shown: &VoteShown) -> Outcome {
        let vote = shown.id;
        let view: CountView = self.world.view(&View::Count { vote, station: None })?;
        let doors =
            if view.heading.doors_closed.is_some() { Command::OpenDoors } else { Command::CloseDoors };
        self.add(4, doors);
        let name = (*self.chance.pick(&["Left", "Right", "Balcony"]).unwrap_or(&"Left")).to_owned();
        let blocks = vec![HallBlock { name, tellers: "Ann Lee".to_owned() }];
        self.add(2, Command::DivideHall { blocks });
        match shown.method {
            Method::Counted => self.blocks(shown, &view)?,
            Method::RollCall => self.names(shown, &view),
            Method::Secret => self.papers_in_boxes(shown, &view),
            Method::Agreed | Method::Hands | Method::Card => {}
        }
        let ready = view.vote.not_ready.is_none();
        self.add(if ready { 120 } else { 2 }, Command::FinishCount { vote });
        Ok(())
    }

    fn blocks(&mut self, shown: &VoteShown, view: &CountView) -> Outcome {
        let waiting: Vec<_> = view.blocks.iter().filter(|block| block.counted.is_none()).collect();
        let any: Vec<_> = view.blocks.iter().collect();
        let of = if waiting.is_empty() || self.chance.once_in(8) { any } else { waiting };
        let Some(block) = self.chance.pick(&of).map(|block| block.id) else { return Ok(()) };
        let (r#for, against) = (u64::from(self.chance.number(6)), u64::from(self.chance.number(6)));
        let abstain = self.chance.once_in(6).then_some(1);
        let reason = self.chance.once_in(3).then(|| "typed wrong".to_owned());
        self.add(80, Command::EnterBlock { block, r#for, against, abstain, reason });
        self.add(10, Command::MarkBlockEmpty { block });
        self.recount(shown)
    }

    fn names(&mut self, shown: &VoteShown, view: &CountView) {
        let left: Vec<_> = view.names.iter().filter(|name| name.answer.is_none()).collect();
        let number = u64::try_from(left.len()).unwrap_or_default();
        let answer = *self.chance.pick(&Answer::ALL).unwrap_or(&Answer::For);
        let reason = self.chance.once_in(2).then(|| "misheard".to_owned());
        if let Some(name) = left.first() {
            // Where the roll is read again most say what they said.
            let answer = name.first.filter(|_| !self.chance.once_in(4)).unwrap_or(answer);
            self.add(80, Command::AnswerRollCall { name: name.id, answer, reason: None });
            self.add(20, Command::AccountForRest { vote: shown.id, names: number });
        }
        if let Some(name) = self.chance.pick(&view.names) {
            self.all.push((6, Command::AnswerRollCall { name: name.id, answer, reason }));
        }
    }

    fn papers_in_boxes(&mut self, shown: &VoteShown, view: &CountView) {
        let vote = shown.id;
        let Some(ballot) = &view.ballot else { return };
        let reason = ballot.issued.map(|_| "counted again".to_owned());
        let papers = 30 + u64::from(self.chance.number(20));
        self.add(if ballot.issued.is_none() { 40 } else { 3 }, Command::IssuePapers { vote, papers, reason });
        if shown.state == "open" {
            if let Some(voter) = self.chance.pick(&ballot.voters) {
                self.all
                    .push((60, Command::MarkVoted { vote, voters: vec![voter.id], voted: !voter.has_voted }));
            }
            self.add(15, Command::CloseVote { vote });
            return;
        }
        let batch = Batch {
            for_: u64::from(self.chance.number(12)),
            against: u64::from(self.chance.number(12)),
            abstain: u64::from(self.chance.number(3)),
            spoiled: u64::from(self.chance.number(2)),
        };
        self.add(30, Command::EnterBallots { vote, batch });
        if let Some(batch) = self.chance.pick(&ballot.batches) {
            self.all
                .push((5, Command::SetBallotsAside { batch: batch.id, reason: "counted wrong".to_owned() }));
        }
        if let Some(papers) = ballot.missing {
            self.add(40, Command::MarkPapersNotReturned { vote, papers });
        }
    }

    pub(super) fn correction(&mut self, shown: &VoteShown) {
        let Some(result) = &shown.result else { return };
        let counted = result.counted.is_some();
        let r#for = u64::from(self.chance.number(4));
        let one = |name: Option<&String>, weight| CorrectedSection {
            name: name.cloned(),
            weight,
            r#for,
            against: 2,
            abstain: (shown.method == Method::Card).then_some(0),
        };
        let sections = match result.sections.as_slice() {
            [] if counted => vec![one(None, 100)],
            all => all.iter().map(|section| one(section.name.as_ref(), section.weight)).collect(),
        };
        let carried = (!counted).then(|| self.chance.once_in(2));
        let casting = (counted && r#for == 2 && self.chance.once_in(2)).then_some(Casting::For);
        let reason = "counted wrong".to_owned();
        self.add(1, Command::Correct { vote: shown.id, sections, carried, casting, reason });
    }
}
