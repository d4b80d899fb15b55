//! Who may speak, and who may reply.

use super::{Reply, ReplyFacts, Role, Speak, Spoken, may_follow_the_reply, may_reply, may_speak};

fn code<T: std::fmt::Debug>(answer: Result<T, crate::refusal::Refusal>) -> &'static str {
    let Err(refusal) = answer else { return "" };
    assert!(refusal.overrulable && refusal.allow.is_some(), "{refusal:?}");
    refusal.code.leak()
}

#[test]
fn the_right_to_speak() {
    use Role::{Mover, Platform, PointOfOrder, Reply, Seconder, Speaker};
    let citrine = Speak::default();
    let often = Speak { once_per_motion: false, ..citrine.clone() };
    let twice = Speak { max_per_motion: Some(2), ..often.clone() };
    let seconding = Speak { formal_second_counts: true, ..citrine.clone() };
    let strict = Speak { again_on_amendment: false, ..citrine.clone() };
    let labour = Speak { max_per_session: Some(1), ..citrine.clone() };
    let daily = Speak { max_per_day: Some(3), ..citrine.clone() };
    let nothing = Spoken::default();
    let here = |here| Spoken { here, here_today: here, in_session: here, today: here, ..nothing };
    let beneath = Spoken { beneath: 1, in_session: 1, today: 1, ..nothing };
    let seconded = Spoken { seconded_formally: true, ..nothing };
    let elsewhere = |n| Spoken { in_session: n, today: n, ..nothing };
    for (role, spoken, speak, expect) in [
        (Speaker, nothing, &citrine, ""),
        (Speaker, here(1), &citrine, "speaker.has_spoken"),
        (Platform, here(1), &citrine, "speaker.has_spoken"),
        (Mover, here(1), &citrine, "speaker.has_spoken"),
        (Seconder, here(1), &citrine, "speaker.has_spoken"),
        (Reply, here(1), &citrine, ""),
        (PointOfOrder, here(1), &citrine, ""),
        (Speaker, here(3), &often, ""),
        (Speaker, here(1), &twice, ""),
        (Speaker, here(2), &twice, "speaker.has_spoken"),
        // The debate goes on another day: twice a day, and once is once whatever the day.
        (Speaker, Spoken { here: 2, ..nothing }, &twice, ""),
        (Speaker, Spoken { here: 1, ..nothing }, &citrine, "speaker.has_spoken"),
        (Speaker, seconded, &citrine, ""),
        (Speaker, seconded, &seconding, "speaker.seconded"),
        (Seconder, seconded, &seconding, ""),
        (Speaker, beneath, &citrine, ""),
        (Speaker, beneath, &strict, "speaker.spoken_on_motion"),
        (Mover, beneath, &strict, ""),
        (Speaker, elsewhere(1), &citrine, ""),
        (Speaker, elsewhere(1), &labour, "speaker.per_session"),
        (Platform, elsewhere(1), &labour, ""),
        (Mover, elsewhere(1), &labour, ""),
        (Speaker, elsewhere(2), &daily, ""),
        (Speaker, elsewhere(3), &daily, "speaker.per_day"),
    ] {
        assert_eq!(code(may_speak(role, &spoken, speak)), expect, "{role:?} {spoken:?} {speak:?}");
    }
    let refusal = may_speak(Speaker, &elsewhere(1), &labour).unwrap_err();
    assert_eq!(refusal.sentence, "This speaker has made 1 speech this session, and 1 speech is the limit.");
}

#[test]
fn the_right_of_reply() {
    use Reply::{AnyTime, Close, FirstAmendment, None};
    let citrine = Speak::default();
    let opposed = Speak { opposed_required_for_reply: true, ..citrine.clone() };
    let libdem = Speak { amendment_mover_replies: true, ..citrine.clone() };
    let on_motion = ReplyFacts {
        on_amendment: false,
        first_amendment: false,
        moved_motion: true,
        moved_amendment: false,
        replied: false,
        opposed: false,
        others_wait: false,
        amendments_wait: false,
    };
    let waiting = ReplyFacts { others_wait: true, ..on_motion };
    let amending = ReplyFacts { amendments_wait: true, ..on_motion };
    let first = ReplyFacts { on_amendment: true, first_amendment: true, ..on_motion };
    let later = ReplyFacts { first_amendment: false, ..first };
    let stranger = ReplyFacts { moved_motion: false, ..on_motion };
    let amender = ReplyFacts { moved_motion: false, moved_amendment: true, ..later };
    for (facts, reply, speak, called, expect) in [
        (on_motion, Close, &citrine, true, ""),
        (on_motion, FirstAmendment, &citrine, true, ""),
        (on_motion, None, &citrine, true, "reply.none"),
        (stranger, Close, &citrine, false, "reply.not_the_mover"),
        (ReplyFacts { replied: true, ..on_motion }, Close, &citrine, false, "reply.used"),
        (waiting, Close, &citrine, false, ""),
        (waiting, Close, &citrine, true, "reply.too_early"),
        (waiting, AnyTime, &citrine, true, ""),
        (amending, Close, &citrine, false, ""),
        (amending, Close, &citrine, true, "reply.too_early"),
        (amending, FirstAmendment, &citrine, true, "reply.too_early"),
        (amending, AnyTime, &citrine, true, ""),
        (first, Close, &citrine, true, "reply.not_on_amendments"),
        (first, FirstAmendment, &citrine, true, ""),
        (later, FirstAmendment, &citrine, true, "reply.not_the_first"),
        (later, AnyTime, &citrine, true, ""),
        (amender, Close, &citrine, true, "reply.of_amendment"),
        (amender, Close, &libdem, true, ""),
        (amender, None, &libdem, true, ""),
        (ReplyFacts { replied: true, ..amender }, Close, &libdem, true, "reply.used"),
        (on_motion, Close, &opposed, true, "reply.unopposed"),
        (ReplyFacts { opposed: true, ..on_motion }, Close, &opposed, true, ""),
    ] {
        assert_eq!(code(may_reply(&facts, reply, speak, called)), expect, "{facts:?} {reply:?}");
    }
}

/// Where the reply comes at the close it is the close; where it may come at any time the debate goes on after it.
#[test]
fn the_reply_closes_the_debate() {
    for (replied, reply, expect) in [
        (false, Reply::Close, ""),
        (true, Reply::Close, "debate.replied"),
        (true, Reply::FirstAmendment, "debate.replied"),
        (true, Reply::AnyTime, ""),
        (true, Reply::None, ""),
    ] {
        let found = may_follow_the_reply("motion 1", replied, reply);
        assert!(found.as_ref().err().is_none_or(|refusal| refusal.overrulable));
        assert_eq!(code(found), expect, "{replied} {reply:?}");
    }
}
