//! The clocks beside the speech's: a debate that is limited, a program that was away.

use record::command::Command;

use super::Choices;

impl Choices<'_> {
    pub(super) fn slower_clocks(&mut self) {
        if self.desk.speech.is_some() {
            self.add(3, Command::NoteAway);
        }
        if let Some(away) = self.desk.away.clone() {
            self.all.extend(away.ways.into_iter().map(|way| (30, way.command)));
        }
        if let Some(question) = self.desk.question.as_ref().map(|question| question.id) {
            let minutes = self.chance.pick(&[None, Some(2), Some(15), Some(40)]).copied().flatten();
            self.add(1, Command::LimitDebate { question, minutes });
        }
    }
}
