//! Which values cannot be. One sentence for each, with its key, so that whoever wrote the profile finds it.

use std::collections::BTreeSet;

use super::{Book, ChallengeTie, Demand, MayMove, ProcKind, Split, StandingOrders};
use crate::majority::Majority;
use crate::quorum::Quorum;

/// Longer than this, a time is a slip of the finger.
const LONGEST_SECONDS: u32 = 4 * 60 * 60;
const LONGEST_MINUTES: u32 = 24 * 60;
/// Longer than this, it is no word.
const LONGEST_WORDS: usize = 40;

pub(super) fn faults(orders: &StandingOrders) -> Vec<String> {
    let mut faults = Vec::new();
    for (key, words) in [("name", &orders.name), ("title", &orders.title)] {
        if words.trim().is_empty() {
            faults.push(format!("{key} is empty."));
        }
    }
    times(orders, &mut faults);
    quorum(orders, &mut faults);
    speaking(orders, &mut faults);
    procedure(orders, &mut faults);
    counting(orders, &mut faults);
    faults
}

fn times(orders: &StandingOrders, faults: &mut Vec<String>) {
    let time = &orders.time;
    let speeches = [
        ("mover_motion", time.mover_motion),
        ("seconder", time.seconder),
        ("mover_amendment", time.mover_amendment),
        ("other", time.other),
        ("reply", time.reply),
        ("platform", time.platform),
    ];
    for (key, seconds) in speeches {
        if seconds == 0 || seconds > LONGEST_SECONDS {
            faults.push(format!("time.{key} is {seconds} seconds: it must be from 1 second to 4 hours."));
        }
    }
    if speeches.iter().all(|(_, seconds)| *seconds <= time.warning) {
        faults.push("time.warning is as long as the longest speech.".to_owned());
    }
    let votes = [
        ("hands", orders.vote_minutes.hands),
        ("counted", orders.vote_minutes.counted),
        ("card", orders.vote_minutes.card),
    ];
    for (key, minutes) in votes {
        if minutes > LONGEST_SECONDS / 60 {
            faults.push(format!("vote_minutes.{key} is {minutes} minutes: it must be at most 4 hours."));
        }
    }
}

fn quorum(orders: &StandingOrders, faults: &mut Vec<String>) {
    match orders.quorum.of {
        Quorum::Fraction { den: 0, .. } => faults.push("quorum.of is a fraction of nothing.".to_owned()),
        Quorum::Fraction { of_registered_num, den } if of_registered_num > den => {
            faults.push("quorum.of is more than all the delegates registered.".to_owned());
        }
        Quorum::Fraction { of_registered_num: 0, .. } | Quorum::Number(0) | Quorum::Organisations(0) => {
            faults.push("quorum.of is nought: to ask for none, say \"none\".".to_owned());
        }
        Quorum::None | Quorum::Number(_) | Quorum::Fraction { .. } | Quorum::Organisations(_) => {}
    }
    if orders.challenge.tie == ChallengeTie::Overturned && orders.challenge.majority != Majority::Simple {
        faults
            .push("challenge.tie: a tie can overturn a ruling only where a simple majority does.".to_owned());
    }
    longest("quorum.grace_minutes", orders.quorum.grace_minutes, faults);
}

fn speaking(orders: &StandingOrders, faults: &mut Vec<String>) {
    let speak = &orders.speak;
    for (key, limit) in [
        ("max_per_motion", speak.max_per_motion),
        ("max_per_session", speak.max_per_session),
        ("max_per_day", speak.max_per_day),
    ] {
        if limit == Some(0) {
            faults.push(format!("speak.{key} is nought: leave it out where there is no limit."));
        }
    }
    if speak.once_per_motion && speak.max_per_motion.is_some_and(|limit| limit > 1) {
        faults.push(
            "speak.max_per_motion is more than one, and speak.once_per_motion allows one only.".to_owned(),
        );
    }
    let mut seen = BTreeSet::new();
    for share in &speak.groups {
        let name = share.group.trim();
        if name.is_empty() {
            faults.push("speak.groups has a group without a name.".to_owned());
        } else if !seen.insert(name.to_lowercase()) {
            faults.push(format!("speak.groups names {name} twice."));
        }
        if share.at_least == 0 || share.at_least > share.of {
            faults.push(format!(
                "speak.groups gives {name} {} speeches in {}: it must be from 1 to all of them.",
                share.at_least, share.of
            ));
        }
    }
}

fn procedure(orders: &StandingOrders, faults: &mut Vec<String>) {
    for kind in ProcKind::ALL {
        let rule = orders.proc.of(kind);
        longest(&format!("proc.{}.cooldown_min", kind.key()), rule.cooldown_min, faults);
        if !rule.seconder && rule.may_move.contains(&MayMove::SeconderNotSpoken) {
            faults.push(format!(
                "proc.{}.may_move asks something of a seconder, and proc.{}.seconder asks for none.",
                kind.key(),
                kind.key()
            ));
        }
    }
    if orders.challenge.min_challengers == 0 {
        faults.push("challenge.min_challengers is nought: somebody has to challenge.".to_owned());
    }
    match orders.suspend.max_minutes {
        Some(0) => {
            faults.push("suspend.max_minutes is nought: leave it out where there is no limit.".to_owned());
        }
        Some(minutes) => longest("suspend.max_minutes", minutes, faults),
        None => {}
    }
}

fn counting(orders: &StandingOrders, faults: &mut Vec<String>) {
    for (key, demand) in [("card", orders.card.demanded_by), ("count", orders.count.demanded_by)] {
        match demand {
            Some(Demand::Delegates(0) | Demand::Delegations(0) | Demand::Fraction { num: 0, .. }) => {
                faults.push(format!(
                    "{key}.demanded_by is nought: leave it out where delegates may not demand one."
                ));
            }
            Some(Demand::Fraction { num, den }) if num > den => {
                faults.push(format!("{key}.demanded_by is more than all the delegates."));
            }
            Some(Demand::Delegates(_) | Demand::Delegations(_) | Demand::Fraction { .. } | Demand::Mover)
            | None => {}
        }
    }
    if orders.split == Split::PerDelegate && orders.card.book == Book::PerDelegation {
        faults.push(
            "split is per_delegate, and card.book gives the whole delegation one book: say per_delegate in both."
                .to_owned(),
        );
    }
    for (key, said) in [("carried", &orders.announce.carried), ("lost", &orders.announce.lost)] {
        if said.trim().is_empty() || said.chars().count() > LONGEST_WORDS {
            faults.push(format!("announce.{key} must be a word or two, which the chair can say."));
        }
    }
    if orders.turnout_fall_percent.is_some_and(|percent| percent == 0 || percent > 100) {
        faults.push(
            "turnout_fall_percent must be from 1 to 100: leave it out where no fall is to be acknowledged."
                .to_owned(),
        );
    }
}

fn longest(key: &str, minutes: u32, faults: &mut Vec<String>) {
    if minutes > LONGEST_MINUTES {
        faults.push(format!("{key} is {minutes} minutes: it must be at most a day."));
    }
}
