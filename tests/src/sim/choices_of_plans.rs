//! What a committee would ask for next of the order of business: plans, guillotines, groups, lost business.

use record::command::{Command, DraftItem, PlanDraft};
use record::ids::{ItemId, MotionId};
use record::view::View;
use record::view::draft::DraftView;
use record::view::papers::PapersView;
use record::view::programme::ProgrammeView;
use rules::guillotine::Fate;
use rules::motion::{MotionKind, State};

use super::choices::Choices;
use crate::Outcome;
use crate::chance::Chance;

const FATES: [Fate; 5] =
    [Fate::LostBusiness, Fate::GuillotineSection, Fate::Executive, Fate::Lapses, Fate::Remitted];

impl Choices<'_> {
    pub(super) fn plans(&mut self, programme: &ProgrammeView, item: ItemId) -> Outcome {
        let reason = || "the committee says so".to_owned();
        let private = self.chance.once_in(2);
        self.add(1, Command::SetPrivate { item, private });
        let fate = *self.chance.pick(&FATES).unwrap_or(&Fate::LostBusiness);
        self.add(1, Command::LoseItems { items: vec![item], fate, reason: reason() });
        for lost in &programme.lost {
            let after = Some(item).filter(|_| self.chance.once_in(2));
            self.add(if lost.first { 6 } else { 1 }, Command::PutLostBack { item: lost.item, after });
        }
        if let Some(session) = self.chance.pick(&programme.sessions).cloned() {
            let minute = 9 * 60 + self.chance.number(120);
            let at = format!("{:02}:{:02}", minute / 60, minute % 60);
            let of = Some(item).filter(|_| self.chance.once_in(3));
            self.add(
                2,
                Command::SetGuillotine {
                    session: session.id,
                    item: of,
                    at: at.clone(),
                    fate,
                    reason: reason(),
                },
            );
            for set in &programme.guillotines {
                let guillotine = set.id;
                self.add(3, Command::ApplyGuillotine { guillotine });
                self.add(1, Command::TakeGuillotineAway { guillotine, reason: reason() });
                self.add(1, Command::ChangeGuillotine { guillotine, at: at.clone(), fate, reason: reason() });
            }
        }
        self.groups(programme, item)?;
        let draft: DraftView = self.world.view(&View::Draft { draft: None })?;
        let mut plan = draft.draft;
        for _ in 0..=self.chance.below(3) {
            edit(
                &mut plan,
                self.chance,
                &programme.lost.iter().map(|lost| lost.draft.clone()).collect::<Vec<_>>(),
            );
        }
        self.add(2, Command::AdoptPlan { plan, reason: reason() });
        Ok(())
    }

    fn groups(&mut self, programme: &ProgrammeView, item: ItemId) -> Outcome {
        let papers: PapersView = self.world.view(&View::Papers)?;
        let free: Vec<MotionId> = papers
            .papers
            .iter()
            .filter(|paper| paper.kind != MotionKind::Amendment && paper.state == State::OnAgenda)
            .map(|paper| paper.id)
            .collect();
        let first = self.chance.pick(&free).copied();
        let second = self.chance.pick(&free).copied();
        self.add(2, Command::GroupMotions { item, motions: first.into_iter().chain(second).collect() });
        let grouped = programme.days.iter().flat_map(|day| &day.items).filter(|line| line.together);
        for line in grouped {
            self.add(2, Command::UngroupMotions { item: line.id });
        }
        Ok(())
    }
}

/// One change that a committee would make to its draft.
fn edit(plan: &mut PlanDraft, chance: &mut Chance, lost: &[DraftItem]) {
    let Some(from) = pick(plan.sessions.len(), chance) else { return };
    let Some(to) = pick(plan.sessions.len(), chance) else { return };
    let taken = plan.sessions.get_mut(from).and_then(|session| {
        let place = pick(session.items.len(), chance)?;
        Some(session.items.remove(place))
    });
    let Some(mut item) = taken else { return };
    match chance.below(6) {
        0 => item.minutes = chance.number(60),
        1 => {
            item.at = Some(format!("{:02}:30", 8 + chance.number(6)));
            item.fixed = chance.once_in(2);
        }
        2 => {
            plan.removed.extend(item.item);
            return;
        }
        3 => item.private = !item.private,
        4 => {
            if let (Some(back), Some(session)) = (chance.pick(lost), plan.sessions.get_mut(to)) {
                session.items.push(back.clone());
            }
        }
        _ => item.together = !item.together,
    }
    if let Some(session) = plan.sessions.get_mut(to) {
        let place = pick(session.items.len() + 1, chance).unwrap_or_default();
        session.items.insert(place, item);
    }
}

fn pick(length: usize, chance: &mut Chance) -> Option<usize> {
    chance.pick(&(0..length).collect::<Vec<_>>()).copied()
}
