//! What a random conference looks for: not everything, or it would get nowhere with any of it.

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

/// How much more often an act is asked for in a conference of this theme that has done it so often.
pub(super) fn weight(act: &str, theme: u64, done: usize) -> usize {
    let chains = u64::try_from(CHAINS.len()).unwrap_or(1);
    let chain = usize::try_from(theme / SHARE % chains).ok().and_then(|at| CHAINS.get(at));
    let linked = chain.is_some_and(|chain| chain.contains(&act)) && done < LINKS;
    if linked || (done == 0 && looked_for(act, theme)) { UNSEEN } else { 1 }
}

/// Whether an act is among those that conferences of a theme look for.
fn looked_for(act: &str, theme: u64) -> bool {
    let sum = act.bytes().fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
    sum % SHARE == theme % SHARE
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use record::command::Command;

    use super::*;

    #[test]
    fn every_link_is_an_act() {
        let acts: BTreeSet<_> = crate::sim::nonsense::examples().iter().map(Command::name).collect();
        let strange: Vec<_> = CHAINS.concat().into_iter().filter(|link| !acts.contains(link)).collect();
        assert!(strange.is_empty(), "{strange:?}");
    }
}
