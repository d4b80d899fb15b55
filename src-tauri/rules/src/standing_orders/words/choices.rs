//! What a key may be, where it is one or some of a few.

use super::KeyOption;

macro_rules! options {
    ($($value:literal: $words:literal),* $(,)?) => {
        &[$(KeyOption { value: $value, words: $words }),*]
    };
}

const MAJORITIES: &[KeyOption] = options! {
    "simple": "more than half",
    "two_thirds": "at least two-thirds",
    "two_thirds_strict": "more than two-thirds",
    "three_quarters": "at least three-quarters",
    "unanimous": "all",
};
const WHENS: &[KeyOption] = options! {
    "before_question": "before the question is put",
    "after_hands": "after a show of hands",
    "both": "before the question is put or after a show of hands",
};
const SPEECHES: &[KeyOption] = options! {
    "no": "nobody",
    "mover_and_chair": "its mover, and the chair in answer",
    "one_each": "one for and one against",
    "limited": "briefly, as the chair allows",
    "yes": "anybody",
};

pub(super) const CHOICES: &[(&[&str], &[KeyOption])] = &[
    (&["majority", "challenge.majority", "change.majority", "change.shorter_speeches"], MAJORITIES),
    (
        &["base", "challenge.base", "change.base"],
        options! {
            "voting": "those who vote",
            "present": "all who are present, whether they vote or not",
        },
    ),
    (&["card.when", "count.when"], WHENS),
    (&["debatable", "challenge.speeches"], SPEECHES),
    (
        &["time.stop"],
        options! {
            "light": "a red light",
            "bell": "a bell",
            "mic": "switching the microphone off",
        },
    ),
    (
        &["speak.alternate"],
        options! {
            "strict": "take turns, as long as somebody waits on both",
            "balance": "are balanced: the side heard less comes next",
            "none": "do not matter: in the order in which people asked",
        },
    ),
    (
        &["speak.first_speech"],
        options! {
            "none": "never",
            "today": "a first speech today",
            "conference": "a first speech at this conference",
        },
    ),
    (
        &["reply"],
        options! {
            "close": "at the close of the debate on the motion",
            "first_amendment": "at the close of the debate, or on the first amendment",
            "any_time": "at any time in the debate",
            "none": "not at all",
        },
    ),
    (
        &["amend.order"],
        options! {
            "text_position": "in the order in which they first touch the text",
            "printed": "in the order of their numbers",
            "soc": "as the committee has placed them; by their numbers where it has not",
        },
    ),
    (
        &["amend.debate"],
        options! {
            "sequential": "one after the other, each voted on before the next",
            "grouped_then_votes": "together with the motion, then voted on one after the other",
        },
    ),
    (
        &["amend.accept"],
        options! {
            "mover": "by the mover of the motion",
            "no_objection": "where nobody in the hall objects",
        },
    ),
    (&["amend.of_amendment"], options! { "allowed": "yes", "not": "no" }),
    (
        &["remit"],
        options! {
            "mover": "only if its mover agrees",
            "mover_and_conference": "if its mover agrees and conference approves",
            "any_delegate": "if its mover agrees and conference approves; where its mover refuses, any delegate may move it",
        },
    ),
    (
        &["withdraw"],
        options! {
            "mover": "by its mover",
            "majority": "by a majority of conference",
            "no_objection": "only if nobody objects",
        },
    ),
    (
        &["challenge.who_presides"],
        options! {
            "vice_chair": "the vice-chair",
            "chosen": "whoever conference chooses",
            "chair": "nobody else: the chair stays",
        },
    ),
    (&["challenge.tie"], options! { "sustained": "stands", "overturned": "is overturned" }),
    (
        &["quorum.check"],
        options! {
            "on_call": "when somebody calls for it",
            "continuous": "all the time",
        },
    ),
    (
        &["abstain"],
        options! {
            "excluded": "are recorded and change nothing",
            "in_base": "count among the votes, and so weigh against",
        },
    ),
    (
        &["tie"],
        options! {
            "lost": "the question is lost",
            "chair_casting": "the chair may give a casting vote; if not, it is not carried",
            "revote": "the vote is taken again",
        },
    ),
    (
        &["rounding_display"],
        options! {
            "2dp_half_up": "two decimals, halves upwards",
            "1dp_half_up": "one decimal, halves upwards",
        },
    ),
    (
        &["card.book"],
        options! {
            "per_delegation": "each delegation, with its whole vote",
            "per_delegate": "each delegate, with a share of the delegation’s vote",
        },
    ),
    (
        &["split"],
        options! {
            "none": "all one way",
            "per_delegate": "each delegate a share",
            "free": "divided as it likes",
        },
    ),
    (
        &["absent_share"],
        options! {
            "lost": "is not cast",
            "redistribute_if_recorded": "goes to the others of the delegation, where the absence was reported",
        },
    ),
    (
        &["card.empty_section"],
        options! {
            "zero": "keeps its weight and gives it to neither side",
            "drop": "is left out, and the others are the whole",
        },
    ),
    (
        &["entries"],
        options! {
            "one": "once",
            "two_blind": "twice, by two tellers who do not see each other’s entries",
        },
    ),
    (
        &["announce.first"],
        options! {
            "figures": "the figures, then the outcome",
            "outcome": "the outcome, then the figures",
        },
    ),
    (
        &["may_move"],
        options! {
            "not_spoken": "mover has not spoken",
            "seconder_not_spoken": "seconder has not spoken",
        },
    ),
    (
        &["not_during"],
        options! {
            "amendment": "an amendment",
            "closing_motion": "another closing motion",
            "reply": "the reply",
        },
    ),
];

pub(super) const FORMULAS: [KeyOption; 7] = [
    KeyOption {
        value: "labour_clp2022",
        words: "Labour’s constituencies 2022: 1 delegate up to 749 members, then 1 more and 1 for each further 250 or part, at most 6; a vote for each member",
    },
    KeyOption { value: "momentum_cac2016", words: "2 for each 100 members or part" },
    KeyOption { value: "london_momentum", words: "2 for each 50 members or part, at most 10" },
    KeyOption { value: "london_momentum_union", words: "5 below 250,000 members, otherwise 10" },
    KeyOption {
        value: "wolverhampton_tuc",
        words: "1 for each 50 members or part up to 200, then 1 for each further 100 or part, at most 11",
    },
    KeyOption { value: "per_thousand", words: "1 delegate; 1 vote for each completed thousand members" },
    KeyOption { value: "per_member", words: "1 delegate; as many votes as it has members" },
];
