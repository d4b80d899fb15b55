//! What the committee would ask for next, and how papers leave conference without a vote.

use record::command::{Adviser, Command, MotionKind, PaperCorrected, Place, Position};
use record::view::View;
use record::view::paper::{PaperOffer, PaperShown};
use record::view::papers::PaperLine;
use rules::amendment::Operation;

use super::Choices;
use crate::Outcome;
use crate::sim::opening;

impl Choices<'_> {
    /// Acts on papers, one of which is looked at.
    pub(super) fn of_the_committee(&mut self, papers: &[PaperLine]) -> Outcome<Option<PaperShown>> {
        let number = papers.len() + 1;
        if papers.len() < 40 {
            let item = self.desk.items.first().map(|line| line.id);
            self.add(
                3,
                Command::SubmitMotion { motion: opening::motion(&format!("P{number}"), item, false) },
            );
        }
        if papers.len() < 40 {
            self.add(1, Command::ImportMotions { rows: opening::papers(number / 4) });
        }
        for fate in self.desk.fates.clone() {
            // Too often, and no debate would come to its vote.
            let weight = if matches!(fate.command, Command::AcceptAmendment { .. }) { 30 } else { 1 };
            if self.chance.once_in(5) {
                self.offer(weight, fate);
            }
        }
        let kind = *self.chance.pick(&MotionKind::ALL).unwrap_or(&MotionKind::Motion);
        let at = Some("2017-03-01 12:00".to_owned()).filter(|_| !self.chance.once_in(3));
        self.add(1, Command::SetDeadline { kind, at });
        if self.chance.once_in(2) {
            return self.looked_at(papers);
        }
        let Some(motion) = self.chance.pick(papers).map(|paper| paper.id) else { return Ok(None) };
        let paper: Option<PaperShown> = self.world.view(&View::Paper { motion })?;
        let offers = paper.as_ref().map(|paper| paper.offers.clone()).unwrap_or_default();
        for offer in offers {
            let ends = matches!(offer.command, Command::WithdrawMotion { .. } | Command::DisposeOf { .. });
            self.offer(if ends { 1 } else { 5 }, offer);
        }
        let content = format!("content {}", self.chance.below(6)).into_bytes();
        let sha256 = self.world.desk()?.keep(content).map_err(|halt| halt.to_string())?;
        let name = format!("{}.txt", self.chance.below(4));
        self.add(2, Command::Attach { motion, name, sha256 });
        for each in paper.iter().flat_map(|paper| &paper.attachments) {
            self.add(2, Command::Detach { attachment: each.id, reason: "out of date".to_owned() });
        }
        let items: Vec<_> = self.desk.items.iter().map(|line| line.id).collect();
        let grounds = paper.as_ref().map(|paper| paper.challengeable.clone()).unwrap_or_default();
        if let (Some(ground), Some(item), to) = (
            self.chance.pick(&grounds).copied(),
            self.chance.pick(&items).copied(),
            self.chance.pick(&items).copied(),
        ) {
            let (by, reason) = ("York".to_owned(), "it is misplaced".to_owned());
            self.add(1, Command::MakeChallenge { of: motion, ground, to, by, reason, item });
        }
        if let Some(settle) = paper.as_ref().and_then(|paper| paper.to_settle.as_ref()) {
            let last = u32::try_from(settle.text.len()).unwrap_or(1);
            let said = opening::amendment("what is left", motion, last, Operation::Replace);
            let reason = "so the committee says".to_owned();
            self.add(20, Command::SettleAmendment { amendment: motion, edits: said.edits, reason });
        }
        if let Some(paper) = paper.as_ref().filter(|paper| paper.correctable.parties) {
            let title = if self.chance.once_in(2) { "Another title" } else { paper.title.as_str() };
            let to = PaperCorrected {
                title: title.to_owned(),
                mover: Some("York".to_owned()),
                two_thirds: paper.two_thirds_said ^ self.chance.once_in(3),
                ..PaperCorrected::default()
            };
            self.add(1, Command::CorrectPaper { motion, to, reason: "a slip of the pen".to_owned() });
        }
        if paper.as_ref().is_some_and(|paper| paper.upon.is_some()) {
            let place =
                *self.chance.pick(&[Place::Up, Place::Down, Place::First, Place::Last]).unwrap_or(&Place::Up);
            self.add(2, Command::PlaceAmendment { motion, place });
        }
        let (section, category) = ("Equality".to_owned(), String::new());
        self.add(1, Command::SortMotions { motions: vec![motion], section, category });
        let adviser = if self.chance.once_in(2) { Adviser::Committee } else { Adviser::Executive };
        let position = *self
            .chance
            .pick(&[None, Some(Position::Support), Some(Position::Oppose), Some(Position::SeekRemission)])
            .unwrap_or(&None);
        self.add(1, Command::Advise { motion, adviser, position, sentence: "for its reasons".to_owned() });
        Ok(paper)
    }

    /// A paper that is only looked at.
    fn looked_at(&mut self, papers: &[PaperLine]) -> Outcome<Option<PaperShown>> {
        let chosen = self.chance.pick(papers).map(|paper| paper.id);
        chosen.map_or(Ok(None), |motion| self.world.view(&View::Paper { motion }))
    }

    /// An offer, its reason filled in.
    fn offer(&mut self, weight: usize, offer: PaperOffer) {
        let mut command = offer.command;
        if let Command::RuleIn { reason, .. }
        | Command::RuleOut { reason, .. }
        | Command::PutOnByVote { reason, .. }
        | Command::WithdrawMotion { reason, .. }
        | Command::DisposeOf { reason, .. } = &mut command
        {
            "so it was moved".clone_into(reason);
        }
        if let (Command::PutOnAgenda { item, .. }, true) = (&mut command, offer.asks_item) {
            *item = self.chance.pick(&self.desk.items).map(|line| line.id);
        }
        self.add(weight, command);
    }
}
