//! The standing orders, and the groups that have a share of the speeches.

use record::command::{Command, KeyChange};
use serde_json::json;

use super::Choices;
use crate::Outcome;

impl Choices<'_> {
    pub(super) fn orders(&mut self) -> Outcome {
        let keys = [
            ("time.other", json!(60 + 30 * self.chance.number(8))),
            ("speak.max_per_session", json!([None, Some(1), Some(3)][self.chance.number(3) as usize])),
            ("speak.once_per_motion", json!(self.chance.once_in(2))),
            ("speak.alternate", json!(["strict", "balance", "none"][self.chance.number(3) as usize])),
            (
                "reply",
                json!(["close", "first_amendment", "any_time", "none"][self.chance.number(4) as usize]),
            ),
            ("speak.opposed_required_for_reply", json!(self.chance.once_in(3))),
            ("speak.groups", json!([{ "group": "women", "at_least": 1, "of": 2 }])),
        ];
        if let Some((key, value)) = self.chance.pick(&keys).cloned() {
            let key = key.to_owned();
            let vote = self.desk.last_vote.as_ref().map(|vote| vote.id);
            let (profile, reason) = (None, "it was decided".to_owned());
            let keys = vec![KeyChange { key, value }];
            self.add(1, Command::ChangeStandingOrders { profile, keys, vote, reason });
        }
        if let Some(profile) = self.chance.pick(&["citrine", "ucu", "pcs", "robert", "labour"]).copied() {
            let (profile, reason) = (Some(profile.to_owned()), "by the committee".to_owned());
            self.add(1, Command::ChangeStandingOrders { profile, keys: Vec::new(), vote: None, reason });
        }
        if let Some(delegate) = self.chance.pick(&self.everybody()?).copied() {
            let group = if self.chance.once_in(4) { String::new() } else { "women".to_owned() };
            self.add(1, Command::PutInGroup { delegate, group });
        }
        Ok(())
    }
}
