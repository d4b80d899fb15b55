//! What a random conference looks for: not everything, or it would get nowhere with any of it.

use std::collections::BTreeSet;

/// How much more often an act is asked for that the conference has not seen, if it is among those that it looks for.
const UNSEEN: usize = 20;
/// A conference looks for one act in so many: looking for all of them, it would get nowhere with any.
const SHARE: u64 = 4;

/// What takes a long chain of acts, each of them several times: a conference follows one of these to its end.
const CHAINS: [&[&str]; 5] = [
    &[
        "count_twice",
        "open_batch",
        "claim_batch",
        "enter_in_batch",
        "finish_entry",
        "give_up_entry",
        "say_not_here",
        "settle_difference",
        "discard_batch",
        "acknowledge_turnout",
        "recount",
    ],
    &[
        "add_report_part",
        "publish_report",
        "call_motion",
        "refer_part_back",
        "move_reference_back",
        "restore_part",
        "carry_out_challenge",
    ],
    &["add_motion", "call_motion", "accept_amendment", "settle_amendment", "nothing_remains", "settle_away"],
    &[
        "prepare_priorities",
        "open_priorities",
        "enter_priorities_paper",
        "close_priorities",
        "count_priorities",
        "settle_priorities_tie",
        "order_by_priorities",
    ],
    &[
        "offer_options",
        "count_options",
        "declare_options",
        "vote_again",
        "abandon_options",
        "count_quorum",
        "admit_station",
        "revoke_station",
    ],
];
/// How often an act of a chain is asked for more often than others in one conference.
const LINKS: usize = 5;

/// What one conference looks for.
#[derive(Debug, Clone, Copy)]
pub struct Theme<'a> {
    /// The chain that it follows to its end, and which share of all acts it looks for.
    pub number: u64,
    /// Acts that no conference has done yet: it looks for these before all others.
    pub sought: &'a BTreeSet<&'static str>,
}

impl Theme<'_> {
    /// How much more often an act is asked for by a conference that has done it so often.
    pub(super) fn weight(self, act: &str, done: usize) -> usize {
        if self.sought.contains(act) && done == 0 {
            return UNSEEN * UNSEEN;
        }
        let chains = u64::try_from(CHAINS.len()).unwrap_or(1);
        let chain = usize::try_from(self.number / SHARE % chains).ok().and_then(|at| CHAINS.get(at));
        let linked = chain.is_some_and(|chain| chain.contains(&act)) && done < LINKS;
        if linked || (done == 0 && self.looks_for(act)) { UNSEEN } else { 1 }
    }

    fn looks_for(self, act: &str) -> bool {
        let sum = act.bytes().fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
        sum % SHARE == self.number % SHARE
    }
}

#[cfg(test)]
mod tests {
    use record::command::Command;

    use super::*;

    #[test]
    fn every_link_is_an_act() {
        let acts: BTreeSet<_> = crate::sim::nonsense::examples().iter().map(Command::name).collect();
        let strange: Vec<_> = CHAINS.concat().into_iter().filter(|link| !acts.contains(link)).collect();
        assert!(strange.is_empty(), "{strange:?}");
    }
}
