//! What is moved from the floor.

use record::command::{Command, InterruptionKind, ProcedureGiven, Ruling, Who};
use record::ids::InterruptionId;
use record::view::View;
use record::view::floor::RulingsView;
use rules::procedure::Kind;

use super::Choices;
use crate::Outcome;

impl Choices<'_> {
    pub(super) fn floor(&mut self) -> Outcome {
        if self.desk.heading.state == "adjourned" {
            self.add(60, Command::Resume);
        }
        if self.desk.presiding.is_some() {
            self.add(2, Command::ReturnToChair);
        }
        let question = self.desk.question.as_ref().map(|question| question.id);
        self.add(
            1,
            Command::LeaveChair { to: "Vera Lane".to_owned(), reason: "the chair is to speak".to_owned() },
        );
        self.add(1, Command::Adjourn { until: None, reason: "the heating has failed".to_owned() });
        if let Some(question) = question {
            let agreed = self.chance.once_in(2);
            self.add(1, Command::AskToRemit { question, asked_by: "The executive".to_owned(), agreed });
            let kind = self.desk.question.as_ref().and_then(|question| question.procedure);
            let weight = if kind == Some(Kind::QuorumCall) { 60 } else { 1 };
            let present = u64::from(self.chance.number(300));
            self.add(weight, Command::CountQuorum { question, present });
            // What was moved from the floor is soon decided.
            if kind.is_some() {
                let who = self.delegate()?;
                self.add(40, Command::SecondProcedure { question, who });
                self.add(4, Command::WithdrawQuestion { question, reason: "on second thoughts".to_owned() });
            }
        }
        let in_order: Vec<Kind> =
            self.desk.floor.iter().filter(|row| row.refused.is_none()).map(|row| row.kind).collect();
        let any = self.chance.pick(&Kind::MOVED).copied();
        for (weight, kind) in [(6, self.chance.pick(&in_order).copied()), (1, any)] {
            let Some(kind) = kind else { continue };
            let (who, seconder, given) = (self.delegate()?, Some(self.delegate()?), self.given()?);
            let seconder = seconder.filter(|_| !self.chance.once_in(3));
            let refused = Command::RefuseProcedure { kind, who: who.clone(), why: "too early".to_owned() };
            self.add(1, refused);
            self.add(weight, Command::MoveProcedure { kind, upon: question, who, seconder, given });
        }
        Ok(())
    }

    /// Somebody rises, on the question, on an item without one, or between two items; and the chair rules.
    pub(super) fn rising(&mut self) {
        let question = self.desk.question.as_ref().map(|question| question.id);
        let kinds = [
            InterruptionKind::PointOfOrder,
            InterruptionKind::PointOfInformation,
            InterruptionKind::Explanation,
        ];
        let kind = *self.chance.pick(&kinds).unwrap_or(&InterruptionKind::PointOfOrder);
        let (body, stated) = ("Hull".to_owned(), "a point".to_owned());
        self.add(3, Command::Interrupt { question, kind, body, stated });
        let Some(interruption) = self.desk.interruption.as_ref().map(|point| point.id) else { return };
        let rulings = [Ruling::WellTaken, Ruling::NotWellTaken, Ruling::Heard];
        let ruling = *self.chance.pick(&rulings).unwrap_or(&Ruling::Heard);
        self.add(30, Command::Rule { interruption, ruling, words: "So I rule.".to_owned() });
    }

    fn delegate(&mut self) -> Outcome<Who> {
        let delegates = self.everybody()?;
        Ok(match self.chance.pick(&delegates).copied() {
            Some(delegate) if !self.chance.once_in(4) => Who { delegate: Some(delegate), ..Who::default() },
            Some(_) | None => Who { name: Some("Guest".to_owned()), ..Who::default() },
        })
    }

    fn given(&mut self) -> Outcome<ProcedureGiven> {
        let rulings: RulingsView = self.world.view(&View::Rulings)?;
        let points: Vec<InterruptionId> = rulings.rulings.iter().map(|ruling| ruling.id).collect();
        Ok(ProcedureGiven {
            stated: "that it was clear".to_owned(),
            ruling: self.chance.pick(&points).copied().filter(|_| !self.chance.once_in(3)),
            supporters: self.chance.number(9),
            orders: "7".to_owned(),
            purpose: "so that a guest may speak".to_owned(),
            until: Some("23:58".to_owned()).filter(|_| !self.chance.once_in(4)),
            acting: "Vera Lane".to_owned(),
        })
    }
}
