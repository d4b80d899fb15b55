//! What a committee would ask for next of composites: another, another text of one, that it is agreed, or that it falls apart.

use record::command::{Command, MotionKind, NewComposite};
use record::view::papers::PaperLine;
use rules::motion::State;

use super::choices::Choices;

/// Beyond so many papers no more composites are drawn up.
const ENOUGH: usize = 40;

impl Choices<'_> {
    pub(super) fn composites(&mut self, papers: &[PaperLine]) {
        self.another_composite(papers);
        for paper in papers.iter().filter(|paper| paper.kind == MotionKind::Composite) {
            let composite = paper.id;
            if paper.state == State::RuledIn {
                let paragraphs = vec!["As they now have it.".to_owned()];
                let (title, mover, seconder) = ("Both again".to_owned(), Some("Leeds".to_owned()), None);
                let more = papers.iter().filter(|other| other.upon.is_some()).map(|other| other.id).take(1);
                let more = more.collect();
                self.add(3, Command::Recompose { composite, title, paragraphs, mover, seconder, more });
                let (mover, seconder) = ("Leeds".to_owned(), "Hull".to_owned());
                self.add(12, Command::AgreeComposite { composite, mover, seconder, item: None });
            }
            self.add(2, Command::DissolveComposite { composite, reason: "they fell out".to_owned() });
        }
    }

    /// Of two papers and of what would amend them; now and then of one named twice, which is refused.
    fn another_composite(&mut self, papers: &[PaperLine]) {
        let can = |paper: &&PaperLine| paper.state.next().contains(&State::Composited);
        let ids: Vec<_> = papers.iter().filter(can).map(|paper| paper.id).collect();
        let (Some(&one), Some(&other)) = (self.chance.pick(&ids), self.chance.pick(&ids)) else { return };
        if papers.len() >= ENOUGH {
            return;
        }
        let amends = |paper: &&PaperLine| paper.upon == Some(one) || paper.upon == Some(other);
        let amendments = papers.iter().filter(amends).filter(can).map(|paper| paper.id);
        let sources = [one, other].into_iter().chain(amendments).collect();
        let composite = NewComposite { title: "Both".to_owned(), sources, paragraphs: Vec::new() };
        self.add(2, Command::Compose { composite });
    }
}
