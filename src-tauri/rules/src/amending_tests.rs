use super::{AmendmentOrder, Meeting, OfAmendment, Ranked, is_direct_negative, may_be_amended, meet, rank};
use crate::amendment::{Edit, Operation, Origin, Placed, edits_between};
use crate::motion::MotionKind;
use crate::touch::Touch;

fn edit(paragraph: u32, operation: Operation) -> Placed {
    let onto = (paragraph > 0).then(|| Origin::Handed(i64::from(paragraph)));
    Placed { id: 0, onto, edit: Edit { paragraph, operation, text: "x".to_owned() } }
}

#[test]
fn only_what_says_no_is_a_direct_negative() {
    let says = |text: &str| text.split('|').map(str::to_owned).collect::<Vec<_>>();
    for (before, after, expect) in [
        ("This conference supports the strike.", "This conference does not support the strike.", true),
        ("Conference resolves to affiliate.", "Conference resolves not to affiliate.", true),
        ("Conference supports the strike.", "Conference opposes the strike.", true),
        ("Conference accepts the report.", "Conference rejects the report.", true),
        ("Notes the cuts.|Will fight them.", "Notes the cuts.|Will not fight them.", true),
        ("One.|Two.", "", true),
        ("Conference will never agree to it.", "Conference will agree to it.", true),
        ("Conference supports the strike.", "Conference supports the strike on Monday.", false),
        ("Conference supports the strike.", "Conference does not support the strike on Monday.", false),
        ("One.|Two.", "One.", false),
        ("Conference does not oppose it.", "Conference supports it.", false),
        ("Conference has no money.", "Conference has no money and says so.", false),
        ("Conference notes it.", "Conference notes it.", false),
    ] {
        assert_eq!(is_direct_negative(&says(before), &says(after)), expect, "{before} → {after}");
    }
    assert!(!is_direct_negative(&[], &[]));
}

#[test]
fn the_order_of_amendments() {
    let ranked = |number: &str, paragraph, after, place| Ranked {
        number: number.to_owned(),
        touches: Touch { place: paragraph, after, word: 0 },
        place,
    };
    let all = [
        ranked("4.10", 1, false, None),
        ranked("4.2", 3, false, None),
        ranked("4.3", 2, true, None),
        ranked("4.1", 2, false, None),
    ];
    let placed =
        [ranked("4.1", 1, false, Some(2)), ranked("4.2", 9, false, Some(1)), ranked("4.3", 0, false, None)];
    for (order, all, expect) in [
        (AmendmentOrder::TextPosition, &all[..], &["4.10", "4.1", "4.3", "4.2"][..]),
        (AmendmentOrder::Printed, &all, &["4.1", "4.2", "4.3", "4.10"]),
        (AmendmentOrder::Soc, &all, &["4.1", "4.2", "4.3", "4.10"]),
        (AmendmentOrder::Soc, &placed, &["4.2", "4.1", "4.3"]),
        (AmendmentOrder::TextPosition, &placed, &["4.2", "4.1", "4.3"]),
    ] {
        let mut sorted = all.to_vec();
        sorted.sort_by_key(|each| rank(order, each));
        assert_eq!(sorted.iter().map(|each| each.number.as_str()).collect::<Vec<_>>(), expect, "{order:?}");
    }
}

#[test]
fn what_touches_the_same_words_collides() {
    use Operation::{Delete, InsertAfter, Replace};
    let says = |_: Origin| Some("We call a meeting in May at noon.".to_owned());
    let to = |text: &str| {
        let mut own = edit(2, Replace);
        text.clone_into(&mut own.edit.text);
        vec![own]
    };
    for (one, other, expect) in [
        (vec![edit(2, Replace)], vec![edit(2, Delete)], Meeting::Collide),
        (vec![edit(1, Replace), edit(3, Delete)], vec![edit(3, Replace)], Meeting::Collide),
        (vec![edit(2, Replace)], vec![edit(3, Replace)], Meeting::Nowhere),
        (vec![edit(2, InsertAfter)], vec![edit(2, InsertAfter)], Meeting::Nowhere),
        (vec![edit(2, InsertAfter)], vec![edit(2, Replace)], Meeting::Nowhere),
        (vec![edit(0, InsertAfter)], vec![edit(0, InsertAfter)], Meeting::Nowhere),
        (to("We call a meeting in June at noon."), to("We urge a meeting in May at noon."), Meeting::Apart),
        (
            to("We call a meeting in June at noon."),
            to("We call a meeting in July at noon."),
            Meeting::Collide,
        ),
        (
            to("We call a meeting in June at noon."),
            to("We call a meeting in May about noon."),
            Meeting::Collide,
        ),
        (to("We call a meeting in June at noon."), vec![edit(2, Delete)], Meeting::Collide),
    ] {
        assert_eq!(meet(&one, &other, says), expect, "{one:?} {other:?}");
        assert_eq!(meet(&other, &one, says), expect, "{other:?} {one:?}");
    }
}

#[test]
fn an_amendment_to_an_amendment_where_the_profile_allows() {
    use MotionKind::{Amendment, Composite, Motion};
    for (kind, upon, key, code) in [
        (Motion, None, OfAmendment::Not, None),
        (Composite, None, OfAmendment::Not, None),
        (Amendment, Some(Motion), OfAmendment::Allowed, None),
        (Amendment, Some(Motion), OfAmendment::Not, Some(("amendment.of_amendment", true))),
        (Amendment, Some(Amendment), OfAmendment::Allowed, Some(("amendment.third", false))),
        (Amendment, Some(Amendment), OfAmendment::Not, Some(("amendment.third", false))),
    ] {
        let refusal = may_be_amended("Amendment 4.1", kind, upon, key).err();
        let found = refusal.as_ref().map(|refusal| (refusal.code.as_str(), refusal.overrulable));
        assert_eq!(found, code, "{kind:?} upon {upon:?}, {key:?}");
    }
}

#[test]
fn a_text_edited_as_a_whole_is_a_row_of_edits() {
    use Operation::{Delete, InsertAfter, Replace};
    let says = |text: &str| text.split('|').filter(|p| !p.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    for (before, after, expect) in [
        ("a|b|c", "a|b|c", vec![]),
        ("a|b|c", "a|x|c", vec![(2, Replace, "x")]),
        ("a|b|c", "a|c", vec![(2, Delete, "")]),
        ("a|b", "n|a|b|m", vec![(0, InsertAfter, "n"), (2, InsertAfter, "m")]),
        ("a|b|c", "a|x|y|c", vec![(2, Replace, "x"), (2, InsertAfter, "y")]),
        ("a|b|c", "x", vec![(1, Replace, "x"), (2, Delete, ""), (3, Delete, "")]),
    ] {
        let found = edits_between(&says(before), &says(after));
        let found: Vec<_> = found.iter().map(|e| (e.paragraph, e.operation, e.text.as_str())).collect();
        assert_eq!(found, expect, "{before} → {after}");
    }
}
